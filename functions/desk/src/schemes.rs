//! What departments tell of their schemes: written, approved, taken away, listed.
//!
//! `{"as": "nodal:WCD:sunita", "scheme": {"draft": "…the file's text…", "file": "ladli-behna.toml"}}`,
//! `{"as": "…", "scheme": {"approve": "ladli-behna", "version": 2}}`, `withdraw` likewise, `{"as": "…", "scheme": {"list":
//! true}}`, `{"heard": "2026-W48"}` likewise, `{"text": "ladli-behna", "version": 1}` for what was ever spoken,
//! `{"answers": "WCD"}` for what a department answered to questions, and
//! `{"as": "coordinator:kiran", "scheme": {"first": "ladli-behna", "until": "2026-12-24T18:00:00+05:30"}}`.

use crate::request::{BadRequest, bad, text};
use crate::{Answer, Failure, shows};
use dialogue::SchemeId;
use directory::{Directory, Source};
use helpline::ports::{CaseLists, Cases, Counts, OfTheMoment, SchemeStore};
use helpline::schemes::{NotKept, approve_scheme, draft_scheme, week_of, withdraw_scheme};
use jiff::Timestamp;
use lifecycle::{Actor, Case, DepartmentCode, Event, Role, What};
use schemes::{Scheme, State, Text};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// What is asked of schemes.
#[derive(Debug)]
pub enum OfSchemes {
    /// All that there are.
    List,
    /// A new version, as its file has it.
    Draft {
        /// The file's name, for mistakes in it.
        file: String,
        /// Its text.
        toml: String,
    },
    /// A version is approved.
    Approve(SchemeId),
    /// A version is taken away.
    Withdraw(SchemeId),
    /// A version, also one that is long gone.
    Text(SchemeId),
    /// Which has the first key.
    First(OfTheMoment),
    /// What was counted in a week.
    Heard(String),
    /// What a department answered to questions.
    Answers(DepartmentCode),
}

/// An answer to a question, which may be worth telling everybody.
#[derive(Debug, Serialize)]
pub struct AnswerLine {
    ticket: String,
    at: String,
    /// The scheme that was asked about, where one was heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<String>,
    language: String,
    answer: String,
}

/// What was counted of a scheme in a week.
#[derive(Debug, Serialize)]
pub struct HeardLine {
    of: String,
    asked: u64,
    heard_out: u64,
    complained: u64,
    questioned: u64,
}

/// A text in the list.
#[derive(Debug, Serialize)]
pub struct SchemeLine {
    code: String,
    version: u32,
    department: String,
    state: &'static str,
    written_by: String,
    approved_by: Option<String>,
    starts: String,
    ends: Option<String>,
}

/// Reads a request about schemes; `None`: it is another.
pub(crate) fn read(by: &Actor, given: &Map<String, Json>) -> Result<Option<OfSchemes>, BadRequest> {
    let Some(asked) = given.get("scheme") else { return Ok(None) };
    let Json::Object(asked) = asked else { return bad("scheme", "is no object such as `{\"list\": true}`") };
    if !matches!(by.role(), Role::Officer | Role::Nodal | Role::Agent | Role::Coordinator | Role::Apex) {
        return bad("scheme", "is for the staff");
    }
    let id = |name: &str| {
        let version = asked.get("version").and_then(Json::as_u64).and_then(|version| u32::try_from(version).ok());
        match (text(asked, name)?, version) {
            (Some(code), Some(version)) => Ok(SchemeId { code: code.to_owned(), version }),
            _ => bad("version", "is missing: say which version of the scheme"),
        }
    };
    if asked.contains_key("list") {
        return Ok(Some(OfSchemes::List));
    }
    if let Some(toml) = text(asked, "draft")? {
        let Some(file) = text(asked, "file")? else {
            return bad("file", "is missing: the draft's file is named by its scheme, such as ladli-behna.toml");
        };
        return Ok(Some(OfSchemes::Draft { file: file.to_owned(), toml: toml.to_owned() }));
    }
    for (name, make) in
        [("approve", OfSchemes::Approve as fn(_) -> _), ("withdraw", OfSchemes::Withdraw), ("text", OfSchemes::Text)]
    {
        if asked.contains_key(name) {
            return Ok(Some(make(id(name)?)));
        }
    }
    if let Some(department) = text(asked, "answers")? {
        return match DepartmentCode::new(department) {
            Ok(code) if by.department().is_none_or(|own| *own == code) => Ok(Some(OfSchemes::Answers(code))),
            Ok(_) => bad("answers", "is another department's"),
            Err(_) => bad("answers", "names no department such as WCD"),
        };
    }
    if let Some(week) = text(asked, "heard")? {
        return match is_a_week(week) || week == "now" {
            true => Ok(Some(OfSchemes::Heard(week.to_owned()))),
            false => bad("heard", "is no week such as 2026-W48, nor `now`"),
        };
    }
    let Some(code) = text(asked, "first")? else {
        return bad("scheme", "asks nothing: give one of list, heard, answers, draft, approve, withdraw, text, first");
    };
    if by.role() != Role::Coordinator {
        return bad("first", "is the coordinator's: every caller hears it first");
    }
    let Some(Ok(until)) = text(asked, "until")?.map(str::parse::<Timestamp>) else {
        return bad("until", "is no moment such as 2026-12-24T18:00:00+05:30");
    };
    Ok(Some(OfSchemes::First(OfTheMoment { code: code.to_owned(), until })))
}

