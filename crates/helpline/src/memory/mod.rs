//! The ports in memory: the same promises as the real ledger, and faults on demand.

mod callers;
mod schemes;
mod sound;
mod texting;

pub use schemes::OfSchemes;

use crate::PinKind;
use crate::ports::Board;
use crate::ports::{
    CountCrowds, Crowd, Disclosed, DueCursor, DuePage, Expects, FindDue, KeepDisclosures, ListAnswers, ListCases,
    ListCitizensCases, ListCursor, ListPage, Marker, ParkNotices, Pins, PublishNotices, ReadAnswers, ReadCases,
    ReadEvents, ReadForCommand, ReadTimeline, SealDisclosures, SealedCitizen, Unavailable, Write, WriteCases, Written,
};
use crate::recordings::{Recorded, TextJob};
use crate::texts::{Handed, SmsState, WantedSms};
use crate::{EventKey, Owed};
use dialogue::{Contacting, Input, Payment};
use directory::Sms;
use jiff::Timestamp;
use ledger_items::{item_of_case, item_of_event};
use lifecycle::{Case, ContactId, DepartmentCode, Event, Field, Level, Sealed, Ticket, Value};
use notice::Notice;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Cases on a page of what is due: small, so that tests meet a second page.
const PAGE: usize = 3;

/// What goes wrong with the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The ledger says no.
    Refuse,
    /// It is written, but the answer is lost.
    AnswerLost,
    /// It is not written, and no answer comes.
    Cut,
}

/// What is kept.
#[derive(Default)]
pub struct Kept {
    /// Cases by ticket.
    pub cases: BTreeMap<Ticket, Case>,
    /// Events by key.
    pub events: BTreeMap<(Ticket, u32), Event>,
    /// Tickets by contact.
    pub contacts: BTreeMap<ContactId, Ticket>,
    /// Answers by the key of who asked: a call's step, or a command.
    pub answers: BTreeMap<String, String>,
    /// Tickets by pseudonym.
    pub citizens: Vec<(String, Ticket)>,
    /// When a pseudonym's phone may be called.
    pub contacting: BTreeMap<String, Contacting>,
    /// Marks of PINs by ticket.
    pub pins: BTreeMap<Ticket, Pins>,
    /// Steps that kept a PIN of a case.
    pub pins_kept: BTreeSet<(Ticket, ContactId, u32)>,
    /// With which PIN a call showed that it may speak for a case.
    pub proofs: BTreeMap<(ContactId, Ticket), PinKind>,
    /// Wrong PINs by counter.
    pub tries: BTreeMap<String, u32>,
    /// Steps whose try was counted.
    pub tries_counted: BTreeSet<(ContactId, u32)>,
    /// Steps whose try was right.
    pub tries_forgiven: BTreeSet<(ContactId, u32)>,
    /// Schemes.
    pub schemes: OfSchemes,
    /// What is announced.
    pub board: Option<Board>,
    /// Whether nobody can be looked up.
    pub strangers: bool,
    /// Faults of the writes to come.
    pub faults: VecDeque<Fault>,
    /// Notices that were published.
    pub published: Vec<Notice>,
    /// Tickets by the crowd that they joined.
    pub crowds: BTreeMap<String, BTreeSet<Ticket>>,
    /// What was parked.
    pub parked: Vec<Owed>,
    /// Topics that refuse.
    pub dead_topics: Vec<String>,
    /// Recordings by bucket and key.
    pub recordings: BTreeMap<(String, String), Vec<u8>>,
    /// Calls by bucket and key of their recording, where it is not the one that its name says; `None`: nobody's.
    pub recorded: BTreeMap<(String, String), Option<Recorded>>,
    /// Sound by name.
    pub sounds: BTreeMap<String, Vec<u8>>,
    /// Jobs that were begun.
    pub jobs: Vec<TextJob>,
    /// Texts that were sealed, by name.
    pub sealed_texts: BTreeMap<String, String>,
    /// Files that were forgotten.
    pub forgotten: Vec<String>,
    /// How often sound was kept.
    pub times_kept: u32,
    /// Whether the place for sound refuses.
    pub no_sound: bool,
    /// What somebody is to be texted.
    pub sms_queued: Vec<Owed>,
    /// Whether that queue refuses.
    pub no_sms_queue: bool,
    /// Schemes that callers asked for as an SMS.
    pub wanted: Vec<WantedSms>,
    /// Whether nobody can ask for one.
    pub no_wanted: bool,
    /// What departments know of payments, by scheme; the others offer no system.
    pub payments: BTreeMap<String, Payment>,
    /// What became of texts, by key.
    pub sms: BTreeMap<String, SmsState>,
    /// What the operators said of messages, and whether that is final.
    pub sms_results: BTreeMap<String, (String, bool)>,
    /// Who called, by call.
    pub numbers: BTreeMap<ContactId, SealedCitizen>,
    /// Texts that were handed over, with whom to.
    pub handed: Vec<(String, Sms)>,
    /// What comes of the texts to be handed over; over, unless said.
    pub handing: VecDeque<Handed>,
    /// Whether the queue of parked notices is gone too.
    pub no_parking: bool,
}

