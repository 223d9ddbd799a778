//! The page's requests: calls, inboxes, cases, time, and commands of the staff.

use crate::call;
use crate::line::{Line, Manner, PATIENCE, Signal};
use crate::reply::Failed;
use desk_api::{Answer, BadRequest, Confided, Done, Envelope, History, Open, Request, Spelled, Surface};
use jiff::{SignedDuration, Timestamp};
use lifecycle::Ticket;
use local_cloud::Stack;
use local_phone::Office;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use uuid::Uuid;

/// The most calls at once. Each call is a thread, and hangs up by itself once the browser has left it.
const MOST_CALLS: usize = 20;

/// The reason with which the agent's form opens a case and lists the caller's cases.
const ON_THE_LINE: &str = "the caller is on the line";

/// The number of calls from which finished calls are removed.
const MOST_KEPT: usize = 200;

pub(crate) struct Desk {
    pub(crate) stack: Stack,
    calls: Mutex<BTreeMap<String, Arc<Line>>>,
    /// How far the clock was moved forward.
    ahead: Mutex<SignedDuration>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a request to the desk by the person whom the page names.
fn by_the_page(body: &Value, request: impl Into<Request>) -> Result<Envelope, BadRequest> {
    Envelope::of(text(body, "as").unwrap_or_default(), Surface::Page, request)
}

fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

impl Desk {
    pub(crate) fn new(stack: Stack) -> Self {
        Self { stack, calls: Mutex::default(), ahead: Mutex::new(SignedDuration::ZERO) }
    }

    /// Places a call. `from` is the caller's number; without it the number is withheld.
    pub(crate) fn ring(self: &Arc<Self>, body: &Value) -> Result<Value, Failed> {
        let office = match text(body, "office") {
            None | Some("open") => Office::Open,
            Some("busy") => Office::Busy,
            Some("closed") => Office::Closed,
            Some("full") => Office::Full,
            Some(other) => {
                return Err(Failed::asked_wrongly(format!("`{other}` is no office; give open, busy, closed or full")));
            }
        };
        let line = Arc::new(Line::new(Uuid::new_v4().to_string(), text(body, "from").map(str::to_owned), manner(body)));
        let mut calls = lock(&self.calls);
        if calls.values().filter(|line| !line.is_over()).count() >= MOST_CALLS {
            return Err(Failed::new(429, format!("{MOST_CALLS} calls are on already; hang one of them up")));
        }
        if calls.len() >= MOST_KEPT {
            calls.retain(|_, line| !line.is_over());
        }
        calls.insert(line.contact.clone(), Arc::clone(&line));
        drop(calls);
        let (desk, call) = (Arc::clone(self), line.contact.clone());
        thread::spawn(move || call::run(&desk.stack, &line, office));
        Ok(json!({ "call": call }))
    }

    pub(crate) fn line(&self, call: &str) -> Result<Arc<Line>, Failed> {
        let found = lock(&self.calls).get(call).cloned();
        found.ok_or_else(|| Failed::new(404, "there is no such call any more: the page's server was started again"))
    }

    /// Returns the events of a call, starting at a number.
    pub(crate) fn news(&self, call: &str, after: usize) -> Result<Value, Failed> {
        let (news, over) = self.line(call)?.news(after, PATIENCE);
        Ok(json!({ "news": news, "over": over }))
    }

    /// Carries out an action of the caller or the agent.
    pub(crate) fn signal(&self, call: &str, body: &Value) -> Result<Value, Failed> {
        let line = self.line(call)?;
        if line.is_over() {
            return Err(Failed::new(409, "the call is over; place another"));
        }
        let number = |name: &str| body.get(name).and_then(Value::as_u64);
        let signal = match (text(body, "do"), number("ms")) {
            (Some("manner"), _) => {
                line.set_manner(manner(body));
                return Ok(json!({}));
            }
            (Some("key"), _) => Signal::Key(key(text(body, "key"))?),
            (Some("heard"), _) => Signal::Heard(number("n").unwrap_or_default()),
            (Some("speaking"), _) => Signal::Speaking,
            (Some("spoken"), Some(ms)) => Signal::Spoken(ms),
            (Some("hang-up"), ms) => Signal::HangUp(ms),
            (Some("take"), _) => Signal::Take(text(body, "agent").unwrap_or("agent").to_owned()),
            (Some("put-down"), _) => Signal::PutDown,
            (other, _) => {
                let what = other.unwrap_or_default();
                return Err(Failed::asked_wrongly(format!(
                    "`{what}` is nothing that a caller does; load the page again"
                )));
            }
        };
        line.signal(signal);
        Ok(json!({}))
    }

