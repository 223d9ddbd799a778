//! Verifies a whole table: every case is the fold of its events, and every call leads to its case.

use crate::release::SCHEMA;
use crate::{Item, Key, Unreadable, case_of, event_of, keys};
use lifecycle::facts::get;
use lifecycle::{Case, Chain, Event, Flaw, Ticket, refold};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The result of a verification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of cases that were read.
    pub cases: usize,
    /// The number of events that were read.
    pub events: usize,
    /// The number of cases that an earlier release began. Their first events carry no chain.
    pub begun_earlier: usize,
    /// The contradictions.
    pub troubles: Vec<Trouble>,
}

/// A contradiction in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A flaw in a case's history.
    Case(Ticket, Flaw),
    /// An item that cannot be read.
    Item(Key, Unreadable),
    /// A case whose call is missing, or leads to another case.
    Call(Ticket),
    /// A call that leads to a missing case.
    NoCase(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(ticket, flaw) => write!(f, "case {ticket}: {flaw}"),
            Self::Item(key, why) => write!(f, "item {} {}: {why}", key.pk, key.sk),
            Self::NoCase(ticket) => write!(f, "case {ticket}: a call leads to it, and it is gone"),
            Self::Call(ticket) => write!(f, "case {ticket}: the call in which it was said does not lead to it"),
        }
    }
}

#[derive(Default)]
struct Found {
    case: Option<Case>,
    /// The events. The flag is `true` if an earlier release wrote the event.
    events: Vec<(Event, bool)>,
}

/// Refolds all cases of a table from all its items, in any order.
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
            match event_of(&item) {
                Ok(event) => of_case.events.push((event, schema != Some(SCHEMA))),
                Err(why) => report.troubles.push(Trouble::Item(key, why)),
            }
        } else if key.is_case() {
            report.cases += 1;
            match (key.ticket(), case_of(&item)) {
                (Some(ticket), Ok(case)) => {
                    found.entry(ticket).or_default().case = Some(case);
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
    for ticket in calls.values().filter(|ticket| !Ticket::parse(ticket).is_ok_and(|t| found.contains_key(&t))) {
        report.troubles.push(Trouble::NoCase(ticket.clone()));
    }
    for (ticket, mut of_case) in found {
        of_case.events.sort_by_key(|(event, _)| event.sequence);
        let earlier = of_case.events.first().is_some_and(|(_, earlier)| *earlier);
        report.begun_earlier += usize::from(earlier);
        // A case with an unreadable item is already in the report, and nothing more can be said about its history.
        if !unreadable.contains(&ticket) {
            let flaws = if earlier {
                flaws_of_an_earlier_release(of_case.case.as_ref(), &of_case.events)
            } else {
                // A history that this release began holds no event of an older form. Such an event was inserted later.
                let forged = of_case.events.iter().filter(|(_, earlier)| *earlier);
                let forged: Vec<Flaw> = forged.map(|(event, _)| Flaw::Tampered(event.sequence)).collect();
                let events: Vec<Event> = of_case.events.iter().map(|(event, _)| event.clone()).collect();
                if forged.is_empty() { refold(of_case.case.as_ref(), &events) } else { forged }
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

/// Returns the flaws of a case that an earlier release began. Its first events have no terms and no chain, so they are
/// checked only for completeness and order. From the first event of this release on the chain must hold, and the case
/// must stand where the last event left it.
fn flaws_of_an_earlier_release(stored: Option<&Case>, events: &[(Event, bool)]) -> Vec<Flaw> {
    let Some(stored) = stored else { return vec![Flaw::NoCase] };
    let mut flaws = Vec::new();
    let mut expected = 1;
    let mut chain = Chain::default();
    let mut ours = false;
    for (event, earlier) in events {
        flaws.extend((expected..event.sequence).map(Flaw::Missing));
        expected = event.sequence + 1;
        let follows = if *earlier { !ours } else { chain.after(event) == event.chain };
        if !follows {
            flaws.push(Flaw::Tampered(event.sequence));
        }
        ours |= !earlier;
        chain = event.chain.clone();
    }
    flaws.extend((expected..=stored.version).map(Flaw::Missing));
    let stands = |s: &lifecycle::Standing| (s.state, s.level, s.department.clone(), s.due_at);
    match events.last() {
        None => flaws.push(Flaw::NoEvents),
        Some((last, _))
            if flaws.is_empty() && (stands(&last.standing) != stands(&stored.standing) || chain != stored.chain) =>
        {
            flaws.push(Flaw::Differs("standing".to_owned()));
        }
        Some(_) => {}
    }
    flaws
}
