//! Phones of calls, and texts: each begun once, beside its event.

use crate::attributes::{Attributes, key, s, text};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use dialogue::Contacting;
use helpline::EventKey;
use helpline::ports::Unavailable;
use helpline::texting::{FindPhone, Phone, RecordSms, SmsState};
use ledger_items::keys;
use lifecycle::ContactId;

impl FindPhone for DynamoLedger {
    /// Two gets: the call, then its citizen.
    async fn phone(&self, contact: &ContactId) -> Result<Option<Phone>, Unavailable> {
        let call = self.item(keys::contact(contact)).await?.unwrap_or_default();
        let Some(pseudonym) = text(&call, "citizen") else { return Ok(None) };
        let citizen = self.item(keys::citizen(pseudonym)).await?.unwrap_or_default();
        let Some(number) = citizen.get("number_sealed").and_then(|sealed| sealed.as_b().ok()) else { return Ok(None) };
        let contacting = text(&citizen, "contacting").and_then(Contacting::parse);
        Ok(Some(Phone { number: number.as_ref().to_vec(), contacting }))
    }
}

/// How a text stands, as its item says.
fn state(item: &Attributes) -> SmsState {
    match text(item, "state") {
        Some("sent") => SmsState::Sent { message: text(item, "message").unwrap_or_default().to_owned() },
        Some("refused") => SmsState::Refused { code: text(item, "code").unwrap_or_default().to_owned() },
        Some("unknown") => SmsState::Unknown,
        _ => SmsState::Sending,
    }
}

impl RecordSms for DynamoLedger {
    async fn begin_sms(&self, of: &EventKey) -> Result<Option<SmsState>, Unavailable> {
        let mut item = key(keys::sms(&of.ticket, of.sequence));
        item.insert("state".to_owned(), s("sending"));
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
                    Ok(Some(before.item().map_or(SmsState::Sending, state)))
                }
                _ => Err(unavailable(&error)),
            },
        }
    }

    /// What became of it, and for one that was sent by which message its delivery result is known.
    async fn record_sms(&self, of: &EventKey, state: &SmsState) -> Result<(), Unavailable> {
        let (word, code, message) = match state {
            SmsState::Sending => ("sending", None, None),
            SmsState::Sent { message } => ("sent", None, Some(message)),
            SmsState::Refused { code } => ("refused", Some(code), None),
            SmsState::Unknown => ("unknown", None, None),
        };
        let mut item = key(keys::sms(&of.ticket, of.sequence));
        item.insert("state".to_owned(), s(word));
        item.extend(code.map(|code| ("code".to_owned(), s(code))));
        item.extend(message.map(|message| ("message".to_owned(), s(message))));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        put.send().await.map_err(|e| unavailable(&e))?;
        let Some(message) = message else { return Ok(()) };
        let mut link = key(keys::message(message));
        link.insert("ticket".to_owned(), s(of.ticket.as_str()));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(link));
        put.send().await.map(drop).map_err(|e| unavailable(&e))
    }

    async fn put_off_sms(&self, of: &EventKey) -> Result<(), Unavailable> {
        let delete = self.client.delete_item().table_name(&self.table);
        let delete = delete.set_key(Some(key(keys::sms(&of.ticket, of.sequence))));
        delete.send().await.map(drop).map_err(|e| unavailable(&e))
    }

    async fn delivered_sms(&self, message: &str, result: &str) -> Result<bool, Unavailable> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::message(message))))
            .update_expression("SET #result = :result")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_names("#result", "result")
            .expression_attribute_values(":result", s(result));
        match update.send().await {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(unavailable(&error)),
            },
        }
    }
}
