//! The registry of surfaces: every place at which something of a case can be read, with its readers. A port, a request
//! of the staff or a function that is not registered fails `tests/faults/exposure.rs`.
//!
//! A department must learn from no surface when on a day a citizen called. So each surface of a department is read in
//! two lives of one case that differ only in the minutes of the citizen's calls, and shows the same in both.

use crate::desk;
use desk_api::{
    Act, Announce, Answers, ApproveScheme, Calls, Confided, DraftScheme, Heard, History, List, Look, Open, PutFirst,
    Request, SchemeText, Schemes, Spelled, Spelling, Surface, WithdrawScheme,
};
use jiff::Timestamp;
use lifecycle::Ticket;
use notice::{Notice, Payload};
use serde_json::json;
use testkit::Memory;

/// The readers of a surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// The officers of a department: the surface is read in both lives, and its text compared.
    Departments,
    /// The citizen's telephone. It knows its own calls.
    Citizen,
    /// The centre and the operators, who are bound to secrecy. A request that only they may make is answered to a
    /// department with a refusal, which is compared too.
    Centre,
    /// Nobody: a store of the helpline itself, which no person reads.
    Nobody,
}
use Readers::{Centre, Citizen, Departments, Nobody};

/// The ports of `helpline::ports`, each with the readers of the things that it hands out.
pub const PORTS: &[(&str, Readers)] = &[
    ("AccessRecords", Nobody),
    ("AnnouncementWriter", Nobody),
    ("Announcements", Citizen),
    ("Callers", Citizen),
    ("CaseLists", Departments),
    ("CaseOpener", Nobody),
    ("CaseWriter", Nobody),
    ("Cases", Departments),
    ("CommandCases", Departments),
    ("Contacts", Nobody),
    ("DisclosureOpener", Departments),
    ("DisclosureSealer", Nobody),
    ("DueCases", Nobody),
    ("Evidence", Departments),
    ("ExpectedSubscribers", Nobody),
    ("Histories", Departments),
    ("NoteStore", Nobody),
    ("NumberOpener", Citizen),
    ("NumberSealer", Nobody),
    ("ParkedKeys", Centre),
    ("Payments", Citizen),
    ("PinMarker", Nobody),
    ("Pins", Nobody),
    ("QueuePatience", Nobody),
    ("Recordings", Nobody),
    ("SchemeMetrics", Centre),
    ("SchemeStore", Departments),
    ("SchemeVoice", Citizen),
    ("SmsKeys", Nobody),
    ("SmsLedger", Citizen),
    ("SmsRequests", Citizen),
    ("SmsSender", Citizen),
    ("StateKeys", Nobody),
    ("Subscriptions", Nobody),
    ("Surges", Nobody),
    ("Timer", Nobody),
    ("Topics", Departments),
    ("TranscriptStore", Nobody),
    ("Transcriber", Nobody),
    ("WaitingNotices", Nobody),
];

/// The functions, each with the readers of its answers and of the things that it sends.
pub const FUNCTIONS: &[(&str, Readers)] = &[
    ("contacts", Nobody),
    ("conversation", Citizen),
    ("desk", Departments),
    ("dispatch", Departments),
    ("escalation", Nobody),
    ("sms", Citizen),
    ("subscriptions", Nobody),
    ("transcripts", Nobody),
    ("voice-notes", Nobody),
];

/// Returns the readers of the answers to a request. The match has no default: a new request is registered here.
#[must_use]
pub fn readers(request: &Request) -> Readers {
    match request {
        Request::Act(_)
        | Request::List(_)
        | Request::Look(_)
        | Request::Schemes(_)
        | Request::DraftScheme(_)
        | Request::ApproveScheme(_)
        | Request::WithdrawScheme(_)
        | Request::SchemeText(_)
        | Request::Answers(_) => Departments,
        Request::Calls(_)
        | Request::Open(_)
        | Request::History(_)
        | Request::Announce(_)
        | Request::PutFirst(_)
        | Request::Heard(_) => Centre,
    }
}

/// Returns the readers of the desk's answers on a surface. The match has no default.
#[must_use]
pub fn readers_on(surface: Surface) -> Readers {
    match surface {
        // An operator invokes the function for officers, until the desk has a log-in.
        Surface::Operator => Departments,
        // The phone page is a development tool on one machine.
        Surface::Page | Surface::AgentDesk => Centre,
    }
}

/// Returns everything that a notice tells its topic. A new part of a notice is registered here, or does not compile.
#[must_use]
pub fn shown_by(notice: &Notice) -> Vec<String> {
    let Notice { topic, subject, body, payload } = notice;
    let Payload {
        version: _,
        event_id: _,
        event: _,
        ticket: _,
        department: _,
        category: _,
        scheme: _,
        kind: _,
        state: _,
        level: _,
        tells: _,
        language: _,
        district: _,
        happened_at: _,
        clock_from: _,
        acknowledge_by: _,
        due_at: _,
        said: _,
        message: _,
    } = payload;
    let attributes = notice.attributes().map(|(name, value)| format!("{name}={value}")).join(" ");
    vec![format!("to {topic}: {subject}"), body.clone(), json!(payload).to_string(), attributes]
}

fn spelled<T: Spelling>(given: &str) -> Spelled<T> {
    Spelled::of("value", given).unwrap_or_else(|why| panic!("{why}"))
}

/// Returns a request of each kind that an officer can send about a case. A command that reads is among them; each other
/// command changes the case and belongs into a life.
#[must_use]
pub fn requests(ticket: &Ticket, department: &str) -> Vec<Request> {
    let scheme = || spelled("ladli-behna");
    let until = || spelled("2026-12-24T18:00:00+05:30");
    let listen: Act = desk::command(ticket.as_str(), "listen-in-a-life", "listen", &json!({ "note": 1 }), Some(1));
    vec![
        listen.into(),
        List { desk: department.to_owned(), level: None, after: None }.into(),
        Calls { after: None }.into(),
        Look { ticket: ticket.clone().into(), why: None }.into(),
        Open { contact: spelled("contact-of-an-officer"), from: None, language: spelled("hi"), why: None }.into(),
        History { from: Confided::new("+919425012345"), why: None }.into(),
        Announce { department: spelled(department), category: None, until: until(), said: [].into() }.into(),
        Schemes {}.into(),
        DraftScheme { file: "none.toml".into(), toml: String::new() }.into(),
        ApproveScheme { code: scheme(), version: 1 }.into(),
        WithdrawScheme { code: scheme(), version: 1 }.into(),
        SchemeText { code: scheme(), version: 1 }.into(),
        PutFirst { code: scheme(), until: until() }.into(),
        Heard { week: "2026-W48".into() }.into(),
        Answers { department: spelled(department) }.into(),
    ]
}

/// Reads every surface of the desk as `officer` does, at `now`: the name of each request and its answer.
pub async fn read_at_the_desk(memory: &Memory, officer: &str, ticket: &Ticket, now: Timestamp) -> Vec<String> {
    let department = officer.split(':').nth(1).unwrap_or_default();
    let mut read = Vec::new();
    for mut request in requests(ticket, department) {
        let name = request.name();
        if let Request::Act(act) = &mut request {
            act.seen = memory.kept().cases.get(ticket).map(|case| case.version);
            act.id = spelled(&format!("listen-{}", act.seen.unwrap_or_default()));
        }
        let answer = desk::asked(memory, officer, request, now).await;
        read.push(format!(
            "{name}: {:?}",
            answer.map(|answer| json!(answer).to_string()).map_err(|why| why.to_string())
        ));
    }
    read
}
