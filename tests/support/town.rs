//! A town with a telephone to the helpline, its staff and its clock: in process, or a deployed stack. Each path through
//! the conversation is written once and runs on both.

use crate::centre::{Centre, is_of_a_flow};
use crate::desk;
use crate::plain::PlainText;
use crate::world::sweep;
use connect_flow::{Caller, Ended, Happening, Hours, Outcome};
use desk_api::{Answer, Request};
use helpline::schemes::first_drafts;
use jiff::{SignedDuration, Timestamp};
use lifecycle::Ticket;
use serde_json::{Value, json};
use std::cell::Cell;
use testkit::Memory;

/// The state of the agents' office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agents {
    /// An agent is free.
    Free,
    /// The longest-waiting contact has waited for ten minutes.
    Busy,
    /// The call comes outside the office's hours.
    Away,
}

/// The outcome of a call.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// The cues of the prompts that were offered, in order.
    pub cues: String,
    /// The ticket in the last answer, if it had one.
    pub ticket: Option<String>,
    /// `disconnected`, `hung-up` or `queued`.
    pub ended: String,
    /// `true` if the agents were told that the caller is in danger.
    pub urgent: bool,
}

impl Heard {
    /// Collects the outcome from the function's answers.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Value>, ended: &str) -> Self {
        let mut heard = Self { ended: ended.to_owned(), ..Self::default() };
        for answer in answers {
            let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap_or_default();
            heard.cues.push_str(&format!("{} {} ", text("say_cue"), text("ask_cue")));
            heard.ticket = Some(text("ticket")).filter(|ticket| !matches!(*ticket, "none" | "")).map(str::to_owned);
            // The last answer's flag counts, because it is current when the call is handed over.
            heard.urgent = text("flag") == "urgent";
        }
        heard
    }

    /// Returns true if a prompt was heard.
    #[must_use]
    pub fn said(&self, prompt: &str) -> bool {
        self.cues.split_whitespace().any(|cue| cue.split(';').next() == Some(prompt))
    }
}

/// A telephone, a desk and a clock.
pub trait Town {
    /// Places a call.
    fn call(&mut self, phone: &str, agents: Agents, caller: &mut dyn Caller) -> Heard;
    /// Sends a request by a person of the staff; returns the answer.
    fn staff(&mut self, who: &str, request: Request) -> Answer;
    /// Returns a case as its state, level, and department or desk.
    fn case(&self, ticket: &str) -> String;
    /// Returns the version of a case.
    fn version(&self, ticket: &str) -> u32;
    /// Returns the kinds of a case's events, in order.
    fn events(&self, ticket: &str) -> Vec<String>;
    /// Returns a fact of a case, such as `quiet`.
    fn fact(&self, ticket: &str, name: &str) -> Option<String>;
    /// Lets time pass until the case is due, then runs the sweep.
    fn until_due(&mut self, ticket: &str);
    /// Lets the night and the next day pass: a phone hears now what departments did today.
    fn next_day(&mut self);
}

/// The telephone front of a town in process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Front {
    /// Amazon Connect, with the contact flow.
    #[default]
    Connect,
    /// Plain text, which uses only `protocol`.
    PlainText,
}

/// The town in process. Like the local deployment, it speaks draft schemes.
pub struct InProcess {
    memory: Memory,
    calls: u32,
    /// How far the town's clock was moved forward.
    later: SignedDuration,
    /// All answers of the function.
    answers: Vec<Value>,
    /// The prompts of each call, in the order in which they began.
    words: Vec<Vec<String>>,
    /// The contact attributes that each call through the flow ever had, as names and values.
    attributes: Vec<(String, String)>,
    front: Front,
    /// The number of drawn tickets. Every town draws the same sequence.
    drawn: Cell<u64>,
    /// `true` if draft languages are spoken.
    drafts: bool,
}

impl Default for InProcess {
    fn default() -> Self {
        let memory = Memory::default();
        memory.kept().schemes.drafts = state_directory::schemes().ok().map(|all| first_drafts(all));
        Self {
            memory,
            calls: 0,
            later: SignedDuration::ZERO,
            answers: Vec::new(),
            words: Vec::new(),
            attributes: Vec::new(),
            front: Front::default(),
            drawn: Cell::new(0),
            drafts: false,
        }
    }
}

impl InProcess {
    /// Makes a town in which draft languages are spoken too.
    #[must_use]
    pub fn with_drafts() -> Self {
        Self { drafts: true, ..Self::default() }
    }

    /// Returns the town with another telephone front.
    #[must_use]
    pub fn on(self, front: Front) -> Self {
        Self { front, ..self }
    }

    /// Returns the prompts of each call, in the order in which they began.
    #[must_use]
    pub fn words(&self) -> &[Vec<String>] {
        &self.words
    }

    /// The contact attributes that the calls ever had.
    #[must_use]
    pub fn attributes(&self) -> &[(String, String)] {
        &self.attributes
    }

    /// Returns the memory in which the helpline stores its data.
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Returns all answers of the function so far.
    #[must_use]
    pub fn answers(&self) -> Vec<Value> {
        self.answers.clone()
    }

    /// Returns all answers and all data of the ledger, except the marks of PINs.
    #[must_use]
    pub fn everything_told_and_kept(&self) -> String {
        let kept = self.memory.kept();
        format!("{:?} {:?} {:?} {:?} {:?}", self.answers, kept.cases, kept.events, kept.answers, kept.tries)
    }

