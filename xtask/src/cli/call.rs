//! The options of `call`, `page`, `inbox`, `tick`, `note` and `dialogue`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Call {
    /// The number that calls, in international form, or `withheld`
    #[arg(long, value_name = "+91…", default_value = "+919000000001")]
    pub(crate) from: String,
    /// The keys of a scripted caller, one for each menu; after the last key the caller is silent
    ///
    /// 1,1,1 leads to a ticket and a department, 1 to a ticket at the triage desk, and no key at all to a ticket too.
    /// Digits that are typed together stand together: 3,42710839#,4271 gives a ticket and its PIN. Keys that no menu took
    /// are named at the end.
    #[arg(long, value_name = "1,2,…")]
    pub(crate) keys: Option<String>,
    /// A WAV file that the scripted caller speaks after the beep
    ///
    /// After the call the recording lies in the bucket where Amazon Connect would put it. If FILE.txt lies beside
    /// FILE.wav, its text stands in for the transcript. Without this option the caller speaks a sample that is not kept.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// The scripted caller hangs up after N answered steps (2: in the notice, 3: while speaking)
    #[arg(long, value_name = "N")]
    pub(crate) hang_up_after: Option<u32>,
    /// No agent takes calls
    #[arg(long)]
    pub(crate) office_closed: bool,
    /// Prints the call as JSON: contact_id, ticket, department, ended, steps; implies a scripted caller
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Page {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Inbox {
    /// The department's code, such as FCS, or TRIAGE; or a phone's number, such as +919000000001
    #[arg(value_name = "DEPARTMENT|NUMBER")]
    pub(crate) whose: String,
    /// Shows only the last N notices or SMS
    #[arg(long, value_name = "N")]
    pub(crate) last: Option<usize>,
    /// Shows only the notices of this case
    #[arg(long, value_name = "TICKET")]
    pub(crate) ticket: Option<String>,
    /// Waits at most so long for a first notice or SMS
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(crate) wait: u64,
    /// Prints the notices or SMS as a JSON array
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Tick {
    /// The time: a day such as 2027-01-05 (17:30 in India), a time such as 2027-01-05T06:30:00Z, or +2d, +3h, +30m
    #[arg(long, value_name = "TIME", value_parser = crate::moment::option)]
    pub(crate) at: jiff::Timestamp,
}

#[derive(Debug, Args)]
pub(crate) struct Note {
    /// The case's number
    #[arg(value_name = "TICKET")]
    pub(crate) ticket: String,
    /// The file for the latest note; note-TICKET.mp3 if none is named
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    /// Plays the note too, with ffplay, mpg123, play or afplay
    #[arg(long)]
    pub(crate) play: bool,
    /// Waits at most so long for a first note
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(crate) wait: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Dialogue {
    /// The language by its code: hi, en or bns (a draft)
    #[arg(long, value_name = "hi|en|bns", default_value = "hi")]
    pub(crate) language: String,
    /// Writes a picture into this file instead of a tree
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Measures keys and seconds of calls through the contact flow, with the function in process, against their limits
    ///
    /// Ends with exit code 1 if a limit is exceeded.
    #[arg(long, conflicts_with_all = ["svg", "language"])]
    pub(crate) measure: bool,
    /// Prints the measured figures as JSON
    #[arg(long, requires = "measure")]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use crate::cli::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_help_names_every_language_that_there_is() {
        let command = Cli::command();
        let dialogue = command.find_subcommand("dialogue").unwrap().clone();
        let help = dialogue.clone().render_help().to_string();
        let named = crate::dialogue::spoken().unwrap().join("|");
        assert!(help.contains(&format!("<{named}>")), "{help}");
    }
}
