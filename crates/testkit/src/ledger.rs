//! The ledger: cases, events, lists.

use crate::{Fault, Kept, Memory};
use dialogue::Input;
use helpline::ports::{
    Actions, Advance, Advanced, CaseLists, CaseOpener, CaseWriter, Cases, CommandCases, Created, DueCases, DueCursor,
    DuePage, Histories, ListCursor, ListPage, MOST_ANSWERS, Marker, NewCase, SpokenOf, Unavailable, Unsealed,
};
use helpline::{EventKey, SealedCitizen};
use jiff::Timestamp;
use ledger_items::{item_of_case, item_of_event};
use lifecycle::{Case, CommandId, ContactId, DepartmentCode, Event, Level, Ticket, Value, What};

/// Cases on a page: few, so that tests need a second page.
const PAGE: usize = 3;

impl Kept {
    fn create(&mut self, new: &NewCase) -> Created {
        let NewCase { case, events, citizen, owes_number, marker } = new;
        if let Some(answer) = self.recorded_answer(case, marker.as_ref()) {
            return Created::Repeated(answer);
        }
        if let Some(theirs) = self.contacts.get(&case.contact) {
            return Created::ContactHasCase(theirs.clone());
        }
        if self.cases.contains_key(&case.ticket) {
            return Created::TicketTaken;
        }
        self.contacts.insert(case.contact.clone(), case.ticket.clone());
        self.citizens.extend(citizen.iter().map(|c| (c.pseudonym.clone(), case.ticket.clone())));
        self.numbers.extend(citizen.iter().map(|c| (case.contact.clone(), c.clone())));
        self.owed.extend(owes_number.then(|| case.contact.clone()));
        self.put(case, events, marker.as_ref());
        Created::Done
    }

    fn advance(&mut self, advance: &Advance) -> Advanced {
        let Advance { case, events, from, marker } = advance;
        if let Some(answer) = self.recorded_answer(case, marker.as_ref()) {
            return Advanced::Repeated(answer);
        }
        match self.cases.get(&case.ticket) {
            Some(stored) if stored.version == *from => {}
            Some(stored) => return Advanced::Moved(Box::new(stored.clone())),
            None => return Advanced::Refused("no such case".into()),
        }
        self.put(case, events, marker.as_ref());
        Advanced::Done
    }

    fn recorded_answer(&self, case: &Case, marker: Option<&Marker>) -> Option<String> {
        self.answers.get(&marker_key(&case.ticket, marker?)).cloned()
    }

    fn put(&mut self, case: &Case, events: &[Event], marker: Option<&Marker>) {
        self.cases.insert(case.ticket.clone(), case.clone());
        self.events.extend(events.iter().map(|e| ((e.ticket.clone(), e.sequence), e.clone())));
        self.answers.extend(marker.map(|m| (marker_key(&case.ticket, m), m.answer().to_owned())));
    }
}

fn marker_key(ticket: &Ticket, marker: &Marker) -> String {
    match marker {
        Marker::Step(step) => format!("{} {} {}", step.contact, step.number, step.input.as_code()),
        Marker::Command { id, .. } => command_key(ticket, id),
    }
}

fn command_key(ticket: &Ticket, id: &CommandId) -> String {
    format!("{ticket} {id}")
}

impl Memory {
    /// Returns the fault of the next write: one for writes of any kind, or one for this operation.
    fn write_fault(&self, operation: &'static str) -> Option<Fault> {
        let mut kept = self.kept();
        if kept.broken.contains(operation) {
            return Some(Fault::Refuse);
        }
        kept.faults.pop_front().or_else(|| kept.next.get_mut(operation)?.pop_front())
    }
}

impl CaseOpener for Memory {
    const ACTIONS: Actions = &[];

    async fn create(&self, new: &NewCase) -> Created {
        match self.write_fault("create") {
            None => self.kept().create(new),
            Some(Fault::Refuse) => Created::Refused("refused for a test".into()),
            Some(Fault::Cut) => Created::Unknown("cut for a test".into()),
            Some(Fault::Hangs) => std::future::pending().await,
            Some(Fault::AnswerLost) => {
                self.kept().create(new);
                Created::Unknown("answer lost for a test".into())
            }
        }
    }

    async fn add_caller(&self, case: &Unsealed, citizen: &SealedCitizen) -> Result<(), Unavailable> {
        self.port("add_caller", |kept| {
            if kept.contacts.get(&case.contact) == Some(&case.ticket) && kept.owed.remove(&case.contact) {
                kept.citizens.push((citizen.pseudonym.clone(), case.ticket.clone()));
                kept.numbers.insert(case.contact.clone(), citizen.clone());
            }
            Ok(())
        })
        .await
    }
}

impl CaseWriter for Memory {
    const ACTIONS: Actions = &[];

    async fn advance(&self, advance: &Advance) -> Advanced {
        match self.write_fault("advance") {
            None => self.kept().advance(advance),
            Some(Fault::Refuse) => Advanced::Refused("refused for a test".into()),
            Some(Fault::Cut) => Advanced::Unknown("cut for a test".into()),
            Some(Fault::Hangs) => std::future::pending().await,
            Some(Fault::AnswerLost) => {
                self.kept().advance(advance);
                Advanced::Unknown("answer lost for a test".into())
            }
        }
    }
}

