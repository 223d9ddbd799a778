//! A case as an item.

use crate::release::{SCHEMA, Unreadable, case_of_schema_1, today};
use crate::{CALLS, Item, Key, keys};
use lifecycle::facts::put;
use lifecycle::{Case, Desk};

/// The item of a case: all of it, so that what an event takes away is gone from the table too.
#[must_use]
pub fn item_of_case(case: &Case) -> Item {
    let mut item = keys::case(&case.ticket).item();
    item.extend(case.facts());
    put(&mut item, "schema", &SCHEMA);
    index(&mut item, case);
    item
}

/// Attributes that only the sparse indexes read.
fn index(item: &mut Item, case: &Case) {
    let s = &case.standing;
    put(item, "due_shard", &s.due_at.map(|_| case.ticket.shard()));
    put(item, "call_due_at", &case.call_due_at());
    put(item, "calls", &case.call_due_at().map(|_| CALLS.to_owned()));
    let desk = match s.desk {
        Desk::Caller => None,
        // A protected case is nobody's but the coordinator's: for everybody else it has ended.
        _ if s.state.ended() && !s.protected() => None,
        Desk::Department => s.department.as_ref().map(ToString::to_string),
        Desk::Triage => Some("TRIAGE".to_owned()),
        Desk::Coordinator => Some("COORDINATOR".to_owned()),
        Desk::Apex => Some("APEX".to_owned()),
    };
    // By level, and within it what is due first; what has no time comes last.
    let due = s.due_at.map_or_else(|| "-".repeat(12), |due| format!("{:012}", due.as_second()));
    put(item, "desk_order", &desk.as_ref().map(|_| format!("{}#{due}", s.level)));
    put(item, "desk_key", &desk);
}

/// Reads a case's item, of this release's form or of the one before.
///
/// # Errors
/// [`Unreadable`] says why not.
pub fn case_of(item: &Item) -> Result<Case, Unreadable> {
    let key = Key::in_item(item).filter(Key::is_case).ok_or(Unreadable::Key)?;
    let ticket = key.ticket().ok_or(Unreadable::Key)?;
    Ok(Case::read(ticket, &today(item, case_of_schema_1)?)?)
}
