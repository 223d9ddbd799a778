//! `cargo xtask connect attach`: runs the crate that knows Amazon Connect, which nothing else compiles.

use crate::cli::Attach;
use crate::out::tell;
use crate::setup;
use anyhow::Context as _;
use local_cloud::Project;
use std::process::ExitCode;

pub(crate) fn attach(project: &Project, attach: &Attach) -> anyhow::Result<ExitCode> {
    tell!("compiling connect-attach, which takes minutes the first time …");
    let status = setup::cargo()
        .current_dir(project.root())
        .args(["run", "--quiet", "--manifest-path", "crates/tools/connect-attach/Cargo.toml", "--"])
        .args(arguments(attach))
        .status()
        .context("cargo cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn arguments(attach: &Attach) -> [&str; 6] {
    let Attach { instance_id, phone_number_id, flow_id } = attach;
    ["--instance-id", instance_id, "--phone-number-id", phone_number_id, "--flow-id", flow_id]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, ConnectVerb, Verb};
    use clap::Parser as _;

    #[test]
    fn the_program_takes_the_options_that_are_read_here() {
        let line = "xtask connect attach --instance-id i --phone-number-id n --flow-id f";
        let Verb::Connect { verb: ConnectVerb::Attach(attach) } = Cli::parse_from(line.split(' ')).verb else {
            panic!("it attaches")
        };
        let given: Vec<&str> = line.split(' ').skip(3).collect();
        assert_eq!(arguments(&attach).to_vec(), given);
        let program = include_str!("../../crates/tools/connect-attach/src/main.rs");
        for option in given.iter().filter_map(|word| word.strip_prefix("--")) {
            assert!(program.contains(&format!("    {}: String,", option.replace('-', "_"))), "{option}");
        }
    }

    #[test]
    fn the_help_of_attach_is_read_without_compiling_it() {
        let help = Cli::try_parse_from(["xtask", "connect", "attach", "--help"]).unwrap_err();
        assert_eq!(help.kind(), clap::error::ErrorKind::DisplayHelp);
        assert!(help.to_string().contains("output PhoneNumberArn"), "{help}");
    }
}
