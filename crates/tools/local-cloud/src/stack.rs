//! The deployed stack, with the operations of tests and commands.

use crate::aws::{cloudformation, dynamodb, lambda, s3};
use crate::inbox::{self, Message};
use crate::{Endpoint, Error};
use desk_api::{Answer, Envelope};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use std::{env, thread};

/// The environment variable that describes the stack for tests.
pub const STACK: &str = "TELE_SAMADHAN_STACK";

/// The pause between two checks while waiting.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// An item of the ledger without DynamoDB's type tags.
pub type Item = Map<String, Value>;

/// A deployed stack.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub struct Stack {
    /// The cloud's endpoint.
    pub endpoint: Endpoint,
    /// The stack's outputs, by name.
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
    /// Finds the stack with that name at an endpoint.
    ///
    /// # Errors
    /// If there is no such stack, or the endpoint does not answer.
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

    /// Reads the stack that the environment variable [`STACK`] describes.
    ///
    /// # Errors
    /// If the variable is not set, or does not hold the JSON of [`Stack::to_json`].
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

    /// Returns endpoint, region and outputs as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "endpoint": self.endpoint.url(), "region": self.endpoint.region(), "outputs": self.outputs })
    }

    /// Returns an output of the stack.
    ///
    /// # Errors
    /// If the stack has no output with that name.
    pub fn output(&self, name: &str) -> Result<&str, Error> {
        let found = self.outputs.get(name).map(String::as_str);
        found.ok_or_else(|| {
            Error::missing(format!("the stack has no output `{name}`"), "deploy it again with `cargo xtask up`")
        })
    }

    /// Returns a function's name with its alias `live`. `output` is the stack's output that holds the function's name.
    ///
    /// # Errors
    /// If there is no such output.
    pub fn live(&self, output: &str) -> Result<String, Error> {
        Ok(format!("{}:live", self.output(output)?))
    }

    /// Returns the case with a ticket.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn case(&self, ticket: &str) -> Result<Option<Item>, Error> {
        let key = dynamodb::key(&format!("CASE#{ticket}"), "CASE");
        let item = dynamodb::get(&self.endpoint, self.output("TableName")?, &key)?;
        Ok(item.as_ref().map(dynamodb::plain))
    }

    /// Returns the events of a case, in order.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn timeline(&self, ticket: &str) -> Result<Vec<Item>, Error> {
        let pk = format!("CASE#{ticket}");
        let items = dynamodb::partition(&self.endpoint, self.output("TableName")?, &pk, "EVENT#")?;
        Ok(items.iter().map(dynamodb::plain).collect())
    }

    /// Returns the ticket that was drawn for a contact, if there is one.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn ticket_of(&self, contact: &str) -> Result<Option<String>, Error> {
        let key = dynamodb::key(&format!("CONTACT#{contact}"), "CONTACT");
        let item = dynamodb::get(&self.endpoint, self.output("TableName")?, &key)?;
        let item = item.as_ref().map(dynamodb::plain).unwrap_or_default();
        Ok(item.get("ticket").and_then(Value::as_str).map(str::to_owned))
    }

    /// The words of the announcement, by language; none if there is no announcement.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn announcement(&self) -> Result<BTreeMap<String, String>, Error> {
        let key = dynamodb::key("BOARD", "BOARD");
        let item = dynamodb::get(&self.endpoint, self.output("TableName")?, &key)?;
        let item = item.as_ref().map(dynamodb::plain).unwrap_or_default();
        let said =
            |(name, text): (&String, &Value)| Some((name.strip_prefix("said_")?.to_owned(), text.as_str()?.to_owned()));
        Ok(item.iter().filter_map(said).collect())
    }

    /// Returns the URL of a department's inbox queue.
    ///
    /// # Errors
    /// If the stack was deployed without inboxes.
    pub fn inbox_queue(&self, department: &str) -> Result<String, Error> {
        Ok(format!("{}{department}", self.output("InboxQueueUrlPrefix")?))
    }

    /// Returns the ARN of a department's topic.
    ///
    /// # Errors
    /// If the stack lacks the output.
    pub fn topic(&self, department: &str) -> Result<String, Error> {
        Ok(format!("{}{department}", self.output("TopicArnPrefix")?))
    }

    /// Returns the notices in a department's inbox, each once, and leaves them there.
    ///
    /// # Errors
    /// If there is no such inbox, or it holds a message that is no notice.
    pub fn inbox(&self, department: &str) -> Result<Vec<Message>, Error> {
        inbox::read(&self.endpoint, &self.inbox_queue(department)?)
    }

    /// Waits for a notice for which `fits` returns true.
    ///
    /// # Errors
    /// [`Error::Waited`] if no such notice came in time; the error lists the notices that were there.
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

    /// Calls `look` repeatedly until it succeeds. `look` returns the result, or a text about the current state.
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

    /// Runs the sweep as if the time were `at` (RFC 3339), and returns its counts.
    ///
    /// # Errors
    /// If the sweep failed.
    pub fn tick(&self, at: &str) -> Result<Value, Error> {
        lambda::invoke(&self.endpoint, &self.live("EscalationFunction")?, &self.scheduled_event(at))
    }

    /// Returns the event that EventBridge would send at `at`.
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

    /// Puts a recording into the bucket, as Amazon Connect would after the call.
    ///
    /// # Errors
    /// If there is no such bucket.
    pub fn put_recording(&self, key: &str, file: Vec<u8>) -> Result<(), Error> {
        s3::put(&self.endpoint, self.output("RecordingsBucket")?, key, file)
    }

    /// Puts the transcript that a local cloud's transcriber will return for a call. It must be put before the call's
    /// recording.
    ///
    /// # Errors
    /// If there is no such bucket.
    pub fn give_text(&self, contact: &str, text: &str) -> Result<(), Error> {
        let key = format!("heard/{contact}.txt");
        s3::put(&self.endpoint, self.output("RecordingsBucket")?, &key, text.as_bytes().to_vec())
    }

    /// Returns the SMS that the local cloud was asked to send to a phone.
    ///
    /// # Errors
    /// If this cloud does not keep SMS.
    pub fn texts(&self, number: &str) -> Result<Vec<String>, Error> {
        crate::aws::sns::texts(&self.endpoint, number)
    }

    /// Returns the file at a link that the desk handed out.
    ///
    /// # Errors
    /// If the link leads to another cloud, or there is no file.
    pub fn open(&self, link: &str) -> Result<Vec<u8>, Error> {
        s3::open(&self.endpoint, link)
    }

    /// Returns the audio of a voice note, by the name in its event.
    ///
    /// # Errors
    /// If there is no such audio.
    pub fn note(&self, name: &str) -> Result<Vec<u8>, Error> {
        s3::get(&self.endpoint, self.output("NotesBucket")?, name)
    }

    /// Invokes the function `desk`.
    ///
    /// # Errors
    /// [`Error::Function`] if it failed.
    pub fn ask_desk(&self, asked: &Envelope) -> Result<Answer, Error> {
        let unknown = |why: serde_json::Error| Error::answer("the function `desk`", "Invoke", why);
        let asked = serde_json::to_value(asked).map_err(unknown)?;
        let answer = lambda::invoke(&self.endpoint, &self.live("DeskFunction")?, &asked)?;
        serde_json::from_value(answer).map_err(unknown)
    }

    /// Invokes the function `conversation` with an event of a contact flow.
    ///
    /// # Errors
    /// [`Error::Function`] if it failed.
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