/// Whether it is a week of the calendar (ISO 8601).
fn is_a_week(given: &str) -> bool {
    let numbers = given.split_once("-W").map(|(year, week)| (year.len(), year.parse(), week.len(), week.parse()));
    let Some((4, Ok(year), 2, Ok(week))) = numbers else { return false };
    jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).is_ok()
}

/// Answers it.
pub(crate) async fn answer(
    directory: &Directory,
    ledger: &(impl SchemeStore + CaseLists + Cases),
    by: &Actor,
    asked: OfSchemes,
    now: Timestamp,
) -> Result<Answer, Failure> {
    let kept = match asked {
        OfSchemes::List => {
            let all = ledger.all_shelved().await?;
            let texts = all.shelved.iter().flat_map(|shelved| &shelved.texts);
            return Ok(Answer::Schemes { schemes: texts.map(line).collect(), unreadable: all.unreadable });
        }
        OfSchemes::Text(id) => {
            let Some(text) = ledger.text(&id).await? else {
                return Ok(rejected(format!("there is no version {} of `{}`", id.version, id.code)));
            };
            let value = text.to_json().ok();
            return Ok(done("nothing", &text, value));
        }
        OfSchemes::Heard(week) => {
            let line = |counts: Counts| {
                let Counts { of, asked, heard_out, complained, questioned } = counts;
                HeardLine { of, asked, heard_out, complained, questioned }
            };
            let week = if week == "now" { week_of(now) } else { week };
            let heard = ledger.counts(&week).await?.into_iter().map(line).collect();
            return Ok(Answer::Heard { week, heard });
        }
        OfSchemes::Answers(department) => {
            let mut answers = Vec::new();
            for event in ledger.answers(&department).await? {
                let case = ledger.case(&event.ticket).await?;
                if case.is_some_and(|case| may_be_told(by, &case, &event)) {
                    answers.extend(answered(event));
                }
            }
            return Ok(Answer::Answers { answers });
        }
        OfSchemes::First(moment) => {
            let shelved: Vec<_> = ledger.shelved(&moment.code).await?.into_iter().collect();
            let heard = helpline::schemes::heard_now(&shelved, None, now);
            let Some(text) = heard.first() else {
                return Ok(rejected(format!("no text of `{}` is heard now; draft and approve one first", moment.code)));
            };
            ledger.put_first(&moment).await?;
            return Ok(done("put-first", text, None));
        }
        OfSchemes::Draft { file, toml } => match Scheme::read(Source { file: &file, text: &toml }, directory) {
            Err(why) => return Ok(rejected(why.to_string())),
            Ok(scheme) => ("drafted", draft_scheme(ledger, scheme, by, now).await),
        },
        OfSchemes::Approve(id) => ("approved", approve_scheme(ledger, &id.code, id.version, by, now).await),
        OfSchemes::Withdraw(id) => ("withdrawn", withdraw_scheme(ledger, &id.code, id.version, by, now).await),
    };
    match kept {
        (event, Ok(text)) => {
            tracing::info!(scheme = %text.scheme.code, version = text.version, event, "a text of a scheme was kept");
            Ok(done(event, &text, None))
        }
        (_, Err(NotKept::Unknown(why))) => Err(Failure::Ledger(helpline::ports::Unavailable(why))),
        (_, Err(why)) => Ok(rejected(why.to_string())),
    }
}

/// Whether that is still the answer, and the case nothing that is hidden from who asks or from everybody.
fn may_be_told(by: &Actor, case: &Case, event: &Event) -> bool {
    let still = case.standing.state.ended() && case.answered_in == Some(event.sequence);
    still && shows(by, case) && !case.standing.hides_its_subject()
}

fn answered(event: Event) -> Option<AnswerLine> {
    let What::ActionTaken { note, about_scheme, .. } = event.what else { return None };
    Some(AnswerLine {
        ticket: event.ticket.to_string(),
        at: event.at.to_string(),
        scheme: about_scheme.map(|scheme| scheme.to_string()),
        language: event.language.to_string(),
        answer: note.as_str().to_owned(),
    })
}

fn rejected(why: String) -> Answer {
    Answer::Rejected { why }
}

fn done(event: &str, text: &Text, value: Option<String>) -> Answer {
    let state = format!("{} version {} is {}", text.scheme.code, text.version, state(text));
    Answer::Done { event: event.to_owned(), version: Some(text.version), state, value, ticket: None }
}

fn state(text: &Text) -> &'static str {
    match &text.state {
        State::Draft => "draft",
        State::Approved(_) => "approved",
        State::Withdrawn { .. } => "withdrawn",
    }
}

fn line(text: &Text) -> SchemeLine {
    SchemeLine {
        code: text.scheme.code.to_string(),
        version: text.version,
        department: text.scheme.department.to_string(),
        state: state(text),
        written_by: text.written_by.to_string(),
        approved_by: text.state.approval().map(|approval| approval.by.to_string()),
        starts: text.scheme.starts.to_string(),
        ends: text.scheme.ends.map(|ends| ends.to_string()),
    }
}
