//! The options of the commands for development and releases: `demo`, `generate`, `prose` and others.

use super::On;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Serves the phone page at the end, also without a terminal
    #[arg(long)]
    pub(crate) page: bool,
    /// Does not serve the phone page
    #[arg(long, conflicts_with = "page")]
    pub(crate) no_page: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Prose {
    /// Shows every line that breaks a rule, not only the first ones
    #[arg(long)]
    pub(crate) list: bool,
    /// The files; all that git tracks if none is named
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Writes nothing, and fails if a file is stale
    #[arg(long)]
    pub(crate) check: bool,
    /// Makes a template for another directory: the folder with its departments.toml
    #[arg(long, value_name = "FOLDER", requires = "template_out", conflicts_with = "check")]
    pub(crate) directory: Option<PathBuf>,
    /// The file for that template
    #[arg(long, value_name = "FILE", requires = "directory")]
    pub(crate) template_out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Conformance {
    /// `ministack`, `dynamodb-local` (the ledger alone), `localstack`, or the address of a cloud on this machine
    #[arg(long, value_name = "CLOUD", default_value = "ministack")]
    pub(crate) cloud: On,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerVerb {
    /// Computes every case again from its events, and compares the two; exit code 1 names each difference
    ///
    /// Finds an event that was changed, left out or doubled, and a case that does not follow from its events. Reads the
    /// local cloud's table, or the files of an export.
    #[command(after_help = "Example:
  cargo xtask ledger verify")]
    Verify(Verify),
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Unpacked data files of an export of the table to S3 (DynamoDB JSON), instead of the local cloud's table
    #[arg(long = "file", value_name = "FILE", num_args = 1..)]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Measures what a sweep reads and how long it takes, with 1,000 due cases among many open ones, and a backlog of 100,000
    #[command(after_help = "Example:
  cargo xtask bench sweep --open 100000")]
    Sweep {
        /// The largest number of open cases
        #[arg(long, value_name = "CASES", default_value_t = 1_000_000)]
        open: u32,
    },
}
