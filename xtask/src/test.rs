//! `cargo xtask test`: everything that must hold.

use crate::{dialogue, generate, setup};
use anyhow::{Context as _, bail};
use local_cloud::{Cloud, DYNAMODB, Deployment, DynamoDbLocal, Ministack, Progress, Project, STACK, Stack, Tools};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Memory of DynamoDB Local for the conformance suite.
const MEGABYTES: u32 = 1_024;

/// How many calls the random callers of the tests make here; elsewhere it is a first part of them.
const CALLS: &str = "TELE_SAMADHAN_CALLS";
const ALL_CALLS: &str = "10000";

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

pub(crate) fn run(project: &Project) -> anyhow::Result<ExitCode> {
    stop_the_cloud_when_interrupted(project)?;
    let mut tests = Tests { project, progress: Progress::begin(), done: Vec::new() };
    let result = tests.all();
    tests.sum_up();
    result?;
    Ok(if tests.done.iter().all(|step| step.passed) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn stop_the_cloud_when_interrupted(project: &Project) -> anyhow::Result<()> {
    let folder = project.own_cloud_folder();
    let handler = move || {
        eprintln!("\ninterrupted; stopping the local cloud of the tests");
        Ministack::stop_in(&folder);
        std::process::exit(INTERRUPTED);
    };
    ctrlc::set_handler(handler).context("Ctrl-C cannot be handled")
}

struct Step {
    title: String,
    took: Duration,
    passed: bool,
}

struct Tests<'a> {
    project: &'a Project,
    progress: Progress,
    done: Vec<Step>,
}

impl Tests<'_> {
    fn all(&mut self) -> anyhow::Result<()> {
        let progress = self.progress;
        let project = self.project;
        let tools = setup::tools(project, &progress)?;

        self.must("cargo fmt --all --check", |tests| tests.cargo(&["fmt", "--all", "--check"]))?;
        self.must("cargo xtask generate --check", |_| generate::check(project))?;
        self.must("cfn-lint infra/template.yaml infra/connect.yaml", |tests| tests.lint_templates(&tools))?;
        self.must("cargo clippy, warnings denied", |tests| {
            tests.cargo(&["clippy", "--all-targets", "--", "-D", "warnings"])?;
            // A test that plain `cargo test` does not run is not among all targets.
            tests.cargo(&["clippy", "--test", "journeys", "--test", "dynamodb", "--", "-D", "warnings"])
        })?;
        let deployment = Deployment::new(project, &tools);
        self.must("sam build", |_| Ok(deployment.build(&progress)?))?;

        let mut cloud = None;
        let mut deployed = None;
        self.must("sam deploy, on a local cloud of our own", |_| {
            let own = cloud.insert(Cloud::own(project, &tools, &progress)?);
            deployed = Some(deployment.deploy(own.endpoint(), &progress)?);
            Ok(())
        })?;
        let stack = deployed.context("nothing was deployed")?;

        self.may_fail("cargo test: unit, property, faults, contract", |tests| {
            tests.run(setup::cargo().args(["test", "--no-fail-fast"]).env(CALLS, ALL_CALLS))
        });
        self.may_fail("what calls cost their callers", |tests| {
            let code = dialogue::measure::run(tests.project, false)?;
            if code == ExitCode::SUCCESS { Ok(()) } else { bail!("a bar is missed; see above") }
        });
        self.may_fail("conformance of the ledger on DynamoDB", |tests| tests.conformance(&stack));
        self.may_fail("journeys on the deployed stack", |tests| tests.journeys(&stack));
        drop(cloud);
        Ok(())
    }

    /// What follows makes no sense without this.
    fn must(&mut self, title: &str, step: impl FnOnce(&Self) -> anyhow::Result<()>) -> anyhow::Result<()> {
        self.step(title, step).with_context(|| format!("`{title}` failed"))
    }

    /// The other runners run all the same.
    fn may_fail(&mut self, title: &str, step: impl FnOnce(&Self) -> anyhow::Result<()>) {
        if let Err(error) = self.step(title, step) {
            eprintln!("{error:#}");
        }
    }

    fn step(&mut self, title: &str, step: impl FnOnce(&Self) -> anyhow::Result<()>) -> anyhow::Result<()> {
        self.progress.headline(title);
        let began = Instant::now();
        let result = step(self);
        self.done.push(Step { title: title.to_owned(), took: began.elapsed(), passed: result.is_ok() });
        result
    }

    fn sum_up(&self) {
        self.progress.headline("summary");
        for line in self.done.iter().map(summary) {
            eprintln!("{line}");
        }
    }

    fn cargo(&self, arguments: &[&str]) -> anyhow::Result<()> {
        self.run(setup::cargo().args(arguments))
    }

    fn journeys(&self, stack: &Stack) -> anyhow::Result<()> {
        if let Err(why) = phone_page::chromium() {
            self.progress.say(&format!("NOT RUN: the journeys of the phone page: {why}"));
        }
        let arguments = ["test", "--test", "journeys", "--", "--test-threads=1"];
        self.run(setup::cargo().args(arguments).env(STACK, stack.to_json().to_string()))
    }

    /// The same scenarios on the local cloud and, where it can run, on Amazon's own DynamoDB Local.
    fn conformance(&self, stack: &Stack) -> anyhow::Result<()> {
        let mut addresses = vec![stack.endpoint.url().to_owned()];
        let amazons = match DynamoDbLocal::missing() {
            None => Some(DynamoDbLocal::start(self.project, MEGABYTES, &self.progress)?),
            Some(why) => {
                self.progress.say(&format!("not on Amazon's DynamoDB Local: {why}"));
                None
            }
        };
        addresses.extend(amazons.iter().map(|local| local.endpoint().url().to_owned()));
        let arguments = ["test", "--test", "dynamodb", "--", "--test-threads=2"];
        self.run(setup::cargo().args(arguments).env(DYNAMODB, addresses.join(",")))
    }

    fn lint_templates(&self, tools: &Tools) -> anyhow::Result<()> {
        let templates = ["infra/template.yaml", "infra/connect.yaml"];
        self.run(Command::new(tools.program("cfn-lint")).args(templates))
    }

    /// Runs a program whose own words are the report.
    fn run(&self, command: &mut Command) -> anyhow::Result<()> {
        let name = command.get_program().to_string_lossy().into_owned();
        let status = command.current_dir(self.project.root()).status().with_context(|| format!("`{name}`"))?;
        if !status.success() {
            bail!("it ended with {status}; see above");
        }
        Ok(())
    }
}

fn summary(step: &Step) -> String {
    let verdict = if step.passed { "ok    " } else { "FAILED" };
    format!("  {verdict} {:>4} s  {}", step.took.as_secs(), step.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_summed_up_in_a_line() {
        let step = Step { title: "cargo test".into(), took: Duration::from_millis(72_400), passed: false };
        assert_eq!(summary(&step), "  FAILED   72 s  cargo test");
    }
}
