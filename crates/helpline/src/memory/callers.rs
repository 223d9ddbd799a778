//! Callers, their PINs and what is announced, in memory.

use super::Memory;
use crate::ports::{
    Board, CountTries, Counted, KeepPins, KnowCitizens, KnownCitizen, MarkPins, NewPin, Pins, ReadBoard, SealCitizen,
    SealedCitizen, Try, Unavailable, WriteBoard,
};
use crate::{CallPorts, CallerNumber};
use crate::{Digits, PinKind};
use dialogue::Contacting;
use lifecycle::{Case, ContactId, Ticket};

fn pseudonym_of(number: &CallerNumber) -> String {
    format!("pseudonym-{}", number.expose().bytes().map(u64::from).sum::<u64>())
}

impl CallPorts for Memory {}

impl SealCitizen for Memory {
    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        Ok(SealedCitizen { pseudonym: pseudonym_of(number), number: b"sealed".to_vec() })
    }

    async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        Ok(pseudonym_of(number))
    }
}

impl KnowCitizens for Memory {
    async fn citizen(&self, pseudonym: &str) -> Result<Option<KnownCitizen>, Unavailable> {
        let kept = self.kept();
        if kept.strangers {
            return Err(Unavailable("out of order for a test".into()));
        }
        let theirs = kept.citizens.iter().filter(|(citizen, _)| citizen == pseudonym);
        let mut cases: Vec<Case> = theirs.filter_map(|(_, ticket)| kept.cases.get(ticket).cloned()).collect();
        cases.sort_by_key(|case| case.drafted_at);
        let contacting = kept.contacting.get(pseudonym).copied();
        let language = cases.last().map(|case| case.language.clone());
        Ok((!cases.is_empty() || contacting.is_some()).then_some(KnownCitizen { language, contacting, cases }))
    }

    async fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> Result<bool, Unavailable> {
        Ok(self.kept().citizens.iter().any(|(citizen, theirs)| citizen == pseudonym && theirs == ticket))
    }

    async fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> Result<(), Unavailable> {
        self.kept().contacting.insert(citizen.pseudonym.clone(), when);
        Ok(())
    }
}

impl ReadBoard for Memory {
    async fn board(&self) -> Result<Option<Board>, Unavailable> {
        Ok(self.kept().board.clone())
    }
}

impl WriteBoard for Memory {
    async fn put_up(&self, board: &Board) -> Result<(), Unavailable> {
        self.kept().board = Some(board.clone());
        Ok(())
    }
}

impl MarkPins for Memory {
    async fn mark(&self, ticket: &Ticket, pin: &Digits) -> Result<String, Unavailable> {
        Ok(format!("{ticket}/{}", pin.expose()).bytes().map(|b| format!("{:02x}", b ^ 0x5a)).collect())
    }
}

impl KeepPins for Memory {
    async fn pins(&self, ticket: &Ticket) -> Result<Pins, Unavailable> {
        Ok(self.kept().pins.get(ticket).cloned().unwrap_or_default())
    }

    async fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> Result<bool, Unavailable> {
        let NewPin { kind, mark, by: (contact, step), replaces } = *pin;
        let mut kept = self.kept();
        let by = (ticket.clone(), contact.clone(), step);
        if kept.pins_kept.contains(&by) {
            return Ok(true);
        }
        let pins = kept.pins.entry(ticket.clone()).or_default();
        let there = match kind {
            PinKind::Own => pins.own.is_some(),
            PinKind::Duress => pins.duress.is_some(),
        };
        if there && !replaces {
            return Ok(false);
        }
        match kind {
            PinKind::Own => *pins = Pins { own: Some(mark.to_owned()), duress: None, chosen_in: Some(contact.clone()) },
            PinKind::Duress => pins.duress = Some(mark.to_owned()),
        }
        kept.pins_kept.insert(by);
        Ok(true)
    }

    async fn proof(&self, contact: &ContactId, ticket: &Ticket) -> Result<Option<PinKind>, Unavailable> {
        Ok(self.kept().proofs.get(&(contact.clone(), ticket.clone())).copied())
    }
}

impl CountTries for Memory {
    async fn count_try(&self, attempt: &Try) -> Result<Counted, Unavailable> {
        let mut kept = self.kept();
        let marker = (attempt.contact.clone(), attempt.step);
        if kept.tries_counted.contains(&marker) {
            return Ok(Counted::Yes);
        }
        let full = |(counter, most): &(String, u32)| kept.tries.get(counter).is_some_and(|count| count >= most);
        if attempt.counters.iter().any(full) {
            return Ok(Counted::TooMany);
        }
        kept.tries_counted.insert(marker);
        for (counter, _) in &attempt.counters {
            *kept.tries.entry(counter.clone()).or_default() += 1;
        }
        Ok(Counted::Yes)
    }

    async fn forgive(&self, attempt: &Try, ticket: &Ticket, kind: PinKind) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        let proof = (attempt.contact.clone(), ticket.clone());
        if kept.tries_forgiven.insert((attempt.contact.clone(), attempt.step)) {
            for (counter, _) in &attempt.counters {
                kept.tries.entry(counter.clone()).and_modify(|count| *count = count.saturating_sub(1));
            }
        }
        kept.proofs.insert(proof, kind);
        Ok(())
    }
}
