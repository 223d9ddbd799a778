//! Writing: one transaction, all under conditions, or nothing.

use crate::DynamoLedger;
use crate::attributes::{Attributes, attributes, facts, key, n, s, text};
use aws_kit::deadlines::WRITE;
use aws_kit::{error_code, outcome_unknown};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use helpline::SealedCitizen;
use helpline::ports::{Actions, Advance, Advanced, CaseOpener, CaseWriter, Created, Marker, NewCase};
use ledger_items::{case_of, item_of_case, item_of_event, keys};
use lifecycle::{Case, Event, Ticket};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Longest pause before the second attempt of a transaction that met another one; doubled from there.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Longest pause before any attempt.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// What stands at each place of the transaction, to read its cancellation reasons by.
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

/// What a transaction came to.
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

/// Stands in the place of an answer that this kind of write cannot have.
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
}

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

/// The places of a transaction, and its items.
type Transaction = Vec<(Part, TransactWriteItem)>;

impl DynamoLedger {
    async fn commit(&self, transaction: Option<Transaction>) -> Written {
        let deadline = Instant::now() + WRITE;
        let Some(transaction) = transaction else {
            return Written::Refused("the transaction could not be built".into());
        };
        let (parts, items): (Vec<Part>, Vec<TransactWriteItem>) = transaction.into_iter().unzip();
        let mut pause = FIRST_PAUSE;
        loop {
            let attempt = self.client.transact_write_items().set_transact_items(Some(items.clone())).send();
            let error = match timeout_at(deadline, attempt).await {
                Err(_) => return Written::Unknown("dynamodb did not answer in time".into()),
                Ok(Ok(_)) => return Written::Done,
                Ok(Err(error)) => error,
            };
            let code = error_code("dynamodb", &error);
            match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    match outcome(&parts, cancelled.cancellation_reasons()) {
                        Some(written) => return written,
                        // Nothing was written: another transaction held one of the items, or we were throttled.
                        None if Instant::now() + pause < deadline => {
                            sleep(pause.mul_f64(fastrand::f64())).await;
                            pause = (pause * 2).min(LONGEST_PAUSE);
                        }
                        None => return Written::Unknown("dynamodb conflicts until the deadline".into()),
                    }
                }
                _ if outcome_unknown(&error) => return Written::Unknown(code),
                _ => return Written::Refused(code),
            }
        }
    }

    fn creation(&self, new: &NewCase) -> Option<Transaction> {
        let NewCase { case, events, citizen, marker } = new;
        let mut all = self.marked(case, marker.as_ref())?;
        all.push((Part::Contact, self.put_once(contact_item(case, citizen.as_ref()))?));
        all.push((Part::NewCase, self.put_once(attributes(item_of_case(case)))?));
        if let Some(citizen) = citizen {
            all.push((Part::Citizen, self.keep_number(citizen, case)?));
            all.push((Part::Citizen, self.put_once(crate::callers::link(citizen, case))?));
        }
        self.with_events(all, events)
    }

    fn step(&self, advance: &Advance) -> Option<Transaction> {
        let Advance { case, events, from, marker } = advance;
        let mut all = self.marked(case, marker.as_ref())?;
        all.push((Part::Case, self.put_case(case, *from)?));
        self.with_events(all, events)
    }

    /// The marker first: a repeat is told apart from every other refusal by it.
    fn marked(&self, case: &Case, marker: Option<&Marker>) -> Option<Transaction> {
        let marker = marker.map(|marker| self.put_once(marker_item(&case.ticket, marker)));
        Some(match marker {
            Some(put) => vec![(Part::Marker, put?)],
            None => Vec::new(),
        })
    }

    fn with_events(&self, mut all: Transaction, events: &[Event]) -> Option<Transaction> {
        for event in events {
            all.push((Part::Event, self.put_once(attributes(item_of_event(event)))?));
            if let Some(link) = crate::histories::link(event) {
                let put = Put::builder().table_name(&self.table).set_item(Some(link)).build();
                all.push((Part::Spoken, TransactWriteItem::builder().put(put.ok()?).build()));
            }
        }
        Some(all)
    }

    pub(crate) fn put_once(&self, item: Attributes) -> Option<TransactWriteItem> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build();
        Some(TransactWriteItem::builder().put(put.ok()?).build())
    }

    /// The citizen's number is sealed anew with every case, and kept the first time.
    fn keep_number(&self, citizen: &SealedCitizen, case: &Case) -> Option<TransactWriteItem> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(keys::citizen(&citizen.pseudonym))))
            .update_expression(
                "SET number_sealed = if_not_exists(number_sealed, :number), #language = :language, last_case_at = :at",
            )
            .expression_attribute_names("#language", "language")
            .expression_attribute_values(":number", AttributeValue::B(Blob::new(citizen.number.clone())))
            .expression_attribute_values(":language", s(case.language.as_str()))
            .expression_attribute_values(":at", n(case.drafted_at.as_second()))
            .build();
        Some(TransactWriteItem::builder().update(update.ok()?).build())
    }

    /// Puts the case at the version that was read. It is put whole: what an event takes away is gone, and nothing of an
    /// older form stays beside the new one. A case of a newer release is not overwritten: its schema is a condition.
    fn put_case(&self, case: &Case, expected: u32) -> Option<TransactWriteItem> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(attributes(item_of_case(case))))
            .condition_expression("#version = :expected AND #schema <= :schema")
            .expression_attribute_names("#version", "version")
            .expression_attribute_names("#schema", "schema")
            .expression_attribute_values(":expected", n(expected))
            .expression_attribute_values(":schema", n(ledger_items::SCHEMA))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build();
        Some(TransactWriteItem::builder().put(put.ok()?).build())
    }
}

