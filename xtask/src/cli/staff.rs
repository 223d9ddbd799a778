//! The options of `act` and `cases`.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Act {
    /// The case's number
    #[arg(value_name = "TICKET")]
    pub(crate) ticket: String,
    /// The command, such as acknowledge or take-action; --help lists all commands
    #[arg(value_name = "COMMAND")]
    pub(crate) command: String,
    /// The facts of the command, such as `note=the pump is mended`
    #[arg(value_name = "NAME=VALUE")]
    pub(crate) given: Vec<String>,
    /// The actor: officer:FCS:L1:ramesh, nodal:FCS:sunita, agent:asha, coordinator:kiran, apex:cs, citizen
    #[arg(long = "as", value_name = "ACTOR")]
    pub(crate) by: String,
    /// The actor's reason
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
    /// The version that the actor saw: the command is refused if the case has moved since; the present one if none is given
    #[arg(long, value_name = "VERSION")]
    pub(crate) seen: Option<u32>,
    /// The command's id: the same id again changes nothing and gets the same answer
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Prints the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Cases {
    /// A department (FCS), a level of a department (FCS/L2), TRIAGE, COORDINATOR, APEX, calls, or a ticket
    ///
    /// For a ticket the command shows the case with its transcripts and voice notes.
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
    /// The end of the page before, as that page printed it
    #[arg(long, value_name = "PLACE")]
    pub(crate) after: Option<String>,
    /// The reason, for the record of the reading; a case that may be confidential needs it
    #[arg(long, value_name = "REASON")]
    pub(crate) why: Option<String>,
    /// The person who looks
    #[arg(long = "as", value_name = "ACTOR", default_value = "coordinator:kiran")]
    pub(crate) by: String,
    /// Prints the list as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
