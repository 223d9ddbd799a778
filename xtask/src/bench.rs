//! `cargo xtask bench`: measurements that take minutes, on Amazon's own DynamoDB Local.

use crate::{cli, setup};
use anyhow::{Context as _, bail};
use local_cloud::{DYNAMODB, DynamoDbLocal, Progress, Project};
use std::process::ExitCode;

/// Memory for a million cases with their indexes.
const MEGABYTES: u32 = 12_000;

pub(crate) fn run(project: &Project, bench: &cli::Bench) -> anyhow::Result<ExitCode> {
    let cli::Bench::Sweep { open } = bench;
    let progress = Progress::begin();
    if let Some(why) = DynamoDbLocal::missing() {
        bail!("DynamoDB Local cannot run here: {why}");
    }
    let local = DynamoDbLocal::start(project, MEGABYTES, &progress)?;
    let status = setup::cargo()
        .current_dir(project.root())
        .args(["bench", "--bench", "sweep"])
        .env(DYNAMODB, local.endpoint().url())
        .env("OPEN_CASES", open.to_string())
        .status()
        .context("cargo cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
