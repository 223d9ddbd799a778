//! A telephone line through the contact flow, with the handler of `conversation` in process.

use crate::line::{CALLER, draw};
use connect_flow::{
    Agent, Call, Caller, Ended, Enqueue, Flow, Flows, FunctionAnswer, FunctionCall, Hours, HoursOf, Machine, MetricOf,
    Outcome, Pace, World,
};
use connect_wire::QueueAge;
use conversation::Telephone;
use dialogue::Purpose;
use jiff::{SignedDuration, Timestamp};
use lifecycle::Ticket;
use local_cloud::Project;
use local_phone::FlowFile;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use testkit::Memory;

/// The time at which the tests' calls are answered.
#[must_use]
pub fn answered_at() -> Timestamp {
    Timestamp::from_second(1_795_501_800).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The helpline's contact flows, one for each purpose of a call.
///
/// # Panics
/// If a file is no valid flow, which fails the test.
#[must_use]
pub fn flows() -> &'static [FlowFile] {
    static FLOWS: LazyLock<Vec<FlowFile>> = LazyLock::new(|| {
        let project = Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|e| panic!("{e}"));
        FlowFile::all(&project).unwrap_or_else(|e| panic!("{e}"))
    });
    &FLOWS
}

/// Returns the contact flow of a purpose.
///
/// # Panics
/// If the purpose has no flow.
#[must_use]
pub fn flow(purpose: &str) -> &'static Flow {
    let file = flows().iter().find(|file| file.purpose.as_str() == purpose);
    file.map_or_else(|| panic!("infra/flows/ has no `{purpose}.json`"), |file| &file.flow)
}

/// Returns true if a flow says this by itself, without the function.
#[must_use]
pub fn is_of_a_flow(text: &str) -> bool {
    flows().iter().any(|file| file.text.contains(&format!("\"Text\": \"{text}\"")))
}

/// Returns the flow of the agents' queue, under the name by which the other flows know it.
fn in_the_queue() -> &'static Flows {
    static FLOWS: LazyLock<Flows> = LazyLock::new(|| {
        let waiting = flows().iter().find(|file| file.purpose.is_waiting()).unwrap_or_else(|| panic!("no flow"));
        let mut flows = Flows::new();
        flows.add("arn:WaitingFlowArn", Flow::read(&waiting.text).unwrap_or_else(|e| panic!("{e}")));
        flows
    });
    &FLOWS
}

/// A contact centre around the handler in process. Single invocations of the function may fail, and agents may be
/// absent.
pub struct Centre<'a> {
    /// The memory in which the handler stores its data.
    pub memory: &'a Memory,
    /// Returns true if the function is down at its invocation with this number, counted from 1.
    pub down: Box<dyn Fn(usize) -> bool + 'a>,
    /// The state of the agents' hours.
    pub agents: Hours,
    /// How often the function was invoked.
    pub invoked: usize,
    /// How long the longest-waiting contact in the agents' queue has waited, in seconds.
    pub waited: u32,
    /// The purpose of the next call, which is the name of its flow.
    pub purpose: String,
    /// The contact's id of the next call.
    pub contact: String,
    /// The caller's number.
    pub phone: String,
    /// How much later than [`answered_at`] the call is answered.
    pub later: SignedDuration,
    /// `true` if draft languages are spoken.
    pub drafts: bool,
    /// `true` if an agent is signed in while the hours are open.
    pub staffed: bool,
    /// The unit in which the function takes the queue's age.
    pub queue_age: QueueAge,
    /// The agent who takes a call out of the queue.
    pub agent: Option<Agent>,
    /// How long a call waits in the queue at most, in milliseconds. The default ends it before the first news.
    pub longest_wait_ms: u64,
    /// Returns true if Amazon Connect itself fails at the action with this number, counted from 1.
    pub broken: Box<dyn Fn(u32) -> bool + 'a>,
    /// Draws a ticket.
    pub draw: Box<dyn Fn() -> Ticket + 'a>,
    /// The runtime on which the handler runs.
    pub runtime: tokio::runtime::Runtime,
}

