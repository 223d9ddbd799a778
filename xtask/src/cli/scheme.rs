//! The commands and options of `scheme`.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum SchemeVerb {
    /// Lists the scheme versions that departments sent, and says what callers hear
    #[command(after_help = "Example:
  cargo xtask scheme list")]
    List,
    /// Shows the sentences of one version in every language, also of a version that is long over
    #[command(after_help = "Example:
  cargo xtask scheme text ladli-behna --version 1")]
    Text {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Its version
        #[arg(long)]
        version: u32,
        /// Prints the whole version as JSON, with its sources
        #[arg(long)]
        json: bool,
    },
    /// Checks files of schemes; all of directory/schemes if none is named
    #[command(after_help = "Example:
  cargo xtask scheme lint directory/schemes/ladli-behna.toml")]
    Lint {
        /// The files
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Keeps a file as the scheme's next version, as a draft
    #[command(after_help = "Example:
  cargo xtask scheme draft directory/schemes/ladli-behna.toml --as nodal:WCD:sunita")]
    Draft {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The author: an officer of the department, or the coordinator
        #[arg(long = "as", value_name = "ACTOR")]
        by: String,
    },
    /// Approves a draft: callers hear it from its start
    #[command(after_help = "Example:
  cargo xtask scheme approve ladli-behna --version 1 --as officer:WCD:L2:meera")]
    Approve {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Its version
        #[arg(long)]
        version: u32,
        /// The approver: not the author
        #[arg(long = "as", value_name = "ACTOR")]
        by: String,
    },
    /// Withdraws a version: callers no longer hear it
    #[command(after_help = "Example:
  cargo xtask scheme withdraw ladli-behna --version 1 --as nodal:WCD:sunita")]
    Withdraw {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Its version
        #[arg(long)]
        version: u32,
        /// The person who withdraws it
        #[arg(long = "as", value_name = "ACTOR")]
        by: String,
    },
    /// Makes a scheme the featured scheme: it has the first key until a time
    #[command(after_help = "Example:
  cargo xtask scheme first ladli-behna --until +7d")]
    First {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// The end: a day such as 2027-01-05 (17:30 in India), a time such as 2027-01-05T06:30:00Z, or +7d
        #[arg(long, value_name = "TIME", value_parser = crate::moment::option)]
        until: jiff::Timestamp,
    },
    /// Shows a department's answers to callers' questions, in the form in which a scheme's file takes them
    #[command(after_help = "Example:
  cargo xtask scheme answers WCD")]
    Answers {
        /// The department
        #[arg(value_name = "DEPARTMENT")]
        department: String,
    },
    /// Shows what callers wanted in a week: schemes asked for, heard to the end, complained of, and questions
    #[command(after_help = "Examples:
  cargo xtask scheme report
  cargo xtask scheme report --simulated --picture week.svg")]
    Report {
        /// The week, from Monday to Sunday, such as 2026-W48; the present week if none is given
        #[arg(long, value_name = "WEEK")]
        week: Option<String>,
        /// Also writes a picture into this file, as SVG
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
        /// Shows a simulated week of 10,000 callers instead; it takes one to three minutes
        #[arg(long, conflicts_with = "week")]
        simulated: bool,
    },
}
