//! An event as an item.

use crate::release::{SCHEMA, Unreadable, event_of_schema_1, today};
use crate::{Item, Key, keys};
use lifecycle::facts::put;
use lifecycle::{Event, Kind, What};

/// Returns the item of an event.
#[must_use]
pub fn item_of_event(event: &Event) -> Item {
    let mut item = keys::event(&event.ticket, event.sequence).item();
    item.extend(event.facts());
    put(&mut item, "chain", &event.chain);
    put(&mut item, "schema", &SCHEMA);
    index(&mut item, event);
    item
}

/// Puts a department's answer to a question into the index of desks, under a desk of its own. Authors of scheme texts
/// read the answers there.
fn index(item: &mut Item, event: &Event) {
    let s = &event.standing;
    if let (What::ActionTaken { .. }, Kind::Query, None, Some(department)) =
        (&event.what, s.kind, s.quiet, &s.department)
    {
        put(item, "desk_key", &keys::answers(department));
        put(item, "desk_order", &format!("{:012}", event.at.as_second()));
    }
}

/// Reads an event's item, from the table or from its stream, in the form of this release or of the release before.
///
/// # Errors
/// [`Unreadable`] with the reason.
pub fn event_of(item: &Item) -> Result<Event, Unreadable> {
    let key = Key::in_item(item).ok_or(Unreadable::Key)?;
    let (ticket, sequence) = key.ticket().zip(key.sequence()).ok_or(Unreadable::Key)?;
    Ok(Event::read(ticket, sequence, &today(item, event_of_schema_1)?)?)
}
