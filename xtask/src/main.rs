//! The project's commands. `cargo xtask --help` lists them.

#![deny(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "`println!` panics when its reader goes away: `say!` and `tell!`"
)]

mod act;
mod bench;
mod call;
mod cases;
mod cli;
mod conformance;
mod connect;
mod demo;
mod departments;
mod dialogue;
mod generate;
mod inbox;
mod ledger;
mod measure;
mod moment;
mod note;
mod operate;
mod out;
mod phone_page;
mod prose;
mod scheme;
mod setup;
mod spelling;
mod steps;
mod test;
mod tick;

use crate::out::tell;
use anyhow::Context as _;
use clap::Parser as _;
use cli::{Cli, Verb};
use local_cloud::{Ministack, Project};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Cli::parse().verb) {
        Ok(code) => code,
        Err(error) => {
            tell!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb) -> anyhow::Result<ExitCode> {
    let here = std::env::current_dir().context("there is no current folder")?;
    let project = Project::find(&here)?;
    match verb {
        Verb::Demo(options) => demo::run(&project, &options)?,
        Verb::Test(options) => return test::run(&project, &options),
        Verb::Conformance(options) => return conformance::run(&project, &options),
        Verb::Up { json } => setup::up(&project, json)?,
        Verb::Down => down(&project),
        Verb::Call(call) => call::run(&project, &call)?,
        Verb::Page(page) => phone_page::run(&project, &page)?,
        Verb::Inbox(inbox) => inbox::run(&project, &inbox)?,
        Verb::Tick(tick) => tick::run(&project, tick.at)?,
        Verb::Case { ticket } => ledger::show(&project, &ticket)?,
        Verb::Note(note) => note::run(&project, &note)?,
        Verb::Scheme { verb } => return scheme::run(&project, &verb),
        Verb::Act(act) => return act::run(&project, &act),
        Verb::Cases(cases) => cases::run(&project, &cases)?,
        Verb::Operate(operate) => return operate::run(&project, &operate),
        Verb::Ledger { verb: cli::LedgerVerb::Verify(options) } => return ledger::verify_all(&project, &options),
        Verb::Dialogue(options) if options.measure => return dialogue::measure::run(&project, options.json),
        Verb::Dialogue(options) => dialogue::run(&options)?,
        Verb::Generate(options) => generate::run(&project, &options)?,
        Verb::Prose(options) => return prose::run(&project, &options),
        Verb::Measure => measure::command(&project)?,
        Verb::Bench { what } => return bench::run(&project, &what),
        Verb::Connect { verb: cli::ConnectVerb::Attach(attach) } => return connect::attach(&project, &attach),
    }
    Ok(ExitCode::SUCCESS)
}

fn down(project: &Project) {
    if Ministack::stop_in(&project.cloud_folder()) {
        tell!("the local cloud is stopped; what was in it is gone");
    } else {
        tell!("no local cloud was running");
    }
}
