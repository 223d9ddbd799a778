//! `cargo xtask scheme`: the versions that departments send of their schemes, until there is a desk.

mod answers;
mod list;
mod report;
mod sentences;

use crate::act::{ask, said};
use crate::out::{counted, say, tell};
use crate::{cli, departments, moment, setup};
use anyhow::{Context as _, bail};
use desk_api::{
    Answer, Answers, ApproveScheme, DraftScheme, Heard, PutFirst, Request, SchemeText, Schemes, Spelled, WithdrawScheme,
};
use directory::Source;
use lifecycle::SchemeCode;
use local_cloud::Project;
use local_cloud::aws::lambda;
use schemes::{Scheme, SchemeVersion};
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

/// In whose name is asked where the command names nobody.
const COORDINATOR: &str = "coordinator:kiran";

pub(crate) fn run(project: &Project, verb: &cli::SchemeVerb) -> anyhow::Result<ExitCode> {
    let code = |code: &str| Spelled::of("code", &code.to_ascii_lowercase());
    let (by, request): (&str, Request) = match verb {
        cli::SchemeVerb::Lint { files } => return lint(project, files),
        cli::SchemeVerb::Report { simulated: true, picture, .. } => {
            tell!("10,000 simulated callers call through the real flow; this takes one to three minutes …");
            return report(&serde_json::from_value(setup::printed(project, "week")?)?, picture.as_deref());
        }
        cli::SchemeVerb::Report { week, picture, .. } => {
            let week = Heard { week: week.clone().unwrap_or_else(|| "now".to_owned()) };
            return match ask(&setup::running(project)?, COORDINATOR, week)? {
                Answer::Heard { week, heard } => report(&report::Week { week, heard }, picture.as_deref()),
                other => Ok(refused(&other)),
            };
        }
        cli::SchemeVerb::Answers { department } => return answers(project, department),
        cli::SchemeVerb::List => return list(project),
        cli::SchemeVerb::Text { code: of, version, json } => return text(project, code(of)?, *version, *json),
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
        cli::SchemeVerb::First { code: of, until } => {
            (COORDINATOR, PutFirst { code: code(of)?, until: (*until).into() }.into())
        }
    };
    match ask(&setup::running(project)?, by, request)? {
        Answer::Done(done) => say!("{}", done.state),
        other => return Ok(refused(&other)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the versions that departments sent, and which versions callers hear.
fn list(project: &Project) -> anyhow::Result<ExitCode> {
    let stack = setup::running(project)?;
    let (sent, unreadable) = match ask(&stack, COORDINATOR, Schemes {})? {
        Answer::Schemes { schemes, unreadable } => (schemes, unreadable),
        other => return Ok(refused(&other)),
    };
    let settings = lambda::environment(&stack.endpoint, stack.output("ConversationFunction")?)?;
    let drafts = settings.get("SCHEMES").and_then(Value::as_str) == Some("drafts");
    let built_in = state_directory::schemes().map_err(anyhow::Error::msg)?;
    let today = lifecycle::in_india(moment::now()).date();
    say!("{}", list::Overview { sent: &sent, built_in, drafts, today }.told());
    for code in unreadable {
        say!(
            "{code}: a later release wrote a version that this one cannot read, and callers do not hear it; deploy that release"
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// A department's answers to callers' questions, or why there are none.
fn answers(project: &Project, department: &str) -> anyhow::Result<ExitCode> {
    let directory = departments::directory()?;
    let department = departments::code(directory, department)?;
    let request = Answers { department: Spelled::of("department", &department)? };
    match ask(&setup::running(project)?, COORDINATOR, request)? {
        Answer::Answers { answers } if answers.is_empty() => say!("{}", no_answers(&department)),
        Answer::Answers { answers } => {
            for answer in &answers {
                say!("{}", answers::offered(answer, &directory.languages));
            }
        }
        other => return Ok(refused(&other)),
    }
    Ok(ExitCode::SUCCESS)
}

fn no_answers(department: &str) -> String {
    format!(
        "{department} has answered no caller's question that everybody may hear. An answer stands here once an officer has \
         given it to a query with `cargo xtask act TICKET take-action note=…`, unless its subject is confidential."
    )
}

/// One version, in sentences or as JSON.
fn text(project: &Project, code: Spelled<SchemeCode>, version: u32, json: bool) -> anyhow::Result<ExitCode> {
    match ask(&setup::running(project)?, COORDINATOR, SchemeText { code, version })? {
        Answer::Done(done) => {
            let value = done.value.context("the desk answered without the version")?;
            if json {
                say!("{:#}", serde_json::from_str::<Value>(value.expose())?);
            } else {
                say!("{}", sentences::sentences(&SchemeVersion::from_json(value.expose())?).trim_end());
            }
        }
        other => return Ok(refused(&other)),
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(answer: &Answer) -> ExitCode {
    say!("{}", said(answer));
    ExitCode::FAILURE
}

/// Prints the counts of a week, and draws them.
fn report(week: &report::Week, picture: Option<&Path>) -> anyhow::Result<ExitCode> {
    let schemes = state_directory::schemes().map_err(anyhow::Error::msg)?;
    say!("{}", week.table(schemes).trim_end());
    if let Some(file) = picture {
        fs::write(file, week.picture(schemes)).with_context(|| file.display().to_string())?;
        say!("{} written", file.display());
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
            say!("{why}");
            wrong += 1;
        }
    }
    if wrong > 0 {
        bail!("a mistake in {wrong} of {}", counted(files.len(), "scheme"));
    }
    say!("{}, no mistake", counted(files.len(), "scheme"));
    Ok(ExitCode::SUCCESS)
}

fn linted(file: &Path, directory: &directory::Directory) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let name = file.display().to_string();
    Scheme::read(Source { file: &name, text: &text }, directory).map(drop).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_without_answers_is_told_how_one_comes_to_stand_there() {
        let said = no_answers("WCD");
        assert!(said.starts_with("WCD has answered no caller's question") && said.contains("take-action"), "{said}");
    }
}
