//! What is known about the call: the values behind the paths, and the event for functions.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::path::Path;

/// Most bytes of all contact attributes together (page `connect-attrib-list`).
const MAX_ATTRIBUTE_BYTES: usize = 32 * 1024;

/// A call as it comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `$.ContactId`.
    pub contact_id: String,
    /// The caller's number in E.164; none when it is withheld.
    pub caller: Option<String>,
    /// The number that was dialled, in E.164.
    pub dialled: String,
    /// The ARN of the Amazon Connect instance, which also tells the region.
    pub instance_arn: String,
    /// `$.LanguageCode`.
    pub language_code: String,
    /// `$.InitiationMethod`: `INBOUND`, or `API` for a call that was placed.
    pub initiation_method: String,
    /// Contact attributes that the call begins with.
    pub attributes: BTreeMap<String, String>,
}

impl Call {
    /// An inbound call in `en-US` without attributes.
    pub fn inbound(
        contact_id: impl Into<String>,
        caller: Option<&str>,
        dialled: impl Into<String>,
        instance_arn: impl Into<String>,
    ) -> Self {
        Self {
            contact_id: contact_id.into(),
            caller: caller.map(str::to_owned),
            dialled: dialled.into(),
            instance_arn: instance_arn.into(),
            language_code: "en-US".to_owned(),
            initiation_method: "INBOUND".to_owned(),
            attributes: BTreeMap::new(),
        }
    }
}

/// Whether a number is in E.164: a plus and 7 to 15 digits, the first not 0.
pub(crate) fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.chars().all(|digit| digit.is_ascii_digit())
    })
}

#[derive(Debug)]
pub(crate) struct Contact {
    pub attributes: BTreeMap<String, String>,
    /// The last answer of a function; `$.External`.
    pub external: Option<Value>,
    /// `$.StoredCustomerInput`.
    pub stored_input: Option<String>,
    pub queue: Option<String>,
    pub voice: String,
    instance_arn: String,
    /// `Details.ContactData` without the attributes.
    facts: Map<String, Value>,
}

impl Contact {
    pub(crate) fn new(call: Call) -> Self {
        let region = call.instance_arn.split(':').nth(3).unwrap_or_default();
        let instance_id = call.instance_arn.rsplit('/').next().unwrap_or_default();
        let endpoint = |number: &str| json!({ "Address": number, "Type": "TELEPHONE_NUMBER" });
        let facts = [
            ("AwsRegion", json!(region)),
            ("Channel", json!("VOICE")),
            ("ContactId", json!(call.contact_id)),
            ("InitialContactId", json!(call.contact_id)),
            ("PreviousContactId", json!(call.contact_id)),
            ("RelatedContactId", Value::Null),
            ("CustomerEndpoint", call.caller.as_deref().map_or(Value::Null, endpoint)),
            ("SystemEndpoint", endpoint(&call.dialled)),
            ("CustomerId", Value::Null),
            ("Name", Value::Null),
            ("Description", Value::Null),
            ("LanguageCode", json!(call.language_code)),
            ("InitiationMethod", json!(call.initiation_method)),
            ("InstanceARN", json!(call.instance_arn)),
            ("MediaStreams", json!({ "Customer": { "Audio": {} } })),
            ("Queue", Value::Null),
            ("References", json!({})),
            ("Tags", json!({ "aws:connect:instanceId": instance_id })),
            ("SegmentAttributes", json!({ "connect:Subtype": { "ValueString": "connect:Telephony" } })),
        ];
        Self {
            attributes: call.attributes,
            external: None,
            stored_input: None,
            queue: None,
            voice: "Joanna".to_owned(),
            facts: facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            instance_arn: call.instance_arn,
        }
    }

    /// Sets the target queue, given by id or ARN.
    pub(crate) fn set_queue(&mut self, queue: String, name: Option<String>) {
        let arn =
            if queue.starts_with("arn:") { queue.clone() } else { format!("{}/queue/{queue}", self.instance_arn) };
        self.facts.insert("Queue".to_owned(), json!({ "ARN": arn, "Name": name, "OutboundCallerId": null }));
        self.queue = Some(queue);
    }

    /// Sets all or, when they would not fit, none.
    pub(crate) fn set_attributes(&mut self, new: &BTreeMap<String, String>) -> Result<(), TooLarge> {
        let mut all = self.attributes.clone();
        all.extend(new.clone());
        let bytes =
            all.iter().fold(0_usize, |sum, (key, value)| sum.saturating_add(key.len()).saturating_add(value.len()));
        if bytes > MAX_ATTRIBUTE_BYTES {
            return Err(TooLarge);
        }
        self.attributes = all;
        Ok(())
    }

    /// The value behind a path; none when there is none. Arrays cannot be looked into.
    pub(crate) fn value(&self, path: &Path) -> Option<Value> {
        let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["Attributes", key] => self.attributes.get(*key).map(|value| json!(value)),
            ["External", rest @ ..] | ["LambdaInvocation", "ResultData", rest @ ..] => {
                walk(self.external.as_ref()?, rest)
            }
            ["StoredCustomerInput"] => self.stored_input.as_ref().map(|value| json!(value)),
            ["TextToSpeechVoiceId"] => Some(json!(self.voice)),
            ["SegmentAttributes", name] => walk(self.facts.get("SegmentAttributes")?, &[name, "ValueString"]),
            [first, rest @ ..] => walk(self.facts.get(*first)?, rest),
            [] => None,
        }
    }

    /// The event that a function receives (page `connect-lambda-functions`).
    pub(crate) fn event(&self, parameters: &Value) -> Value {
        let mut data = self.facts.clone();
        data.insert("Attributes".to_owned(), json!(self.attributes));
        json!({ "Name": "ContactFlowEvent", "Details": { "Parameters": parameters, "ContactData": data } })
    }
}

#[derive(Debug)]
pub(crate) struct TooLarge;

fn walk(value: &Value, names: &[&str]) -> Option<Value> {
    let found = names.iter().try_fold(value, |value, name| value.as_object()?.get(*name))?;
    (!found.is_null()).then(|| found.clone())
}
