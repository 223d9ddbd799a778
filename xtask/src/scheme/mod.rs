//! `cargo xtask scheme`: what departments tell of their schemes, until there is a desk.

mod answers;
mod report;

use crate::act::{ask, said};
use crate::{cli, departments, setup};
use anyhow::{Context as _, bail};
use desk_api::{
    Answer, Answers, ApproveScheme, DraftScheme, Heard, PutFirst, Request, SchemeLine, SchemeText, Schemes, Spelled,
    WithdrawScheme,
};
use directory::Source;
use local_cloud::Project;
use schemes::Scheme;
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

/// In whose name is asked where the command names nobody.
const COORDINATOR: &str = "coordinator:kiran";

pub(crate) fn run(project: &Project, verb: &cli::SchemeVerb) -> anyhow::Result<ExitCode> {
    let code = |code: &str| Spelled::of("code", code);
    let (by, request): (&str, Request) = match verb {
        cli::SchemeVerb::Lint { files } => return lint(project, files),
        cli::SchemeVerb::Report { simulated: true, picture, .. } => {
            return report(&serde_json::from_value(setup::printed(project, "week")?)?, picture.as_deref());
        }
        cli::SchemeVerb::Report { week, picture, .. } => {
            let week = Heard { week: week.clone().unwrap_or_else(|| "now".to_owned()) };
            return match ask(&setup::running(project)?, COORDINATOR, week)? {
                Answer::Heard { week, heard } => report(&report::Week { week, heard }, picture.as_deref()),
                other => Ok(refused(&other)),
            };
        }
        cli::SchemeVerb::Answers { department } => {
            (COORDINATOR, Answers { department: Spelled::of("department", department)? }.into())
        }
        cli::SchemeVerb::List => (COORDINATOR, Schemes {}.into()),
        cli::SchemeVerb::Draft { file, by } => {
            let toml = fs::read_to_string(file).with_context(|| file.display().to_string())?;
            (by, DraftScheme { toml, file: file.display().to_string() }.into())
        }
        cli::SchemeVerb::Approve { code: of, version, by } => {
            (by, ApproveScheme { code: code(of)?, version: *version }.into())
        }
        cli::SchemeVerb::Withdraw { code: of, version, by } => {
            (by, WithdrawScheme { code: code(of)?, version: *version }.into())
        }
        cli::SchemeVerb::Text { code: of, version } => {
            (COORDINATOR, SchemeText { code: code(of)?, version: *version }.into())
        }
        cli::SchemeVerb::First { code: of, until } => {
            (COORDINATOR, PutFirst { code: code(of)?, until: (*until).into() }.into())
        }
    };
    match ask(&setup::running(project)?, by, request)? {
        Answer::Schemes { schemes, unreadable } => {
            for line in &schemes {
                println!("{}", listed(line));
            }
            for code in unreadable {
                println!(
                    "{code}: has a text that this release cannot read, and nobody hears; deploy the release that wrote it"
                );
            }
        }
        Answer::Answers { answers } => {
            for answer in &answers {
                println!("{}", answers::offered(answer, &departments::directory()?.languages));
            }
        }
        Answer::Done(done) => {
            println!("{}", done.state);
            if let Some(value) = done.value {
                println!("{:#}", serde_json::from_str::<Value>(value.expose())?);
            }
        }
        other => return Ok(refused(&other)),
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(answer: &Answer) -> ExitCode {
    println!("{}", said(answer));
    ExitCode::FAILURE
}

/// Prints what was counted in a week, and draws it.
fn report(week: &report::Week, picture: Option<&Path>) -> anyhow::Result<ExitCode> {
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

fn listed(line: &SchemeLine) -> String {
    let SchemeLine { code, version, department, state, written_by, approved_by, starts, ends } = line;
    let approved = approved_by.as_ref().map_or_else(String::new, |by| format!(", approved by {by}"));
    let ends = ends.as_ref().map_or_else(String::new, |ends| format!(" until before {ends}"));
    format!(
        "{department:<5} {code:<28} {version:>3}  {state:<9} from {starts}{ends}, written by {written_by}{approved}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_is_listed_in_a_line() {
        let line = json!({
            "code": "ladli-behna", "version": 2, "department": "WCD", "state": "approved", "written_by": "sunita",
            "approved_by": "kiran", "starts": "2026-11-01",
        });
        assert_eq!(
            listed(&serde_json::from_value(line).unwrap()),
            "WCD   ladli-behna                    2  approved  from 2026-11-01, written by sunita, approved by kiran"
        );
    }
}
