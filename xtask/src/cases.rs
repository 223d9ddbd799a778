//! `cargo xtask cases`: open cases and promised calls as somebody of the staff may see them.

use crate::act::{Desk, ask, said};
use crate::out::{counted, say};
use crate::{cli, departments, setup, spelling};
use anyhow::bail;
use desk_api::{Answer, Calls, CaseLine, CaseView, List, Look, Request, Spelled};
use lifecycle::State;
use local_cloud::Project;

/// The list of promised calls, beside those of desks.
const CALLS: &str = "calls";

pub(crate) fn run(project: &Project, cases: &cli::Cases) -> anyhow::Result<()> {
    let request = request(&cases.list, cases.after.clone(), cases.why.as_deref())?;
    show(&setup::running(project)?, &cases.by, request, cases.json)
}

/// Asks for cases and prints the answer.
pub(crate) fn show(desk: &dyn Desk, by: &str, request: Request, json: bool) -> anyhow::Result<()> {
    let at_the_apex = matches!(&request, Request::List(list) if list.desk == directory::APEX);
    match ask(desk, by, request)? {
        answer @ (Answer::Case(_) | Answer::Cases { .. }) if json => say!("{:#}", serde_json::to_value(&answer)?),
        Answer::Case(case) => say!("{}", shown(&case)),
        Answer::Cases { cases, after, caller } => {
            if let Some(caller) = caller {
                say!("caller {caller}, whose number nobody sees here");
            }
            say!("{}", table(&cases));
            if let Some(after) = after {
                say!("there are more: --after {after}");
            }
            if at_the_apex {
                say!("the cases of one department at the apex: `cargo xtask cases FCS/apex`");
            }
        }
        other => bail!("{}", said(&other)),
    }
    Ok(())
}

/// The request for a list by its name, such as `FCS/L2` or `calls`, in either case; or for one case by its ticket.
pub(crate) fn request(name: &str, after: Option<String>, why: Option<&str>) -> anyhow::Result<Request> {
    if name.bytes().all(|b| b.is_ascii_digit()) {
        let why = why.map(|why| Spelled::of("why", why)).transpose()?;
        return Ok(Look { ticket: Spelled::of("ticket", name)?, why }.into());
    }
    if name.eq_ignore_ascii_case(CALLS) {
        return Ok(Calls { after }.into());
    }
    let (desk, level) = name.split_once('/').map_or((name, None), |(desk, level)| (desk, Some(level)));
    let desk = departments::code(departments::directory()?, desk)?;
    let level = level.map(|level| Spelled::of("level", &spelling::level(level))).transpose()?;
    Ok(List { desk, level, after }.into())
}

/// Cases with a heading and their number.
fn table(cases: &[CaseLine]) -> String {
    let mut lines = Vec::new();
    if !cases.is_empty() {
        lines.push(row(["ticket", "state", "level", "dept", "category", "next due", "promised calls"]));
    }
    lines.extend(cases.iter().map(listed));
    lines.push(counted(cases.len(), "case"));
    lines.join("\n")
}

fn row(cells: [&str; 7]) -> String {
    let [ticket, state, level, department, category, due, promises] = cells;
    let row = format!("{ticket:<10}  {state:<22} {level:<5} {department:<5} {category:<22} {due:<10} {promises}");
    row.trim_end().to_owned()
}

fn listed(line: &CaseLine) -> String {
    let promises: Vec<String> =
        line.promises.iter().map(|promise| format!("{} {}", promise.number, promise.kind)).collect();
    let due = line.due_on.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let CaseLine { ticket, state, level, department, category, .. } = line;
    row([ticket.as_str(), State::shown(state), level, department, category, &due, &promises.join(", ")])
}

/// A case as `look` answers it.
fn shown(view: &CaseView) -> String {
    let CaseLine { ticket, state, level, department, category, .. } = &view.case;
    let state = State::shown(state);
    let mut lines = vec![format!("{ticket}: {state} {level}, {department}/{category}, district {}", view.district)];
    lines.extend(view.said.iter().map(|said| format!("  said       «{said}»")));
    lines.extend(view.question.iter().map(|question| format!("  asked      «{question}»")));
    lines.extend(view.to_tell.iter().map(|told| format!("  to tell    {}: «{}»", told.event, told.words)));
    lines.extend(view.suggested.iter().map(|reasons| format!("  suggested  {reasons}")));
    for note in &view.notes {
        let unread = note.unread.then_some("its transcript waits for the coordinator");
        let marks = note.marks.iter().map(String::as_str).chain(unread);
        let marks: String = marks.map(|mark| format!(", {mark}")).collect();
        lines.push(format!("  note       {} ({} s{marks})", note.number, note.seconds));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read<T: serde::de::DeserializeOwned>(given: Value) -> T {
        serde_json::from_value(given).unwrap()
    }

    #[test]
    fn a_list_is_named_in_either_case() {
        let asked = |name: &str| serde_json::to_value(request(name, None, None).unwrap()).unwrap();
        assert_eq!(asked("fcs"), json!({ "do": "list", "desk": "FCS" }));
        assert_eq!(asked("fcs/l2"), json!({ "do": "list", "desk": "FCS", "level": "L2" }));
        assert_eq!(asked("triage"), json!({ "do": "list", "desk": "TRIAGE" }));
        assert_eq!(asked("Calls"), json!({ "do": "calls" }));
        assert_eq!(asked("42710839"), json!({ "do": "look", "ticket": "42710839" }));
        assert!(request("XYZ", None, None).unwrap_err().to_string().contains("  FCS "), "with the codes that exist");
    }

    #[test]
    fn cases_stand_under_a_heading_and_are_counted() {
        let one = json!({ "ticket": "42710839", "state": "registered", "level": "L1", "department": "FCS",
            "category": "general", "due_on": "2026-12-01", "promises": [{ "number": 1, "kind": "ask" }] });
        let table = table(&[read(one)]);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("ticket      state "), "{table}");
        for (heading, value) in [("dept", "FCS"), ("next due", "2026-12-01"), ("promised calls", "1 ask")] {
            assert_eq!(lines[0].find(heading), lines[1].find(value), "{table}");
        }
        assert_eq!(lines[2], "1 case");
        assert_eq!(super::table(&[]), "0 cases");
    }

    #[test]
    fn a_case_is_shown_with_the_words_of_its_caller() {
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
             note       1 (12 s, noisy, its transcript waits for the coordinator)"
        );
    }
}
