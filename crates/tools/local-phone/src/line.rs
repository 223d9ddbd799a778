//! Places a call: runs the flow's file and invokes the deployed function.

use crate::Error;
use crate::flows::FlowFile;
use crate::interactive::Interactive;
use crate::report::CallReport;
use crate::script::Script;
use crate::scripted::Scripted;
use crate::tell;
use crate::words::Words;
use connect_flow::{
    Agent, Call, Caller, Enqueue, FunctionAnswer, FunctionCall, Hours, HoursOf, Machine, MetricOf, Pace, TraceEvent,
    World,
};
use dialogue::Purpose;
use local_cloud::{Project, Stack};
use std::collections::BTreeMap;
use std::env;
use std::io::BufRead;
use uuid::Uuid;

/// Stands in the place of a number that the caller's network does not tell.
pub const WITHHELD: &str = "withheld";

/// A number as Amazon Connect would hold it. In production the short code is forwarded to such a number.
const DIALLED: &str = "+6531580000";
/// The ARN of an instance, as Amazon Connect would write it.
const INSTANCE: &str = "arn:aws:connect:ap-southeast-1:111122223333:instance/9f0b1c9e-0000-4000-8000-000000000001";

/// The state of the agents' queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Office {
    /// The queue is open.
    #[default]
    Open,
    /// The queue is open, and its longest-waiting contact has waited for ten minutes.
    Busy,
    /// The call comes outside the queue's hours.
    Closed,
    /// The queue is full.
    Full,
}

/// Places the call of a scripted caller. `tell` receives the call as lines for a person, while it happens.
///
/// # Errors
/// If the call cannot begin, or the stack does not answer.
pub fn place(stack: &Stack, script: &Script, tell: &mut dyn FnMut(&str)) -> Result<CallReport, Error> {
    place_to(stack, script, Office::Open, tell)
}

impl Office {
    /// Places the call of a scripted caller while the agents' queue is in this state.
    ///
    /// # Errors
    /// As [`place`].
    pub fn place(self, stack: &Stack, script: &Script, tell: &mut dyn FnMut(&str)) -> Result<CallReport, Error> {
        place_to(stack, script, self, tell)
    }
}

fn place_to(stack: &Stack, script: &Script, office: Office, tell: &mut dyn FnMut(&str)) -> Result<CallReport, Error> {
    let words = Words::default();
    let mut caller = Scripted::new(script, &words)?;
    let report = place_for(stack, Ringing::of(&script.from, office), &words, &mut caller, &mut |event| {
        tell::lines(event, &words).iter().for_each(|line| tell(line));
    })?;
    Ok(CallReport { unused_keys: caller.unused(), ..report })
}

/// A call without its caller, who is passed separately to [`place_for`]: the contact, and the agents' queue for the
/// call.
pub struct Ringing<'a> {
    /// The purpose of the call, which is the name of its flow's file.
    pub purpose: &'a str,
    /// The caller's number, in E.164; `None` if it is withheld.
    pub from: Option<&'a str>,
    /// The contact's id.
    pub contact: String,
    /// The state of the agents' queue.
    pub office: Office,
    /// Returns the agent who takes the call out of the queue, or `None` to leave the call waiting. It is called when
    /// the flow puts the call into the queue.
    pub agent: Box<dyn FnMut() -> Option<Agent> + 'a>,
}

impl<'a> Ringing<'a> {
    /// A citizen's call that no agent takes, from a number or from [`WITHHELD`].
    #[must_use]
    pub fn of(from: &'a str, office: Office) -> Self {
        let purpose = Purpose::INBOUND;
        let from = Some(from).filter(|from| *from != WITHHELD);
        Self { purpose, from, contact: Uuid::new_v4().to_string(), office, agent: Box::new(|| None) }
    }
}

/// Places a call whose caller types. `show` prints each prompt before the caller is asked for a key.
///
/// # Errors
/// If the call cannot begin, or the stack does not answer.
pub fn place_by_hand(
    stack: &Stack,
    from: &str,
    office: Office,
    input: &mut dyn BufRead,
    show: &dyn Fn(&str),
) -> Result<CallReport, Error> {
    let words = Words::default();
    let mut caller = Interactive { input, show, words: &words };
    place_for(stack, Ringing::of(from, office), &words, &mut caller, &mut |event| {
        // The caller has already shown each prompt, and a person knows which keys they typed.
        use connect_flow::Happening::{Heard, NoKey, Pressed};
        if !matches!(event.what, Heard { .. } | Pressed { .. } | NoKey) {
            tell::lines(event, &words).iter().for_each(|line| show(line));
        }
    })
}

