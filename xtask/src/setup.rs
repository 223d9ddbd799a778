//! From nothing to a deployed stack.

use anyhow::{Context as _, bail};
use local_cloud::{Cloud, Deployment, Progress, Project, STACK_NAME, Stack, Tools, c_linker};
use serde_json::Value;
use std::env;
use std::process::{Command, Stdio};

/// The stack that `up` and `demo` share.
pub(crate) struct Ready {
    pub(crate) stack: Stack,
    /// Whether `down` can stop its cloud.
    pub(crate) is_local: bool,
}

/// Does whatever is not done yet: tools, build, cloud, deployment.
pub(crate) fn ready(project: &Project, progress: &Progress) -> anyhow::Result<Ready> {
    let tools = tools(project, progress)?;
    let deployment = Deployment::new(project, &tools);
    deployment.build(progress)?;
    let cloud = Cloud::shared(project, &tools, progress)?;
    let stack = deployment.deploy(cloud.endpoint(), progress)?;
    Ok(Ready { stack, is_local: cloud.is_local() })
}

/// The tools, and what they need of the machine.
pub(crate) fn tools(project: &Project, progress: &Progress) -> anyhow::Result<Tools> {
    c_linker()?;
    Ok(Tools::install(project, progress)?)
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
    let progress = Progress::begin();
    let ready = ready(project, &progress)?;
    if json {
        println!("{:#}", ready.stack.to_json());
    } else {
        println!("{}", up_said(&ready));
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

/// What a target of the tests prints that runs calls through the flow, since they hold the handler: one line of JSON.
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
