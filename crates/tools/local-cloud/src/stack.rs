//! The deployed stack, with the verbs of those who use it.

use crate::aws::{cloudformation, dynamodb, lambda, s3};
use crate::inbox::{self, Message};
use crate::{Endpoint, Error};
use desk_api::{Answer, Envelope};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use std::{env, thread};

/// The environment variable in which tests are told of the stack they may use.
pub const STACK: &str = "TELE_SAMADHAN_STACK";

/// Time between two looks while waiting for something.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// An item of the ledger without DynamoDB's type tags.
pub type Item = Map<String, Value>;

/// A deployed stack.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub struct Stack {
    /// Where it is.
    pub endpoint: Endpoint,
    /// Its outputs.
    pub outputs: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    endpoint: String,
    region: String,
    outputs: BTreeMap<String, String>,
}

impl From<Wire> for Stack {
    fn from(wire: Wire) -> Self {
        Self { endpoint: Endpoint::new(wire.endpoint, wire.region), outputs: wire.outputs }
    }
}

impl From<Stack> for Wire {
    fn from(stack: Stack) -> Self {
        let Stack { endpoint, outputs } = stack;
        Self { endpoint: endpoint.url().to_owned(), region: endpoint.region().to_owned(), outputs }
    }
}

impl Stack {
    /// The stack of that name at an endpoint.
    ///
    /// # Errors
    /// When there is none, or nobody answers.
    pub fn at(endpoint: Endpoint, name: &str) -> Result<Self, Error> {
        let outputs = cloudformation::outputs(&endpoint, name).map_err(|error| match error {
            Error::Refused { .. } => {
                let what = format!("nothing is deployed as `{name}` at {}", endpoint.url());
                Error::missing(what, "`cargo xtask up` deploys it")
            }
            other => other,
        })?;
        Ok(Self { endpoint, outputs })
    }

    /// The stack that the environment variable [`STACK`] tells of.
    ///
    /// # Errors
    /// When it is not set, or is not what [`Stack::to_json`] wrote.
    pub fn from_env() -> Result<Self, Error> {
        let text = env::var(STACK).map_err(|_| {
            Error::missing(format!("`{STACK}` is not set"), "`cargo xtask test` deploys a stack and sets it")
        })?;
        serde_json::from_str(&text).map_err(|cause| {
            Error::missing(
                format!("`{STACK}` tells of no stack: {cause}"),
                "set it to what `cargo xtask up --json` prints",
            )
        })
    }

