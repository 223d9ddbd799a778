//! Writes cases. Each write is one transaction of items under conditions.

use crate::DynamoLedger;
use crate::attributes::{Attributes, attributes, facts, key, n, s, text};
use crate::transact::{self, Outcome};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use helpline::SealedCitizen;
use helpline::ports::{
    Actions, Advance, Advanced, CaseOpener, CaseWriter, Created, Marker, NewCase, Unavailable, Unsealed,
};
use jiff::SignedDuration;
use ledger_items::{case_of, item_of_case, item_of_event, keys};
use lifecycle::{Case, Event, Ticket};

/// The kind of each item of a transaction, by which its cancellation reasons are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    NewCase,
    Case,
    Event,
    Contact,
    Marker,
    Citizen,
    Spoken,
}

/// The outcome of a write of a case.
#[derive(Debug, Clone, PartialEq)]
enum Written {
    Done,
    Repeated(String),
    Moved(Box<Case>),
    TicketTaken,
    ContactHasCase(Ticket),
    Refused(String),
    Unknown(String),
}

/// The error for an outcome that this kind of write cannot have.
const ANOTHER_WRITE: &str = "the ledger answered another write";

impl CaseOpener for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:PutItem", "dynamodb:UpdateItem"];

    async fn create(&self, new: &NewCase) -> Created {
        match self.commit(self.creation(new)).await {
            Written::Done => Created::Done,
            Written::Repeated(answer) => Created::Repeated(answer),
            Written::TicketTaken => Created::TicketTaken,
            Written::ContactHasCase(ticket) => Created::ContactHasCase(ticket),
            Written::Refused(why) => Created::Refused(why),
            Written::Unknown(why) => Created::Unknown(why),
            Written::Moved(_) => Created::Refused(ANOTHER_WRITE.to_owned()),
        }
    }

    async fn add_caller(&self, case: &Unsealed, citizen: &SealedCitizen) -> Result<(), Unavailable> {
        let owed = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(keys::contact(&case.contact))))
            .update_expression("SET citizen = :citizen REMOVE number_owed")
            .condition_expression("number_owed = :yes AND ticket = :ticket")
            .expression_attribute_values(":citizen", s(&citizen.pseudonym))
            .expression_attribute_values(":yes", s(OWED))
            .expression_attribute_values(":ticket", s(case.ticket.as_str()));
        let items = vec![
            transact::update(owed)?,
            self.keep_number(citizen, case)?,
            self.put(crate::callers::link(citizen, case))?,
        ];
        match self.transact(items).await.first_refused()? {
            // The number was added before, or the case owes none.
            None | Some(0) => Ok(()),
            Some(_) => Err(Unavailable("the number could not be added to its case".into())),
        }
    }
}

/// The mark of a call whose case owes its caller's number.
const OWED: &str = "yes";

impl CaseWriter for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:PutItem"];

    async fn advance(&self, advance: &Advance) -> Advanced {
        match self.commit(self.step(advance)).await {
            Written::Done => Advanced::Done,
            Written::Repeated(answer) => Advanced::Repeated(answer),
            Written::Moved(case) => Advanced::Moved(case),
            Written::Refused(why) => Advanced::Refused(why),
            Written::Unknown(why) => Advanced::Unknown(why),
            Written::TicketTaken | Written::ContactHasCase(_) => Advanced::Refused(ANOTHER_WRITE.to_owned()),
        }
    }
}

/// The items of a transaction, each with its kind.
type Transaction = Vec<(Part, TransactWriteItem)>;

impl DynamoLedger {
    async fn commit(&self, transaction: Result<Transaction, Unavailable>) -> Written {
        let (parts, items): (Vec<Part>, Vec<TransactWriteItem>) = match transaction {
            Ok(transaction) => transaction.into_iter().unzip(),
            Err(Unavailable(why)) => return Written::Refused(why),
        };
        match self.transact(items).await {
            Outcome::Done => Written::Done,
            Outcome::Refused(reasons) => refusal(&parts, &reasons),
            Outcome::Denied(code) => Written::Refused(code),
            Outcome::Unknown(code) => Written::Unknown(code),
        }
    }

