//! The contact: the values behind the paths, and the event for functions.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use serde_json::{Map, Value, json};

use super::{call::Call, hook::Hook};
use crate::{language::Path, outside::Agent};

/// Most bytes of all contact attributes together, and of all flow attributes (page `connect-attrib-list`).
const MAX_ATTRIBUTE_BYTES: usize = 32 * 1024;
/// Most tags that a flow may give a contact (page `contact-actions-tagcontact`).
const MAX_TAGS: usize = 6;

/// The values that belong to one flow or module. A module does not see the values of the flow that invokes it, and that
/// flow does not see the module's (pages `contact-flow-modules`, `connect-attrib-list`).
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The last answer of a function; `$.External`.
    pub external: Option<Value>,
    /// The last asynchronous function call; `$.LambdaInvocation.InvocationId`.
    pub invocation_id: Option<String>,
    /// `$.StoredCustomerInput`.
    pub stored_input: Option<String>,
    pub flow_attributes: BTreeMap<String, String>,
    /// The answers of services, by the first name of their paths: `Lex`, `Customer`, `Case`, `Views`, `Metrics`, …
    pub results: BTreeMap<&'static str, Value>,
    /// The input of the module; `$.Modules.Input`.
    pub input: Option<Value>,
}

#[derive(Debug)]
pub(crate) struct Contact {
    pub attributes: BTreeMap<String, String>,
    pub scope: Scope,
    /// The target queue; it may be an agent's own queue.
    pub queue: Option<String>,
    /// `true` if the target queue is an agent's own queue, which has no hours of operation.
    pub queue_of_agent: bool,
    /// `true` if the contact waits in the target queue.
    pub queued: bool,
    pub voice: String,
    /// The keys in the DTMF buffer; `None` if the buffer is off.
    pub buffer: Option<String>,
    pub callback_number: Option<String>,
    /// The flow for each hook.
    pub hooks: BTreeMap<Hook, String>,
    /// Hooks that are switched off, even if they have a flow.
    pub hooks_off: BTreeSet<Hook>,
    /// How often each `Loop` went round in this call, by flow and identifier.
    pub rounds: BTreeMap<(usize, String), u64>,
    /// The next message of each `MessageParticipantIteratively` that continues after an interruption.
    pub next_message: BTreeMap<(usize, String), usize>,
    /// The participants who are recorded once an agent has joined.
    pub recorded: Vec<String>,
    /// Number of contacts of the call: one, and one more for each transfer between queues.
    pub contacts: u32,
    instance_arn: String,
    /// `Details.ContactData` of the event, without the attributes.
    facts: Map<String, Value>,
    system: Map<String, Value>,
    tags_given: BTreeSet<String>,
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
            scope: Scope { external: call.external, ..Scope::default() },
            queue: None,
            queue_of_agent: false,
            queued: false,
            voice: "Joanna".to_owned(),
            buffer: None,
            callback_number: call.caller,
            hooks: BTreeMap::new(),
            hooks_off: BTreeSet::new(),
            recorded: Vec::new(),
            next_message: BTreeMap::new(),
            rounds: BTreeMap::new(),
            contacts: 1,
            facts: facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            system: call.system,
            tags_given: BTreeSet::new(),
            instance_arn: call.instance_arn,
        }
    }

    /// `$.ContactId`.
    pub(crate) fn id(&self) -> &str {
        self.facts.get("ContactId").and_then(Value::as_str).unwrap_or_default()
    }

    /// Sets a value in the event for functions.
    pub(crate) fn set(&mut self, fact: &str, value: Value) {
        self.facts.insert(fact.to_owned(), value);
    }

    /// Sets the target queue, given by id or ARN. If `of_agent` is set, it is the id or ARN of an agent.
    pub(crate) fn set_queue(&mut self, queue: String, name: Option<String>, of_agent: bool) {
        let kind = if of_agent { "queue/agent" } else { "queue" };
        let arn =
            if queue.starts_with("arn:") { queue.clone() } else { format!("{}/{kind}/{queue}", self.instance_arn) };
        self.set("Queue", json!({ "ARN": arn, "Name": name, "OutboundCallerId": null }));
        self.queue = Some(queue);
        self.queue_of_agent = of_agent;
    }

    /// Returns true if the target queue has no name yet.
    pub(crate) fn lacks_queue_name(&self) -> bool {
        self.facts.get("Queue").is_none_or(|queue| queue.get("Name").is_none_or(Value::is_null))
    }

    /// Continues as a new contact of the same call, after a transfer from queue to queue.
    pub(crate) fn next_segment(&mut self) {
        self.contacts = self.contacts.saturating_add(1);
        let initial = self.facts.get("InitialContactId").and_then(Value::as_str).unwrap_or_default();
        let id = format!("{initial}-{}", self.contacts);
        let previous = json!(self.id());
        self.set("PreviousContactId", previous);
        self.set("ContactId", json!(id));
        self.set("InitiationMethod", json!("QUEUE_TRANSFER"));
    }

    pub(crate) fn set_agent(&mut self, agent: &Agent) {
        let arn = format!("{}/agent/{}", self.instance_arn, agent.user_name);
        let value = json!({ "UserName": agent.user_name, "FirstName": agent.user_name, "LastName": "", "ARN": arn });
        self.system.insert("Agent".to_owned(), value);
    }

    /// Removes the agent after the agent has hung up.
    pub(crate) fn forget_agent(&mut self) {
        self.system.remove("Agent");
    }

    /// Clears the DTMF buffer, which stays on or off (page `touchtone-buffering`).
    pub(crate) fn clear_buffer(&mut self) {
        self.take_buffered();
    }

    /// Takes the keys out of the DTMF buffer, which stays on or off.
    pub(crate) fn take_buffered(&mut self) -> String {
        self.buffer.as_mut().map(mem::take).unwrap_or_default()
    }

    /// Sets all contact attributes, or none if they would not fit.
    pub(crate) fn set_attributes(&mut self, new: BTreeMap<String, String>) -> Result<(), TooLarge> {
        set_all(&mut self.attributes, new)
    }

    /// Sets all flow attributes, or none if they would not fit.
    pub(crate) fn set_flow_attributes(&mut self, new: BTreeMap<String, String>) -> Result<(), TooLarge> {
        set_all(&mut self.scope.flow_attributes, new)
    }

    /// Tags the contact, unless it would then have too many tags.
    pub(crate) fn tag(&mut self, tags: Map<String, Value>) -> Result<(), TooLarge> {
        let mut given = self.tags_given.clone();
        given.extend(tags.keys().cloned());
        if given.len() > MAX_TAGS {
            return Err(TooLarge);
        }
        self.tags_given = given;
        if let Some(Value::Object(all)) = self.facts.get_mut("Tags") {
            all.extend(tags);
        }
        Ok(())
    }

    pub(crate) fn untag<'k>(&mut self, keys: impl Iterator<Item = &'k str>) {
        let Some(Value::Object(all)) = self.facts.get_mut("Tags") else { return };
        for key in keys {
            if self.tags_given.remove(key) {
                all.remove(key);
            }
        }
    }

    /// Returns the value behind a path, if there is one. A path cannot enter an array, except an array of a view.
    pub(crate) fn value(&self, path: &Path) -> Option<Value> {
        let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
        let scope = &self.scope;
        match names.as_slice() {
            ["Attributes", key] => self.attributes.get(*key).map(|value| json!(value)),
            ["FlowAttributes", key] => scope.flow_attributes.get(*key).map(|value| json!(value)),
            ["External", rest @ ..] | ["LambdaInvocation", "ResultData", rest @ ..] => {
                walk(scope.external.as_ref()?, rest)
            }
            ["LambdaInvocation", "InvocationId"] => scope.invocation_id.as_ref().map(|value| json!(value)),
            ["StoredCustomerInput"] => scope.stored_input.as_ref().map(|value| json!(value)),
            ["TextToSpeechVoiceId"] => Some(json!(self.voice)),
            ["SegmentAttributes", name] => walk(self.facts.get("SegmentAttributes")?, &[name, "ValueString"]),
            ["Modules", "Input", rest @ ..] => walk(scope.input.as_ref()?, rest),
            [first, rest @ ..] => {
                let of_services = scope.results.get(first);
                let value = of_services.or_else(|| self.facts.get(*first)).or_else(|| self.system.get(*first))?;
                if *first == "Views" { look_into(value, rest) } else { walk(value, rest) }
            }
            [] => None,
        }
    }

    /// Returns the event that a function receives (page `connect-lambda-functions`).
    pub(crate) fn event(&self, parameters: &Value) -> Value {
        // Built by hand, because `json!` would take every value apart and build it again.
        let object = |entries: [(&str, Value); 2]| {
            Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
        };
        let attributes = self.attributes.iter().map(|(key, value)| (key.clone(), Value::String(value.clone())));
        let mut data = self.facts.clone();
        data.insert("Attributes".to_owned(), Value::Object(attributes.collect()));
        let details = object([("Parameters", parameters.clone()), ("ContactData", Value::Object(data))]);
        object([("Name", Value::String("ContactFlowEvent".to_owned())), ("Details", details)])
    }
}

