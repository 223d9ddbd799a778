//! Opens cases for tests and moves them on, as the use cases do.

use crate::Memory;
use helpline::SealedCitizen;
use helpline::ports::{Advance, Advanced, CaseOpener as _, CaseWriter as _, Created, NewCase};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Case, ContactId, Decision, District, Draft, Kind, LanguageCode, Order, Rules, Terms, Ticket, decide};

/// Returns the draft of a grievance with these terms, whose caller speaks Hindi.
///
/// # Panics
/// Never: `hi` is a language code.
#[must_use]
pub fn draft(ticket: Ticket, contact: ContactId, terms: Terms) -> Draft {
    Draft {
        ticket,
        contact,
        language: LanguageCode::new("hi").expect("a language"),
        terms,
        directory_version: "test".into(),
        patience: SignedDuration::from_mins(10),
        kind: Kind::Grievance,
        quiet: None,
        district: District::unknown(),
    }
}

impl Memory {
    /// Opens the case of a draft.
    ///
    /// # Panics
    /// If the ledger refuses the case.
    pub async fn opens(&self, draft: Draft, citizen: Option<SealedCitizen>, at: Timestamp) -> Case {
        let opened = draft.open(at);
        let new = NewCase {
            case: opened.case.clone(),
            events: vec![opened.event],
            citizen,
            owes_number: false,
            marker: None,
        };
        assert_eq!(self.create(&new).await, Created::Done);
        opened.case
    }

    /// Moves a case on.
    ///
    /// # Panics
    /// If the rules forbid the order, or the ledger refuses the change.
    pub async fn moves(&self, rules: &impl Rules, case: &Case, order: Order, at: Timestamp) -> Case {
        let Ok(Decision::Happens(next)) = decide(rules, case, &order, at) else { panic!("{order:?} does not happen") };
        let advance = Advance::of(case, *next);
        assert_eq!(self.advance(&advance).await, Advanced::Done);
        advance.case
    }
}