    /// Returns the attributes that an agent's screen shows for a call; the caller's number is not among them.
    pub(crate) fn attributes(&self, call: &str) -> Result<Value, Failed> {
        let line = self.line(call)?;
        let known = line.known();
        Ok(json!({
            "attributes": known.attributes, "ticket": known.ticket, "department": known.department,
            "language": known.language, "withheld": line.from.is_none(),
        }))
    }

    /// Opens a case for the caller of a call. In production the agent's telephone knows the caller's number; here this
    /// server sends the number to the function, so that the number does not pass through the page.
    pub(crate) fn open(&self, call: &str, body: &Value) -> Result<Value, Failed> {
        let line = self.line(call)?;
        let (contact, language) = (line.contact.as_str(), text(body, "language").unwrap_or_default());
        let open = Open {
            contact: Spelled::of("contact", contact)?,
            from: line.from.as_deref().map(Confided::new),
            language: Spelled::of("language", language)?,
            why: Spelled::of("why", ON_THE_LINE).ok(),
        };
        let answer = self.asks(&by_the_page(body, open)?)?;
        if let Answer::Done(Done { ticket: Some(ticket), .. }) = &answer {
            line.know(|known| known.ticket = Some(ticket.to_string()));
        }
        Ok(json!(answer))
    }

    /// Returns the cases of a call's caller.
    pub(crate) fn history(&self, call: &str, body: &Value) -> Result<Value, Failed> {
        let line = self.line(call)?;
        let Some(from) = &line.from else {
            return Err(Failed::asked_wrongly("the number is withheld; ask the caller for the ticket"));
        };
        let why = Spelled::of("why", ON_THE_LINE).ok();
        Ok(json!(self.asks(&by_the_page(body, History { from: Confided::new(from), why })?)?))
    }

    /// Returns the notices that a department has received.
    pub(crate) fn inbox(&self, department: &str) -> Result<Value, Failed> {
        if !directory()?.topics().any(|(code, _)| code == department) {
            return Err(Failed::new(404, format!("`{department}` is no department")));
        }
        let messages = self.stack.inbox(department)?;
        let shown = messages.iter().map(|m| {
            json!({
                "id": m.event_id, "event": m.event, "ticket": m.ticket, "level": m.level, "text": m.message,
                "at": m.happened_at,
            })
        });
        Ok(json!({ "notices": shown.collect::<Vec<_>>() }))
    }

    /// Returns a case and its history, with the same text as `cargo xtask case`.
    pub(crate) fn case(&self, ticket: &str) -> Result<Value, Failed> {
        Ticket::parse(ticket).map_err(|why| Failed::new(404, format!("`{ticket}` is no ticket: {why}")))?;
        let found = telling::find(&self.stack, ticket)?;
        let (case, events) =
            found.ok_or_else(|| Failed::new(404, format!("there is no case {ticket}; check the number")))?;
        let head = telling::head(&case);
        let facts: Vec<Value> =
            head.facts.iter().map(|(label, value)| json!({ "label": label, "value": value })).collect();
        let events: Vec<Value> = events
            .iter()
            .map(telling::line)
            .map(|e| json!({ "day": e.day, "time": e.time, "by": e.by, "what": e.what, "words": e.words }))
            .collect();
        Ok(json!({
            "ticket": ticket, "title": head.title, "facts": facts, "events": events, "version": case.version,
            "due_at": case.standing.due_at.map(|due| due.to_string()),
            "due": case.standing.due_at.map(notice::in_india),
        }))
    }