    fn creation(&self, new: &NewCase) -> Result<Transaction, Unavailable> {
        let NewCase { case, events, citizen, owes_number, marker } = new;
        let mut all = self.marked(case, marker.as_ref())?;
        all.push((Part::Contact, self.put_once(contact_item(case, citizen.as_ref(), *owes_number))?));
        all.push((Part::NewCase, self.put_once(attributes(item_of_case(case)))?));
        if let Some(citizen) = citizen {
            let case = Unsealed {
                contact: case.contact.clone(),
                ticket: case.ticket.clone(),
                language: case.language.clone(),
                drafted_at: case.drafted_at,
            };
            all.push((Part::Citizen, self.keep_number(citizen, &case)?));
            all.push((Part::Citizen, self.put_once(crate::callers::link(citizen, &case))?));
        }
        self.with_events(all, events)
    }

    fn step(&self, advance: &Advance) -> Result<Transaction, Unavailable> {
        let Advance { case, events, from, marker } = advance;
        let mut all = self.marked(case, marker.as_ref())?;
        all.push((Part::Case, self.put_case(case, *from)?));
        self.with_events(all, events)
    }

    /// Begins a transaction with the marker, by which a repeat is told apart from every other refusal.
    fn marked(&self, case: &Case, marker: Option<&Marker>) -> Result<Transaction, Unavailable> {
        let put = |marker| Ok((Part::Marker, self.put_once(marker_item(case, marker))?));
        marker.into_iter().map(put).collect()
    }

    fn with_events(&self, mut all: Transaction, events: &[Event]) -> Result<Transaction, Unavailable> {
        for event in events {
            all.push((Part::Event, self.put_once(attributes(item_of_event(event)))?));
            if let Some(link) = crate::histories::link(event) {
                all.push((Part::Spoken, self.put(link)?));
            }
        }
        Ok(all)
    }

    /// Puts an item, and replaces any item under the same key.
    pub(crate) fn put(&self, item: Attributes) -> Result<TransactWriteItem, Unavailable> {
        transact::put(Put::builder().table_name(&self.table).set_item(Some(item)))
    }

    /// Puts an item under a key that no item has. A refusal shows the item that has it.
    pub(crate) fn put_once(&self, item: Attributes) -> Result<TransactWriteItem, Unavailable> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        transact::put(put)
    }

    /// Keeps the citizen's number. It is sealed anew with every case, but only the first sealed number is kept.
    fn keep_number(&self, citizen: &SealedCitizen, case: &Unsealed) -> Result<TransactWriteItem, Unavailable> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(keys::citizen(&citizen.pseudonym))))
            .update_expression(
                "SET number_sealed = if_not_exists(number_sealed, :number), #language = :language, last_case_at = :at",
            )
            .expression_attribute_names("#language", "language")
            .expression_attribute_values(":number", AttributeValue::B(Blob::new(citizen.number.clone())))
            .expression_attribute_values(":language", s(case.language.as_str()))
            .expression_attribute_values(":at", n(case.drafted_at.as_second()));
        transact::update(update)
    }

    /// Puts the case if the stored case still has the version that was read. The whole item is replaced, so that a
    /// value that an event removes disappears, and nothing of an older form stays beside the new. The condition on the
    /// schema keeps a case of a newer release from being overwritten.
    fn put_case(&self, case: &Case, expected: u32) -> Result<TransactWriteItem, Unavailable> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(attributes(item_of_case(case))))
            .condition_expression("#version = :expected AND #schema <= :schema")
            .expression_attribute_names("#version", "version")
            .expression_attribute_names("#schema", "schema")
            .expression_attribute_values(":expected", n(expected))
            .expression_attribute_values(":schema", n(ledger_items::SCHEMA))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        transact::put(put)
    }
}

