//! The state of a call, as one string that the front end sends back.
//!
//! The choices travel as codes, not as positions, and the version stands first. So a release that is deployed in the
//! middle of a call reads the token that the release before wrote. `tests/tokens/` holds tokens of past releases.

use dialogue::{
    About, Announcement, Call, Caller, CaseOnCall, Direction, Earlier, InScheme, Key, Playbook, Proof, Purpose,
    SchemeId, SchemeKey, SchemePlace, Stage, Target,
};
use jiff::Timestamp;
use lifecycle::{
    Assignment, CategoryCode, Chain, Confidentiality, DepartmentCode, District, Field, Kind, LanguageCode, SchemeCode,
    State, Ticket,
};
use serde::{Deserialize, Serialize};

/// Version of the token that this release writes. A release of version N reads N and N-1.
pub const TOKEN_VERSION: u32 = 3;

/// The version before, which held nothing about the caller.
const VERSION_BEFORE: u32 = 2;

/// The state that the flow sends first, when the call was just answered.
pub const NEW_CALL: &str = "new";

/// The form of a token. The keys are short, because the token travels through every step.
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
    #[serde(default)]
    who: TokenCaller,
    #[serde(default)]
    typed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scheme: Option<TokenScheme>,
    /// Left out for a call that a citizen placed, so that the release before reads the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<String>,
    /// Left out for the purpose `inbound`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenScheme {
    code: String,
    version: u32,
    place: String,
    to: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TokenCaller {
    known: bool,
    reachable: bool,
    asked: bool,
    place: Option<String>,
    earlier: Option<TokenEarlier>,
    /// Left out unless the number of the call's case must still be sealed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    owed: bool,
    /// Stored as `board`, its older name.
    #[serde(rename = "board")]
    announcement: Option<TokenBoard>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenEarlier {
    ticket: String,
    stage: String,
    due: Option<String>,
    lacks: Option<String>,
    full: bool,
    pinned: bool,
    pin: bool,
    /// The release before let the word of some PINs close a case. It is read, and means nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    closes: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenBoard {
    said: String,
    to: String,
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
    #[serde(default)]
    department: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    quiet: Option<String>,
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
            department: case.department.as_ref().map(ToString::to_string),
            kind: Some(case.about.kind.as_str().to_owned()),
            quiet: case.about.quiet.map(|quiet| quiet.as_str().to_owned()),
        }),
        who: write_caller(&call.caller),
        typed: call.typed.as_ref().map(ToString::to_string),
        scheme: call.scheme.as_ref().map(|scheme| TokenScheme {
            code: scheme.id.code.to_string(),
            version: scheme.id.version,
            place: write_place(scheme.place),
            to: write_assignment(&scheme.to),
        }),
        direction: (call.direction != Direction::Inbound).then(|| call.direction.as_str().to_owned()),
        purpose: (call.purpose != Purpose::inbound()).then(|| call.purpose.to_string()),
    };
    // JSON can express every token: it holds only strings, numbers and lists.
    serde_json::to_string(&token).unwrap_or_else(|_| NEW_CALL.to_owned())
}

/// Reads a token of this version or the one before. Returns `None` if the token cannot be read, or if the script does
/// not name the call's purpose.
#[must_use]
pub fn read_token(given: &str, playbook: &Playbook) -> Option<Call> {
    let token: Token = serde_json::from_str(given).ok()?;
    if ![TOKEN_VERSION, VERSION_BEFORE].contains(&token.v) {
        return None;
    }
    let offered = token.offered.iter().map(|(key, target)| Some((Key::new(*key)?, read_target(target)?)));
    let direction = token.direction.map_or(Some(Direction::Inbound), |given| Direction::parse(&given))?;
    let purpose = token.purpose.map_or_else(|| Some(Purpose::inbound()), |given| Purpose::new(&given))?;
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
        caller: read_caller(token.who)?,
        typed: match token.typed {
            Some(typed) => Some(Ticket::parse(&typed).ok()?),
            None => None,
        },
        scheme: match token.scheme {
            Some(scheme) => Some(InScheme {
                id: SchemeId { code: SchemeCode::new(scheme.code).ok()?, version: scheme.version },
                place: read_place(&scheme.place)?,
                to: read_assignment(&scheme.to)?,
            }),
            None => None,
        },
        ..Call::begun(playbook, direction, purpose)?
    })
}

fn write_caller(caller: &Caller) -> TokenCaller {
    TokenCaller {
        known: caller.known,
        reachable: caller.reachable,
        asked: caller.asked,
        owed: caller.owes_number,
        place: caller.place.as_ref().map(ToString::to_string),
        earlier: caller.earlier.as_ref().map(|earlier| TokenEarlier {
            ticket: earlier.ticket.to_string(),
            stage: earlier.stage.as_str().to_owned(),
            due: earlier.due.map(|due| due.to_string()),
            lacks: earlier.lacks.map(|field| field.as_str().to_owned()),
            full: earlier.full,
            pinned: earlier.pinned,
            pin: earlier.proof.is_by_pin(),
            closes: false,
        }),
        announcement: caller
            .announcement
            .as_ref()
            .map(|announcement| TokenBoard { said: announcement.said.clone(), to: write_assignment(&announcement.to) }),
    }
}

