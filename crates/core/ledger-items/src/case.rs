//! A case as an item.

use crate::release::{SCHEMA, Unreadable, case_of_schema_1, today};
use crate::{CALLS, Item, Key, keys};
use lifecycle::facts::put;
use lifecycle::{Case, Desk};

/// Returns the item of a case. It holds the whole case, so that a value that an event removes disappears from the table
/// too.
#[must_use]
pub fn item_of_case(case: &Case) -> Item {
    let mut item = keys::case(&case.ticket).item();
    item.extend(case.facts());
    put(&mut item, "schema", &SCHEMA);
    index(&mut item, case);
    item
}

/// Sets the attributes that only the sparse indexes read.
fn index(item: &mut Item, case: &Case) {
    let s = &case.standing;
    put(item, "due_shard", &s.due_at.map(|_| case.ticket.shard()));
    put(item, "call_due_at", &case.call_due_at());
    put(item, "calls", &case.call_due_at().map(|_| CALLS.to_owned()));
    let desk = match s.desk {
        Desk::Caller => None,
        // A protected case has ended for everybody but the coordinator.
        _ if s.state.ended() && !s.protected() => None,
        Desk::Department => s.department.as_ref().map(ToString::to_string),
        Desk::Triage => Some("TRIAGE".to_owned()),
        Desk::Coordinator => Some("COORDINATOR".to_owned()),
        Desk::Apex => Some("APEX".to_owned()),
    };
    // Cases are sorted by level, then by due time. A case without a due time comes last. In a department's list only
    // its own deadlines count: a recording or a promised call would place a case by the minute of its call.
    let clock = [s.acknowledge_by, s.act_by].into_iter().flatten().min();
    let due = if s.desk == Desk::Department { clock } else { s.due_at };
    let due = due.map_or_else(|| "-".repeat(12), |due| format!("{:012}", due.as_second()));
    put(item, "desk_order", &desk.as_ref().map(|_| format!("{}#{due}", s.level)));
    put(item, "desk_key", &desk);
}

/// Reads a case's item, in the form of this release or of the release before.
///
/// # Errors
/// [`Unreadable`] with the reason.
pub fn case_of(item: &Item) -> Result<Case, Unreadable> {
    let key = Key::in_item(item).filter(Key::is_case).ok_or(Unreadable::Key)?;
    let ticket = key.ticket().ok_or(Unreadable::Key)?;
    Ok(Case::read(ticket, &today(item, case_of_schema_1)?)?)
}
