//! The table's keys. Every code in a key has a fixed form without `#`, so no value can forge another item's key.

use crate::Item;
use lifecycle::{CommandId, ContactId, DepartmentCode, Facts, SchemeCode, Ticket, Value};

/// The beginning of every event's sort key. The stream's filter passes items with this prefix.
pub const EVENT_PREFIX: &str = "EVENT#";

/// The beginning of the sort key of a link from a call to a case about which the caller said more on that call.
pub const SPOKEN_PREFIX: &str = "SPOKEN#";

/// The beginning of the sort key of a scheme that a caller wants as an SMS. The stream's filter passes items with this
/// prefix too.
pub const WANTED_PREFIX: &str = "WANTED#";

/// The beginning of a call's partition key.
pub const CONTACT_PREFIX: &str = "CONTACT#";

/// The beginning of a case's partition key.
pub const CASE_PREFIX: &str = "CASE#";

/// Digits of an event's sequence in its key. No case has a million events, except by a mistake.
const SEQUENCE_DIGITS: usize = 6;

/// A primary key of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The partition key.
    pub pk: String,
    /// The sort key.
    pub sk: String,
}

impl Key {
    fn of(pk: String, sk: impl Into<String>) -> Self {
        Self { pk, sk: sk.into() }
    }

    /// Returns the key of an item, if it has one.
    #[must_use]
    pub fn in_item(item: &Item) -> Option<Self> {
        match (item.get("pk"), item.get("sk")) {
            (Some(Value::Text(pk)), Some(Value::Text(sk))) => Some(Self { pk: pk.clone(), sk: sk.clone() }),
            _ => None,
        }
    }

    /// Returns an item that holds only this key.
    #[must_use]
    pub fn item(self) -> Item {
        Facts::from([("pk".to_owned(), Value::Text(self.pk)), ("sk".to_owned(), Value::Text(self.sk))])
    }

    /// Returns the ticket, if the item belongs to a case.
    #[must_use]
    pub fn ticket(&self) -> Option<Ticket> {
        Ticket::parse(self.pk.strip_prefix(CASE_PREFIX)?).ok()
    }

    /// Returns the sequence, if the item is an event.
    #[must_use]
    pub fn sequence(&self) -> Option<u32> {
        self.sk.strip_prefix(EVENT_PREFIX)?.parse().ok()
    }

    /// Returns true if this is the key of the case itself.
    #[must_use]
    pub fn is_case(&self) -> bool {
        self.pk.starts_with(CASE_PREFIX) && self.sk == "CASE"
    }
}

/// The key of a case in its present state.
#[must_use]
pub fn case(ticket: &Ticket) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), "CASE")
}

/// The key of an event of a case.
#[must_use]
pub fn event(ticket: &Ticket, sequence: u32) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), format!("{EVENT_PREFIX}{sequence:0SEQUENCE_DIGITS$}"))
}

/// The key of a command that was carried out on a case, with its answer.
#[must_use]
pub fn command(ticket: &Ticket, id: &CommandId) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), format!("COMMAND#{id}"))
}

/// The key of the item that names a call's case.
#[must_use]
pub fn contact(contact: &ContactId) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), "CONTACT")
}

/// The key of the link from a call to a case about which the caller said more on that call.
#[must_use]
pub fn spoken(contact: &ContactId, ticket: &Ticket) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("{SPOKEN_PREFIX}{ticket}"))
}

/// The key of a step of a call that wrote, with its answer.
#[must_use]
pub fn step(contact: &ContactId, number: u32, input: &str) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("STEP#{number:04}#{input}"))
}

/// The key of a citizen.
#[must_use]
pub fn citizen(pseudonym: &str) -> Key {
    Key::of(format!("CITIZEN#{pseudonym}"), "CITIZEN")
}

/// Digits of a time in the key of a link, so that text sorts as time does: seconds since 1970 have ten until 2286.
const TIME_DIGITS: usize = 10;

/// The key of the link from a citizen to their case. The links of a citizen sort by the time of the draft, so that the
/// newest are found first however many there are.
#[must_use]
pub fn citizens_case(pseudonym: &str, drafted_at: i64, ticket: &Ticket) -> Key {
    Key::of(format!("CITIZEN#{pseudonym}"), format!("{CASE_PREFIX}{drafted_at:0TIME_DIGITS$}#{ticket}"))
}

/// Returns the ticket in the sort key of a citizen's link, or `None` for another item. The release before wrote no
/// time.
#[must_use]
pub fn linked_ticket(sk: &str) -> Option<Ticket> {
    let named = sk.strip_prefix(CASE_PREFIX)?;
    Ticket::parse(named.split_once('#').map_or(named, |(_, ticket)| ticket)).ok()
}

/// The key of the marks of a case's PINs.
#[must_use]
pub fn pins(ticket: &Ticket) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), "PINS")
}

/// The key of the proof that a call may speak for a case. It says which PIN the caller gave.
#[must_use]
pub fn proof(contact: &ContactId, ticket: &Ticket) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("PROOF#{ticket}"))
}

/// The key of a step of a call that tried a PIN.
#[must_use]
pub fn pin_try(contact: &ContactId, step: u32) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("TRY#{step:04}"))
}