#[derive(Debug)]
pub(crate) struct TooLarge;

fn set_all(all: &mut BTreeMap<String, String>, new: BTreeMap<String, String>) -> Result<(), TooLarge> {
    let kept = all.iter().filter(|(key, _)| !new.contains_key(*key));
    if bytes(kept.chain(&new)) > MAX_ATTRIBUTE_BYTES {
        return Err(TooLarge);
    }
    all.extend(new);
    Ok(())
}

/// Returns true if Amazon Connect accepts attributes of this size.
pub(crate) fn fits(attributes: &BTreeMap<String, String>) -> bool {
    bytes(attributes.iter()) <= MAX_ATTRIBUTE_BYTES
}

fn bytes<'a>(attributes: impl Iterator<Item = (&'a String, &'a String)>) -> usize {
    attributes.fold(0, |sum: usize, (key, value)| sum.saturating_add(key.len()).saturating_add(value.len()))
}

fn walk(value: &Value, names: &[&str]) -> Option<Value> {
    let found = names.iter().try_fold(value, |value, name| value.as_object()?.get(*name))?;
    (!found.is_null()).then(|| found.clone())
}

/// Walks as [`walk`] does, and enters arrays too.
fn look_into(value: &Value, names: &[&str]) -> Option<Value> {
    let found = names.iter().try_fold(value, |value, name| match value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => value.as_object()?.get(*name),
    })?;
    (!found.is_null()).then(|| found.clone())
}
