//! The ports in memory: the same promises as the real ledger, and faults on demand.

use crate::ports::{
    DueCursor, DuePage, Expects, FindDue, ParkNotices, PublishNotices, ReadCases, ReadEvents, SealCitizen,
    SealedCitizen, Unavailable, Write, WriteCases, Written,
};
use crate::{CallerNumber, EventKey, due_shard};
use jiff::Timestamp;
use lifecycle::{Case, ContactId, Event, Ticket};
use notice::Notice;
use std::collections::{BTreeMap, VecDeque};
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
    /// Answers by contact, step and input.
    pub steps: BTreeMap<(ContactId, u32, String), String>,
    /// Tickets by pseudonym.
    pub citizens: Vec<(String, Ticket)>,
    /// Faults of the writes to come.
    pub faults: VecDeque<Fault>,
    /// Notices that were published.
    pub published: Vec<Notice>,
    /// Keys of notices that were parked.
    pub parked: Vec<EventKey>,
    /// Topics that refuse.
    pub dead_topics: Vec<String>,
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
        let step = write.step.as_ref().map(|s| ((s.contact.clone(), s.number, s.input.as_code()), &s.answer));
        if let Some(answer) = step.as_ref().and_then(|(key, _)| self.steps.get(key)) {
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
        self.steps.extend(step.map(|(key, answer)| (key, answer.clone())));
        Written::Done
    }
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

impl ReadEvents for Memory {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        Ok(self.kept().events.get(&(key.ticket.clone(), key.sequence)).cloned())
    }
}

impl FindDue for Memory {
    async fn due(&self, shard: u8, now: Timestamp, after: Option<DueCursor>) -> Result<DuePage, Unavailable> {
        let kept = self.kept();
        let place = |case: &Case| case.due_at.map(|due_at| DueCursor { due_at, ticket: case.ticket.clone() });
        let order = |cursor: &DueCursor| (cursor.due_at, cursor.ticket.clone());
        let mut due: Vec<&Case> = kept
            .cases
            .values()
            .filter(|case| due_shard(&case.ticket) == shard && case.due_at.is_some_and(|due| due <= now))
            .filter(|case| after.as_ref().is_none_or(|after| place(case).is_some_and(|p| order(&p) > order(after))))
            .collect();
        due.sort_by_key(|case| (case.due_at, case.ticket.clone()));
        let cases: Vec<Case> = due.iter().take(PAGE).map(|case| (*case).clone()).collect();
        let next = if due.len() > PAGE { cases.last().and_then(place) } else { None };
        Ok(DuePage { cases, unreadable: 0, next })
    }
}

impl SealCitizen for Memory {
    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        let pseudonym = format!("pseudonym-{}", number.expose().bytes().map(u64::from).sum::<u64>());
        Ok(SealedCitizen { pseudonym, number: b"sealed".to_vec() })
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
    async fn park(&self, key: &EventKey) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_parking {
            return Err(Unavailable("no parking".into()));
        }
        kept.parked.push(key.clone());
        Ok(())
    }
}
