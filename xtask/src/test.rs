//! `test`: the set-up where needed, then every check and every test.

use crate::cargo;
use anyhow::{Context as _, Result, bail};
use local_cloud::{Cloud, Deployment, Ministack, Progress, Project, STACK, Tools, c_linker};
use std::process::Command;

/// Packages of the journeys and of what only operators build.
const APART: [&str; 4] = ["--exclude", "acceptance", "--exclude", "connect-attach"];

/// Runs everything; every runner runs, and the first failure is the one told.
pub(crate) fn test(project: &Project) -> Result<()> {
    let progress = Progress::begin();
    c_linker()?;
    let tools = Tools::install(project, &progress)?;
    let mut failed: Vec<&str> = Vec::new();
    let mut step = |name: &'static str, command: &mut Command| -> Result<()> {
        progress.headline(name);
        command.current_dir(project.root());
        if !command.status().with_context(|| name.to_owned())?.success() {
            failed.push(name);
        }
        Ok(())
    };

    step("the code is formatted", cargo().args(["fmt", "--all", "--check"]))?;
    step("the templates are what the directory and the flow say", cargo().args(["xtask", "generate", "--check"]))?;
    step(
        "the templates pass cfn-lint",
        Command::new(tools.program("cfn-lint")).args(["infra/template.yaml", "infra/connect.yaml"]),
    )?;
    step("clippy, warnings denied", cargo().args(["clippy", "--quiet", "--all-targets", "--", "--deny", "warnings"]))?;
    step("unit and property tests", cargo().args(["test", "--workspace"]).args(APART))?;
    let acceptance = ["--test", "faults", "--test", "contract", "--test", "architecture"];
    step("faults, real events, the architecture", cargo().args(["test", "--package", "acceptance"]).args(acceptance))?;

    progress.headline("the functions, built and deployed");
    let own = project.own_cloud_folder();
    ctrlc::set_handler(move || {
        Ministack::stop_in(&own);
        std::process::exit(130);
    })?;
    let deployment = Deployment::new(project, &tools);
    deployment.build(&progress)?;
    let cloud = Cloud::own(project, &tools, &progress)?;
    let stack = deployment.deploy(cloud.endpoint(), &progress)?;
    let journeys = ["test", "--package", "acceptance", "--test", "journeys", "--", "--test-threads=1"];
    step("journeys on the deployed stack", cargo().args(journeys).env(STACK, stack.to_json().to_string()))?;
    drop(cloud);

    progress.headline(if failed.is_empty() { "everything passed" } else { "something failed" });
    match failed.first() {
        None => Ok(()),
        Some(_) => bail!("failed: {}", failed.join("; ")),
    }
}
