//! The ledger's data about callers, and the announcement to all callers.

use crate::{Kept, Memory};
use dialogue::Contacting;
use helpline::ports::{
    Actions, AnnouncementWriter, Announcements, Callers, Counted, CurrentAnnouncement, KnownCitizen, MOST_KNOWN_CASES,
    NewPin, PinMarks, Pins, Try, Unavailable, most_in_a_day,
};
use helpline::{PinKind, SealedCitizen};
use lifecycle::{Case, ContactId, Ticket};

impl Callers for Memory {
    const ACTIONS: Actions = &[];

    async fn citizen(&self, pseudonym: &str) -> Result<Option<KnownCitizen>, Unavailable> {
        let known = |kept: &mut Kept| {
            let theirs = kept.citizens.iter().filter(|(citizen, _)| citizen == pseudonym);
            let mut cases: Vec<Case> = theirs.filter_map(|(_, ticket)| kept.cases.get(ticket).cloned()).collect();
            cases.sort_by_key(|case| case.drafted_at);
            let most_in_a_day = most_in_a_day(cases.iter().map(|case| case.drafted_at));
            let cases = cases.split_off(cases.len().saturating_sub(MOST_KNOWN_CASES));
            let contacting = kept.contacting.get(pseudonym).copied();
            let language = cases.last().map(|case| case.language.clone());
            Ok((!cases.is_empty() || contacting.is_some()).then_some(KnownCitizen {
                language,
                contacting,
                cases,
                most_in_a_day,
            }))
        };
        self.port("citizen", known).await
    }

    async fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> Result<bool, Unavailable> {
        let theirs =
            |kept: &mut Kept| Ok(kept.citizens.iter().any(|(citizen, own)| citizen == pseudonym && own == ticket));
        self.port("is_theirs", theirs).await
    }

    async fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> Result<(), Unavailable> {
        self.port("allow", |kept| {
            let asked = kept.contacting.contains_key(&citizen.pseudonym);
            if !asked || when == Contacting::No {
                kept.contacting.insert(citizen.pseudonym.clone(), when);
            }
            Ok(())
        })
        .await
    }
}

impl Announcements for Memory {
    const ACTIONS: Actions = &[];

    async fn announcement(&self) -> Result<Option<CurrentAnnouncement>, Unavailable> {
        self.port("announcement", |kept| Ok(kept.announcement.clone())).await
    }
}

impl AnnouncementWriter for Memory {
    const ACTIONS: Actions = &[];

    async fn put_up(&self, announcement: &CurrentAnnouncement) -> Result<(), Unavailable> {
        self.port("put_up", |kept| {
            kept.announcement = Some(announcement.clone());
            Ok(())
        })
        .await
    }
}

impl Kept {
    /// Behaves as the table does: a step may keep its PIN again only if no other step has kept one since.
    fn keep_pin(&mut self, ticket: &Ticket, pin: &NewPin<'_>) -> bool {
        let NewPin { slot, mark, by: (contact, step), replaces } = *pin;
        let by = (slot, format!("{contact}#{step}"));
        let pins = self.pins.entry(ticket.clone()).or_default();
        let kept_by = self.pins_kept.entry(ticket.clone()).or_default();
        if pins.mark(slot).is_some() && !replaces && !kept_by.contains(&by) {
            return false;
        }
        *pins = std::mem::take(pins).with(slot, mark);
        kept_by.retain(|(of, _)| *of != slot && pins.mark(*of).is_some());
        kept_by.push(by);
        true
    }

    fn count_try(&mut self, attempt: &Try) -> Counted {
        let marker = (attempt.contact.clone(), attempt.step);
        if let Some(of) = self.tries_counted.get(&marker) {
            return if *of == attempt.of { Counted::Yes } else { Counted::TooMany };
        }
        let full = |(counter, most): &(String, u32)| self.tries.get(counter).is_some_and(|count| count >= most);
        if attempt.counters.iter().any(full) {
            return Counted::TooMany;
        }
        self.tries_counted.insert(marker, attempt.of.clone());
        for (counter, _) in &attempt.counters {
            *self.tries.entry(counter.clone()).or_default() += 1;
        }
        Counted::Yes
    }

    fn forgive(&mut self, attempt: &Try, ticket: &Ticket, kind: PinKind) {
        if self.tries_forgiven.insert((attempt.contact.clone(), attempt.step)) {
            for (counter, _) in &attempt.counters {
                self.tries.entry(counter.clone()).and_modify(|count| *count = count.saturating_sub(1));
            }
        }
        self.proofs.insert((attempt.contact.clone(), ticket.clone()), kind);
    }
}

impl Pins for Memory {
    const ACTIONS: Actions = &[];

    async fn pins(&self, ticket: &Ticket) -> Result<PinMarks, Unavailable> {
        self.port("pins", |kept| Ok(kept.pins.get(ticket).cloned().unwrap_or_default())).await
    }

    async fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> Result<bool, Unavailable> {
        self.port("keep_pin", |kept| Ok(kept.keep_pin(ticket, pin))).await
    }

    async fn proof(&self, contact: &ContactId, ticket: &Ticket) -> Result<Option<PinKind>, Unavailable> {
        self.port("proof", |kept| Ok(kept.proofs.get(&(contact.clone(), ticket.clone())).copied())).await
    }

    async fn count_try(&self, attempt: &Try) -> Result<Counted, Unavailable> {
        self.port("count_try", |kept| Ok(kept.count_try(attempt))).await
    }

    async fn forgive(&self, attempt: &Try, ticket: &Ticket, kind: PinKind) -> Result<(), Unavailable> {
        self.port("forgive", |kept| {
            kept.forgive(attempt, ticket, kind);
            Ok(())
        })
        .await
    }
}