    fn now(&self) -> Timestamp {
        now() + *lock(&self.ahead)
    }

    /// Returns the helpline's time.
    pub(crate) fn clock(&self) -> Value {
        let (at, moved) = (self.now(), *lock(&self.ahead) > SignedDuration::ZERO);
        json!({ "at": at.to_string(), "told": notice::in_india(at), "moved": moved })
    }

    /// Moves the clock forward, to a time or by a number of seconds, and runs the sweep of that minute.
    pub(crate) fn move_on(&self, body: &Value) -> Result<Value, Failed> {
        let from = self.now();
        let to = match (text(body, "to"), body.get("by").and_then(Value::as_i64)) {
            (Some(to), _) => {
                to.parse().map_err(|_| Failed::asked_wrongly(format!("`{to}` is no time; choose a date and a time")))?
            }
            (None, Some(seconds)) => from
                .checked_add(SignedDuration::from_secs(seconds))
                .map_err(|e| Failed::asked_wrongly(e.to_string()))?,
            (None, None) => from,
        };
        if to < from {
            return Err(Failed::asked_wrongly("the clock only moves on; choose a later time"));
        }
        let did = self.stack.tick(&to.to_string())?;
        *lock(&self.ahead) = to.duration_since(now());
        let mut clock = self.clock();
        if let Some(clock) = clock.as_object_mut() {
            clock.insert("did".to_owned(), json!(telling::swept(to, &did)));
        }
        Ok(clock)
    }

    /// Sends a request of the page to the deployed function `desk`: `{"as": …, "request": {"do": …}}`.
    pub(crate) fn request(&self, body: &Value) -> Result<Value, Failed> {
        let by = json!({ "as": body.get("as"), "surface": Surface::Page });
        let asked = json!({ "by": by, "request": body.get("request") });
        Ok(json!(self.asks(&desk_api::read(asked.to_string().as_bytes())?)?))
    }

    fn asks(&self, asked: &Envelope) -> Result<Answer, Failed> {
        Ok(self.stack.ask_desk(asked)?)
    }

    /// Returns the departments with their names and categories.
    pub(crate) fn directory(&self) -> Result<Value, Failed> {
        let directory = directory()?;
        let name = |text: &directory::Text| {
            let of = |language: &str| {
                directory.languages.iter().find(|l| l.as_str() == language).map(|l| text.in_language(l))
            };
            json!({ "hi": of("hi"), "en": of("en") })
        };
        let departments = directory.departments.iter().map(|department| {
            let categories = department
                .categories
                .iter()
                .map(|category| json!({ "code": category.code.as_str(), "name": name(&category.name) }));
            json!({
                "code": department.code.as_str(), "name": name(&department.name),
                "categories": categories.collect::<Vec<_>>(),
            })
        });
        let topics = directory.topics().map(|(code, text)| json!({ "code": code, "name": name(text) }));
        Ok(json!({
            "departments": departments.collect::<Vec<_>>(), "topics": topics.collect::<Vec<_>>(),
            "number": directory.number, "stack": self.stack.endpoint.url(),
        }))
    }
}

pub(crate) fn directory() -> Result<&'static directory::Directory, Failed> {
    match state_directory::playbook() {
        Ok(playbook) => Ok(&playbook.directory),
        Err(error) => Err(Failed::new(500, error.to_string())),
    }
}

fn manner(body: &Value) -> Manner {
    let yes = |name: &str| body.get(name).and_then(Value::as_bool).unwrap_or(false);
    Manner { aloud: yes("aloud"), patient: yes("patient") }
}

fn key(given: Option<&str>) -> Result<char, Failed> {
    let mut letters = given.unwrap_or_default().chars();
    match (letters.next(), letters.next()) {
        (Some(key), None) if key.is_ascii_digit() || matches!(key, '*' | '#') => Ok(key),
        _ => Err(Failed::asked_wrongly("a key is one of 0 to 9, * and #")),
    }
}

/// Returns the present time, at which the page's clock begins.
#[expect(clippy::disallowed_methods, reason = "a tool of a person, who asks at this moment")]
fn now() -> Timestamp {
    Timestamp::now()
}