/// Places a call for a given caller. `words` translates each prompt into English before the caller hears it, and
/// `observe` receives the events of the call.
///
/// # Errors
/// If the call cannot begin, or the stack does not answer.
pub fn place_for(
    stack: &Stack,
    ringing: Ringing<'_>,
    words: &Words,
    caller: &mut dyn Caller,
    observe: &mut dyn FnMut(&TraceEvent),
) -> Result<CallReport, Error> {
    let Ringing { purpose, from, contact: contact_id, office, agent } = ringing;
    words.learn(stack);
    let flow = read_flow(purpose)?.flow;
    let call = Call::inbound(&contact_id, from, DIALLED, INSTANCE);
    let placeholders = BTreeMap::from([
        ("ConversationFunctionArn".to_owned(), stack.output("ConversationFunctionArn")?.to_owned()),
        ("AgentQueueArn".to_owned(), format!("{INSTANCE}/queue/agents")),
        ("BeepPromptArn".to_owned(), format!("{INSTANCE}/prompt/beep")),
        ("SilencePromptArn".to_owned(), format!("{INSTANCE}/prompt/silence")),
        ("WaitingFlowArn".to_owned(), format!("{INSTANCE}/contact-flow/waiting")),
    ]);
    let start = |e: connect_flow::StartError| Error::Start { cause: e.to_string(), help: e.help().to_owned() };
    let machine = Machine::new(&flow, call, placeholders, Pace::default()).map_err(start)?;
    let mut world = Deployed { stack, office, agent, words, unreachable: None };
    let outcome = machine.run(&mut world, caller, observe);
    match world.unreachable {
        Some(error) => Err(error.into()),
        None => Ok(CallReport::of(contact_id, &outcome.ended, &outcome.trace)),
    }
}

fn read_flow(purpose: &str) -> Result<FlowFile, Error> {
    let failed = |e: std::io::Error| Error::Start { cause: e.to_string(), help: "run this in the project".to_owned() };
    let here = env::current_dir().map_err(failed)?;
    FlowFile::of(&Project::find(&here)?, purpose)
}

/// The deployed function, and the agents' queue around it.
struct Deployed<'a> {
    stack: &'a Stack,
    office: Office,
    agent: Box<dyn FnMut() -> Option<Agent> + 'a>,
    words: &'a Words,
    /// The error, if the local cloud did not answer. The function then did not fail, so the call's report would be
    /// false.
    unreachable: Option<local_cloud::Error>,
}

impl World for Deployed<'_> {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        match self.stack.invoke_conversation(call.event) {
            Ok(answer) => {
                self.words.note(&answer);
                FunctionAnswer::answer(answer)
            }
            Err(error @ local_cloud::Error::Unreachable { .. }) => {
                let answer = FunctionAnswer::error(error.to_string());
                self.unreachable.get_or_insert(error);
                answer
            }
            Err(error) => FunctionAnswer::error(error.to_string()),
        }
    }

    fn hours(&mut self, _: HoursOf<'_>) -> Hours {
        if self.office == Office::Closed { Hours::Closed } else { Hours::Open }
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        if self.office == Office::Full { Enqueue::AtCapacity } else { Enqueue::Queued }
    }

    fn metrics(&mut self, _: Option<&str>) -> Option<serde_json::Value> {
        let waited_s = if self.office == Office::Busy { 600 } else { 20 };
        Some(serde_json::json!({ "Queue": { "OldestContactAge": waited_s } }))
    }

    fn metric(&mut self, _: &MetricOf<'_>) -> Option<u64> {
        Some(1) // an agent is signed in
    }

    fn queue_name(&mut self, _: &str) -> Option<String> {
        Some("agents".to_owned())
    }

    fn agent(&mut self, _: &str) -> Option<Agent> {
        (self.agent)()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use local_cloud::Endpoint;

    fn nowhere(outputs: &[(&str, &str)]) -> Stack {
        let outputs = outputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Stack { endpoint: Endpoint::new("http://127.0.0.1:1", "ap-south-1"), outputs }
    }

    fn script(from: &str) -> Script {
        Script { from: from.into(), keys: vec!["1".into()], record: None, hang_up_after: None }
    }

    #[test]
    fn a_number_that_is_none_is_refused_before_the_call() {
        let stack = nowhere(&[("ConversationFunctionArn", "arn:x")]);
        let said = place(&stack, &script("9000000001"), &mut |_| {}).unwrap_err().to_string();
        assert!(said.starts_with("the call cannot begin: the caller number is not in the form E.164"), "{said}");
    }

    #[test]
    fn a_withheld_number_is_none() {
        assert_eq!(Ringing::of(WITHHELD, Office::Open).from, None);
        assert_eq!(Ringing::of("+919000000001", Office::Open).from, Some("+919000000001"));
    }

    #[test]
    fn a_cloud_that_does_not_answer_is_no_call() {
        let stack = nowhere(&[("ConversationFunctionArn", "arn:x"), ("ConversationFunction", "conversation")]);
        let said = place(&stack, &script("+919000000001"), &mut |_| {}).unwrap_err().to_string();
        assert!(said.ends_with("`cargo xtask up` starts the local cloud"), "{said}");
    }
}
