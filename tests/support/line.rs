//! A telephone line directly to the handler of `conversation`, in Amazon Connect's wire format.

use conversation::{Failure, Telephone, handle};
use helpline::ports::StateKeys as _;
use jiff::{SignedDuration, Timestamp};
use lifecycle::{ContactId, Ticket, in_india};
use protocol::seal;
use serde_json::{Map, Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use testkit::Memory;

/// The number of every test caller. It is a leak if it stands anywhere but in the call.
pub const CALLER: &str = "+919425012345";

/// A call.
pub struct Line<'a> {
    /// The memory in which the handler stores its data.
    pub memory: &'a Memory,
    /// The contact's id.
    pub contact: String,
    /// The state token from the last answer.
    pub state: String,
    /// The step number from the last answer.
    pub step: String,
    /// The present time, which advances by seven seconds with each step.
    pub now: Timestamp,
    /// Draws the call's ticket.
    pub draw: fn() -> Ticket,
}

/// Returns the event that Amazon Connect sends for a step, with every field of its `ContactData`.
#[must_use]
pub fn event(contact: &str, caller: Option<&str>, state: &str, step: &str, input: &str) -> Value {
    let endpoint = |number: &str| json!({ "Address": number, "Type": "TELEPHONE_NUMBER" });
    json!({
        "Name": "ContactFlowEvent",
        "Details": {
            "Parameters": { "state": state, "step": step, "input": input },
            "ContactData": {
                "Attributes": {},
                "AwsRegion": "ap-southeast-1",
                "Channel": "VOICE",
                "ContactId": contact,
                "CustomerEndpoint": caller.map(endpoint),
                "CustomerId": null,
                "Description": null,
                "InitialContactId": contact,
                "InitiationMethod": "INBOUND",
                "InstanceARN": "arn:aws:connect:ap-southeast-1:111122223333:instance/9f0b1c9e-0000-4000-8000-000000000001",
                "LanguageCode": "en-US",
                "MediaStreams": { "Customer": { "Audio": {} } },
                "Name": null,
                "PreviousContactId": contact,
                "Queue": null,
                "References": {},
                "RelatedContactId": null,
                "SegmentAttributes": { "connect:Subtype": { "ValueString": "connect:Telephony" } },
                "SystemEndpoint": endpoint("+6531580000"),
                "Tags": {}
            }
        }
    })
}

/// Draws the next ticket of a fixed sequence. All tests share the sequence, so no test can foresee its ticket.
pub fn draw() -> Ticket {
    static DRAWN: AtomicU64 = AtomicU64::new(1_000);
    let number = DRAWN.fetch_add(7_919, Ordering::Relaxed);
    Ticket::drawn(number, 8).unwrap_or_else(|_| unreachable!("eight digits are a ticket"))
}

impl<'a> Line<'a> {
    /// Begins a call at a fixed time.
    ///
    /// # Panics
    /// Never, because the time is a constant.
    #[must_use]
    pub fn ring(memory: &'a Memory, contact: &str) -> Self {
        let now = Timestamp::from_second(1_795_500_000).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { memory, contact: contact.into(), state: "new".into(), step: "0".into(), now, draw }
    }

    /// Sends a step and keeps the answer's state, as the flow does. On a failure it keeps the previous state.
    ///
    /// # Errors
    /// The handler's failure.
    pub async fn send(&mut self, input: &str) -> Result<Map<String, Value>, Failure> {
        let answer = self.ask(input).await?;
        self.keeps(&answer);
        Ok(answer)
    }

    /// Types digits where they are asked for.
    ///
    /// # Errors
    /// The handler's failure.
    pub async fn types(&mut self, digits: &str) -> Result<Map<String, Value>, Failure> {
        let mut event = event(&self.contact, Some(CALLER), &self.state, &self.step, "digits");
        event["Details"]["Parameters"]["digits"] = digits.into();
        let answer = self.hands(&event).await?;
        self.keeps(&answer);
        Ok(answer)
    }

    fn keeps(&mut self, answer: &Map<String, Value>) {
        let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        (self.state, self.step) = (text("state"), text("step"));
        self.now += SignedDuration::from_secs(7);
    }

    async fn hands(&self, event: &Value) -> Result<Map<String, Value>, Failure> {
        let Ok(playbook) = state_directory::playbook() else { return Ok(Map::new()) };
        let (event, telephone) = (event.to_string(), Telephone::default());
        let answer = handle(playbook, &telephone, self.memory, event.as_bytes(), self.draw, self.now).await?;
        Ok(serde_json::from_str(&answer).unwrap_or_default())
    }

    /// Returns the state without its seal.
    #[must_use]
    pub fn bare_state(&self) -> String {
        self.state.split_once(".{").map_or_else(|| self.state.clone(), |(_, state)| format!("{{{state}"))
    }

    /// Seals this state for the next step at the present time, as only the helpline can.
    ///
    /// # Panics
    /// If the line's contact or step is none.
    pub async fn seal(&mut self, state: &str) {
        let key = self.memory.state_key(in_india(self.now).date()).await.ok();
        let contact = ContactId::new(self.contact.clone()).unwrap_or_else(|e| panic!("{e}"));
        let step = self.step.parse().unwrap_or_else(|_| panic!("no step"));
        self.state = seal(key.as_ref(), &contact, step, state);
    }

    /// Sends a step without keeping the answer's state, as a repeated invocation does.
    ///
    /// # Errors
    /// The handler's failure.
    pub async fn ask(&self, input: &str) -> Result<Map<String, Value>, Failure> {
        self.hands(&event(&self.contact, Some(CALLER), &self.state, &self.step, input)).await
    }
}
