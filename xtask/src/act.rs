//! `cargo xtask act` and `cargo xtask cases`: what an officer, an agent or the coordinator does, until there is a desk.

use crate::{cli, departments, setup};
use anyhow::{Context as _, bail};
use desk_api::{
    Act, Answer, Calls, CaseLine, CaseView, Confided, Done, Envelope, List, Look, Request, Spelled, Surface,
};
use local_cloud::{Project, Stack};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Asks the desk in somebody's name, as an operator.
pub(crate) fn ask(stack: &Stack, by: &str, request: impl Into<Request>) -> anyhow::Result<Answer> {
    Ok(stack.ask_desk(&Envelope::of(by, Surface::Operator, request)?)?)
}

/// Carries out one command; exit code 1 if it was rejected.
pub(crate) fn run(project: &Project, act: &cli::Act) -> anyhow::Result<ExitCode> {
    let mut facts = BTreeMap::new();
    for given in &act.given {
        let (name, value) =
            given.split_once('=').with_context(|| format!("`{given}` is no `name=value`, such as `note=done`"))?;
        facts.insert(name.to_owned(), value.into());
    }
    let id = act.id.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut request = Act {
        ticket: Spelled::of("ticket", &act.ticket)?,
        id: Spelled::of("id", &id)?,
        command: Spelled::of("command", &act.command)?,
        value: disclosed(&mut facts),
        facts,
        why: act.why.as_deref().map(|why| Spelled::of("why", why)).transpose()?,
        seen: act.seen,
    };
    let stack = setup::running(project)?;
    if act.seen.is_none() && !["citizen", "agent"].iter().any(|role| act.by.starts_with(role)) {
        // Without `--seen`, in view of the case as it is now.
        let case = stack.case(&act.ticket)?;
        let version = case.and_then(|case| case.get("version").and_then(Value::as_u64));
        request.seen = Some(version.and_then(|version| version.try_into().ok()).unwrap_or(1));
    }
    let answer = ask(&stack, &act.by, request)?;
    if act.json {
        println!("{:#}", serde_json::to_value(&answer)?);
    } else {
        println!("{}", said(&answer));
    }
    Ok(if matches!(answer, Answer::Done(_)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The disclosed value stands beside the facts, and in no message.
fn disclosed(facts: &mut desk_api::Given) -> Option<Confided> {
    match facts.remove("value")?.0 {
        lifecycle::Value::Text(text) => Some(Confided::new(text)),
        lifecycle::Value::Number(number) => Some(Confided::new(number.to_string())),
    }
}

/// Lists cases as somebody may see them.
pub(crate) fn list(project: &Project, cases: &cli::Cases) -> anyhow::Result<()> {
    if cases.list.bytes().all(|b| b.is_ascii_digit()) {
        return look(project, cases);
    }
    let (desk, level) = cases.list.split_once('/').map_or((&*cases.list, None), |(desk, level)| (desk, Some(level)));
    let after = cases.after.clone();
    let request: Request = if desk == "calls" {
        Calls { after }.into()
    } else {
        departments::code(departments::directory()?, desk)?;
        let level = level.map(|level| Spelled::of("level", level)).transpose()?;
        List { desk: desk.to_owned(), level, after }.into()
    };
    let answer = ask(&setup::running(project)?, &cases.by, request)?;
    if cases.json {
        println!("{:#}", serde_json::to_value(&answer)?);
        return Ok(());
    }
    let (lines, after) = match answer {
        Answer::Cases { cases, after, .. } => (cases, after),
        other => bail!("{}", said(&other)),
    };
    for line in &lines {
        println!("{}", listed(line));
    }
    match after {
        None if desk == "APEX" => println!("{} cases; those of a department at the apex: FCS/apex", lines.len()),
        None => println!("{} cases", lines.len()),
        Some(after) => println!("{} cases, and more: --after {after}", lines.len()),
    }
    Ok(())
}

fn listed(line: &CaseLine) -> String {
    let promises: Vec<String> =
        line.promises.iter().map(|promise| format!("{} {}", promise.number, promise.kind)).collect();
    let due = line.due_on.as_ref().map_or_else(|| "no time".to_owned(), ToString::to_string);
    let CaseLine { ticket, state, level, department, category, .. } = line;
    format!("{ticket:<8}  {state:<20} {level:<5} {department:<5} {category:<22} due {due:<10} {}", promises.join(", "))
}

/// Shows one case with the words of its caller.
fn look(project: &Project, cases: &cli::Cases) -> anyhow::Result<()> {
    let why = cases.why.as_deref().map(|why| Spelled::of("why", why)).transpose()?;
    let request = Look { ticket: Spelled::of("ticket", &cases.list)?, why };
    let answer = ask(&setup::running(project)?, &cases.by, request)?;
    match answer {
        answer if cases.json => println!("{:#}", serde_json::to_value(&answer)?),
        Answer::Case(case) => println!("{}", shown(&case)),
        other => bail!("{}", said(&other)),
    }
    Ok(())
}

/// A case as `look` answers it.
fn shown(view: &CaseView) -> String {
    let CaseLine { ticket, state, level, department, category, .. } = &view.case;
    let mut lines = vec![format!("{ticket}: {state} {level}, {department}/{category}, district {}", view.district)];
    lines.extend(view.said.iter().map(|said| format!("  said       «{said}»")));
    lines.extend(view.question.iter().map(|question| format!("  asked      «{question}»")));
    lines.extend(view.to_tell.iter().map(|told| format!("  to tell    {}: «{}»", told.event, told.words)));
    lines.extend(view.suggested.iter().map(|reasons| format!("  suggested  {reasons}")));
    for note in &view.notes {
        let unread = note.unread.then_some("its text waits for the coordinator");
        let marks = note.marks.iter().map(String::as_str).chain(unread);
        let marks: String = marks.map(|mark| format!(", {mark}")).collect();
        lines.push(format!("  note       {} ({} s{marks})", note.number, note.seconds));
    }
    lines.join("\n")
}

/// The sentence for a person about an answer that is no list.
pub(crate) fn said(answer: &Answer) -> String {
    let Done { event, version, state, value, .. } = match answer {
        Answer::Done(done) => done,
        Answer::Rejected { why } => return format!("rejected: {why}"),
        other => return format!("the desk answered with `{}`, which was not asked for", other.outcome()),
    };
    let version = version.map_or(String::new(), |version| format!(" at version {version}"));
    let value = value.as_ref().map_or(String::new(), |value| format!("; it is {}", value.expose()));
    match event.as_str() {
        "nothing" => format!("nothing new: the case is {state}{version}"),
        event => format!("{event}: the case is {state}{version}{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read<T: serde::de::DeserializeOwned>(given: Value) -> T {
        serde_json::from_value(given).unwrap()
    }

    #[test]
    fn an_answer_is_said_in_a_line() {
        let done = json!({ "outcome": "done", "event": "acknowledged", "version": 5, "state": "acknowledged" });
        assert_eq!(said(&read(done)), "acknowledged: the case is acknowledged at version 5");
        let look =
            json!({ "outcome": "done", "event": "viewed", "version": 7, "state": "acknowledged", "value": "1234" });
        assert_eq!(said(&read(look)), "viewed: the case is acknowledged at version 7; it is 1234");
        assert_eq!(said(&read(json!({ "outcome": "rejected", "why": "because" }))), "rejected: because");
    }

    #[test]
    fn a_case_is_shown_with_what_was_said() {
        let case = json!({
            "case": { "ticket": "42710839", "state": "registered", "level": "L1", "department": "-",
                "category": "-", "promises": [] },
            "district": "sehore", "said": ["राशन नहीं मिला"], "suggested": "FCS/general 6: राशन 6",
            "notes": [{ "number": 1, "seconds": 12, "marks": ["noisy"], "unread": true }],
        });
        assert_eq!(
            shown(&read(case)),
            "42710839: registered L1, -/-, district sehore\n  said       «राशन नहीं मिला»\n  \
             suggested  FCS/general 6: राशन 6\n  \
             note       1 (12 s, noisy, its text waits for the coordinator)"
        );
    }

    #[test]
    fn what_is_disclosed_is_no_fact() {
        let mut facts = BTreeMap::from([("field".to_owned(), "samagra-id".into()), ("value".to_owned(), "12".into())]);
        assert_eq!(disclosed(&mut facts).map(|value| value.expose().to_owned()).as_deref(), Some("12"));
        assert_eq!(facts.into_keys().collect::<Vec<_>>(), ["field"]);
    }
}