/// An in-memory world for tests of the use cases.
#[derive(Default)]
pub struct Memory(Mutex<Kept>);

impl Memory {
    /// What is kept now.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn write(&mut self, write: &Write) -> Written {
        let marker = write.marker.as_ref().map(|marker| (marker_key(&write.case.ticket, marker), marker.answer()));
        if let Some(answer) = marker.as_ref().and_then(|(key, _)| self.answers.get(key)) {
            return Written::Repeated(answer.clone());
        }
        let case = &write.case;
        match &write.expects {
            Expects::New { citizen } => {
                if let Some(theirs) = self.contacts.get(&case.contact) {
                    return Written::ContactHasCase(theirs.clone());
                }
                if self.cases.contains_key(&case.ticket) {
                    return Written::TicketTaken;
                }
                self.contacts.insert(case.contact.clone(), case.ticket.clone());
                self.citizens.extend(citizen.iter().map(|c| (c.pseudonym.clone(), case.ticket.clone())));
                self.numbers.extend(citizen.iter().map(|c| (case.contact.clone(), c.clone())));
            }
            Expects::Version(version) => match self.cases.get(&case.ticket) {
                Some(stored) if stored.version == *version => {}
                Some(stored) => return Written::Moved(Box::new(stored.clone())),
                None => return Written::Refused("no such case".into()),
            },
        }
        self.cases.insert(case.ticket.clone(), case.clone());
        let events = write.events.iter().map(|e| ((e.ticket.clone(), e.sequence), e.clone()));
        self.events.extend(events);
        self.answers.extend(marker.map(|(key, answer)| (key, answer.to_owned())));
        Written::Done
    }
}

fn marker_key(ticket: &Ticket, marker: &Marker) -> String {
    match marker {
        Marker::Step(step) => format!("{} {} {}", step.contact, step.number, step.input.as_code()),
        Marker::Command { id, .. } => command_key(ticket, id),
    }
}

fn command_key(ticket: &Ticket, id: &ContactId) -> String {
    format!("{ticket} {id}")
}

impl WriteCases for Memory {
    async fn write(&self, write: &Write) -> Written {
        let mut kept = self.kept();
        match kept.faults.pop_front() {
            None => kept.write(write),
            Some(Fault::Refuse) => Written::Refused("refused for a test".into()),
            Some(Fault::Cut) => Written::Unknown("cut for a test".into()),
            Some(Fault::AnswerLost) => {
                kept.write(write);
                Written::Unknown("answer lost for a test".into())
            }
        }
    }
}

impl ReadCases for Memory {
    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        Ok(self.kept().cases.get(ticket).cloned())
    }
}

impl ReadAnswers for Memory {
    async fn answered(&self, contact: &ContactId, number: u32, input: &Input) -> Result<Option<String>, Unavailable> {
        Ok(self.kept().answers.get(&format!("{contact} {number} {}", input.as_code())).cloned())
    }
}

impl ReadEvents for Memory {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        Ok(self.kept().events.get(&(key.ticket.clone(), key.sequence)).cloned())
    }
}

impl ReadForCommand for Memory {
    async fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &ContactId,
    ) -> Result<(Option<Case>, Option<String>), Unavailable> {
        let kept = self.kept();
        Ok((kept.cases.get(ticket).cloned(), kept.answers.get(&command_key(ticket, id)).cloned()))
    }
}

impl ReadTimeline for Memory {
    async fn timeline(&self, ticket: &Ticket) -> Result<Vec<Event>, Unavailable> {
        let kept = self.kept();
        Ok(kept.events.iter().filter(|((of, _), _)| of == ticket).map(|(_, event)| event.clone()).collect())
    }
}

impl Kept {
    /// A page of an index: the cases that stand in its partition, in the order of its sort key.
    fn page(&self, partition: (&str, &str), order: &str, from: &str, after: Option<&ListCursor>) -> ListPage {
        let text = |value: Option<&Value>| match value {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Number(number)) => format!("{number:012}"),
            None => String::new(),
        };
        let mut found: Vec<(ListCursor, Case)> = Vec::new();
        for (ticket, case) in &self.cases {
            let item = item_of_case(case);
            let place = ListCursor { order: text(item.get(order)), ticket: ticket.clone() };
            let stands = text(item.get(partition.0)) == partition.1 && place.order.starts_with(from);
            if stands && after.is_none_or(|after| place > *after) {
                found.push((place, case.clone()));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().map(|(place, _)| place.clone()).filter(|_| more);
        ListPage { cases: found.into_iter().map(|(_, case)| case).collect(), next }
    }
}

impl ListCases for Memory {
    async fn open_cases(
        &self,
        desk: &str,
        level: Option<Level>,
        after: Option<ListCursor>,
    ) -> Result<ListPage, Unavailable> {
        let from = level.map_or_else(String::new, |level| format!("{level}#"));
        Ok(self.kept().page(("desk_key", desk), "desk_order", &from, after.as_ref()))
    }

