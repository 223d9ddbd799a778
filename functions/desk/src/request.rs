//! What the staff sends, read once into orders.
//!
//! `{"as": "officer:FCS:L1:ramesh", "ticket": "42710839", "id": "…", "seen": 5, "command": "take-action",
//! "note": "…", "why": "…"}` carries out a command; `{"as": "…", "list": "FCS"}`, `{"as": "…", "list": "FCS/L2"}` and
//! `{"as": "…", "list": "calls"}` list cases. `{"as": "agent:asha", "open": "the call's id", "from": "+91…", "language":
//! "hi"}` opens a case for the caller on the line, `{"as": "agent:asha", "history": "+91…"}` lists the cases of whoever
//! calls from a number. `{"as": "…", "look": "42710839"}` shows one case with what was said. What every caller is told: see `announce`; what is told of schemes: see
//! `schemes`.

use directory::{APEX, COORDINATOR, TRIAGE};
use helpline::ports::{Board, ListCursor};
use helpline::{Asked, CallerNumber, Disclosed, OnTheLine};
use lifecycle::{
    Actor, Command, CommandId, CommandKind, ContactId, DepartmentCode, Fact as _, Facts, Field, LanguageCode, Level,
    Order, Role, Sealed, Ticket, Value, Words, may,
};
use serde_json::{Map, Value as Json};

/// A request.
#[derive(Debug)]
pub enum Request {
    /// A command on a case.
    Act(Box<Asked>),
    /// A list of cases, as somebody may see it, from where the page before ended.
    List(Actor, Listing, Option<ListCursor>),
    /// A case for the caller on the line.
    Open(OnTheLine),
    /// The cases of whoever calls from a number, as somebody may see them.
    History(Actor, CallerNumber),
    /// What every caller is to be told.
    Announce(Board),
    /// One case, with what was said.
    Look(Actor, Ticket),
    /// What departments tell of their schemes.
    Scheme(Actor, crate::OfSchemes),
}

/// Which cases.
#[derive(Debug, PartialEq, Eq)]
pub enum Listing {
    /// The open cases of a desk, of one level or of all.
    Open(String, Option<Level>),
    /// Those in which a call is promised.
    Calls,
}

/// A request that nobody here understands.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{what}` {why}")]
pub struct BadRequest {
    what: String,
    why: String,
}

pub(crate) fn bad<T>(what: &str, why: impl Into<String>) -> Result<T, BadRequest> {
    Err(BadRequest { what: what.to_owned(), why: why.into() })
}

/// Names that are no command's own.
const COMMON: [&str; 6] = ["as", "ticket", "id", "seen", "command", "why"];

/// What a grant is sealed from; nobody behind the handler sees it.
const VALUE: &str = "value";