/// The key of a counter of wrong PINs. The program makes the counter's name; a caller never does.
#[must_use]
pub fn tries(counter: &str) -> Key {
    Key::of(format!("TRIES#{counter}"), "TRIES")
}

/// The key of an SMS about an event. It has a partition of its own: the function that sends SMS may write there, and
/// nowhere beside a case.
#[must_use]
pub fn sms(ticket: &Ticket, sequence: u32) -> Key {
    Key::of(format!("SMS#{ticket}"), format!("SMS#{sequence:0SEQUENCE_DIGITS$}"))
}

/// The key of an SMS about a scheme, for the caller who asked for it on a call. Its partition is like that of the other
/// SMS.
#[must_use]
pub fn scheme_sms(contact: &ContactId, code: &SchemeCode) -> Key {
    Key::of(format!("SMS#{contact}"), format!("SMS#{code}"))
}

/// The key of a caller's wish to have a scheme as an SMS.
#[must_use]
pub fn wanted_sms(contact: &ContactId, code: &SchemeCode) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("{WANTED_PREFIX}{code}"))
}

/// The key of a message that the operators have, by their id.
#[must_use]
pub fn message(message: &str) -> Key {
    Key::of(format!("MESSAGE#{message}"), "MESSAGE")
}

/// The partition of the scheme catalogue.
pub const SCHEMES: &str = "SCHEMES";

/// The key of a scheme in the scheme catalogue, with the versions that callers hear now or may hear later, and the
/// newest.
#[must_use]
pub fn scheme(code: &SchemeCode) -> Key {
    Key::of(SCHEMES.to_owned(), code.as_str())
}

/// The key of one version of a scheme. It is kept for ever.
#[must_use]
pub fn scheme_text(code: &SchemeCode, version: u32) -> Key {
    Key::of(format!("SCHEME#{code}"), format!("TEXT#{version:0SEQUENCE_DIGITS$}"))
}

/// The key of the featured scheme. No scheme can have the code `#MOMENT`.
#[must_use]
pub fn featured_scheme() -> Key {
    Key::of(SCHEMES.to_owned(), "#MOMENT")
}

/// The beginning of the partition key of a week's counts of schemes.
pub const HEARD: &str = "HEARD#";

/// The key of a scheme's counts in a week: callers who asked for it, heard it to the end, complained, or asked an
/// unanswered question.
#[must_use]
pub fn heard(week: &str, of: &str) -> Key {
    Key::of(format!("{HEARD}{week}"), of)
}

/// The partition of a department's answers, in the index of desks.
#[must_use]
pub fn answers(department: &DepartmentCode) -> String {
    format!("ANSWERS#{department}")
}

/// The partition of the notices that wait for their hour.
pub const WAITING_NOTICES: &str = "NOTICES";

/// The key of a notice that waits for its hour, by the hour, a drawn text that gives the order within it, and the
/// event.
#[must_use]
pub fn waiting_notice(hour: &str, drawn: &str, event: &str) -> Key {
    Key::of(WAITING_NOTICES.to_owned(), format!("{hour}#{drawn}#{event}"))
}

/// The key of a record of reading, by the person who read and the time. `drawn` tells two readings of one moment apart.
#[must_use]
pub fn access(person: &str, at: &str, drawn: &str) -> Key {
    Key::of(format!("ACCESS#{person}"), format!("AT#{at}#{drawn}"))
}

/// The key of the count of a person's readings of one kind in an hour.
#[must_use]
pub fn access_count(person: &str, request: &str, hour: &str) -> Key {
    Key::of(format!("ACCESS#{person}"), format!("HOUR#{hour}#{request}"))
}

/// The key of the announcement to all callers.
#[must_use]
pub fn announcement() -> Key {
    Key::of("BOARD".to_owned(), "BOARD")
}

/// The partition of a topic's subscribers, as an operator subscribed them.
#[must_use]
pub fn subscribed(topic: &str) -> String {
    format!("SUBSCRIBED#{topic}")
}

/// The key of a subscriber of a topic: a protocol of SNS, such as `email`, and an address.
#[must_use]
pub fn subscriber(topic: &str, protocol: &str, address: &str) -> Key {
    Key::of(subscribed(topic), format!("{protocol}#{address}"))
}

/// The key of a possible surge: cases of one kind, place and hour. Its name is made of codes.
#[must_use]
pub fn surge(surge: &str) -> Key {
    Key::of(format!("CROWD#{surge}"), "CROWD")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_of_a_citizen_sort_by_time_and_name_their_ticket_in_both_forms() {
        let low = Ticket::parse("42710839").unwrap();
        let high = Ticket::drawn(9_876_540, 8).unwrap();
        let older = citizens_case("p", 999_999_999, &high).sk;
        let newer = citizens_case("p", 1_795_500_000, &low).sk;
        assert!(older < newer, "{older} {newer}");
        assert_eq!((linked_ticket(&older), linked_ticket(&newer)), (Some(high), Some(low.clone())));
        assert_eq!((linked_ticket("CASE#42710839"), linked_ticket("CITIZEN")), (Some(low), None));
    }
}
