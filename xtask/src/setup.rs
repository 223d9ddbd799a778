//! From nothing to a deployed stack.

use crate::out::say;
use anyhow::{Context as _, anyhow, bail};
use local_cloud::{Cloud, Deployment, Progress, Project, STACK_NAME, Stack, Tools, c_linker, python_with_venv};
use serde_json::Value;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

/// How many milliseconds these commands took to compile: `crates/tools/launch` says it.
const LAUNCH_MS: &str = "TELE_SAMADHAN_LAUNCH_MS";

/// The stack that `up` and `demo` share.
pub(crate) struct Ready {
    pub(crate) stack: Stack,
    /// Whether `down` can stop its cloud.
    pub(crate) is_local: bool,
    /// How long each part of the way took.
    pub(crate) took: Vec<(&'static str, Duration)>,
}

/// Does whatever is not done yet: tools and compiling at the same time, then packages, cloud, deployment.
pub(crate) fn ready(project: &Project, progress: &Progress) -> anyhow::Result<Ready> {
    machine()?;
    let mut took = vec![("commands", launched())];
    let tools = Tools::of(project);
    let deployment = Deployment::new(project, &tools);
    let (installed, compiled) =
        beside(|| install_tools(project, progress), || timed(|| Ok(deployment.compile(progress)?)))?;
    took.extend([("tools", installed.took), ("compile beside them", compiled.took)]);
    installed.result?;
    compiled.result?;
    let built = timed(|| Ok(deployment.build(progress)?));
    took.push(("packages", built.took));
    built.result?;
    let started = timed(|| Ok(Cloud::shared(project, &tools, progress)?));
    took.push(("cloud", started.took));
    let cloud = started.result?;
    let deployed = timed(|| Ok(deployment.deploy(cloud.endpoint(), progress)?));
    took.push(("deploy", deployed.took));
    Ok(Ready { stack: deployed.result?, is_local: cloud.is_local(), took })
}

/// The result of a part, and its time.
pub(crate) struct Timed<T> {
    pub(crate) result: anyhow::Result<T>,
    pub(crate) took: Duration,
}

pub(crate) fn timed<T>(part: impl FnOnce() -> anyhow::Result<T>) -> Timed<T> {
    let began = Instant::now();
    let result = part();
    Timed { result, took: began.elapsed() }
}

/// Does two things at the same time.
///
/// # Errors
/// When the first panicked.
pub(crate) fn beside<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> anyhow::Result<(A, B)> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        Ok((one.join().map_err(|_| anyhow!("a part of it panicked; see above"))?, other))
    })
}

/// The tools, and what they need of the machine. A failure is told at once: something else may run for minutes.
pub(crate) fn install_tools(project: &Project, progress: &Progress) -> Timed<Tools> {
    timed(|| {
        let installed = Tools::install(project, progress);
        if let Err(error) = &installed {
            progress.say(&format!("the tools could not be installed: {error}"));
        }
        Ok(installed?)
    })
}

/// The machine must bring a linker and a Python: they are looked for before anything takes minutes.
pub(crate) fn machine() -> anyhow::Result<()> {
    c_linker()?;
    Ok(python_with_venv()?)
}

/// How long these commands took to compile.
pub(crate) fn launched() -> Duration {
    let milliseconds = env::var(LAUNCH_MS).ok().and_then(|text| text.parse().ok());
    Duration::from_millis(milliseconds.unwrap_or_default())
}

/// A clock that began when the commands were compiled.
pub(crate) fn progress() -> Progress {
    Progress::begin().after(launched())
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The stack of a cloud that runs.
pub(crate) fn running(project: &Project) -> anyhow::Result<Stack> {
    Ok(Stack::at(Cloud::running(project)?, STACK_NAME)?)
}

pub(crate) fn up(project: &Project, json: bool) -> anyhow::Result<()> {
    let progress = progress();
    let ready = ready(project, &progress)?;
    if json {
        say!("{:#}", ready.stack.to_json());
    } else {
        say!("{}", up_said(&ready));
    }
    Ok(())
}

fn up_said(ready: &Ready) -> String {
    let stop = if ready.is_local { "; `cargo xtask down` stops it" } else { "" };
    format!(
        "Tele Samadhan runs at {}{stop}.\nPlace a call: `cargo xtask call`. See also `cargo xtask --help`.",
        ready.stack.endpoint.url()
    )
}

/// The line of JSON that a target of the tests prints. The target runs calls through the flow, because the tests hold the
/// handler.
pub(crate) fn printed(project: &Project, target: &str) -> anyhow::Result<Value> {
    let output = cargo()
        .current_dir(project.root())
        // Not of that package alone: its crates would be compiled once more, with other features.
        .args(["test", "--quiet", "--test", target])
        .stderr(Stdio::inherit())
        .output()
        .context("cargo cannot be started")?;
    let told = String::from_utf8_lossy(&output.stdout);
    let printed = told.lines().find_map(|line| serde_json::from_str(line).ok());
    match printed {
        Some(printed) if output.status.success() => Ok(printed),
        _ => bail!("the calls could not be run; see above"),
    }
}

/// Parts with their seconds: `tools 31 s, deploy 12 s`.
pub(crate) fn told(took: &[(&str, Duration)]) -> String {
    let parts: Vec<String> =
        took.iter().map(|(part, took)| format!("{part} {} s", took.as_secs_f64().round())).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_with_their_seconds() {
        let took = [("tools", Duration::from_millis(30_700)), ("deploy", Duration::from_millis(400))];
        assert_eq!(told(&took), "tools 31 s, deploy 0 s");
    }

    #[test]
    fn what_is_done_at_the_same_time_gives_both_results_and_a_panic_is_an_error() {
        assert_eq!(beside(|| 1, || 2).unwrap(), (1, 2));
        assert!(beside(|| panic!("it breaks"), || 2).is_err());
    }
}
