//! The ledger as the commands read it: whole cases, and whether a whole table holds together.

use crate::out::{counted, say};
use crate::{cli, moment, setup};
use anyhow::{Context as _, bail};
use ledger_items::verify;
use local_cloud::Project;
use local_cloud::aws::dynamodb;
use serde_json::Value as Json;
use std::fs;
use std::process::ExitCode;

/// `cargo xtask case`.
pub(crate) fn show(project: &Project, ticket: &str) -> anyhow::Result<()> {
    let (case, events) = telling::read(&setup::running(project)?, ticket)?;
    say!("{}", telling::case(&case, &events, moment::now()));
    Ok(())
}

/// `cargo xtask ledger verify`: exit code 1 if something does not fit.
pub(crate) fn verify_all(project: &Project, options: &cli::Verify) -> anyhow::Result<ExitCode> {
    let items = if options.files.is_empty() {
        let stack = setup::running(project)?;
        dynamodb::scan(&stack.endpoint, stack.output("TableName")?)?
    } else {
        exported(&options.files)?
    };
    let report = verify(items.iter().map(|item| telling::facts(&dynamodb::plain(item))));
    for trouble in &report.troubles {
        say!("{trouble}");
    }
    let troubles = report.troubles.len();
    say!(
        "{}, {}: {}",
        counted(report.cases, "case"),
        counted(report.events, "event"),
        match troubles {
            0 => "every case is the fold of its events".to_owned(),
            1 => "1 does not fit".to_owned(),
            many => format!("{many} do not fit"),
        }
    );
    if report.begun_earlier > 0 {
        let begun = counted(report.begun_earlier, "case");
        say!("begun by an earlier release, whose events carry no digest: {begun}");
    }
    Ok(if troubles == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Items of an export of the table to S3, unpacked: a JSON object `{"Item": …}` a line.
fn exported(files: &[std::path::PathBuf]) -> anyhow::Result<Vec<Json>> {
    let mut items = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let mut object: Json =
                serde_json::from_str(line).with_context(|| format!("{}:{number}", file.display()))?;
            match object.get_mut("Item").map(Json::take) {
                Some(item) => items.push(item),
                None => {
                    bail!("{}:{number}: no `Item`; give the unpacked data files of an export to S3", file.display())
                }
            }
        }
    }
    Ok(items)
}