fn contact_item(case: &Case, citizen: Option<&SealedCitizen>) -> Attributes {
    let mut item = key(keys::contact(&case.contact));
    item.insert("ticket".to_owned(), s(case.ticket.as_str()));
    if let Some(citizen) = citizen {
        item.insert("citizen".to_owned(), s(&citizen.pseudonym));
    }
    item
}

fn marker_item(ticket: &Ticket, marker: &Marker) -> Attributes {
    let mut item = key(match marker {
        Marker::Step(step) => keys::step(&step.contact, step.number, &step.input.as_code()),
        Marker::Command { id, .. } => keys::command(ticket, id),
    });
    item.insert("answer".to_owned(), s(marker.answer()));
    item
}

/// Reads why a transaction was cancelled. `None`: because of another transaction at the same moment.
fn outcome(parts: &[Part], reasons: &[CancellationReason]) -> Option<Written> {
    let mut others = Vec::new();
    for (part, reason) in parts.iter().zip(reasons) {
        let old = reason.item();
        match (reason.code(), part) {
            (None | Some("None"), _) => {}
            (Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"), _) => {
                others.push(None);
            }
            (Some("ConditionalCheckFailed"), Part::Marker) => {
                // The strongest word: this very step was answered before.
                let answer = old.and_then(|item| text(item, "answer")).unwrap_or_default();
                return Some(Written::Repeated(answer.to_owned()));
            }
            (Some("ConditionalCheckFailed"), Part::Contact) => {
                let ticket = old.and_then(|item| text(item, "ticket")).and_then(|t| Ticket::parse(t).ok());
                others.push(Some(ticket.map_or_else(|| refused("contact"), Written::ContactHasCase)));
            }
            (Some("ConditionalCheckFailed"), Part::NewCase) => others.push(Some(Written::TicketTaken)),
            (Some("ConditionalCheckFailed"), Part::Case) => others.push(Some(moved(old))),
            (Some(code), _) => others.push(Some(refused(code))),
        }
    }
    // A conflict beside a refusal: the refusal stands, nothing was written either way.
    others.into_iter().flatten().next()
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