fn contact_item(case: &Case, citizen: Option<&SealedCitizen>, owes_number: bool) -> Attributes {
    let mut item = key(keys::contact(&case.contact));
    item.insert("ticket".to_owned(), s(case.ticket.as_str()));
    if let Some(citizen) = citizen {
        item.insert("citizen".to_owned(), s(&citizen.pseudonym));
    }
    item.extend(owes_number.then(|| ("number_owed".to_owned(), s(OWED))));
    item
}

/// The time for which an answer is kept. A step is asked again within seconds and a command within days; a recording,
/// the last file of a call that may come again, is forgotten after 30 days. An answer holds the call's words and where
/// it stands, so it is not kept for longer than that needs.
const ANSWERED: SignedDuration = SignedDuration::from_hours(90 * 24);

fn marker_item(case: &Case, marker: &Marker) -> Attributes {
    let mut item = key(match marker {
        Marker::Step(step) => keys::step(&step.contact, step.number, &step.input.as_code()),
        Marker::Command { id, .. } => keys::command(&case.ticket, id),
    });
    item.insert("answer".to_owned(), s(marker.answer()));
    item.insert("expires_at".to_owned(), n((case.last_event_at + ANSWERED).as_second()));
    item
}

/// Returns the meaning of a refused write. If several items were refused, the marker counts first, then the first in
/// their order.
fn refusal(parts: &[Part], reasons: &[CancellationReason]) -> Written {
    let mut others = Vec::new();
    for (part, reason) in parts.iter().zip(reasons) {
        let old = reason.item();
        match (reason.code(), part) {
            (Some("ConditionalCheckFailed"), Part::Marker) => {
                // This very step or command was answered before.
                let answer = old.and_then(|item| text(item, "answer")).unwrap_or_default();
                return Written::Repeated(answer.to_owned());
            }
            (Some("ConditionalCheckFailed"), Part::Contact) => {
                let ticket = old.and_then(|item| text(item, "ticket")).and_then(|t| Ticket::parse(t).ok());
                others.push(ticket.map_or_else(|| refused("contact"), Written::ContactHasCase));
            }
            (Some("ConditionalCheckFailed"), Part::NewCase) => others.push(Written::TicketTaken),
            (Some("ConditionalCheckFailed"), Part::Case) => others.push(moved(old)),
            (Some(code), _) if !transact::passes(reason) => others.push(refused(code)),
            _ => {}
        }
    }
    others.into_iter().next().unwrap_or_else(|| refused("without a reason"))
}

fn moved(old: Option<&Attributes>) -> Written {
    match old.map(|item| case_of(&facts(item))) {
        Some(Ok(case)) => Written::Moved(Box::new(case)),
        Some(Err(why)) => Written::Refused(why.to_string()),
        None => refused("no such case"),
    }
}

fn refused(why: &str) -> Written {
    Written::Refused(format!("dynamodb TransactionCanceledException {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lifecycle::{CommandId, ContactId, District, Draft, Kind, LanguageCode, Rules as _};

    #[test]
    fn an_answer_is_forgotten_after_ninety_days() {
        let draft = Draft {
            ticket: Ticket::drawn(4_271_083, 8).unwrap(),
            contact: ContactId::new("c-1").unwrap(),
            language: LanguageCode::new("hi").unwrap(),
            terms: state_directory::playbook().unwrap().directory.unsorted(),
            directory_version: "test".into(),
            patience: SignedDuration::from_mins(10),
            kind: Kind::Grievance,
            quiet: None,
            district: District::unknown(),
        };
        let case = draft.open("2026-11-26T06:30:00Z".parse().unwrap()).case;
        let marker = Marker::Command { id: CommandId::new("note-c-1").unwrap(), answer: "note-kept".to_owned() };
        let item = marker_item(&case, &marker);
        let after = case.last_event_at.as_second() + 90 * 24 * 60 * 60;
        assert_eq!(item.get("expires_at"), Some(&n(after)));
    }
}
