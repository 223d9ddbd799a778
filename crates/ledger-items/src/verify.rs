//! Whether a whole table holds together: every case is the fold of its events, and every call leads to its case.

use crate::release::SCHEMA;
use crate::{Item, Key, Unreadable, case_of, event_of, keys};
use lifecycle::facts::get;
use lifecycle::{Case, Event, Flaw, Ticket, refold};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases that were read.
    pub cases: usize,
    /// Events that were read.
    pub events: usize,
    /// Of these, cases that an earlier release began: their first events carry no chain.
    pub begun_earlier: usize,
    /// What does not fit.
    pub troubles: Vec<Trouble>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// In a case's history.
    Case(Ticket, Flaw),
    /// An item that cannot be read.
    Item(Key, Unreadable),
    /// A case whose call is not there, or leads to another case.
    Call(Ticket),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(ticket, flaw) => write!(f, "case {ticket}: {flaw}"),
            Self::Item(key, why) => write!(f, "item {} {}: {why}", key.pk, key.sk),
            Self::Call(ticket) => write!(f, "case {ticket}: the call in which it was said does not lead to it"),
        }
    }
}

#[derive(Default)]
struct Found {
    case: Option<Case>,
    began_earlier: bool,
    events: Vec<Event>,
}

/// Refolds all cases of a table, given all its items in any order.
#[must_use]
pub fn verify(items: impl IntoIterator<Item = Item>) -> Report {
    let mut report = Report::default();
    let mut found: BTreeMap<Ticket, Found> = BTreeMap::new();
    let mut calls: BTreeMap<String, String> = BTreeMap::new();
    for item in items {
        let Some(key) = Key::in_item(&item) else { continue };
        let schema = get::<Option<u32>>(&item, "schema").ok().flatten();
        if let (Some(ticket), Some(_)) = (key.ticket(), key.sequence()) {
            report.events += 1;
            let of_case = found.entry(ticket).or_default();
            of_case.began_earlier |= schema != Some(SCHEMA);
            match event_of(&item) {
                Ok(event) => of_case.events.push(event),
                Err(why) => report.troubles.push(Trouble::Item(key, why)),
            }
        } else if key.is_case() {
            report.cases += 1;
            match (key.ticket(), case_of(&item)) {
                (Some(ticket), Ok(case)) => {
                    let of_case = found.entry(ticket).or_default();
                    of_case.began_earlier |= schema != Some(SCHEMA);
                    of_case.case = Some(case);
                }
                (_, Err(why)) => report.troubles.push(Trouble::Item(key, why)),
                (None, _) => report.troubles.push(Trouble::Item(key, Unreadable::Key)),
            }
        } else if key.sk == "CONTACT" {
            let ticket = get::<String>(&item, "ticket").unwrap_or_default();
            calls.insert(key.pk, ticket);
        }
    }
    let unreadable: BTreeSet<Ticket> = report
        .troubles
        .iter()
        .filter_map(|trouble| if let Trouble::Item(key, _) = trouble { key.ticket() } else { None })
        .collect();
    for (ticket, mut of_case) in found {
        of_case.events.sort_by_key(|event| event.sequence);
        report.begun_earlier += usize::from(of_case.began_earlier);
        // What cannot be read was named already, and nothing can be said of what follows from it.
        if !unreadable.contains(&ticket) {
            let flaws = if of_case.began_earlier {
                flaws_of_an_earlier_release(of_case.case.as_ref(), &of_case.events)
            } else {
                refold(of_case.case.as_ref(), &of_case.events)
            };
            report.troubles.extend(flaws.into_iter().map(|flaw| Trouble::Case(ticket.clone(), flaw)));
        }
        if let Some(case) = &of_case.case
            && calls.get(&keys::contact(&case.contact).pk).map(String::as_str) != Some(ticket.as_str())
        {
            report.troubles.push(Trouble::Call(ticket));
        }
    }
    report
}

/// A case that an earlier release began has events without terms and chain: what can be said is whether all are
/// there, in order, and whether the case stands where the last of them left it.
fn flaws_of_an_earlier_release(stored: Option<&Case>, events: &[Event]) -> Vec<Flaw> {
    let Some(stored) = stored else { return vec![Flaw::NoCase] };
    let mut flaws = Vec::new();
    let mut expected = 1;
    for event in events {
        flaws.extend((expected..event.sequence).map(Flaw::Missing));
        expected = event.sequence + 1;
    }
    flaws.extend((expected..=stored.version).map(Flaw::Missing));
    let stands = |s: &lifecycle::Standing| (s.state, s.level, s.department.clone(), s.due_at);
    match events.last() {
        None => flaws.push(Flaw::NoEvents),
        Some(last) if flaws.is_empty() && stands(&last.standing) != stands(&stored.standing) => {
            flaws.push(Flaw::Differs("standing".to_owned()));
        }
        Some(_) => {}
    }
    flaws
}
