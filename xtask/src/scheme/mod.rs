//! `cargo xtask scheme`: what departments tell of their schemes, until there is a desk.

mod answers;
mod report;

use crate::{cli, departments, setup};
use anyhow::{Context as _, bail};
use directory::Source;
use local_cloud::Project;
use schemes::Scheme;
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

pub(crate) fn run(project: &Project, verb: &cli::SchemeVerb) -> anyhow::Result<ExitCode> {
    let (by, asked) = match verb {
        cli::SchemeVerb::Lint { files } => return lint(project, files),
        cli::SchemeVerb::Report { simulated: true, picture, .. } => {
            return report(&setup::printed(project, "week")?, picture.as_deref());
        }
        cli::SchemeVerb::Report { week, picture, .. } => {
            let asked = json!({ "heard": week.as_deref().unwrap_or("now") });
            let asked = json!({ "as": "coordinator:kiran", "scheme": asked });
            return report(&setup::running(project)?.invoke_desk(&asked)?, picture.as_deref());
        }
        cli::SchemeVerb::Answers { department } => ("coordinator:kiran", json!({ "answers": department })),
        cli::SchemeVerb::List => ("coordinator:kiran", json!({ "list": true })),
        cli::SchemeVerb::Draft { file, by } => {
            let toml = fs::read_to_string(file).with_context(|| file.display().to_string())?;
            (by.as_str(), json!({ "draft": toml, "file": file.display().to_string() }))
        }
        cli::SchemeVerb::Approve { code, version, by } => (by.as_str(), json!({ "approve": code, "version": version })),
        cli::SchemeVerb::Withdraw { code, version, by } => {
            (by.as_str(), json!({ "withdraw": code, "version": version }))
        }
        cli::SchemeVerb::Text { code, version } => ("coordinator:kiran", json!({ "text": code, "version": version })),
        cli::SchemeVerb::First { code, until } => {
            ("coordinator:kiran", json!({ "first": code, "until": until.to_string() }))
        }
    };
    let answer = setup::running(project)?.invoke_desk(&json!({ "as": by, "scheme": asked }))?;
    match answer.get("outcome").and_then(Value::as_str) {
        Some("schemes") => {
            for line in answer.get("schemes").and_then(Value::as_array).into_iter().flatten() {
                println!("{}", listed(line));
            }
            for code in answer.get("unreadable").and_then(Value::as_array).into_iter().flatten() {
                println!(
                    "{code}: has a text that this release cannot read, and nobody hears; deploy the release that wrote it"
                );
            }
        }
        Some("answers") => {
            for answer in answer.get("answers").and_then(Value::as_array).into_iter().flatten() {
                println!("{}", answers::offered(answer, &departments::directory()?.languages));
            }
        }
        Some("done") => {
            println!("{}", text(&answer, "state"));
            if let Some(value) = answer.get("value").and_then(Value::as_str) {
                println!("{:#}", serde_json::from_str::<Value>(value)?);
            }
        }
        _ => {
            println!("rejected: {}", text(&answer, "why"));
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what `desk` answers of a week, and draws it.
fn report(answer: &Value, picture: Option<&Path>) -> anyhow::Result<ExitCode> {
    let Ok(week) = serde_json::from_value::<report::Week>(answer.clone()) else {
        println!("rejected: {}", text(answer, "why"));
        return Ok(ExitCode::FAILURE);
    };
    let schemes = state_directory::schemes().map_err(anyhow::Error::msg)?;
    print!("{}", week.table(schemes));
    if let Some(file) = picture {
        fs::write(file, week.picture(schemes)).with_context(|| file.display().to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Checks files, or all of the project's; each mistake with its place and what to do.
fn lint(project: &Project, files: &[std::path::PathBuf]) -> anyhow::Result<ExitCode> {
    let directory = departments::directory()?;
    let mut files = files.to_vec();
    if files.is_empty() {
        let folder = project.path("directory/schemes");
        let entries: io::Result<Vec<_>> = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
        files = entries?;
        files.sort();
    }
    let mut wrong = 0;
    for file in &files {
        if let Err(why) = linted(file, directory) {
            println!("{why}");
            wrong += 1;
        }
    }
    if wrong > 0 {
        bail!("{wrong} of {} schemes have a mistake", files.len());
    }
    println!("{} schemes, no mistake", files.len());
    Ok(ExitCode::SUCCESS)
}

fn linted(file: &Path, directory: &directory::Directory) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let name = file.display().to_string();
    Scheme::read(Source { file: &name, text: &text }, directory).map(drop).map_err(|e| e.to_string())
}

fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn listed(line: &Value) -> String {
    let version = line.get("version").and_then(Value::as_u64).unwrap_or_default();
    let approved = line.get("approved_by").and_then(Value::as_str).map(|by| format!(", approved by {by}"));
    let ends =
        line.get("ends").and_then(Value::as_str).map_or_else(String::new, |ends| format!(" until before {ends}"));
    format!(
        "{:<5} {:<28} {version:>3}  {:<9} from {}{ends}, written by {}{}",
        text(line, "department"),
        text(line, "code"),
        text(line, "state"),
        text(line, "starts"),
        text(line, "written_by"),
        approved.unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_listed_in_a_line() {
        let line = json!({
            "code": "ladli-behna", "version": 2, "department": "WCD", "state": "approved", "written_by": "sunita",
            "approved_by": "kiran", "starts": "2026-11-01", "ends": null,
        });
        assert_eq!(
            listed(&line),
            "WCD   ladli-behna                    2  approved  from 2026-11-01, written by sunita, approved by kiran"
        );
    }
}
