//! `cargo xtask act` and `cargo xtask cases`: what an officer, an agent or the coordinator does, until there is a desk.

use crate::{cli, departments, setup};
use anyhow::{Context as _, bail};
use lifecycle::{CommandKind, Role, may};
use local_cloud::Project;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Carries out one command; exit code 1 if it was rejected.
pub(crate) fn run(project: &Project, act: &cli::Act) -> anyhow::Result<ExitCode> {
    let mut request = Map::new();
    for given in &act.given {
        let (name, value) =
            given.split_once('=').with_context(|| format!("`{given}` is no `name=value`, such as `note=done`"))?;
        request.insert(name.to_owned(), json!(value));
    }
    let stack = setup::running(project)?;
    let seen = match act.seen {
        None if !["citizen", "agent"].iter().any(|role| act.by.starts_with(role)) => {
            // Without `--seen`, in view of the case as it is now.
            let case = stack.case(&act.ticket)?;
            Some(case.and_then(|case| case.get("version").cloned()).unwrap_or_else(|| json!(1)))
        }
        seen => seen.map(|seen| json!(seen)),
    };
    let id = act.id.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    for (name, value) in [
        ("as", json!(act.by)),
        ("ticket", json!(act.ticket)),
        ("id", json!(id)),
        ("command", json!(act.command)),
        ("why", json!(act.why)),
        ("seen", json!(seen)),
    ] {
        request.insert(name.to_owned(), value);
    }
    let answer = stack.invoke_desk(&Value::Object(request))?;
    if act.json {
        println!("{answer:#}");
    } else {
        println!("{}", said(&answer));
    }
    Ok(if text(&answer, "outcome") == "done" { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Lists cases as somebody may see them.
pub(crate) fn list(project: &Project, cases: &cli::Cases) -> anyhow::Result<()> {
    if cases.list.bytes().all(|b| b.is_ascii_digit()) {
        return look(project, cases);
    }
    let desk = cases.list.split('/').next().unwrap_or_default();
    if desk != "calls" {
        departments::code(departments::directory()?, desk)?;
    }
    let answer =
        setup::running(project)?.invoke_desk(&json!({ "as": cases.by, "list": cases.list, "after": cases.after }))?;
    if cases.json {
        println!("{answer:#}");
        return Ok(());
    }
    let Some(lines) = answer.get("cases").and_then(Value::as_array) else { bail!("{}", text(&answer, "why")) };
    for line in lines {
        let promises: Vec<&str> =
            line.get("promises").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let due = text(line, "due_at").parse().map(notice::in_india).unwrap_or_else(|_| "no time".to_owned());
        println!(
            "{}  {:<20} {:<5} {:<5} {:<22} due {due:<20} {}",
            text(line, "ticket"),
            text(line, "state"),
            text(line, "level"),
            text(line, "department"),
            text(line, "category"),
            promises.join(", ")
        );
    }
    match text(&answer, "after") {
        "" if desk == "APEX" => println!("{} cases; those of a department at the apex: FCS/apex", lines.len()),
        "" => println!("{} cases", lines.len()),
        after => println!("{} cases, and more: --after {after}", lines.len()),
    }
    Ok(())
}

/// Shows one case with what was said.
fn look(project: &Project, cases: &cli::Cases) -> anyhow::Result<()> {
    let case = setup::running(project)?.invoke_desk(&json!({ "as": cases.by, "look": cases.list }))?;
    if cases.json {
        println!("{case:#}");
        return Ok(());
    }
    if text(&case, "outcome") != "case" {
        bail!("{}", text(&case, "why"));
    }
    println!("{}", shown(&case));
    Ok(())
}

/// A case as `look` answers it.
fn shown(case: &Value) -> String {
    let all = |name: &str| case.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut lines = vec![format!(
        "{}: {} {}, {}/{}, district {}",
        text(case, "ticket"),
        text(case, "state"),
        text(case, "level"),
        text(case, "department"),
        text(case, "category"),
        text(case, "district"),
    )];
    lines.extend(all("said").iter().filter_map(Value::as_str).map(|said| format!("  said       «{said}»")));
    lines.extend(case.get("suggested").and_then(Value::as_str).map(|reasons| format!("  suggested  {reasons}")));
    for note in all("notes") {
        let marks = note.get("marks").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let unread = (note.get("unread") == Some(&json!(true))).then_some("its text waits for the coordinator");
        let marks: String = marks.chain(unread).map(|mark| format!(", {mark}")).collect();
        let seconds = note.get("seconds").and_then(Value::as_u64).unwrap_or_default();
        lines.push(format!("  note       {} ({seconds} s{marks})", text(&note, "contact")));
    }
    lines.join("\n")
}

fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn said(answer: &Value) -> String {
    if text(answer, "outcome") != "done" {
        return format!("rejected: {}", text(answer, "why"));
    }
    let version = answer.get("version").and_then(Value::as_u64).map_or(String::new(), |v| format!(" at version {v}"));
    let value = match text(answer, "value") {
        "" => String::new(),
        value => format!("; it is {value}"),
    };
    match text(answer, "event") {
        "nothing" => format!("nothing new: the case is {}{version}", text(answer, "state")),
        event => format!("{event}: the case is {}{version}{value}", text(answer, "state")),
    }
}

/// Every command, what it takes and who may give it, for `--help`.
pub(crate) fn commands() -> String {
    let mut all = "Commands, what they take as name=value, and who may give them:\n".to_owned();
    for kind in CommandKind::ALL.iter().filter(|kind| may(**kind) != [Role::System]) {
        let takes: Vec<&str> =
            kind.facts().iter().map(|name| if *name == "sealed" { "value" } else { *name }).collect();
        let roles: Vec<&str> = may(*kind).iter().map(|role| role.as_str()).collect();
        _ = writeln!(all, "  {:<19} {:<34} {}", kind.as_str(), takes.join(" "), roles.join(", "));
    }
    all.push_str("docs/lifecycle.md says what each does in each state.");
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_said_in_a_line() {
        let done = json!({ "outcome": "done", "event": "acknowledged", "version": 5, "state": "acknowledged" });
        assert_eq!(said(&done), "acknowledged: the case is acknowledged at version 5");
        let look =
            json!({ "outcome": "done", "event": "viewed", "version": 7, "state": "acknowledged", "value": "1234" });
        assert_eq!(said(&look), "viewed: the case is acknowledged at version 7; it is 1234");
        assert_eq!(said(&json!({ "outcome": "rejected", "why": "because" })), "rejected: because");
    }

    #[test]
    fn a_case_is_shown_with_what_was_said() {
        let case = json!({
            "outcome": "case", "ticket": "42710839", "state": "registered", "level": "L1", "department": "-",
            "category": "-", "district": "sehore", "said": ["राशन नहीं मिला"], "suggested": "FCS/general 6: राशन 6",
            "notes": [{ "contact": "c-1", "seconds": 12, "marks": ["noisy"], "unread": true }],
        });
        assert_eq!(
            shown(&case),
            "42710839: registered L1, -/-, district sehore\n  said       «राशन नहीं मिला»\n  \
             suggested  FCS/general 6: राशन 6\n  \
             note       c-1 (12 s, noisy, its text waits for the coordinator)"
        );
    }

    #[test]
    fn the_help_lists_every_command_with_who_may_give_it() {
        let help = commands();
        assert!(help.contains("take-action         note attachments"), "{help}");
        assert!(help.lines().any(|line| line.contains("grant ") && line.contains("field value")), "{help}");
        assert!(!help.contains("pass-time"), "time passes by itself");
    }
}
