//! `cargo xtask test`: everything that must hold.

use crate::cli::{TestOptions, TestStep};
use crate::conformance::{MEGABYTES, suites};
use crate::out::tell;
use crate::setup::{self, Timed, timed};
use crate::steps::Steps;
use crate::{dialogue, generate, prose};
use anyhow::{Context as _, bail};
use local_cloud::{BuildMode, Cloud, Deployment, DynamoDbLocal, Ministack, Progress, Project, STACK, Stack, Tools};
use std::process::{Command, ExitCode, ExitStatus, Output, Stdio};

/// How many calls the random callers of the tests make here. Elsewhere they make fewer.
const CALLS: &str = "TELE_SAMADHAN_CALLS";
const ALL_CALLS: &str = "10000";

/// The stack that the packages are deployed as, beside the one of the debug build.
const PACKAGES: &str = "tele-samadhan-packages";

/// The journey that the packages make, of tests/journeys/deployed.rs.
const DEPLOYED: &str = "deployed::";

/// The tables of the step `exposure`: what each shows, and the tests that print it.
const EXPOSURE: [(&str, &str, &str); 4] = [
    ("oracles on the line: phone, ticket, PIN, counters", "faults", "oracles::a_chosen_ticket"),
    ("the contact's attributes at the end of every path", "faults", "contact_attributes::at_the_end"),
    ("two calls a minute apart, on every surface of a department", "faults", "exposure::two_calls"),
    ("forbidden actions under each role", "architecture", "roles::no_role"),
];

/// The exit code of a program that Ctrl-C ended, as a shell reports it.
const INTERRUPTED: i32 = 130;

