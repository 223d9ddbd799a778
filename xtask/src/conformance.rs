//! `cargo xtask conformance`: the adapters' promises, tried on a cloud of one's choice.

use crate::cli::On;
use crate::{cli, setup};
use anyhow::bail;
use local_cloud::{
    CLOUD, DYNAMODB, DynamoDbLocal, Lifetime, LocalStack, Ministack, Progress, Project, Tools, USUAL_REGION,
};
use std::process::ExitCode;

/// Memory of DynamoDB Local for these suites, in megabytes.
pub(crate) const MEGABYTES: u32 = 1_024;

pub(crate) fn run(project: &Project, options: &cli::Conformance) -> anyhow::Result<ExitCode> {
    let progress = Progress::begin();
    let passed = match &options.cloud {
        On::Ministack => {
            let tools = Tools::install(project, &progress)?;
            let folder = project.own_cloud_folder();
            let cloud = Ministack::start(&tools, &folder, USUAL_REGION, Lifetime::Ours)?;
            everything(project, cloud.endpoint().url())
        }
        On::LocalStack => {
            let cloud = LocalStack::start(project, &progress)?;
            everything(project, cloud.endpoint().url())
        }
        On::DynamoDbLocal => {
            if let Some(why) = DynamoDbLocal::missing() {
                bail!("DynamoDB Local cannot run here: {why}");
            }
            let cloud = DynamoDbLocal::start(project, MEGABYTES, &progress)?;
            suites(project, &[cloud.endpoint().url().to_owned()], &[])
        }
        On::At(url) => everything(project, url),
    };
    passed.map(|()| ExitCode::SUCCESS)
}

fn everything(project: &Project, url: &str) -> anyhow::Result<()> {
    let address = [url.to_owned()];
    suites(project, &address, &address)
}

/// Runs the ledger's scenarios at each address of `ledgers`, and the other services' at each of `clouds`.
pub(crate) fn suites(project: &Project, ledgers: &[String], clouds: &[String]) -> anyhow::Result<()> {
    let mut command = setup::cargo();
    command.current_dir(project.root()).args(["test", "--no-fail-fast"]);
    for (target, variable, addresses) in [("dynamodb", DYNAMODB, ledgers), ("services", CLOUD, clouds)] {
        if !addresses.is_empty() {
            command.args(["--test", target]).env(variable, addresses.join(","));
        }
    }
    let status = command.args(["--", "--test-threads=2"]).status()?;
    if !status.success() {
        bail!("a scenario failed; see above");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cloud_is_named_or_is_an_address_of_this_machine() {
        assert_eq!("localstack".parse(), Ok(On::LocalStack));
        assert_eq!("http://127.0.0.1:4566".parse(), Ok(On::At("http://127.0.0.1:4566".into())));
        for strange in ["", "aws", "https://dynamodb.ap-south-1.amazonaws.com", "http://127.0.0.1.example:1"] {
            assert!(strange.parse::<On>().is_err(), "{strange}");
        }
    }
}
