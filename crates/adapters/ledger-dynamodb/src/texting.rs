//! The phones of calls, and the SMS to them. Each SMS is begun once.

use crate::attributes::{Attributes, key, n, s, text};
use crate::transact;
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::{ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update};
use dialogue::{Contacting, SchemeId};
use directory::Sms;
use helpline::NotificationKey;
use helpline::ports::{Actions, Phone, SmsLedger, SmsRequests, SmsState, Unavailable, WantedSms};
use jiff::{SignedDuration, Timestamp};
use ledger_items::{Key, keys};
use lifecycle::{ContactId, SchemeCode};

fn sms_key(of: &NotificationKey) -> Key {
    match of {
        NotificationKey::Event(event) => keys::sms(&event.ticket, event.sequence),
        NotificationKey::Scheme { contact, code } => keys::scheme_sms(contact, code),
    }
}

/// The attribute with the time at which the table deletes an item.
const EXPIRES_AT: &str = "expires_at";

/// The time for which a caller's wish for an SMS is kept, with their encrypted number. An older SMS is no news.
const WANTED: SignedDuration = SignedDuration::from_hours(7 * 24);

impl SmsRequests for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:PutItem"];

    async fn want_sms(&self, wanted: &WantedSms) -> Result<(), Unavailable> {
        let WantedSms { contact, scheme, number, sms, at } = wanted;
        let mut item = key(keys::wanted_sms(contact, &scheme.code));
        item.insert("version".to_owned(), n(scheme.version));
        item.insert("number_sealed".to_owned(), AttributeValue::B(Blob::new(number.clone())));
        item.insert("template".to_owned(), s(&sms.template));
        item.extend(sms.registered.as_ref().map(|id| ("registered".to_owned(), s(id))));
        item.insert("text".to_owned(), s(&sms.text));
        item.insert("at".to_owned(), n(at.as_second()));
        item.insert(EXPIRES_AT.to_owned(), n((*at + WANTED).as_second()));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        match put.condition_expression("attribute_not_exists(pk)").send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                // The caller asked for it before.
                Some(PutItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(unavailable(&error)),
            },
        }
    }
}

/// Reads the state of an SMS from its item.
fn state(item: &Attributes) -> SmsState {
    match text(item, "state") {
        Some("sent") => SmsState::Sent { message: text(item, "message").unwrap_or_default().to_owned() },
        Some("refused") => SmsState::Refused { code: text(item, "code").unwrap_or_default().to_owned() },
        Some("unknown") => SmsState::Unknown,
        _ => SmsState::Sending { since: since(item) },
    }
}

fn since(item: &Attributes) -> Timestamp {
    number_of(item, "since").and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_default()
}

fn number_of(item: &Attributes, name: &str) -> Option<i64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

/// The condition for recording or putting off an SMS: it is being sent.
const BEING_SENT: &str = "#state = :sending";

impl DynamoLedger {
    /// Returns the writes that record an outcome: of the SMS, and of the message if the operators have one.
    fn recorded(
        &self,
        of: &NotificationKey,
        state: &SmsState,
        expires: Option<&AttributeValue>,
    ) -> Result<Vec<TransactWriteItem>, Unavailable> {
        let (word, detail) = match state {
            SmsState::Sending { .. } => ("sending", None),
            SmsState::Sent { message } => ("sent", Some(("message", message))),
            SmsState::Refused { code } => ("refused", Some(("code", code))),
            SmsState::Unknown => ("unknown", None),
        };
        let set = if detail.is_some() { "SET #state = :state, #detail = :detail" } else { "SET #state = :state" };
        let mut update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(sms_key(of))))
            .condition_expression(BEING_SENT)
            .update_expression(format!("{set} REMOVE #since"))
            .expression_attribute_names("#state", "state")
            .expression_attribute_names("#since", "since")
            .expression_attribute_values(":sending", s("sending"))
            .expression_attribute_values(":state", s(word));
        if let Some((name, detail)) = detail {
            update =
                update.expression_attribute_names("#detail", name).expression_attribute_values(":detail", s(detail));
        }
        let mut writes = vec![transact::update(update)?];
        if let SmsState::Sent { message } = state {
            let mut link = key(keys::message(message));
            link.insert("of".to_owned(), s(of.to_string()));
            link.extend(expires.map(|at| (EXPIRES_AT.to_owned(), at.clone())));
            writes.push(self.put(link)?);
        }
        Ok(writes)
    }
}

