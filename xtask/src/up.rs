//! `up` and `down`: the local cloud, built for, started, deployed to, stopped.

use anyhow::Result;
use local_cloud::{Cloud, Deployment, Ministack, Progress, Project, Stack, Tools, c_linker};

/// Builds, starts and deploys; what is up to date already is left alone.
pub(crate) fn up(project: &Project) -> Result<Stack> {
    let progress = Progress::begin();
    c_linker()?;
    let tools = Tools::install(project, &progress)?;
    let deployment = Deployment::new(project, &tools);
    deployment.build(&progress)?;
    let cloud = Cloud::shared(project, &tools, &progress)?;
    Ok(deployment.deploy(cloud.endpoint(), &progress)?)
}

/// Stops the local cloud, if one runs.
pub(crate) fn down(project: &Project) -> Result<()> {
    let ran = Ministack::stop_in(&project.cloud_folder());
    eprintln!("{}", if ran { "the local cloud is stopped" } else { "no local cloud is running" });
    Ok(())
}