pub(crate) fn run(project: &Project, options: &TestOptions) -> anyhow::Result<ExitCode> {
    stop_the_cloud_when_interrupted(project)?;
    setup::machine()?;
    let progress = setup::progress();
    let mut tests = Tests { project, progress, only: &options.only, steps: Steps::begin(progress) };
    let result = tests.all();
    tests.steps.sum_up();
    result?;
    Ok(if tests.steps.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn stop_the_cloud_when_interrupted(project: &Project) -> anyhow::Result<()> {
    let folder = project.own_cloud_folder();
    let handler = move || {
        tell!("\ninterrupted; stopping the local cloud of the tests");
        Ministack::stop_in(&folder);
        std::process::exit(INTERRUPTED);
    };
    ctrlc::set_handler(handler).context("Ctrl-C cannot be handled")
}

struct Tests<'a> {
    project: &'a Project,
    progress: Progress,
    only: &'a [TestStep],
    steps: Steps,
}

impl Tests<'_> {
    fn all(&mut self) -> anyhow::Result<()> {
        // The tools come from the network while the processors compile.
        let (project, quiet) = (self.project, self.progress.silent());
        let (tools, checked) = setup::beside(|| setup::install_tools(project, &quiet), || self.without_tools())?;
        checked?;
        let tools = self.steps.must("the tools are installed", || tools.result)?;
        if self.wants(TestStep::Templates) {
            self.steps.must("cfn-lint infra/template.yaml infra/connect.yaml", || lint_templates(project, &tools))?;
        }
        if self.needs_a_cloud() {
            return self.on_a_cloud(&tools);
        }
        self.in_process();
        Ok(())
    }

    /// The quick steps come first: a mistake in style is told within a minute.
    fn without_tools(&mut self) -> anyhow::Result<()> {
        let project = self.project;
        if self.wants(TestStep::Style) {
            self.steps.must("cargo fmt --all --check", || cargo(project, &["fmt", "--all", "--check"]))?;
            self.steps.must("cargo xtask prose", || prose::check(project))?;
        }
        if self.wants(TestStep::Generated) {
            self.steps.must("cargo xtask generate --check", || generate::check(project))?;
        }
        if self.wants(TestStep::Licences) {
            self.licences();
        }
        if self.wants(TestStep::Clippy) {
            self.steps.must("cargo clippy, warnings denied", || {
                cargo(project, &["clippy", "--all-targets", "--", "-D", "warnings"])?;
                // A test that plain `cargo test` does not run is not among all targets.
                cargo(
                    project,
                    &[
                        "clippy", "--test", "journeys", "--test", "dynamodb", "--test", "services", "--", "-D",
                        "warnings",
                    ],
                )
            })?;
        }
        if self.wants(TestStep::Docs) {
            self.steps.may_fail("cargo doc, warnings denied", || docs(project));
        }
        if self.wants(TestStep::Apart) {
            self.apart();
        }
        if self.wants(TestStep::Unit) || self.needs_a_cloud() {
            // One build for the tests and for the deployed functions.
            self.steps.must("cargo build: functions and tests", || {
                cargo(project, &["build", "--workspace", "--bins", "--tests", "--examples"])?;
                cargo(
                    project,
                    &["test", "--no-run", "--quiet", "--test", "journeys", "--test", "dynamodb", "--test", "services"],
                )
            })?;
        }
        Ok(())
    }

    fn licences(&mut self) {
        let (project, title) = (self.project, "cargo deny check bans licenses sources");
        if has("cargo-deny") {
            self.steps.may_fail(title, || cargo(project, &["deny", "check", "bans", "licenses", "sources"]));
        } else {
            self.steps.not_run(title, "no cargo-deny was found: `cargo install cargo-deny --locked`", false);
        }
    }

    /// Workspaces of their own, compiled here so that no change breaks them unseen. They share the target folder, so what
    /// stands below them is not checked again.
    fn apart(&mut self) {
        let project = self.project;
        self.steps.may_fail("connect-attach: cargo clippy", || {
            let attach =
                ["clippy", "--manifest-path", "crates/tools/connect-attach/Cargo.toml", "--target-dir", "target"];
            cargo(project, &[&attach[..], &["--locked", "--all-targets", "--", "-D", "warnings"]].concat())
        });
        let title = "connect-flow's fuzz target: cargo check";
        if has("c++") {
            let fuzz = ["check", "--manifest-path", "crates/telephony/connect-flow/fuzz/Cargo.toml", "--target-dir"];
            self.steps.may_fail(title, || cargo(project, &[&fuzz[..], &["target", "--locked"]].concat()));
        } else {
            let why = "the fuzzer's runtime needs a C++ compiler and `c++` was not found: `apt-get install g++`";
            self.steps.not_run(title, why, false);
        }
    }

    /// The tests that need no cloud.
    fn in_process(&mut self) {
        let project = self.project;
        if self.wants(TestStep::Unit) {
            self.steps.may_fail("cargo test: unit, property, faults, contract", || {
                run_in(project, setup::cargo().args(["test", "--no-fail-fast"]).env(CALLS, ALL_CALLS))
            });
        }
        if self.only.contains(&TestStep::Exposure) {
            for (title, test, names) in EXPOSURE {
                self.steps.may_fail(title, || {
                    cargo(project, &["test", "--quiet", "-p", "acceptance", "--test", test, "--", "--nocapture", names])
                });
            }
        }
        if self.wants(TestStep::Bars) {
            self.steps.may_fail("what calls cost their callers", || bars(project));
        }
    }

    fn needs_a_cloud(&self) -> bool {
        [TestStep::Conformance, TestStep::Journeys, TestStep::Packages].iter().any(|step| self.wants(*step))
    }

    /// The journeys mostly wait: the other tests run meanwhile, and the packages are compiled.
    fn on_a_cloud(&mut self, tools: &Tools) -> anyhow::Result<()> {
        let (project, progress) = (self.project, self.progress);
        let debug = Deployment::new(project, tools).in_mode(BuildMode::Debug);
        let mut cloud = None;
        let stack = self.steps.must("sam deploy of the debug build, on a local cloud of our own", || {
            debug.build(&progress)?;
            let own = cloud.insert(Cloud::own(project, tools, &progress)?);
            Ok(debug.deploy(own.endpoint(), &progress)?)
        })?;
        let cloud = cloud.context("no cloud was started")?;
        let packages = debug.in_mode(BuildMode::Release).named(PACKAGES);

        let (are_built, are_made) = (self.wants(TestStep::Packages), self.wants(TestStep::Journeys));
        let build = || are_built.then(|| timed(|| Ok(packages.build(&progress.silent())?)));
        let travel = || are_made.then(|| timed(|| captured(&mut journeys(project, &stack, None))));
        let (built, others) = setup::beside(build, || setup::beside(travel, || self.beside_journeys(&stack)))?;
        let (travelled, ()) = others?;
        if let Some(travelled) = travelled {
            self.told_journeys(travelled);
        }
        if let Some(built) = built {
            self.packages(&packages, built, &cloud);
        }
        Ok(())
    }

    fn beside_journeys(&mut self, stack: &Stack) {
        let (project, progress) = (self.project, self.progress);
        self.in_process();
        if self.wants(TestStep::Conformance) {
            self.steps.may_fail("conformance of the adapters, on the local cloud and DynamoDB Local", || {
                conformance(project, stack, &progress)
            });
        }
        progress.say("the journeys and the packages, begun with these, go on …");
    }

    fn told_journeys(&mut self, travelled: Timed<Captured>) {
        if let Err(why) = phone_page::chromium() {
            let why = format!("{why}: `apt-get install chromium`");
            self.steps.not_run("journeys of the phone page in a browser", &why, true);
        }
        let title = "journeys on the deployed debug build (beside the tests above)";
        self.steps.was_done(title, travelled.took, || travelled.result?.told());
    }

    /// The packages are compiled otherwise than the debug build: a panic ends them, and they are optimised as a whole. So
    /// one call, one sweep, one command and one voice note are made on them too.
    fn packages(&mut self, packages: &Deployment, built: Timed<()>, cloud: &Cloud) {
        let title = "the packages: cargo lambda, sam build (beside the journeys)";
        if self.steps.was_done(title, built.took, || built.result).is_none() {
            return;
        }
        let (project, progress) = (self.project, self.progress);
        self.steps.may_fail("a call, a sweep, a command and a voice note on the packages", || {
            let stack = packages.deploy(cloud.endpoint(), &progress)?;
            run_in(project, &mut journeys(project, &stack, Some(DEPLOYED)))
        });
    }

    fn wants(&self, step: TestStep) -> bool {
        self.only.is_empty() || self.only.contains(&step)
    }
}