/// Reads a request.
///
/// # Errors
/// A [`BadRequest`] that names what is wrong with it and what to write instead.
pub fn read(event: &[u8]) -> Result<Request, BadRequest> {
    let Ok(Json::Object(given)) = serde_json::from_slice(event) else {
        return bad("request", "is no JSON object");
    };
    let Some(by) = text(&given, "as")?.and_then(Actor::parse) else {
        return bad("as", "names nobody: write `citizen`, `agent:a17`, `officer:FCS:L1:ramesh`, `coordinator:c1`");
    };
    if by.role() == Role::System {
        return bad("as", "is nobody of the staff");
    }
    if let Some(list) = text(&given, "list")? {
        let after = match text(&given, "after")? {
            None => None,
            Some(after) => match ListCursor::parse(after) {
                Some(after) => Some(after),
                None => return bad("after", "is no place of a list: send what the page before answered"),
            },
        };
        return listing(&by, list).map(|listing| Request::List(by, listing, after));
    }
    if let Some(ticket) = text(&given, "look")? {
        let ticket = Ticket::parse(ticket).or_else(|why| bad("look", format!("names no ticket: {why}")))?;
        return Ok(Request::Look(by, ticket));
    }
    if let Some(asked) = crate::schemes::read(&by, &given)? {
        return Ok(Request::Scheme(by, asked));
    }
    if let Some(board) = crate::announce::read(&by, &given)? {
        return Ok(Request::Announce(board));
    }
    if let Some(request) = on_the_line(&by, &given)? {
        return Ok(request);
    }
    let Some(ticket) = text(&given, "ticket")? else { return bad("ticket", "is missing") };
    let ticket = Ticket::parse(ticket).or_else(|why| bad("ticket", format!("is no ticket: {why}")))?;
    let Some(id) = text(&given, "id")?.and_then(|id| CommandId::new(id).ok()) else {
        return bad(
            "id",
            "is no id of 1 to 64 letters, digits and dashes: draw one for each command, not for each try",
        );
    };
    let (command, disclosed) = command(&given)?;
    let why =
        text(&given, "why")?.map(Words::new).transpose().or_else(|why| bad("why", format!("is refused: {why}")))?;
    let seen = match given.get("seen") {
        // Whoever works on a case at a desk has it before them; a caller on the line has not.
        None | Some(Json::Null) if !matches!(by.role(), Role::Citizen | Role::Agent) => {
            return bad("seen", "is missing: say which version of the case you saw");
        }
        None | Some(Json::Null) => None,
        Some(seen) => match seen.as_u64().and_then(|seen| u32::try_from(seen).ok()) {
            Some(seen) => Some(seen),
            None => return bad("seen", "is no version of a case"),
        },
    };
    Ok(Request::Act(Box::new(Asked { ticket, id, order: Order { command, by, why, seen }, disclosed })))
}

pub(crate) fn text<'a>(given: &'a Map<String, Json>, name: &str) -> Result<Option<&'a str>, BadRequest> {
    match given.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text)),
        Some(_) => bad(name, "is no text"),
    }
}

fn command(given: &Map<String, Json>) -> Result<(Command, Option<Disclosed>), BadRequest> {
    let Some(name) = text(given, "command")? else { return bad("command", "is missing") };
    let Some(kind) = CommandKind::parse(name) else {
        let all = CommandKind::ALL.iter().filter(|kind| may(**kind) != [Role::System]);
        let all: Vec<&str> = all.map(|kind| kind.as_str()).collect();
        let alike = all.iter().find(|known| name.get(..3).is_some_and(|start| known.starts_with(start)));
        let meant = alike.map_or(String::new(), |alike| format!("; did you mean `{alike}`"));
        return bad(name, format!("is no command{meant}; there are {}", all.join(", ")));
    };
    if matches!(kind, CommandKind::LeaveNote | CommandKind::WithdrawUnderDuress) {
        return bad(name, "is only given on a citizen's own call");
    }
    let mut facts = Facts::new();
    let mut disclosed = None;
    for (name, value) in given.iter().filter(|(name, _)| !COMMON.contains(&name.as_str())) {
        let value = match value {
            Json::String(text) => Value::Text(text.clone()),
            Json::Number(number) if number.as_i64().is_some() => Value::Number(number.as_i64().unwrap_or_default()),
            Json::Null => continue,
            _ => return bad(name, "is neither a text nor a whole number"),
        };
        if kind == CommandKind::Grant && name == VALUE {
            let Value::Text(text) = &value else { return bad(name, "is no text") };
            disclosed = Disclosed::new(text);
            if disclosed.is_none() {
                return bad(name, "is no value of 1 to 40 letters, digits, dashes and slashes");
            }
        } else if kind.facts().contains(&name.as_str()) && !(kind == CommandKind::Grant && name == "sealed") {
            facts.insert(name.clone(), value);
        } else {
            return bad(name, format!("is not asked for; `{kind}` takes {}", takes(kind)));
        }
    }
    if kind == CommandKind::Grant {
        let Some(value) = &disclosed else { return bad(VALUE, "is missing") };
        let field = facts.get("field").and_then(|field| Field::read(Some(field)).ok());
        if let Some((form, _)) = field.map(Field::form).filter(|(_, fits)| !fits(value.expose())) {
            return bad(VALUE, format!("is none: it has {form}"));
        }
        // Stands in its place until the port has sealed the value.
        let to_be_sealed = Sealed::new("tobesealed").or_else(|why| bad(VALUE, why.to_string()))?;
        facts.extend(to_be_sealed.write().map(|value| ("sealed".to_owned(), value)));
    }
    let command = Command::read(kind, &facts)
        .or_else(|why| bad(&why.name, format!("{}; `{kind}` takes {}", why.what, takes(kind))))?;
    Ok((command, disclosed))
}

