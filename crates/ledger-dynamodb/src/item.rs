//! Cases and events as items, and back.

use crate::keys::{self, Item};
use aws_sdk_dynamodb::types::AttributeValue;
use helpline::ports::DueCursor;
use jiff::Timestamp;
use lifecycle::{
    Assignment, Case, CategoryCode, ContactId, DepartmentCode, District, Event, LanguageCode, Level, Limits, State,
    Ticket, What,
};

/// Version of the form of every item. Version N reads N and N-1; a release before that must migrate first.
const SCHEMA: u32 = 1;

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn at(time: Timestamp) -> AttributeValue {
    n(time.as_second())
}

/// An item's text attribute.
#[must_use]
pub fn text<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}

fn number<T: std::str::FromStr>(item: &Item, name: &str) -> Option<T> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

fn time(item: &Item, name: &str) -> Option<Timestamp> {
    Timestamp::from_second(number(item, name)?).ok()
}

fn set(item: &mut Item, name: &str, value: Option<AttributeValue>) {
    if let Some(value) = value {
        item.insert(name.to_owned(), value);
    }
}

/// What changes with an event: the rest of a case is written once, with its draft.
pub(crate) fn changing(case: &Case) -> Item {
    let mut item = Item::new();
    set(&mut item, "state", Some(s(case.state.as_str())));
    set(&mut item, "level", Some(s(case.level.as_str())));
    set(&mut item, "department", case.assignment.as_ref().map(|a| s(a.department.as_str())));
    set(&mut item, "category", case.assignment.as_ref().map(|a| s(a.category.as_str())));
    set(&mut item, "sorting_minutes", Some(n(case.limits.sorting_minutes)));
    set(&mut item, "triage_days", Some(n(case.limits.triage_days)));
    set(&mut item, "act_days", Some(n(case.limits.act_days)));
    set(&mut item, "floor_days", Some(n(case.limits.floor_days)));
    set(&mut item, "directory_version", Some(s(&case.directory_version)));
    set(&mut item, "began_at", case.began_at.map(at));
    set(&mut item, "registered_at", case.registered_at.map(at));
    set(&mut item, "due_at", case.due_at.map(at));
    set(&mut item, "due_shard", case.due_at.map(|_| n(helpline::due_shard(&case.ticket))));
    set(&mut item, "last_event_at", Some(at(case.last_event_at)));
    set(&mut item, "version", Some(n(case.version)));
    item
}

/// Attributes of [`changing`] that a case may lose.
pub(crate) const REMOVABLE: [&str; 2] = ["due_at", "due_shard"];

pub(crate) fn case_to_item(case: &Case) -> Item {
    let mut item = keys::case(&case.ticket);
    item.extend(changing(case));
    set(&mut item, "schema", Some(n(SCHEMA)));
    set(&mut item, "contact", Some(s(case.contact.as_str())));
    set(&mut item, "language", Some(s(case.language.as_str())));
    set(&mut item, "district", Some(s(case.district.as_str())));
    set(&mut item, "drafted_at", Some(at(case.drafted_at)));
    item
}

fn ticket(item: &Item) -> Option<Ticket> {
    Ticket::parse(text(item, "pk")?.strip_prefix("CASE#")?).ok()
}

fn assignment(item: &Item) -> Option<Assignment> {
    let department = DepartmentCode::new(text(item, "department")?).ok()?;
    Some(Assignment { department, category: CategoryCode::new(text(item, "category")?).ok()? })
}

fn known_schema(item: &Item) -> Option<()> {
    (number::<u32>(item, "schema")? == SCHEMA).then_some(())
}

pub(crate) fn case_from_item(item: &Item) -> Option<Case> {
    known_schema(item)?;
    Some(Case {
        ticket: ticket(item)?,
        contact: ContactId::new(text(item, "contact")?).ok()?,
        language: LanguageCode::new(text(item, "language")?).ok()?,
        district: District::new(text(item, "district")?).ok()?,
        state: State::parse(text(item, "state")?)?,
        level: Level::parse(text(item, "level")?)?,
        assignment: assignment(item),
        limits: Limits {
            sorting_minutes: number(item, "sorting_minutes")?,
            triage_days: number(item, "triage_days")?,
            act_days: number(item, "act_days")?,
            floor_days: number(item, "floor_days")?,
        },
        directory_version: text(item, "directory_version")?.to_owned(),
        drafted_at: time(item, "drafted_at")?,
        began_at: time(item, "began_at"),
        registered_at: time(item, "registered_at"),
        due_at: time(item, "due_at"),
        last_event_at: time(item, "last_event_at")?,
        version: number(item, "version")?,
    })
}

/// Where a page of what is due ended.
pub(crate) fn cursor_from_key(key: &Item) -> Option<DueCursor> {
    Some(DueCursor { due_at: time(key, "due_at")?, ticket: ticket(key)? })
}

pub(crate) fn event_to_item(event: &Event) -> Item {
    let mut item = keys::event(&event.ticket, event.sequence);
    set(&mut item, "schema", Some(n(SCHEMA)));
    set(&mut item, "what", Some(s(event.what.as_str())));
    set(&mut item, "at", Some(at(event.at)));
    set(&mut item, "level", Some(s(event.level.as_str())));
    set(&mut item, "department", event.assignment.as_ref().map(|a| s(a.department.as_str())));
    set(&mut item, "category", event.assignment.as_ref().map(|a| s(a.category.as_str())));
    set(&mut item, "language", Some(s(event.language.as_str())));
    set(&mut item, "district", Some(s(event.district.as_str())));
    set(&mut item, "clock_from", event.clock_from.map(at));
    set(&mut item, "due_at", event.due_at.map(at));
    item
}

/// An event from its item, of the table or of its stream. `None` if it is no event, or of a form that this
/// release does not know.
#[must_use]
pub fn event_from_item(item: &Item) -> Option<Event> {
    known_schema(item)?;
    Some(Event {
        ticket: ticket(item)?,
        sequence: text(item, "sk")?.strip_prefix(keys::EVENT_PREFIX)?.parse().ok()?,
        at: time(item, "at")?,
        what: What::parse(text(item, "what")?)?,
        level: Level::parse(text(item, "level")?)?,
        assignment: assignment(item),
        language: LanguageCode::new(text(item, "language")?).ok()?,
        district: District::new(text(item, "district")?).ok()?,
        clock_from: time(item, "clock_from"),
        due_at: time(item, "due_at"),
    })
}
