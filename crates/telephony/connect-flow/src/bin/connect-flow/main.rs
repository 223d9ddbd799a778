//! `connect-flow`: flows of Amazon Connect on this machine.

/// Tells something on standard error, if anybody listens.
macro_rules! note {
    ($($format:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($format)*);
    }};
}

/// Prints a line. Whoever reads no further, as `head` does, is no failure, and changes no exit code.
macro_rules! out {
    ($($format:tt)*) => {{
        use std::io::Write as _;
        match writeln!(std::io::stdout(), $($format)*) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                note!("error: standard output: {error}");
                std::process::exit(i32::from(crate::FAILED));
            }
            _ => {}
        }
    }};
}

mod effort;
mod files;
mod run;
mod simulate;
mod terminal;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use connect_flow::Pace;

/// Runs flows of Amazon Connect on this machine: nothing is called and nobody is paid.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Places random calls through each flow, and tells where one stops without a branch.
    ///
    /// Callers press anything, say nothing or hang up; functions and services answer with what the flow compares
    /// their answers with. Exit code 1 if any call stops, 2 if a file is no flow.
    Simulate(Simulate),
    /// Places one call, with you on the telephone.
    Run(Box<Run>),
    /// Tells what it costs a caller to come to each end of a flow: keys and seconds.
    Effort(Effort),
}

#[derive(Args)]
struct Simulate {
    /// Flows and modules, as files; those that lead to each other are followed.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How many calls through each.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..))]
    walks: u64,
    /// The seed of the first call; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the report as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Run {
    /// The flow.
    file: PathBuf,
    /// Flows and modules that it leads to, by file name or by the id in their ARN.
    #[arg(long = "with", value_name = "FILE")]
    others: Vec<PathBuf>,
    /// What functions and other services answer, and how the queues stand: see the README.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// Where functions are called, such as http://127.0.0.1:4566. Without it you are asked for what the world file
    /// does not answer.
    #[arg(long, value_name = "URL")]
    functions: Option<String>,
    /// A value for a placeholder `${NAME}`; its name, unless it is given.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    placeholders: Vec<String>,
    /// A contact attribute that the call begins with.
    #[arg(long = "attribute", value_name = "NAME=VALUE")]
    attributes: Vec<String>,
    /// What `$.External` holds as an earlier flow left it, as JSON.
    #[arg(long, value_name = "JSON")]
    external: Option<String>,
    /// The caller's number.
    #[arg(long, default_value = "+911234567890")]
    from: String,
    /// The number that is called.
    #[arg(long, default_value = "+911800000000")]
    to: String,
    /// Words a minute.
    #[arg(long, default_value_t = Pace::default().words_per_minute, value_parser = clap::value_parser!(u32).range(30..=600))]
    words_per_minute: u32,
    /// Writes the trace of the call into a file, one event a line.
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Places the call of a stored trace once more, without you.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["world", "functions"])]
    replay: Option<PathBuf>,
}

#[derive(Args)]
struct Effort {
    /// The flow.
    file: PathBuf,
    /// How many callers try.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    calls: u64,
    /// The seed of the first call; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How fast prompts are spoken, in words a minute.
    #[arg(long, default_value_t = Pace::default().words_per_minute, value_parser = clap::value_parser!(u32).range(30..=600))]
    words_per_minute: u32,
    /// Writes the report as JSON.
    #[arg(long)]
    json: bool,
}

/// A failure of the command itself.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Simulate(options) => simulate::run(&options),
        Verb::Run(options) => run::run(&options),
        Verb::Effort(options) => effort::run(&options),
    };
    match done {
        Ok(code) => code,
        Err(said) => {
            note!("error: {said}");
            ExitCode::from(FAILED)
        }
    }
}
