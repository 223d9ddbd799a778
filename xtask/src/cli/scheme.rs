//! `cargo xtask scheme`: what can be typed after it.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum SchemeVerb {
    /// Checks files of schemes, all of directory/schemes unless some are named
    Lint {
        /// The files
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Keeps a file as the scheme's next version, a draft
    Draft {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Who writes: an officer of the department, or the coordinator
        #[arg(long = "as", value_name = "ACTOR")]
        by: String,
    },
    /// Approves a draft: from its start on it is heard
    Approve {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Its version
        #[arg(long)]
        version: u32,
        /// Who approves: not who wrote it
        #[arg(long = "as", value_name = "ACTOR")]
        by: String,
    },
    /// Takes a version away: it is heard no more
    Withdraw {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Its version
        #[arg(long)]
        version: u32,
        /// Who takes it away
        #[arg(long = "as", value_name = "ACTOR")]
        by: String,
    },
    /// All texts at hand, with their dates
    List,
    /// What a department answered to callers' questions, as chunks to add to a text
    Answers {
        /// The department
        #[arg(value_name = "CODE")]
        department: String,
    },
    /// One version as it was or will be spoken, however old
    Text {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Its version
        #[arg(long)]
        version: u32,
    },
    /// What callers wanted of schemes in a week: asked for, heard to the end, complained of, questions
    Report {
        /// The week, from Monday to Sunday, such as 2026-W48; the present one without it
        #[arg(long, value_name = "WEEK")]
        week: Option<String>,
        /// Writes a picture of it to this file too, as SVG
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
        /// A week of 10,000 callers drawn by dice, instead of those who called
        #[arg(long, conflicts_with = "week")]
        simulated: bool,
    },
    /// Gives a scheme the first key until a time
    First {
        /// The scheme
        #[arg(value_name = "CODE")]
        code: String,
        /// Until then, in RFC 3339
        #[arg(long, value_name = "TIME")]
        until: jiff::Timestamp,
    },
}