impl<'a> Centre<'a> {
    /// Makes a contact centre in which everything works and an agent is there.
    ///
    /// # Panics
    /// If the runtime cannot be built.
    #[must_use]
    pub fn open(memory: &'a Memory) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.unwrap_or_else(|e| panic!("no runtime: {e}"));
        Self {
            memory,
            runtime,
            down: Box::new(|_| false),
            agents: Hours::Open,
            invoked: 0,
            drafts: false,
            waited: 20,
            purpose: Purpose::INBOUND.into(),
            contact: "contact-1".into(),
            phone: CALLER.into(),
            later: SignedDuration::ZERO,
            staffed: true,
            queue_age: QueueAge::Seconds,
            agent: None,
            longest_wait_ms: 20_000,
            broken: Box::new(|_| false),
            draw: Box::new(draw),
        }
    }

    /// Places a call.
    ///
    /// # Panics
    /// If the call stops because the flow has no way to go on.
    pub fn call(&mut self, caller: &mut dyn Caller) -> Outcome {
        let instance = "arn:aws:connect:ap-southeast-1:111122223333:instance/i";
        // A word in place of a number stands for a caller who withholds it.
        let phone = Some(self.phone.as_str()).filter(|phone| phone.starts_with('+'));
        let call = Call::inbound(&self.contact, phone, "+6531580000", instance);
        let names = ["ConversationFunctionArn", "AgentQueueArn", "BeepPromptArn", "SilencePromptArn", "WaitingFlowArn"];
        let placeholders: BTreeMap<String, String> = names.map(|name| (name.to_owned(), format!("arn:{name}"))).into();
        let pace = Pace { longest_wait_ms: self.longest_wait_ms, ..Pace::default() };
        let flow = flow(&self.purpose);
        let machine = Machine::new(flow, call, placeholders, pace);
        let machine = machine.and_then(|machine| machine.with(in_the_queue()));
        let machine = machine.unwrap_or_else(|e| panic!("{e}; {}", e.help()));
        let machine = if flow.runs_in_queue() { machine.waiting_in("arn:AgentQueueArn") } else { machine };
        let outcome = machine.run(self, caller, &mut |_| {});
        assert!(!matches!(outcome.ended, Ended::Stopped { .. }), "{}", outcome.ended);
        outcome
    }
}

impl World for Centre<'_> {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        self.invoked += 1;
        if (self.down)(self.invoked) {
            return FunctionAnswer::error("down for a test");
        }
        let event = call.event.to_string();
        let after = i64::try_from(self.invoked).unwrap_or(i64::MAX);
        let now = answered_at() + self.later + SignedDuration::from_secs(10 * after);
        let playbook = if self.drafts { state_directory::with_drafts() } else { state_directory::playbook() };
        let playbook = match playbook {
            Ok(playbook) => playbook,
            Err(why) => return FunctionAnswer::error(why),
        };
        let telephone = Telephone::with(self.queue_age);
        let answered = conversation::handle(playbook, &telephone, self.memory, event.as_bytes(), &self.draw, now);
        let answered = self.runtime.block_on(answered);
        match answered.map(|answer| serde_json::from_str(&answer)) {
            Ok(Ok(answer)) => FunctionAnswer::answer(answer),
            Ok(Err(why)) => FunctionAnswer::error(why.to_string()),
            Err(why) => FunctionAnswer::error(why.to_string()),
        }
    }

    fn hours(&mut self, _: HoursOf<'_>) -> Hours {
        self.agents
    }

    fn metrics(&mut self, _: Option<&str>) -> Option<serde_json::Value> {
        Some(serde_json::json!({ "Queue": { "OldestContactAge": self.waited } }))
    }

    fn metric(&mut self, _: &MetricOf<'_>) -> Option<u64> {
        Some(u64::from(self.staffed && self.agents == Hours::Open))
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        Enqueue::Queued
    }

    fn agent(&mut self, _: &str) -> Option<Agent> {
        self.agent.clone()
    }

    fn fails(&mut self, action: u32) -> bool {
        (self.broken)(action)
    }
}