    /// Endpoint, region and outputs as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "endpoint": self.endpoint.url(), "region": self.endpoint.region(), "outputs": self.outputs })
    }

    /// An output of the stack.
    ///
    /// # Errors
    /// When the deployed template has none of that name.
    pub fn output(&self, name: &str) -> Result<&str, Error> {
        let found = self.outputs.get(name).map(String::as_str);
        found.ok_or_else(|| {
            Error::missing(format!("the stack has no output `{name}`"), "deploy it again with `cargo xtask up`")
        })
    }

    /// A function of the stack at its alias, by the name of the output that names it.
    ///
    /// # Errors
    /// When there is no such output.
    pub fn live(&self, output: &str) -> Result<String, Error> {
        Ok(format!("{}:live", self.output(output)?))
    }

    /// The case of a ticket.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn case(&self, ticket: &str) -> Result<Option<Item>, Error> {
        let key = dynamodb::key(&format!("CASE#{ticket}"), "CASE");
        let item = dynamodb::get(&self.endpoint, self.output("TableName")?, &key)?;
        Ok(item.as_ref().map(dynamodb::plain))
    }

    /// What happened to a case, in order.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn timeline(&self, ticket: &str) -> Result<Vec<Item>, Error> {
        let pk = format!("CASE#{ticket}");
        let items = dynamodb::partition(&self.endpoint, self.output("TableName")?, &pk, "EVENT#")?;
        Ok(items.iter().map(dynamodb::plain).collect())
    }

    /// The ticket that a contact was given, if one was drawn.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn ticket_of(&self, contact: &str) -> Result<Option<String>, Error> {
        let key = dynamodb::key(&format!("CONTACT#{contact}"), "CONTACT");
        let item = dynamodb::get(&self.endpoint, self.output("TableName")?, &key)?;
        let item = item.as_ref().map(dynamodb::plain).unwrap_or_default();
        Ok(item.get("ticket").and_then(Value::as_str).map(str::to_owned))
    }

    /// The address of a department's inbox.
    ///
    /// # Errors
    /// When the stack was deployed without inboxes.
    pub fn inbox_queue(&self, department: &str) -> Result<String, Error> {
        Ok(format!("{}{department}", self.output("InboxQueueUrlPrefix")?))
    }

    /// The ARN of a department's topic.
    ///
    /// # Errors
    /// When the output is missing.
    pub fn topic(&self, department: &str) -> Result<String, Error> {
        Ok(format!("{}{department}", self.output("TopicArnPrefix")?))
    }

    /// The notices in a department's inbox, each once; they stay there.
    ///
    /// # Errors
    /// When there is no such inbox, or something else lies in it.
    pub fn inbox(&self, department: &str) -> Result<Vec<Message>, Error> {
        inbox::read(&self.endpoint, &self.inbox_queue(department)?)
    }

    /// Waits for a notice that fits.
    ///
    /// # Errors
    /// [`Error::Waited`] when none came in time, with what was there.
    pub fn wait_inbox(
        &self,
        department: &str,
        timeout: Duration,
        fits: impl Fn(&Message) -> bool,
    ) -> Result<Message, Error> {
        self.wait(&format!("a notice for {department}"), timeout, || {
            let messages = self.inbox(department)?;
            let seen = messages.iter().map(|m| format!("{} {} {}", m.event_id, m.event, m.level));
            let seen = format!("its inbox held [{}]", seen.collect::<Vec<_>>().join(", "));
            Ok(messages.into_iter().find(&fits).ok_or(seen))
        })
    }

    /// Looks again and again until something is there. `look` gives it, or says what is there instead.
    ///
    /// # Errors
    /// [`Error::Waited`] after the timeout; an error of `look` at once.
    pub fn wait<T>(
        &self,
        what: &str,
        timeout: Duration,
        mut look: impl FnMut() -> Result<Result<T, String>, Error>,
    ) -> Result<T, Error> {
        let began = Instant::now();
        loop {
            match look()? {
                Ok(found) => return Ok(found),
                Err(seen) if began.elapsed() >= timeout => {
                    return Err(Error::Waited { what: what.to_owned(), seconds: timeout.as_secs(), seen });
                }
                Err(_) => thread::sleep(LOOK_AGAIN),
            }
        }
    }

    /// Runs the sweep as if its minute were at `at` (RFC 3339), and gives what it did.
    ///
    /// # Errors
    /// When the sweep failed.
    pub fn tick(&self, at: &str) -> Result<Value, Error> {
        lambda::invoke(&self.endpoint, &self.live("EscalationFunction")?, &self.scheduled_event(at))
    }

    /// The event that EventBridge sends at `at`.
    #[must_use]
    pub fn scheduled_event(&self, at: &str) -> Value {
        let region = self.endpoint.region();
        let rule = self.outputs.get("SweepRule").map_or("sweep", String::as_str);
        json!({
            "version": "0",
            "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": "000000000000",
            "time": at,
            "region": region,
            "resources": [format!("arn:aws:events:{region}:000000000000:rule/{rule}")],
            "detail": {}
        })
    }

    /// Puts a recording where Amazon Connect would, after the call.
    ///
    /// # Errors
    /// When there is no such bucket.
    pub fn put_recording(&self, key: &str, file: Vec<u8>) -> Result<(), Error> {
        s3::put(&self.endpoint, self.output("RecordingsBucket")?, key, file)
    }

    /// Gives the text of what is said on a call, for who makes texts on a local cloud: before its recording is put.
    ///
    /// # Errors
    /// When there is no such bucket.
    pub fn give_text(&self, contact: &str, text: &str) -> Result<(), Error> {
        let key = format!("heard/{contact}.txt");
        s3::put(&self.endpoint, self.output("RecordingsBucket")?, &key, text.as_bytes().to_vec())
    }

    /// The texts that the local cloud was to send to a phone.
    ///
    /// # Errors
    /// When this cloud keeps none to be read.
    pub fn texts(&self, number: &str) -> Result<Vec<String>, Error> {
        crate::aws::sns::texts(&self.endpoint, number)
    }

    /// What lies at a link that the desk handed out.
    ///
    /// # Errors
    /// When it is of another cloud, or nothing lies there.
    pub fn open(&self, link: &str) -> Result<Vec<u8>, Error> {
        s3::open(&self.endpoint, link)
    }

    /// The sound of a voice note, by the name that its event tells.
    ///
    /// # Errors
    /// When there is none.
    pub fn note(&self, name: &str) -> Result<Vec<u8>, Error> {
        s3::get(&self.endpoint, self.output("NotesBucket")?, name)
    }

    /// Asks the function `desk`.
    ///
    /// # Errors
    /// [`Error::Function`] when it failed.
    pub fn ask_desk(&self, asked: &Envelope) -> Result<Answer, Error> {
        let unknown = |why: serde_json::Error| Error::answer("the function `desk`", "Invoke", why);
        let asked = serde_json::to_value(asked).map_err(unknown)?;
        let answer = lambda::invoke(&self.endpoint, &self.live("DeskFunction")?, &asked)?;
        serde_json::from_value(answer).map_err(unknown)
    }

    /// Sends the function `conversation` the event of a contact flow.
    ///
    /// # Errors
    /// [`Error::Function`] when it failed.
    pub fn invoke_conversation(&self, event: &Value) -> Result<Value, Error> {
        lambda::invoke(&self.endpoint, &self.live("ConversationFunction")?, event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack() -> Stack {
        let outputs = BTreeMap::from([
            ("InboxQueueUrlPrefix".to_owned(), "http://q/inbox-".to_owned()),
            ("SweepRule".to_owned(), "minute".to_owned()),
        ]);
        Stack { endpoint: Endpoint::new("http://127.0.0.1:1", "ap-south-1"), outputs }
    }

    #[test]
    fn a_stack_is_handed_on_as_one_json_object() {
        let text = stack().to_json().to_string();
        let read: Stack = serde_json::from_str(&text).unwrap();
        assert_eq!((read.endpoint.url(), read.endpoint.region()), ("http://127.0.0.1:1", "ap-south-1"));
        assert_eq!(read.outputs, stack().outputs);
        assert_eq!(serde_json::to_value(&read).unwrap(), stack().to_json());
    }

    #[test]
    fn names_follow_from_the_outputs() {
        assert_eq!(stack().inbox_queue("FCS").unwrap(), "http://q/inbox-FCS");
        let said = stack().topic("FCS").unwrap_err().to_string();
        assert_eq!(said, "the stack has no output `TopicArnPrefix`; deploy it again with `cargo xtask up`");
    }

    #[test]
    fn a_tick_has_the_keys_of_the_recorded_scheduled_event() {
        let recorded: Value =
            serde_json::from_str(include_str!("../../../../events/escalation/the-minute-is-over.json")).unwrap();
        let keys = |event: &Value| event.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let ours = stack().scheduled_event("2026-12-01T06:30:00Z");
        assert_eq!(keys(&ours), keys(&recorded));
        assert_eq!(ours["resources"][0], "arn:aws:events:ap-south-1:000000000000:rule/minute");
    }

    #[test]
    fn waiting_ends_with_what_was_seen() {
        let mut looks = 0;
        let waited = stack().wait::<()>("rain", Duration::ZERO, || {
            looks += 1;
            Ok(Err("sun".to_owned()))
        });
        assert_eq!(waited.unwrap_err().to_string(), "rain did not happen within 0 s; sun");
        assert_eq!(looks, 1);
    }
}
