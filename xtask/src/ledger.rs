//! The ledger as the commands read it: whole cases, and whether a whole table holds together.

use crate::{cli, page, setup};
use anyhow::{Context as _, bail};
use ledger_items::{case_of, event_of, verify};
use lifecycle::{Case, Event, Ticket, Value};
use local_cloud::aws::dynamodb;
use local_cloud::{Item, Project, Stack};
use serde_json::Value as Json;
use std::fs;
use std::process::ExitCode;

/// An item without DynamoDB's type tags as facts: texts and whole numbers.
fn facts(item: &Item) -> ledger_items::Item {
    let fact = |value: &Json| match value {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => number.as_i64().map(Value::Number),
        _ => None,
    };
    item.iter().filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}

/// A case and its history.
pub(crate) fn case(stack: &Stack, ticket: &str) -> anyhow::Result<(Case, Vec<Event>)> {
    let parsed = Ticket::parse(ticket).with_context(|| format!("`{ticket}` is no ticket"))?;
    let item = stack.case(parsed.as_str())?.with_context(|| format!("there is no case {ticket}; check the number"))?;
    let events = stack.timeline(parsed.as_str())?;
    let events = events.iter().map(|event| Ok(event_of(&facts(event))?)).collect::<anyhow::Result<_>>()?;
    Ok((case_of(&facts(&item))?, events))
}

/// `cargo xtask case`.
pub(crate) fn show(project: &Project, ticket: &str) -> anyhow::Result<()> {
    let (case, events) = case(&setup::running(project)?, ticket)?;
    println!("{}", page::case(&case, &events, now()));
    Ok(())
}

/// Now, for figures that grow.
#[expect(clippy::disallowed_methods, reason = "a command of a person, who asks at this moment")]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// `cargo xtask ledger verify`: exit code 1 if something does not fit.
pub(crate) fn verify_all(project: &Project, options: &cli::Verify) -> anyhow::Result<ExitCode> {
    let items = if options.files.is_empty() {
        let stack = setup::running(project)?;
        dynamodb::scan(&stack.endpoint, stack.output("TableName")?)?
    } else {
        exported(&options.files)?
    };
    let report = verify(items.iter().map(|item| facts(&dynamodb::plain(item))));
    for trouble in &report.troubles {
        println!("{trouble}");
    }
    let troubles = report.troubles.len();
    println!(
        "{} cases, {} events: {}",
        report.cases,
        report.events,
        match troubles {
            0 => "every case is the fold of its events".to_owned(),
            1 => "1 does not fit".to_owned(),
            many => format!("{many} do not fit"),
        }
    );
    if report.begun_earlier > 0 {
        println!("{} cases were begun by an earlier release, whose events carry no digest", report.begun_earlier);
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