impl Cases for Memory {
    const ACTIONS: Actions = &[];

    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        self.port("case", |kept| Ok(kept.cases.get(ticket).cloned())).await
    }

    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        self.port("event", |kept| Ok(kept.events.get(&(key.ticket.clone(), key.sequence)).cloned())).await
    }

    async fn answered(&self, contact: &ContactId, number: u32, input: &Input) -> Result<Option<String>, Unavailable> {
        let key = format!("{contact} {number} {}", input.as_code());
        self.port("answered", |kept| Ok(kept.answers.get(&key).cloned())).await
    }
}

impl CommandCases for Memory {
    const ACTIONS: Actions = &[];

    async fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &CommandId,
    ) -> Result<(Option<Case>, Option<String>), Unavailable> {
        let read = |kept: &mut Kept| {
            Ok((kept.cases.get(ticket).cloned(), kept.answers.get(&command_key(ticket, id)).cloned()))
        };
        self.port("case_and_answer", read).await
    }
}

impl Histories for Memory {
    const ACTIONS: Actions = &[];

    async fn timeline(&self, ticket: &Ticket) -> Result<Vec<Event>, Unavailable> {
        let theirs = |kept: &mut Kept| {
            Ok(kept.events.iter().filter(|((of, _), _)| of == ticket).map(|(_, event)| event.clone()).collect())
        };
        self.port("timeline", theirs).await
    }

    async fn spoken_on(&self, contact: &ContactId) -> Result<Vec<SpokenOf>, Unavailable> {
        let spoken = |kept: &mut Kept| {
            let opened = kept.contacts.get(contact).map(|ticket| SpokenOf { ticket: ticket.clone(), at: None });
            let mut more: Vec<SpokenOf> = kept
                .events
                .values()
                .filter(|event| matches!(&event.what, What::NoteLeft { contact: on, .. } if on == contact))
                .map(|event| SpokenOf { ticket: event.ticket.clone(), at: Some(event.at) })
                .collect();
            more.sort_by_key(|spoken| (spoken.at, spoken.ticket.clone()));
            Ok(opened.into_iter().chain(more).collect())
        };
        self.port("spoken_on", spoken).await
    }
}

impl Kept {
    /// Returns a page of an index: the cases in its partition, in the order of its sort key.
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
        ListPage { cases: found, next }
    }
}

impl CaseLists for Memory {
    const ACTIONS: Actions = &[];

    async fn open_cases(
        &self,
        desk: &str,
        level: Option<Level>,
        after: Option<ListCursor>,
    ) -> Result<ListPage, Unavailable> {
        let from = level.map_or_else(String::new, |level| format!("{level}#"));
        let page = |kept: &mut Kept| Ok(kept.page(("desk_key", desk), "desk_order", &from, after.as_ref()));
        self.port("open_cases", page).await
    }

    async fn promised_calls(&self, after: Option<ListCursor>) -> Result<ListPage, Unavailable> {
        let page = |kept: &mut Kept| Ok(kept.page(("calls", ledger_items::CALLS), "call_due_at", "", after.as_ref()));
        self.port("promised_calls", page).await
    }

    async fn answers(&self, department: &DepartmentCode) -> Result<Vec<Event>, Unavailable> {
        let desk = Some(Value::Text(ledger_items::keys::answers(department)));
        let answers = |kept: &mut Kept| {
            let theirs = kept.events.values().filter(|event| item_of_event(event).get("desk_key") == desk.as_ref());
            let mut answers: Vec<Event> = theirs.cloned().collect();
            answers.sort_by_key(|event| std::cmp::Reverse(event.at));
            answers.truncate(MOST_ANSWERS);
            Ok(answers)
        };
        self.port("answers", answers).await
    }

    async fn tickets_of(&self, pseudonym: &str) -> Result<Vec<Ticket>, Unavailable> {
        let theirs = |kept: &mut Kept| {
            let theirs = kept.citizens.iter().filter(|(citizen, _)| citizen == pseudonym);
            let drafted_at = |ticket: &Ticket| kept.cases.get(ticket).map(|case| case.drafted_at);
            let mut theirs: Vec<Ticket> = theirs.map(|(_, ticket)| ticket.clone()).collect();
            theirs.sort_by_key(|ticket| std::cmp::Reverse((drafted_at(ticket), ticket.clone())));
            Ok(theirs)
        };
        self.port("tickets_of", theirs).await
    }
}

impl DueCases for Memory {
    const ACTIONS: Actions = &[];

    async fn due(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        after: Option<DueCursor>,
    ) -> Result<DuePage, Unavailable> {
        self.port("due", |kept| Ok(kept.due_page(shard, since, until, after.as_ref()))).await
    }
}

impl Kept {
    fn due_page(&self, shard: u8, since: Option<Timestamp>, until: Timestamp, after: Option<&DueCursor>) -> DuePage {
        let within = |due: Timestamp| due <= until && since.is_none_or(|since| due > since);
        let place = |case: &Case| Some(DueCursor { due_at: case.standing.due_at?, ticket: case.ticket.clone() });
        let order = |cursor: &DueCursor| (cursor.due_at, cursor.ticket.clone());
        let mut due: Vec<&Case> = self
            .cases
            .values()
            .filter(|case| case.ticket.shard() == shard && case.standing.due_at.is_some_and(within))
            .filter(|case| after.is_none_or(|after| place(case).is_some_and(|p| order(&p) > order(after))))
            .collect();
        due.sort_by_key(|case| (case.standing.due_at, case.ticket.clone()));
        let cases: Vec<Case> = due.iter().take(PAGE).map(|case| (*case).clone()).collect();
        let next = if due.len() > PAGE { cases.last().and_then(place) } else { None };
        DuePage { cases, next, ..DuePage::default() }
    }
}
