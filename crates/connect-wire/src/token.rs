//! Where a call is, as one string in a contact attribute.
//!
//! The choices travel as codes, not positions, and the version stands first: a deployment in the middle of a
//! call reads what the release before wrote. Tokens that releases wrote are kept in `tests/tokens/`.

use dialogue::{Call, CaseOnCall, Key, Playbook, Target};
use jiff::Timestamp;
use lifecycle::{Chain, DepartmentCode, LanguageCode, State, Ticket};
use serde::{Deserialize, Serialize};

/// Version of the token that is written. Version N reads N and N-1.
pub const TOKEN_VERSION: u32 = 2;

/// The version before: its cases had no chain, and a state for the triage desk.
const VERSION_BEFORE: u32 = 1;

/// The state of a call that was just answered, as the flow first sends it.
pub const NEW_CALL: &str = "new";

/// The form of a token. Short keys: the token travels through every step.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    v: u32,
    lang: String,
    at: String,
    menu: Option<String>,
    misses: u8,
    repeats: u8,
    offered: Vec<(char, String)>,
    case: Option<TokenCase>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenCase {
    ticket: String,
    version: u32,
    state: String,
    drafted: i64,
    began: Option<i64>,
    registered: Option<i64>,
    last: i64,
    #[serde(default)]
    chain: String,
    #[serde(default)]
    dir: String,
    #[serde(default)]
    triage: bool,
}

/// Writes a call as a token.
#[must_use]
pub fn write_token(call: &Call) -> String {
    let token = Token {
        v: TOKEN_VERSION,
        lang: call.language.to_string(),
        at: call.at.clone(),
        menu: call.menu.clone(),
        misses: call.misses,
        repeats: call.repeats,
        offered: call.offered.iter().map(|(key, target)| (key.as_char(), write_target(target))).collect(),
        case: call.case.as_ref().map(|case| TokenCase {
            ticket: case.ticket.to_string(),
            version: case.version,
            state: case.state.as_str().to_owned(),
            drafted: case.drafted_at.as_second(),
            began: case.began_at.map(Timestamp::as_second),
            registered: case.registered_at.map(Timestamp::as_second),
            last: case.last_event_at.as_second(),
            chain: case.chain.to_string(),
            dir: case.directory_version.clone(),
            triage: case.at_triage,
        }),
    };
    // Strings, numbers and lists of them: there is nothing in it that JSON could refuse.
    serde_json::to_string(&token).unwrap_or_else(|_| NEW_CALL.to_owned())
}

/// Reads a token of this version or the one before; `None` if nobody here wrote it.
#[must_use]
pub fn read_token(given: &str, playbook: &Playbook) -> Option<Call> {
    if given == NEW_CALL {
        return Call::new(playbook);
    }
    let token: Token = serde_json::from_str(given).ok()?;
    if ![TOKEN_VERSION, VERSION_BEFORE].contains(&token.v) {
        return None;
    }
    let offered = token.offered.iter().map(|(key, target)| Some((Key::new(*key)?, read_target(target)?)));
    Some(Call {
        language: LanguageCode::new(token.lang).ok()?,
        at: token.at,
        menu: token.menu,
        misses: token.misses,
        repeats: token.repeats,
        offered: offered.collect::<Option<_>>()?,
        case: match token.case {
            Some(case) => Some(read_case(case)?),
            None => None,
        },
    })
}

fn read_case(case: TokenCase) -> Option<CaseOnCall> {
    let at = |seconds: i64| Timestamp::from_second(seconds).ok();
    Some(CaseOnCall {
        ticket: Ticket::parse(&case.ticket).ok()?,
        version: case.version,
        state: if case.state == "at-triage" { State::Registered } else { State::parse(&case.state)? },
        drafted_at: at(case.drafted)?,
        began_at: case.began.and_then(at),
        registered_at: case.registered.and_then(at),
        last_event_at: at(case.last)?,
        chain: Chain::parse(&case.chain)?,
        directory_version: case.dir,
        at_triage: case.triage || case.state == "at-triage",
    })
}

fn write_target(target: &Target) -> String {
    match target {
        Target::Step(id) => format!("step:{id}"),
        Target::OtherLanguage(id) => format!("language:{id}"),
        Target::Menu(id) => format!("menu:{id}"),
        Target::Department(code) => format!("department:{code}"),
        Target::Triage => "triage:".to_owned(),
    }
}

fn read_target(given: &str) -> Option<Target> {
    Some(match given.split_once(':')? {
        ("step", id) => Target::Step(id.to_owned()),
        ("language", id) => Target::OtherLanguage(id.to_owned()),
        ("menu", id) => Target::Menu(id.to_owned()),
        ("department", code) => Target::Department(DepartmentCode::new(code).ok()?),
        ("triage", "") => Target::Triage,
        _ => return None,
    })
}
