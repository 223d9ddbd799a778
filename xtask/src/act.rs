//! `cargo xtask act`: what an officer, an agent or the coordinator does with a case, until there is a desk.

use crate::out::say;
use crate::{cli, moment, setup, spelling};
use anyhow::{Context as _, anyhow};
use desk_api::{Act, Answer, Confided, Done, Envelope, FactValue, Given, Request, Spelled, Surface, is_for_the_staff};
use lifecycle::{Actor, CommandKind, Role, Rule, State, may, rule};
use local_cloud::{Project, Stack};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Facts of commands that are moments.
const MOMENTS: [&str; 2] = ["new_date", "until"];

/// The function `desk` of a stack.
pub(crate) trait Desk {
    /// Its answer to a request.
    fn answer(&self, asked: &Envelope) -> anyhow::Result<Answer>;
}

impl Desk for Stack {
    fn answer(&self, asked: &Envelope) -> anyhow::Result<Answer> {
        Ok(self.ask_desk(asked)?)
    }
}

/// Asks the desk in somebody's name, as an operator.
pub(crate) fn ask(desk: &dyn Desk, by: &str, request: impl Into<Request>) -> anyhow::Result<Answer> {
    desk.answer(&Envelope::of(&spelling::actor(by), Surface::Operator, request)?)
}

