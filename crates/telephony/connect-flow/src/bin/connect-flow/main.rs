//! The command `connect-flow`: runs Amazon Connect flows on this machine.

/// Writes a line to standard error, and ignores a failure to do so.
macro_rules! note {
    ($($format:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($format)*);
    }};
}

/// Writes a line to standard output. A reader that closes the pipe, as `head` does, is no failure and does not change
/// the exit code.
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

/// Runs Amazon Connect flows on this machine, without calls to AWS and without costs.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Places random calls through each flow, and reports where a call stops because a branch is missing.
    ///
    /// Callers press any key, say nothing or hang up; functions and services answer with the values that the flow
    /// compares. Exit code 1 if any call stops, 2 if a file is no flow.
    Simulate(Simulate),
    /// Places one call, with you on the telephone.
    Run(Box<Run>),
    /// Reports the keys and seconds that a caller needs to reach each end of a flow.
    Effort(Effort),
}

#[derive(Args)]
struct Simulate {
    /// Files of flows and modules. Calls follow transfers from one to another.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Number of calls through each flow.
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
    /// Files of flows and modules that the flow leads to, found by file name or by the id in their ARN.
    #[arg(long = "with", value_name = "FILE")]
    others: Vec<PathBuf>,
    /// The world file: answers of functions and other services, and the state of queues; see the README.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// Endpoint that runs the functions, such as http://127.0.0.1:4566. Without it you are asked for each answer that
    /// the world file does not give.
    #[arg(long, value_name = "URL")]
    functions: Option<String>,
    /// Value for a placeholder `${NAME}`; a placeholder without a value stands for its own name.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    placeholders: Vec<String>,
    /// Contact attribute that the call begins with.
    #[arg(long = "attribute", value_name = "NAME=VALUE")]
    attributes: Vec<String>,
    /// Value of `$.External` as an earlier flow left it, as JSON.
    #[arg(long, value_name = "JSON")]
    external: Option<String>,
    /// The caller's number.
    #[arg(long, default_value = "+911234567890")]
    from: String,
    /// The number that the caller dials.
    #[arg(long, default_value = "+911800000000")]
    to: String,
    /// Speed of spoken prompts, in words a minute.
    #[arg(long, default_value_t = Pace::default().words_per_minute, value_parser = clap::value_parser!(u32).range(30..=600))]
    words_per_minute: u32,
    /// Writes the trace of the call into a file, one event a line.
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Places the call of a stored trace again, without you.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["world", "functions"])]
    replay: Option<PathBuf>,
}

#[derive(Args)]
struct Effort {
    /// The flow.
    file: PathBuf,
    /// Number of callers.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    calls: u64,
    /// The seed of the first call; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Speed of spoken prompts, in words a minute.
    #[arg(long, default_value_t = Pace::default().words_per_minute, value_parser = clap::value_parser!(u32).range(30..=600))]
    words_per_minute: u32,
    /// Writes the report as JSON.
    #[arg(long)]
    json: bool,
}

/// Exit code when the command itself fails.
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