    async fn promised_calls(&self, after: Option<ListCursor>) -> Result<ListPage, Unavailable> {
        Ok(self.kept().page(("calls", ledger_items::CALLS), "call_due_at", "", after.as_ref()))
    }
}

impl ListAnswers for Memory {
    async fn answers(&self, department: &DepartmentCode) -> Result<Vec<Event>, Unavailable> {
        let desk = Some(Value::Text(ledger_items::keys::answers(department)));
        let kept = self.kept();
        let theirs = kept.events.values().filter(|event| item_of_event(event).get("desk_key") == desk.as_ref());
        let mut answers: Vec<Event> = theirs.cloned().collect();
        answers.sort_by_key(|event| std::cmp::Reverse(event.at));
        Ok(answers)
    }
}

impl ListCitizensCases for Memory {
    async fn tickets_of(&self, pseudonym: &str) -> Result<Vec<Ticket>, Unavailable> {
        let kept = self.kept();
        let mut theirs: Vec<Ticket> = kept
            .citizens
            .iter()
            .filter(|(citizen, _)| citizen == pseudonym)
            .map(|(_, ticket)| ticket.clone())
            .collect();
        theirs.sort();
        Ok(theirs)
    }
}

impl FindDue for Memory {
    async fn due(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        after: Option<DueCursor>,
    ) -> Result<DuePage, Unavailable> {
        let kept = self.kept();
        let within = |due: Timestamp| due <= until && since.is_none_or(|since| due > since);
        let place = |case: &Case| Some(DueCursor { due_at: case.standing.due_at?, ticket: case.ticket.clone() });
        let order = |cursor: &DueCursor| (cursor.due_at, cursor.ticket.clone());
        let mut due: Vec<&Case> = kept
            .cases
            .values()
            .filter(|case| case.ticket.shard() == shard && case.standing.due_at.is_some_and(within))
            .filter(|case| after.as_ref().is_none_or(|after| place(case).is_some_and(|p| order(&p) > order(after))))
            .collect();
        due.sort_by_key(|case| (case.standing.due_at, case.ticket.clone()));
        let cases: Vec<Case> = due.iter().take(PAGE).map(|case| (*case).clone()).collect();
        let next = if due.len() > PAGE { cases.last().and_then(place) } else { None };
        Ok(DuePage { cases, next, ..DuePage::default() })
    }
}

impl SealDisclosures for Memory {
    async fn seal_disclosure(&self, ticket: &Ticket, field: Field, value: &Disclosed) -> Result<Sealed, Unavailable> {
        let code: String = format!("{ticket}/{field}/{}", value.expose()).bytes().map(|b| format!("{b:02x}")).collect();
        Sealed::new(code).map_err(|e| Unavailable(e.to_string()))
    }
}

impl KeepDisclosures for Memory {
    async fn open(&self, ticket: &Ticket, field: Field, sealed: &Sealed) -> Result<Disclosed, Unavailable> {
        let digits: Vec<u32> = sealed.as_str().chars().filter_map(|c| c.to_digit(16)).collect();
        let bytes = digits.chunks(2).filter_map(|two| u8::try_from(two.first()? * 16 + two.get(1)?).ok()).collect();
        let text = String::from_utf8(bytes).unwrap_or_default();
        let value = text.strip_prefix(&format!("{ticket}/{field}/")).and_then(Disclosed::new);
        value.ok_or_else(|| Unavailable("sealed for another case or field".into()))
    }
}

impl PublishNotices for Memory {
    async fn publish(&self, notice: &Notice) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.dead_topics.contains(&notice.topic) {
            return Err(Unavailable(format!("topic {} is gone", notice.topic)));
        }
        kept.published.push(notice.clone());
        Ok(())
    }
}

impl ParkNotices for Memory {
    async fn park(&self, key: &Owed) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_parking {
            return Err(Unavailable("no parking".into()));
        }
        kept.parked.push(key.clone());
        Ok(())
    }
}

impl CountCrowds for Memory {
    async fn joins(&self, crowd: &Crowd, ticket: &Ticket) -> Result<usize, Unavailable> {
        let mut kept = self.kept();
        let crowd = kept.crowds.entry(crowd.to_string()).or_default();
        crowd.insert(ticket.clone());
        Ok(crowd.len())
    }
}
