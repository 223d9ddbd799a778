//! `cargo xtask connect attach`: runs the crate that knows Amazon Connect, which nothing else compiles.

use crate::setup;
use anyhow::{Context as _, bail};
use local_cloud::Project;
use std::process::ExitCode;

pub(crate) fn run(project: &Project, arguments: &[String]) -> anyhow::Result<ExitCode> {
    let Some(("attach", rest)) = arguments.split_first().map(|(verb, rest)| (verb.as_str(), rest)) else {
        bail!("what shall be done in Amazon Connect? there is `cargo xtask connect attach --help`");
    };
    eprintln!("compiling connect-attach, which takes minutes the first time …");
    let status = setup::cargo()
        .current_dir(project.root())
        .args(["run", "--quiet", "--manifest-path", "crates/tools/connect-attach/Cargo.toml", "--"])
        .args(rest)
        .status()
        .context("cargo cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
