//! The commands and options of `operate`.

use clap::{Args, Subcommand};
use jiff::Timestamp;

#[derive(Debug, Args)]
pub(crate) struct Operate {
    #[command(flatten)]
    pub(crate) place: Where,
    #[command(subcommand)]
    pub(crate) verb: OperateVerb,
}

/// The stack that is meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct Where {
    /// The stack's name; without --endpoint-url it is a stack on AWS
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) stack: Option<String>,
    /// The address of a cloud that is not AWS, such as `http://127.0.0.1:4566`
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) endpoint_url: Option<String>,
}

/// A version of a scheme.
#[derive(Debug, Args)]
pub(crate) struct SchemeOf {
    /// The scheme
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
    /// Its version
    #[arg(long)]
    pub(crate) version: u32,
    /// The person who withdraws it
    #[arg(long = "as", value_name = "ACTOR", default_value = "coordinator:kiran")]
    pub(crate) by: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OperateVerb {
    /// Lists open cases or promised calls, or shows one case with its released words
    #[command(after_help = "Examples:
  cargo xtask operate list calls
  cargo xtask operate --stack tele-samadhan-prod list FCS/L2")]
    List {
        /// A department (FCS), a level of a department (FCS/L2), TRIAGE, COORDINATOR, APEX, calls, or a ticket
        #[arg(value_name = "LIST")]
        list: String,
        /// The end of the page before, as that page printed it
        #[arg(long, value_name = "PLACE")]
        after: Option<String>,
        /// The reason, for the record of the reading; a case that may be confidential needs it
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
        /// The person who looks
        #[arg(long = "as", value_name = "ACTOR", default_value = "coordinator:kiran")]
        by: String,
        /// Prints the list as JSON
        #[arg(long)]
        json: bool,
    },
    /// Announces a known fault to every caller; it replaces the announcement before
    ///
    /// Callers hear it within half a minute. It needs a text of at most 20 words in every language of the helpline.
    #[command(after_help = "Example:
  cargo xtask operate announce ENR --category no-supply --until +6h --said hi=\"बिजली बंद है।\" --said en=\"Power is out.\"")]
    Announce {
        /// The department whose fault it is
        #[arg(value_name = "DEPARTMENT")]
        department: String,
        /// The category of the callers who join
        #[arg(long, value_name = "CODE", default_value = "general")]
        category: String,
        /// The end: a day such as 2027-01-05 (17:30 in India), a time such as 2027-01-05T06:30:00Z, or +6h
        #[arg(long, value_name = "TIME", value_parser = crate::moment::option)]
        until: Timestamp,
        /// The text in one language; once for each language
        #[arg(long, value_name = "LANGUAGE=TEXT", required = true)]
        said: Vec<String>,
        /// The coordinator
        #[arg(long = "as", value_name = "ACTOR", default_value = "coordinator:kiran")]
        by: String,
    },
    /// Ends the announcement
    #[command(after_help = "Example:
  cargo xtask operate end")]
    End {
        /// The coordinator
        #[arg(long = "as", value_name = "ACTOR", default_value = "coordinator:kiran")]
        by: String,
    },
    /// Withdraws a version of a scheme: callers no longer hear it
    #[command(after_help = "Example:
  cargo xtask operate withdraw ladli-behna --version 1 --as coordinator:kiran")]
    Withdraw(SchemeOf),
    /// Sends notices again: the named ones, or all whose key is in the queue of dead letters
    ///
    /// The notice is made again from the ledger, with the same event id. A dead letter that holds no key stays where it is
    /// and is counted.
    #[command(after_help = "Examples:
  cargo xtask operate redrive
  cargo xtask operate redrive 42710839-4")]
    Redrive {
        /// Keys of events: the ticket, a dash and the event's number
        #[arg(value_name = "KEY")]
        keys: Vec<String>,
    },
    /// Opens a case for a caller on the line; the same contact again gets the same case
    #[command(after_help = "Example:
  cargo xtask operate open --contact 1f0e9d8c-7b6a-4c5d-9e3f-2a1b0c9d8e7f --from +919000000001 --as agent:asha")]
    Open {
        /// The contact's id in Amazon Connect
        #[arg(long, value_name = "ID")]
        contact: String,
        /// The caller's number in international form; none if it is withheld
        #[arg(long, value_name = "+91…")]
        from: Option<String>,
        /// The caller's language
        #[arg(long, value_name = "CODE", default_value = "hi")]
        language: String,
        /// The reason, for the record of the reading
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
        /// The agent who speaks with the caller
        #[arg(long = "as", value_name = "ACTOR", default_value = "agent:operator")]
        by: String,
    },
    /// Lists the cases of one caller, under a pseudonym
    #[command(after_help = "Example:
  cargo xtask operate history +919000000001 --as agent:asha")]
    History {
        /// The caller's number in international form
        #[arg(value_name = "+91…")]
        from: String,
        /// The reason, for the record of the reading
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
        /// The agent who speaks with the caller
        #[arg(long = "as", value_name = "ACTOR", default_value = "agent:operator")]
        by: String,
        /// Prints the list as JSON
        #[arg(long)]
        json: bool,
    },
    /// Subscribes an address to the notices of a department, TRIAGE, COORDINATOR or APEX
    ///
    /// AWS sends a mail to an address first, and notices only after its owner has confirmed it.
    #[command(after_help = "Examples:
  cargo xtask operate subscribe FCS --email food@example.org
  cargo xtask operate subscribe FCS --email l2@example.org --levels L2,L3")]
    Subscribe {
        /// The department
        #[arg(value_name = "DEPARTMENT")]
        department: String,
        /// The mail address
        #[arg(long, value_name = "ADDRESS", required_unless_present = "queue", conflicts_with = "queue")]
        email: Option<String>,
        /// The ARN of a queue of the department's own system
        #[arg(long, value_name = "ARN")]
        queue: Option<String>,
        /// Only notices for these levels
        #[arg(long, value_name = "L1,L2,…", value_delimiter = ',')]
        levels: Vec<String>,
    },
}