impl SmsLedger for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

    /// Makes two gets: for the call, then for its citizen.
    async fn phone(&self, contact: &ContactId) -> Result<Option<Phone>, Unavailable> {
        let call = self.item(keys::contact(contact)).await?.unwrap_or_default();
        let Some(pseudonym) = text(&call, "citizen") else { return Ok(None) };
        let citizen = self.item(keys::citizen(pseudonym)).await?.unwrap_or_default();
        let Some(number) = citizen.get("number_sealed").and_then(|sealed| sealed.as_b().ok()) else { return Ok(None) };
        let contacting = text(&citizen, "contacting").and_then(Contacting::parse);
        Ok(Some(Phone { number: number.as_ref().to_vec(), contacting }))
    }

    async fn wanted_sms(&self, contact: &ContactId, code: &SchemeCode) -> Result<Option<WantedSms>, Unavailable> {
        let Some(item) = self.item(keys::wanted_sms(contact, code)).await? else { return Ok(None) };
        let words = |name: &str| text(&item, name).map(str::to_owned);
        let number = item.get("number_sealed").and_then(|number| number.as_b().ok());
        let wanted = || {
            Some(WantedSms {
                contact: contact.clone(),
                scheme: SchemeId { code: code.clone(), version: u32::try_from(number_of(&item, "version")?).ok()? },
                number: number?.as_ref().to_vec(),
                sms: Sms { template: words("template")?, registered: words("registered"), text: words("text")? },
                at: Timestamp::from_second(number_of(&item, "at")?).ok()?,
            })
        };
        wanted().map(Some).ok_or_else(|| Unavailable("this release cannot read the SMS that a caller wants".into()))
    }

    async fn begin_sms(&self, of: &NotificationKey, now: Timestamp) -> Result<Option<SmsState>, Unavailable> {
        let mut item = key(sms_key(of));
        item.insert("state".to_owned(), s("sending"));
        item.insert("since".to_owned(), n(now.as_second()));
        // The item of a scheme's SMS expires, because the table must not show for ever which scheme a caller wanted.
        if matches!(of, NotificationKey::Scheme { .. }) {
            item.insert(EXPIRES_AT.to_owned(), n((now + WANTED).as_second()));
        }
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match put.send().await {
            Ok(_) => Ok(None),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(before)) => {
                    Ok(Some(before.item().map_or(SmsState::Sending { since: now }, state)))
                }
                _ => Err(unavailable(&error)),
            },
        }
    }

    /// Records the outcome of an SMS. For an SMS that was sent, the same transaction writes the message's item, by which
    /// its delivery result is found: two writes would lose the item if the function ended between them.
    async fn record_sms(&self, of: &NotificationKey, state: &SmsState) -> Result<(), Unavailable> {
        if matches!(state, SmsState::Sending { .. }) {
            return Ok(());
        }
        let begun = self.item(sms_key(of)).await?.unwrap_or_default();
        let writes = self.recorded(of, state, begun.get(EXPIRES_AT))?;
        // A failed condition means that another attempt recorded the outcome first.
        self.transact(writes).await.first_refused().map(drop)
    }

    async fn put_off_sms(&self, of: &NotificationKey) -> Result<(), Unavailable> {
        let delete = self.client.delete_item().table_name(&self.table);
        let delete = delete.set_key(Some(key(sms_key(of))));
        let delete = delete.condition_expression(BEING_SENT).expression_attribute_names("#state", "state");
        match delete.expression_attribute_values(":sending", s("sending")).send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(DeleteItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(unavailable(&error)),
            },
        }
    }

    async fn delivered_sms(&self, message: &str, result: &str, is_final: bool) -> Result<bool, Unavailable> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::message(message))))
            .update_expression(if is_final {
                "SET #result = :result, is_final = :yes"
            } else {
                "SET #result = :result"
            })
            .condition_expression("attribute_exists(pk) AND attribute_not_exists(is_final)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .expression_attribute_names("#result", "result")
            .expression_attribute_values(":result", s(result));
        let update = if is_final { update.expression_attribute_values(":yes", s("yes")) } else { update };
        match update.send().await {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                // The message is ours and has a final result, or it is not ours.
                Some(UpdateItemError::ConditionalCheckFailedException(before)) => Ok(before.item().is_some()),
                _ => Err(unavailable(&error)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::config::BehaviorVersion;

    #[test]
    fn that_an_sms_was_sent_and_the_item_of_its_message_are_one_write() {
        let config = aws_sdk_dynamodb::Config::builder().behavior_version(BehaviorVersion::latest()).build();
        let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::from_conf(config), "table".to_owned());
        let of = NotificationKey::parse("42710839-4").unwrap();
        let sent = SmsState::Sent { message: "m-1".to_owned() };
        let writes = ledger.recorded(&of, &sent, Some(&n(7))).unwrap();
        let [state, link] = writes.as_slice() else { panic!("two items in one transaction: {writes:?}") };
        let state = state.update().unwrap();
        assert_eq!(state.condition_expression(), Some(BEING_SENT));
        let item = link.put().unwrap().item();
        assert_eq!((text(item, "pk"), text(item, "of")), (Some("MESSAGE#m-1"), Some("42710839-4")));
        assert_eq!(item.get(EXPIRES_AT), Some(&n(7)), "it is forgotten together with the SMS");
        assert_eq!(ledger.recorded(&of, &SmsState::Unknown, None).unwrap().len(), 1);
    }
}