/// The names that a command takes beside the common ones.
fn takes(kind: CommandKind) -> String {
    let names = kind.facts().iter().map(|name| if *name == "sealed" { VALUE } else { *name });
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "nothing more".to_owned() } else { names.join(", ") }
}

/// What only an agent asks, with the caller on the line. No refusal repeats a number.
fn on_the_line(by: &Actor, given: &Map<String, Json>) -> Result<Option<Request>, BadRequest> {
    let number = |name: &str| match text(given, name)?.map(CallerNumber::new) {
        Some(None) => bad(name, "is no number in international form, such as +911234567890"),
        Some(number) => Ok(number),
        None => Ok(None),
    };
    let (open, history) = (text(given, "open")?, number("history")?);
    if by.role() != Role::Agent && (open.is_some() || history.is_some()) {
        let what = if open.is_some() { "open" } else { "history" };
        return bad(what, "is for the agent who has the caller on the line");
    }
    if let Some(number) = history {
        return Ok(Some(Request::History(by.clone(), number)));
    }
    let Some(contact) = open else { return Ok(None) };
    let Ok(contact) = ContactId::new(contact) else {
        return bad("open", "is no id of a call: 1 to 64 letters, digits and dashes");
    };
    let Some(language) = text(given, "language")?.and_then(|code| LanguageCode::new(code).ok()) else {
        return bad("language", "is missing: say which the caller speaks, such as hi or en");
    };
    Ok(Some(Request::Open(OnTheLine { contact, caller: number("from")?, language, by: by.clone() })))
}

