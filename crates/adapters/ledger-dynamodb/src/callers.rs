//! Reads the data of a caller, and keeps the times at which their phone may be called.

use crate::attributes::{Attributes, facts, key, n, s, text};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use dialogue::Contacting;
use helpline::SealedCitizen;
use helpline::ports::{Actions, Callers, KnownCitizen, MOST_KNOWN_CASES, Unavailable, Unsealed, most_in_a_day};
use jiff::Timestamp;
use ledger_items::{case_of, keys};
use lifecycle::{Case, ContactId, LanguageCode, Ticket};

/// Items of a citizen among which their latest cases are found.
const MOST_ITEMS: i32 = 100;

/// Requests in which several cases are read, before the rest counts as unavailable.
const MOST_READS: usize = 3;

impl Callers for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"];

    /// Makes one query, and one batch get more for a citizen with cases; more only if DynamoDB returns a part.
    async fn citizen(&self, pseudonym: &str) -> Result<Option<KnownCitizen>, Unavailable> {
        let query = self
            .partition(keys::citizen(pseudonym).pk)
            .consistent_read(true)
            // The citizen's own item sorts last, and so comes first in this order.
            .scan_index_forward(false)
            .limit(MOST_ITEMS);
        let found = query.send().await.map_err(|e| unavailable(&e))?;
        let (mut citizen, mut tickets) = (None, Vec::new());
        for item in found.items() {
            match text(item, "sk").filter(|sk| sk.starts_with(keys::CASE_PREFIX)) {
                Some(sk) => tickets.extend(keys::linked_ticket(sk).map(|ticket| (drafted_at(item), ticket))),
                None => citizen = Some(item),
            }
        }
        if citizen.is_none() && tickets.is_empty() {
            return Ok(None);
        }
        tickets.sort();
        let times = tickets.iter().filter_map(|(at, _)| Timestamp::from_second(*at).ok());
        let most_in_a_day = most_in_a_day(times);
        let latest: Vec<Ticket> = tickets.into_iter().rev().take(MOST_KNOWN_CASES).map(|(_, ticket)| ticket).collect();
        Ok(Some(KnownCitizen {
            language: citizen.and_then(|c| LanguageCode::new(text(c, "language")?).ok()),
            contacting: citizen.and_then(|c| Contacting::parse(text(c, "contacting")?)),
            cases: self.cases(&latest).await?,
            most_in_a_day,
        }))
    }

    async fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> Result<bool, Unavailable> {
        // The call that made the case names its caller.
        let Some(case) = self.item(keys::case(ticket)).await? else { return Ok(false) };
        let Some(contact) = text(&case, "contact").and_then(|contact| ContactId::new(contact).ok()) else {
            return Ok(false);
        };
        let call = self.item(keys::contact(&contact)).await?.unwrap_or_default();
        Ok(text(&call, "citizen") == Some(pseudonym))
    }

    async fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> Result<(), Unavailable> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::citizen(&citizen.pseudonym))))
            .update_expression("SET number_sealed = if_not_exists(number_sealed, :number), contacting = :when")
            .expression_attribute_values(":number", AttributeValue::B(Blob::new(citizen.number.clone())))
            .condition_expression("attribute_not_exists(contacting) OR :when = :no")
            .expression_attribute_values(":no", s(Contacting::No.as_str()))
            .expression_attribute_values(":when", s(when.as_str()));
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                // The phone was asked before, and its owner's answer stays.
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(unavailable(&error)),
            },
        }
    }
}

impl DynamoLedger {
    /// Reads several cases at once. Leaves out a case that this release cannot read.
    async fn cases(&self, tickets: &[Ticket]) -> Result<Vec<Case>, Unavailable> {
        let mut wanted: Vec<Attributes> = tickets.iter().map(|ticket| key(keys::case(ticket))).collect();
        let mut cases = Vec::new();
        for _ in 0..MOST_READS {
            if wanted.is_empty() {
                return Ok(cases);
            }
            let asked = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true).build();
            let asked = asked.map_err(|_| Unavailable("the request could not be built".into()))?;
            let read = self.client.batch_get_item().request_items(&self.table, asked).send().await;
            let read = read.map_err(|e| unavailable(&e))?;
            let items = read.responses().and_then(|tables| tables.get(&self.table)).into_iter().flatten();
            cases.extend(items.filter_map(|item| case_of(&facts(item)).ok()));
            // Under load DynamoDB returns a part, and the keys that it did not read.
            let left = read.unprocessed_keys().and_then(|tables| tables.get(&self.table));
            wanted = left.map(|left| left.keys().to_vec()).unwrap_or_default();
        }
        Err(Unavailable("dynamodb read only a part of a citizen's cases".into()))
    }
}

/// Returns the time of the draft. An item of the release before has no such time and counts as older than all others.
pub(crate) fn drafted_at(item: &Attributes) -> i64 {
    item.get("drafted_at").and_then(|at| at.as_n().ok()).and_then(|at| at.parse().ok()).unwrap_or(0)
}

/// Returns the item that links a citizen to a case.
pub(crate) fn link(citizen: &SealedCitizen, case: &Unsealed) -> Attributes {
    let mut item = key(keys::citizens_case(&citizen.pseudonym, case.drafted_at.as_second(), &case.ticket));
    item.insert("drafted_at".to_owned(), n(case.drafted_at.as_second()));
    item
}
