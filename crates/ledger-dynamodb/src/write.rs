//! Writing: one transaction, all under conditions, or nothing.

use crate::DynamoLedger;
use crate::item::{REMOVABLE, at, case_from_item, case_to_item, changing, event_to_item, n, s, text};
use crate::keys::{self, Item};
use aws_kit::deadlines::WRITE;
use aws_kit::{error_code, outcome_unknown};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use helpline::ports::{AnsweredStep, Expects, SealedCitizen, Write, WriteCases, Written};
use lifecycle::{Case, Ticket};
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
    Step,
    Citizen,
}

impl WriteCases for DynamoLedger {
    async fn write(&self, write: &Write) -> Written {
        let deadline = Instant::now() + WRITE;
        let Some((parts, items)) = self.transaction(write) else {
            return Written::Refused("the transaction could not be built".into());
        };
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
}

impl DynamoLedger {
    fn transaction(&self, write: &Write) -> Option<(Vec<Part>, Vec<TransactWriteItem>)> {
        let mut all: Vec<(Part, TransactWriteItem)> = Vec::new();
        // The step first: a repeat is told apart from every other refusal by it.
        if let Some(step) = &write.step {
            all.push((Part::Step, self.put_once(step_item(step))?));
        }
        match &write.expects {
            Expects::New { citizen } => {
                all.push((Part::Contact, self.put_once(contact_item(&write.case, citizen.as_ref()))?));
                all.push((Part::NewCase, self.put_once(case_to_item(&write.case))?));
                if let Some(citizen) = citizen {
                    all.push((Part::Citizen, self.keep_number(citizen, &write.case)?));
                    all.push((
                        Part::Citizen,
                        self.put_once(keys::citizens_case(&citizen.pseudonym, &write.case.ticket))?,
                    ));
                }
            }
            Expects::Version(version) => all.push((Part::Case, self.update_case(&write.case, *version)?)),
        }
        for event in &write.events {
            all.push((Part::Event, self.put_once(event_to_item(event))?));
        }
        Some(all.into_iter().unzip())
    }

    fn put_once(&self, item: Item) -> Option<TransactWriteItem> {
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
            .set_key(Some(keys::citizen(&citizen.pseudonym)))
            .update_expression(
                "SET number_sealed = if_not_exists(number_sealed, :number), #language = :language, last_case_at = :at",
            )
            .expression_attribute_names("#language", "language")
            .expression_attribute_values(":number", AttributeValue::B(Blob::new(citizen.number.clone())))
            .expression_attribute_values(":language", s(case.language.as_str()))
            .expression_attribute_values(":at", at(case.drafted_at))
            .build();
        Some(TransactWriteItem::builder().update(update.ok()?).build())
    }

    /// Sets what an event may change and leaves the rest, so that a field of a newer release survives.
    fn update_case(&self, case: &Case, expected: u32) -> Option<TransactWriteItem> {
        let changes = changing(case);
        let names: Vec<&String> = changes.keys().collect();
        let sets: Vec<String> = names.iter().map(|name| format!("#{name} = :{name}")).collect();
        let lost: Vec<&str> = REMOVABLE.into_iter().filter(|name| !changes.contains_key(*name)).collect();
        let mut expression = format!("SET {}", sets.join(", "));
        if !lost.is_empty() {
            expression.push_str(" REMOVE ");
            expression.push_str(&lost.join(", "));
        }
        let mut update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(keys::case(&case.ticket)))
            .update_expression(expression)
            .condition_expression("#version = :expected")
            .expression_attribute_values(":expected", n(expected))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        for (name, value) in changes.clone() {
            update = update
                .expression_attribute_names(format!("#{name}"), &name)
                .expression_attribute_values(format!(":{name}"), value);
        }
        Some(TransactWriteItem::builder().update(update.build().ok()?).build())
    }
}

fn contact_item(case: &Case, citizen: Option<&SealedCitizen>) -> Item {
    let mut item = keys::contact(&case.contact);
    item.insert("ticket".to_owned(), s(case.ticket.as_str()));
    if let Some(citizen) = citizen {
        item.insert("citizen".to_owned(), s(&citizen.pseudonym));
    }
    item
}

fn step_item(step: &AnsweredStep) -> Item {
    let mut item = keys::step(&step.contact, step.number, step.input);
    item.insert("answer".to_owned(), s(&step.answer));
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
            (Some("ConditionalCheckFailed"), Part::Step) => {
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

fn moved(old: Option<&Item>) -> Written {
    match old {
        Some(item) => {
            case_from_item(item).map_or_else(|| refused("unknown schema"), |case| Written::Moved(Box::new(case)))
        }
        None => refused("no such case"),
    }
}

fn refused(why: &str) -> Written {
    Written::Refused(format!("dynamodb TransactionCanceledException {why}"))
}
