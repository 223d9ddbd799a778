//! The project's commands. `cargo xtask --help` lists them.

mod act;
mod bench;
mod call;
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
mod note;
mod phone_page;
mod scheme;
mod setup;
mod steps;
mod test;

use anyhow::Context as _;
use clap::Parser as _;
use cli::{Cli, Verb};
use local_cloud::{Ministack, Project};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Cli::parse().verb) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
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
        Verb::Tick { at } => tick(&project, at)?,
        Verb::Case { ticket } => ledger::show(&project, &ticket)?,
        Verb::Note(note) => note::run(&project, &note)?,
        Verb::Scheme { verb } => return scheme::run(&project, &verb),
        Verb::Act(act) => return act::run(&project, &act),
        Verb::Cases(cases) => act::list(&project, &cases)?,
        Verb::Ledger { verb: cli::LedgerVerb::Verify(options) } => return ledger::verify_all(&project, &options),
        Verb::Dialogue(options) if options.measure => return dialogue::measure::run(&project, options.json),
        Verb::Dialogue(options) => dialogue::run(&options)?,
        Verb::Generate(options) => generate::run(&project, &options)?,
        Verb::Measure => measure::command(&project)?,
        Verb::Bench { what } => return bench::run(&project, &what),
        Verb::Connect { arguments } => return connect::run(&project, &arguments),
    }
    Ok(ExitCode::SUCCESS)
}

fn down(project: &Project) {
    if Ministack::stop_in(&project.cloud_folder()) {
        eprintln!("the local cloud is stopped; what was in it is gone");
    } else {
        eprintln!("no local cloud was running");
    }
}

fn tick(project: &Project, at: jiff::Timestamp) -> anyhow::Result<()> {
    let did = setup::running(project)?.tick(&at.to_string())?;
    println!("{}", telling::swept(at, &did));
    Ok(())
}