/// What somebody may list: officers their own department, the centre its desks.
fn listing(by: &Actor, list: &str) -> Result<Listing, BadRequest> {
    let of_the_centre = matches!(by.role(), Role::Agent | Role::Coordinator | Role::Apex);
    if list == "calls" {
        return if of_the_centre { Ok(Listing::Calls) } else { bad(list, "is for the centre: it makes the calls") };
    }
    let (desk, level) = match list.split_once('/') {
        Some((desk, level)) => match Level::parse(level) {
            Some(level) => (desk, Some(level)),
            None => return bad(list, "names no level; there are L1, L2, L3, L4, apex"),
        },
        None => (list, None),
    };
    let desks = [TRIAGE, COORDINATOR, APEX];
    if DepartmentCode::new(desk).is_err() && !desks.contains(&desk) {
        return bad(list, format!("names no desk; give a department's code, {} or calls", desks.join(", ")));
    }
    let theirs = by.department().is_some_and(|department| department.as_str() == desk);
    if theirs || of_the_centre { Ok(Listing::Open(desk.to_owned(), level)) } else { bad(list, "is not theirs to list") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(request: &str) -> String {
        read(request.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_command_is_read_with_who_why_and_the_version_they_saw() {
        let request = r#"{"as":"officer:FCS:L1:ramesh","ticket":"42710839","id":"c-1","seen":5,"command":"take-action","note":"given","why":"a visit"}"#;
        let Ok(Request::Act(asked)) = read(request.as_bytes()) else { panic!("it is a command") };
        assert_eq!((asked.order.seen, asked.order.command.kind()), (Some(5), CommandKind::TakeAction));
        assert_eq!(asked.order.why, Words::new("a visit").ok());
    }

    #[test]
    fn what_is_wrong_with_a_request_is_named_with_what_to_write_instead() {
        let base = r#""as":"officer:FCS:L1:ramesh","ticket":"42710839","id":"c-1","seen":4"#;
        assert_eq!(refused("[]"), "`request` is no JSON object");
        assert!(refused(r#"{"as":"me"}"#).starts_with("`as` names nobody"));
        assert_eq!(refused(r#"{"as":"system","ticket":"42710839"}"#), "`as` is nobody of the staff");
        assert!(refused(r#"{"as":"citizen","ticket":"42710838"}"#).contains("check digit"));
        assert!(refused(r#"{"as":"citizen","ticket":"42710839","id":"a b"}"#).starts_with("`id` is no id"));
        assert!(
            refused(&format!("{{{base},\"command\":\"close\"}}"))
                .starts_with("`close` is no command; there are begin-take")
        );
        assert_eq!(
            refused(&format!("{{{base},\"command\":\"take-action\"}}")),
            "`note` is missing; `take-action` takes note, attachments"
        );
        assert_eq!(
            refused(&format!("{{{base},\"command\":\"acknowledge\",\"note\":\"x\"}}")),
            "`note` is not asked for; `acknowledge` takes nothing more"
        );
        assert_eq!(
            refused(&format!("{{{base},\"command\":\"confirm-withdrawal\"}}")),
            "`call` is missing; `confirm-withdrawal` takes call, at_the_door"
        );
        assert_eq!(
            refused(r#"{"as":"nodal:FCS:n","ticket":"42710839","id":"c-1","command":"acknowledge"}"#),
            "`seen` is missing: say which version of the case you saw"
        );
        assert!(refused(r#"{"as":"agent:asha","list":""}"#).starts_with("`` names no desk"));
        assert!(refused(r#"{"as":"agent:asha","list":"FCS","after":"x"}"#).starts_with("`after` is no place"));
        assert_eq!(refused(r#"{"as":"officer:FCS:L1:ramesh","list":"REV"}"#), "`REV` is not theirs to list");
        assert_eq!(
            refused(r#"{"as":"officer:FCS:L1:ramesh","list":"calls"}"#),
            "`calls` is for the centre: it makes the calls"
        );
    }

    #[test]
    fn an_agent_opens_a_case_for_the_call_and_nobody_else_may() {
        let request = r#"{"as":"agent:asha","open":"call-1","from":"+919425012345","language":"hi"}"#;
        let Ok(Request::Open(line)) = read(request.as_bytes()) else { panic!("it is for a caller on the line") };
        assert_eq!((line.contact.as_str(), line.caller.is_some()), ("call-1", true));
        let withheld = read(br#"{"as":"agent:asha","open":"call-1","language":"en"}"#);
        assert!(matches!(withheld, Ok(Request::Open(OnTheLine { caller: None, .. }))));
        assert_eq!(
            refused(r#"{"as":"coordinator:kiran","history":"+919425012345"}"#),
            "`history` is for the agent who has the caller on the line"
        );
        assert!(refused(r#"{"as":"agent:asha","open":"call-1"}"#).starts_with("`language` is missing"));
        let said = refused(r#"{"as":"agent:asha","history":"9425012345"}"#);
        assert!(said.starts_with("`history` is no number") && !said.contains("9425012345"), "{said}");
    }

    #[test]
    fn no_command_asks_for_a_name_that_every_request_has() {
        for kind in CommandKind::ALL {
            assert!(
                kind.facts().iter().all(|name| !COMMON.contains(name) && !["list", "look", "scheme"].contains(name)),
                "{kind}"
            );
        }
    }

    #[test]
    fn what_is_disclosed_prints_as_stars_and_a_sealed_value_is_not_taken_from_outside() {
        let request = |more: &str| {
            format!(
                r#"{{"as":"agent:asha","ticket":"42710839","id":"c-1","command":"grant","field":"samagra-id",{more}}}"#
            )
        };
        let Ok(read) = read(request(r#""value":"123456789""#).as_bytes()) else { panic!("it is a grant") };
        assert!(!format!("{read:?}").contains("123456789"));
        assert!(refused(&request(r#""sealed":"AAAA""#)).starts_with("`sealed` is not asked for"));
        assert!(refused(&request(r#""value":"my number!""#)).starts_with("`value` is no value"));
        assert_eq!(refused(&request(r#""value":"12""#)), "`value` is none: it has 8 digits (a family) or 9 (a person)");
    }
}