fn read_caller(token: TokenCaller) -> Option<Caller> {
    let TokenCaller { known, reachable, asked, place, earlier, owed: owes_number, announcement } = token;
    let place = place.and_then(|place| District::new(place).ok());
    let earlier = earlier.map(|earlier| {
        Some(Earlier {
            ticket: Ticket::parse(&earlier.ticket).ok()?,
            stage: Stage::parse(&earlier.stage)?,
            due: earlier.due.and_then(|due| due.parse().ok()),
            lacks: earlier.lacks.and_then(|field| Field::parse(&field)),
            full: earlier.full,
            pinned: earlier.pinned,
            proof: if earlier.pin { Proof::Pin } else { Proof::Phone },
        })
    });
    let announcement = announcement
        .map(|announcement| Some(Announcement { said: announcement.said, to: read_assignment(&announcement.to)? }));
    // An unreadable part makes the whole token unreadable. Without the part, a known caller would seem a stranger.
    let (earlier, announcement) = (whole(earlier)?, whole(announcement)?);
    Some(Caller { known, reachable, owes_number, asked, place, earlier, announcement })
}

/// Returns `Some(None)` for a missing part, and `None` for a part that cannot be read.
fn whole<T>(given: Option<Option<T>>) -> Option<Option<T>> {
    match given {
        Some(None) => None,
        Some(read) => Some(read),
        None => Some(None),
    }
}

fn write_assignment(to: &Assignment) -> String {
    format!("{}/{}", to.department, to.category)
}

fn read_assignment(given: &str) -> Option<Assignment> {
    let (department, category) = given.split_once('/').unwrap_or((given, "general"));
    Some(Assignment { department: DepartmentCode::new(department).ok()?, category: CategoryCode::new(category).ok()? })
}

fn read_case(case: TokenCase) -> Option<CaseOnCall> {
    let at = |seconds: i64| Timestamp::from_second(seconds).ok();
    Some(CaseOnCall {
        ticket: Ticket::parse(&case.ticket).ok()?,
        version: case.version,
        state: State::parse(&case.state)?,
        drafted_at: at(case.drafted)?,
        began_at: case.began.and_then(at),
        registered_at: case.registered.and_then(at),
        last_event_at: at(case.last)?,
        chain: Chain::parse(&case.chain)?,
        directory_version: case.dir,
        about: About {
            kind: case.kind.as_deref().and_then(Kind::parse).unwrap_or(Kind::Grievance),
            quiet: case.quiet.as_deref().and_then(Confidentiality::parse),
        },
        department: case.department.and_then(|code| DepartmentCode::new(code).ok()),
        at_triage: case.triage,
    })
}

/// Writes a position in a scheme: `chunk.3`, `end` or `question.1.yes`.
fn write_place(place: SchemePlace) -> String {
    match place {
        SchemePlace::Chunk(number) => format!("chunk.{number}"),
        SchemePlace::End => "end".to_owned(),
        SchemePlace::Question(number, true) => format!("question.{number}.yes"),
        SchemePlace::Question(number, false) => format!("question.{number}.no"),
    }
}

fn read_place(given: &str) -> Option<SchemePlace> {
    let mut parts = given.split('.');
    Some(match (parts.next()?, parts.next(), parts.next()) {
        ("chunk", Some(number), None) => SchemePlace::Chunk(number.parse().ok()?),
        ("end", None, None) => SchemePlace::End,
        ("question", Some(number), Some(speaks_for)) => {
            SchemePlace::Question(number.parse().ok()?, speaks_for == "yes")
        }
        _ => return None,
    })
}

const SCHEME_KEYS: [(&str, SchemeKey); 9] = [
    ("skip", SchemeKey::Skip),
    ("again", SchemeKey::Again),
    ("trouble", SchemeKey::Trouble),
    ("eligible", SchemeKey::Eligible),
    ("ask", SchemeKey::Ask),
    ("sms", SchemeKey::Sms),
    ("payment", SchemeKey::Payment),
    ("yes", SchemeKey::Yes),
    ("no", SchemeKey::No),
];

fn write_target(target: &Target) -> String {
    match target {
        Target::Step(id) => format!("step:{id}"),
        Target::OtherLanguage(id) => format!("language:{id}"),
        Target::Menu(id) => format!("menu:{id}"),
        Target::Assignment(to) => format!("department:{}", write_assignment(to)),
        Target::Triage => "triage:".to_owned(),
        Target::Schemes(subject, from) => format!("schemes:{subject}.{from}"),
        Target::Scheme(id) => format!("scheme:{}.{}", id.code, id.version),
        Target::InScheme(key) => {
            let word = SCHEME_KEYS.iter().find(|(_, known)| known == key).map_or("", |(word, _)| word);
            format!("in-scheme:{word}")
        }
    }
}

fn read_target(given: &str) -> Option<Target> {
    Some(match given.split_once(':')? {
        ("step", id) => Target::Step(id.to_owned()),
        ("language", id) => Target::OtherLanguage(id.to_owned()),
        ("menu", id) => Target::Menu(id.to_owned()),
        ("department", to) => Target::Assignment(read_assignment(to)?),
        ("triage", "") => Target::Triage,
        ("schemes", list) => {
            let (subject, from) = list.rsplit_once('.')?;
            Target::Schemes(subject.to_owned(), from.parse().ok()?)
        }
        ("scheme", id) => {
            let (code, version) = id.rsplit_once('.')?;
            Target::Scheme(SchemeId { code: SchemeCode::new(code).ok()?, version: version.parse().ok()? })
        }
        ("in-scheme", word) => {
            let (_, key) = SCHEME_KEYS.iter().find(|(known, _)| *known == word)?;
            Target::InScheme(*key)
        }
        _ => return None,
    })
}
