//! The project's commands. `cargo xtask --help` lists them.

mod call;
mod demo;
mod flow;
mod generate;
mod inbox;
mod measure;
mod story;
mod test;
mod up;

use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand};
use local_cloud::{Cloud, Project, STACK_NAME, Stack};
use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Tele Samadhan on this machine: build, deploy, call, look, test.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Xtask {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Sets everything up, places one call and tells it as it happens, up to the second level's notice.
    Demo,
    /// Sets everything up and runs every test: unit, property, journeys on a deployed stack.
    Test,
    /// Builds the functions, starts the local cloud and deploys; leaves it running.
    ///
    /// With AWS_ENDPOINT_URL set it deploys there instead. SAM_BUILD_MODE=debug builds quicker.
    Up {
        /// Print the endpoint and the stack's outputs as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Stops the local cloud; its state is gone.
    Down,
    /// A phone: places a call through infra/flows/inbound.json to the deployed function.
    ///
    /// Without --keys or --json it is yours: type a key, Enter for silence, h to hang up.
    Call(call::CallArgs),
    /// Shows what a department's subscribed queue has received.
    Inbox(inbox::InboxArgs),
    /// Runs the escalation sweep as if it were that time.
    Tick {
        /// The moment, in RFC 3339, such as 2026-12-24T06:30:00Z.
        #[arg(long)]
        at: String,
    },
    /// Writes what follows from directory/ and infra/flows/ into the templates of infra/.
    Generate(generate::GenerateArgs),
    /// Measures start, warm answer and memory of each built function beside an echo function.
    Measure,
    /// What CloudFormation cannot do for Amazon Connect; see infra/README.md.
    Connect(ConnectArgs),
}

#[derive(Args)]
struct ConnectArgs {
    /// `attach` and its options; `cargo xtask connect attach --help` lists them.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    rest: Vec<String>,
}

fn main() -> ExitCode {
    match run(Xtask::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb) -> Result<()> {
    let project = project()?;
    match verb {
        Verb::Demo => demo::demo(&project),
        Verb::Test => test::test(&project),
        Verb::Up { json } => {
            let stack = up::up(&project)?;
            match json {
                true => println!("{}", stack.to_json()),
                false => eprintln!("next: `cargo xtask call`; `cargo xtask down` stops it"),
            }
            Ok(())
        }
        Verb::Down => up::down(&project),
        Verb::Call(args) => call::call(&running(&project)?, &args),
        Verb::Inbox(args) => inbox::inbox(&running(&project)?, &args),
        Verb::Tick { at } => tick(&running(&project)?, &at),
        Verb::Generate(args) => generate::generate(&project, &args),
        Verb::Measure => measure::command(&project),
        Verb::Connect(args) => connect(&project, &args.rest),
    }
}

fn project() -> Result<Project> {
    Ok(Project::find(&env::current_dir()?)?)
}

/// The stack that `up` deployed, wherever it runs.
fn running(project: &Project) -> Result<Stack> {
    Ok(Stack::at(Cloud::running(project)?, STACK_NAME)?)
}

fn tick(stack: &Stack, at: &str) -> Result<()> {
    let at: jiff::Timestamp =
        at.parse().with_context(|| format!("`{at}` is no moment; write it like 2026-12-24T06:30:00Z"))?;
    println!("{}", stack.tick(&at.to_string())?);
    Ok(())
}

/// The cargo that runs us.
fn cargo() -> Command {
    Command::new(env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from))
}

fn connect(project: &Project, rest: &[String]) -> Result<()> {
    anyhow::ensure!(
        rest.first().is_some_and(|verb| verb == "attach"),
        "`connect` knows one verb: `cargo xtask connect attach --help`"
    );
    let mut command = cargo();
    command.args(["run", "--package", "connect-attach", "--"]).args(rest.iter().skip(1)).current_dir(project.root());
    let status = command.status().context("cargo could not be started")?;
    anyhow::ensure!(status.success(), "connect-attach did not succeed");
    Ok(())
}