fn bars(project: &Project) -> anyhow::Result<()> {
    let code = dialogue::measure::run(project, false)?;
    if code == ExitCode::SUCCESS { Ok(()) } else { bail!("a bar is missed; see above") }
}

/// With examples among the targets the documented crates have the features of the tests, so nothing below them is
/// checked again.
fn docs(project: &Project) -> anyhow::Result<()> {
    // The functions' programs have the names of their libraries, and no documentation but theirs.
    let doc = ["doc", "--workspace", "--no-deps", "--lib", "--bin", "xtask", "--examples"];
    run_in(project, setup::cargo().args(doc).env("RUSTDOCFLAGS", "-D warnings"))
}

fn journeys(project: &Project, stack: &Stack, which: Option<&str>) -> Command {
    let mut command = setup::cargo();
    command.current_dir(project.root()).args(["test", "--test", "journeys", "--", "--test-threads=1"]).args(which);
    command.env(STACK, stack.to_json().to_string());
    command
}

/// The same scenarios as on the doubles: all on the local cloud, and the ledger's, where it can run, on Amazon's own
/// DynamoDB Local.
fn conformance(project: &Project, stack: &Stack, progress: &Progress) -> anyhow::Result<()> {
    let mut addresses = vec![stack.endpoint.url().to_owned()];
    let amazons = match DynamoDbLocal::missing() {
        None => Some(DynamoDbLocal::start(project, MEGABYTES, progress)?),
        Some(why) => {
            progress.say(&format!("not on Amazon's DynamoDB Local: {why}"));
            None
        }
    };
    addresses.extend(amazons.iter().map(|local| local.endpoint().url().to_owned()));
    suites(project, &addresses, &[stack.endpoint.url().to_owned()])
}

fn lint_templates(project: &Project, tools: &Tools) -> anyhow::Result<()> {
    let templates = ["infra/template.yaml", "infra/connect.yaml"];
    run_in(project, Command::new(tools.program("cfn-lint")).args(templates))
}

/// All that a program wrote while another had the terminal.
struct Captured(Output);

impl Captured {
    fn told(self) -> anyhow::Result<()> {
        let Self(Output { status, stdout, stderr }) = self;
        tell!("{}{}", String::from_utf8_lossy(&stderr), String::from_utf8_lossy(&stdout));
        ended_well(status)
    }
}

fn captured(command: &mut Command) -> anyhow::Result<Captured> {
    let name = command.get_program().to_string_lossy().into_owned();
    Ok(Captured(command.stdin(Stdio::null()).output().with_context(|| format!("`{name}`"))?))
}

fn ended_well(status: ExitStatus) -> anyhow::Result<()> {
    if !status.success() {
        bail!("it ended with {status}; see above");
    }
    Ok(())
}

fn has(program: &str) -> bool {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

fn cargo(project: &Project, arguments: &[&str]) -> anyhow::Result<()> {
    run_in(project, setup::cargo().args(arguments))
}

/// Runs a program whose own words are the report.
fn run_in(project: &Project, command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    ended_well(command.current_dir(project.root()).status().with_context(|| format!("`{name}`"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_make_a_journey_that_there_is() {
        let module = format!("mod {};", DEPLOYED.trim_end_matches("::"));
        assert!(include_str!("../../tests/journeys/main.rs").contains(&module));
    }
}