    fn through_the_flow(&mut self, phone: &str, agents: Agents, caller: &mut dyn Caller) -> Heard {
        let mut centre = Centre::open(&self.memory);
        centre.contact = format!("contact-{}", self.calls);
        centre.phone = phone.to_owned();
        centre.later = self.later;
        centre.drafts = self.drafts;
        centre.draw = Box::new(|| draw(&self.drawn));
        centre.agents = if agents == Agents::Away { Hours::Closed } else { Hours::Open };
        centre.waited = if agents == Agents::Busy { 600 } else { 20 };
        let outcome = centre.call(caller);
        self.attributes.extend(attributes_of(&outcome));
        let Outcome { ended, trace, .. } = outcome;
        let (mut answers, mut words) = (Vec::new(), Vec::new());
        let before_the_queue = |what: &Happening| !matches!(what, Happening::Queued { .. });
        for event in trace.into_iter().take_while(|event| before_the_queue(&event.what)) {
            match event.what {
                Happening::Invoked { answer: Ok(answer), .. } => answers.push(answer),
                // A dash stands for an empty text, and a blank for a prompt that only waits.
                // A flow says some words by itself, which no other telephone says.
                Happening::Heard { text: Some(text), .. }
                    if !matches!(text.trim(), "-" | "") && !is_of_a_flow(&text) =>
                {
                    words.push(text);
                }
                _ => {}
            }
        }
        let how = match ended {
            Ended::FlowDisconnected => "disconnected",
            Ended::CallerHungUp => "hung-up",
            Ended::Queued { .. } => "queued",
            _ => "otherwise",
        };
        let heard = Heard::of(&answers, how);
        self.answers.extend(answers);
        self.words.push(words);
        heard
    }

    fn in_plain_text(&mut self, phone: &str, agents: Agents, caller: &mut dyn Caller) -> Heard {
        let playbook = if self.drafts { state_directory::with_drafts() } else { state_directory::playbook() };
        let playbook = playbook.unwrap_or_else(|why| panic!("{why}"));
        let front = PlainText {
            playbook,
            memory: &self.memory,
            contact: format!("contact-{}", self.calls),
            phone: phone.to_owned(),
            agents,
            draw: &|| draw(&self.drawn),
            rings_at: self.now(),
        };
        let told = Centre::open(&self.memory).runtime.block_on(front.call(caller));
        self.answers.extend(told.answers.iter().map(|answer| json!(answer)));
        self.words.push(told.words.clone());
        told.heard()
    }

    fn now(&self) -> Timestamp {
        crate::centre::answered_at() + self.later
    }

    fn with_case<T>(&self, ticket: &str, of: impl Fn(&lifecycle::Case) -> T) -> Option<T> {
        let ticket = Ticket::parse(ticket).ok()?;
        self.memory.kept().cases.get(&ticket).map(of)
    }
}

/// Returns the contact attributes that a call ever had, at its end or before.
#[must_use]
pub fn attributes_of(outcome: &Outcome) -> Vec<(String, String)> {
    let set = outcome.trace.iter().filter_map(|event| match &event.what {
        Happening::AttributesSet { attributes } => Some(attributes),
        _ => None,
    });
    let all = set.chain([&outcome.attributes]).flatten();
    all.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Draws the next ticket of a town.
fn draw(drawn: &Cell<u64>) -> Ticket {
    drawn.set(drawn.get() + 1);
    Ticket::drawn(1_000 + 7_919 * drawn.get(), 8).unwrap_or_else(|_| unreachable!("eight digits are a ticket"))
}

impl Town for InProcess {
    fn call(&mut self, phone: &str, agents: Agents, caller: &mut dyn Caller) -> Heard {
        self.calls += 1;
        let heard = match self.front {
            Front::Connect => self.through_the_flow(phone, agents, caller),
            Front::PlainText => self.in_plain_text(phone, agents, caller),
        };
        // The next call is later, because calls do not overlap.
        self.later += SignedDuration::from_mins(10);
        heard
    }

    fn staff(&mut self, who: &str, request: Request) -> Answer {
        let runtime = Centre::open(&self.memory).runtime;
        let answer = desk::drawn(&self.memory, who, request, || draw(&self.drawn), self.now());
        runtime.block_on(answer).unwrap_or_else(Answer::rejected)
    }

    fn case(&self, ticket: &str) -> String {
        let stands = self.with_case(ticket, |case| {
            let s = &case.standing;
            let has = s.department.as_ref().map_or_else(|| s.desk.to_string(), ToString::to_string);
            format!("{} {} {has}", s.state, s.level)
        });
        stands.unwrap_or_default()
    }

    fn version(&self, ticket: &str) -> u32 {
        self.with_case(ticket, |case| case.version).unwrap_or_default()
    }

    fn events(&self, ticket: &str) -> Vec<String> {
        let kept = self.memory.kept();
        let events = kept.events.iter().filter(|((of, _), _)| of.as_str() == ticket);
        events.map(|(_, event)| event.what.kind().as_str().to_owned()).collect()
    }

    fn fact(&self, ticket: &str, name: &str) -> Option<String> {
        self.with_case(ticket, |case| match case.facts().get(name) {
            Some(lifecycle::Value::Text(text)) => Some(text.clone()),
            Some(lifecycle::Value::Number(number)) => Some(number.to_string()),
            None => None,
        })?
    }

    fn until_due(&mut self, ticket: &str) {
        let due = self.with_case(ticket, |case| case.standing.due_at).flatten().unwrap_or_else(|| self.now());
        self.later = crate::centre::answered_at().duration_until(due) + SignedDuration::from_secs(1);
        let runtime = Centre::open(&self.memory).runtime;
        let swept = runtime.block_on(sweep(&self.memory, self.now()));
        assert!(swept.is_ok(), "{swept:?}");
    }

    fn next_day(&mut self) {
        let here = lifecycle::in_india(self.now());
        let evening = here.date().tomorrow().map(|day| day.at(21, 0, 0, 0));
        self.later += evening.map_or(SignedDuration::ZERO, |evening| here.duration_until(evening));
    }
}
