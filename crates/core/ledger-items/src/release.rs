//! The forms of items by release. Release N reads forms N and N-1; items of an older release must be migrated first.

use crate::Item;
use jiff::Timestamp;
use lifecycle::facts::{get, put};
use lifecycle::{BadFact, Desk, Facts, Kind, Level, Need, Pace, State, Terms};

/// The form in which this release writes every case and event.
pub const SCHEMA: u32 = 2;

/// An item that this release cannot read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The item has a form that this release does not know.
    #[error("an item of schema {0}, where this release reads {previous} and {SCHEMA}; a newer release wrote it, or one that was never migrated", previous = SCHEMA - 1)]
    Schema(u32),
    /// The item's key is not one of this table's keys for a case or an event.
    #[error("an item whose key is neither a case's nor an event's")]
    Key,
    /// A fact is missing or wrong.
    #[error(transparent)]
    Fact(#[from] BadFact),
}

/// Returns the facts of an item in the form of this release.
pub(crate) fn today(item: &Item, kind: fn(&Facts) -> Result<Facts, BadFact>) -> Result<Facts, Unreadable> {
    match get::<u32>(item, "schema")? {
        SCHEMA => Ok(item.clone()),
        1 => Ok(kind(item)?),
        other => Err(Unreadable::Schema(other)),
    }
}

/// Translates a case of schema 1. The form counted days around the clock, had a state for the triage desk, and had no
/// promises and no chain.
pub(crate) fn case_of_schema_1(item: &Facts) -> Result<Facts, BadFact> {
    let mut facts = item.clone();
    let state: String = get(item, "state")?;
    if state == "at-triage" {
        put(&mut facts, "state", &State::Registered);
    }
    standing_of_schema_1(&mut facts, state == "at-triage")?;
    let terms = Terms {
        sorting_minutes: get(item, "sorting_minutes")?,
        triage_days: get(item, "triage_days")?,
        act_days: get(item, "act_days")?,
        floor_days: get(item, "floor_days")?,
        ..terms_of_schema_1()
    };
    put(&mut facts, "terms", &terms);
    put(&mut facts, "transfers", &0_u8);
    put(&mut facts, "questions", &0_u8);
    put(&mut facts, "promised", &0_u16);
    Ok(facts)
}

/// Translates an event of schema 1. The form had no actor, and a kind of its own for cases that the sweep registered.
pub(crate) fn event_of_schema_1(item: &Facts) -> Result<Facts, BadFact> {
    let mut facts = item.clone();
    let what: String = get(item, "what")?;
    let sorted = item.contains_key("department");
    let (what, state, by) = match what.as_str() {
        "registered-by-sweep" => ("registered", State::Registered, "system"),
        "voided" => ("voided", State::Void, "system"),
        "level-raised" if sorted => ("level-raised", State::Triaged, "system"),
        "level-raised" => ("level-raised", State::Registered, "system"),
        "sorted" => ("sorted", State::Triaged, "citizen"),
        "registered" => ("registered", State::Registered, "citizen"),
        "sent-to-triage" => ("sent-to-triage", State::Registered, "citizen"),
        other => (other, State::Draft, "citizen"),
    };
    let at_triage = !sorted && (by == "system" || what == "sent-to-triage") && state == State::Registered;
    put(&mut facts, "what", &what.to_owned());
    put(&mut facts, "by", &by.to_owned());
    put(&mut facts, "state", &state);
    // Schema 1 had no place for these facts. Readers of such an event (notices, timelines) do not use them.
    put(&mut facts, "contact", &"unknown".to_owned());
    put(&mut facts, "directory_version", &"unknown".to_owned());
    put(&mut facts, "terms", &terms_of_schema_1());
    let began: Option<Timestamp> = get(item, "clock_from")?;
    put(&mut facts, "began_at", &began);
    standing_of_schema_1(&mut facts, at_triage)?;
    Ok(facts)
}

fn standing_of_schema_1(facts: &mut Facts, at_triage: bool) -> Result<(), BadFact> {
    let sorted = facts.contains_key("department");
    let desk = match (at_triage, sorted) {
        (true, _) => Desk::Triage,
        (_, true) => Desk::Department,
        _ => Desk::Caller,
    };
    put(facts, "kind", &Kind::Grievance);
    put(facts, "desk", &desk);
    put(facts, "floor", &Level::L1);
    let due: Option<Timestamp> = get(facts, "due_at")?;
    put(facts, "act_by", &due);
    put(facts, "answer_by", &due.filter(|_| sorted));
    Ok(())
}

fn terms_of_schema_1() -> Terms {
    Terms {
        pace: Pace::Plain,
        sorting_minutes: 5,
        triage_days: 1,
        acknowledge_days: 2,
        act_days: 7,
        floor_days: 3,
        guaranteed: false,
        disclosure: Need::None,
        fields: Vec::new(),
        quiet: None,
        about_official: false,
        report: false,
    }
}