/// Carries out one command; exit code 1 if it was refused.
pub(crate) fn run(project: &Project, act: &cli::Act) -> anyhow::Result<ExitCode> {
    let by = Spelled::<Actor>::of("as", &spelling::actor(&act.by))?.0;
    let ticket = Spelled::of("ticket", &act.ticket)?;
    let Some(command) = kind(&act.command) else {
        let case = setup::running(project).and_then(|stack| telling::read(&stack, &act.ticket)).ok();
        return Err(anyhow!(unknown(&act.command, &by, case.map(|(case, _)| case.standing.state))));
    };
    let mut facts = act.given.iter().map(|given| fact(given)).collect::<anyhow::Result<Given>>()?;
    let id = act.id.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut request = Act {
        ticket,
        id: Spelled::of("id", &id)?,
        command: command.into(),
        value: disclosed(&mut facts),
        facts,
        why: act.why.as_deref().map(|why| Spelled::of("why", why)).transpose()?,
        seen: act.seen,
    };
    let stack = setup::running(project)?;
    if act.seen.is_none() && !matches!(by.role(), Role::Citizen | Role::Agent) {
        // Without `--seen`, in view of the case as it is now.
        let case = stack.case(&act.ticket)?;
        let version = case.and_then(|case| case.get("version").and_then(serde_json::Value::as_u64));
        request.seen = Some(version.and_then(|version| version.try_into().ok()).unwrap_or(1));
    }
    let answer = ask(&stack, &act.by, request)?;
    if act.json {
        say!("{:#}", serde_json::to_value(&answer)?);
    } else {
        say!("{}", said(&answer));
    }
    Ok(if matches!(answer, Answer::Done(_)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A command that somebody may send, in either case.
fn kind(given: &str) -> Option<CommandKind> {
    CommandKind::parse(&given.to_ascii_lowercase()).filter(|kind| is_for_the_staff(*kind))
}

/// The commands that the role may give, in that state of a case if it is known.
fn offered(role: Role, state: Option<State>) -> Vec<&'static str> {
    let happens = |kind: CommandKind| state.is_none_or(|state| matches!(rule(kind, state), Rule::To(_) | Rule::Stays));
    let all = CommandKind::ALL
        .iter()
        .copied()
        .filter(|kind| is_for_the_staff(*kind) && may(*kind).contains(&role) && happens(*kind));
    all.map(CommandKind::as_str).collect()
}

/// The answer to a command that nobody knows.
fn unknown(given: &str, by: &Actor, state: Option<State>) -> String {
    let known = CommandKind::ALL.iter().filter(|kind| is_for_the_staff(**kind)).map(|kind| kind.as_str());
    let mut said = format!("there is no command `{given}`");
    if let Some(meant) = near::nearest(given, known) {
        _ = write!(said, "; did you mean `{meant}`");
    }
    let all = offered(by.role(), state).join(", ");
    _ = match state {
        Some(state) => write!(said, "\n`{by}` may give now, while the case is {state}: {all}"),
        None => write!(said, "\n`{by}` may give: {all}"),
    };
    said
}

/// A fact as a person types it: codes in either case, moments also as days.
fn fact(given: &str) -> anyhow::Result<(String, FactValue)> {
    let (name, value) =
        given.split_once('=').with_context(|| format!("`{given}` is no `name=value`, such as `note=done`"))?;
    let value = if MOMENTS.contains(&name) {
        moment::read(value, moment::now()).map_err(|why| anyhow!("{name}: {why}"))?.to_string()
    } else {
        spelling::fact(name, value)
    };
    Ok((name.to_owned(), value.into()))
}

/// The disclosed value stands beside the facts, and in no message.
fn disclosed(facts: &mut Given) -> Option<Confided> {
    match facts.remove("value")?.0 {
        lifecycle::Value::Text(text) => Some(Confided::new(text)),
        lifecycle::Value::Number(number) => Some(Confided::new(number.to_string())),
    }
}

/// The sentence for a person about an answer that is no list.
pub(crate) fn said(answer: &Answer) -> String {
    let Done { event, version, state, value, .. } = match answer {
        Answer::Done(done) => done,
        Answer::Rejected { why } => return format!("refused: {why}{}", how(why)),
        other => return format!("the desk answered with `{}`, which was not asked for", other.outcome()),
    };
    let version = version.map_or(String::new(), |version| format!(" at version {version}"));
    let value = value.as_ref().map_or(String::new(), |value| format!("; it is {}", value.expose()));
    match event.as_str() {
        "nothing" => format!("nothing new: the case is {state}{version}"),
        event => format!("{event}: the case is {state}{version}{value}"),
    }
}

/// How a missing reason is given here.
fn how(why: &str) -> &'static str {
    if why.contains("say why") { ": `--why TEXT`" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

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
    }

    #[test]
    fn a_refused_command_is_no_rejected_case() {
        assert_eq!(said(&read(json!({ "outcome": "rejected", "why": "because" }))), "refused: because");
        let done = json!({ "outcome": "done", "event": "rejected", "version": 12, "state": "rejected" });
        assert_eq!(said(&read(done)), "rejected: the case is rejected at version 12");
    }

    #[test]
    fn a_missing_reason_is_refused_with_the_option_that_gives_it() {
        let refused = json!({ "outcome": "rejected", "why": "`why` is missing: say why" });
        assert_eq!(said(&read(refused)), "refused: `why` is missing: say why: `--why TEXT`");
    }

    #[test]
    fn an_unknown_command_is_answered_with_the_nearest_and_those_of_this_actor() {
        let officer = Actor::parse("officer:FCS:L1:ramesh").unwrap();
        let said = unknown("aknowledge", &officer, Some(State::Triaged));
        let begins =
            "there is no command `aknowledge`; did you mean `acknowledge`\n`officer:FCS:L1:ramesh` may give now";
        assert!(said.starts_with(begins), "{said}");
        let offers = |name: &str| said.split(": ").last().unwrap().split(", ").any(|offered| offered == name);
        assert!(offers("acknowledge") && offers("transfer"), "{said}");
        assert!(!offers("confirm-solved"), "that is the citizen's: {said}");
        assert!(!unknown("dance", &officer, None).contains("did you mean"));
    }

    #[test]
    fn a_command_and_its_codes_are_read_in_either_case() {
        assert_eq!(kind("Acknowledge"), Some(CommandKind::Acknowledge));
        assert_eq!(kind("pass-time"), None, "time passes by itself");
        assert_eq!(fact("department=prd").unwrap(), ("department".to_owned(), "PRD".into()));
        assert_eq!(fact("note=Done").unwrap(), ("note".to_owned(), "Done".into()));
        assert!(fact("done").unwrap_err().to_string().contains("no `name=value`"));
    }

    #[test]
    fn a_date_may_be_a_day() {
        assert_eq!(fact("new_date=2027-01-05").unwrap().1, "2027-01-05T12:00:00Z".into());
        let said = fact("new_date=soon").unwrap_err().to_string();
        assert!(said.starts_with("new_date: `soon` is no time; write a day such as 2027-01-05"), "{said}");
        for name in MOMENTS {
            assert!(CommandKind::ALL.iter().any(|kind| kind.facts().contains(&name)), "{name}");
        }
    }

    #[test]
    fn a_disclosed_value_is_no_fact() {
        let mut facts = BTreeMap::from([("field".to_owned(), "samagra-id".into()), ("value".to_owned(), "12".into())]);
        assert_eq!(disclosed(&mut facts).map(|value| value.expose().to_owned()).as_deref(), Some("12"));
        assert_eq!(facts.into_keys().collect::<Vec<_>>(), ["field"]);
    }
}
