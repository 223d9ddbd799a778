//! Random calls through a flow, to find stops without a branch, and parts that no call reaches.

mod coverage;
mod dice;
mod effort;
mod hints;

use std::collections::BTreeMap;

use serde::Serialize;

use self::{coverage::Coverage, dice::AnyWorld, hints::Hints};
pub use self::{
    coverage::Covered,
    dice::{Manner, RandomCaller},
    effort::Effort,
};
use crate::{
    context::{Call, is_e164},
    flow::Flow,
    machine::{Flows, Machine, Outcome},
    pace::Pace,
    trace::{Ended, TraceEvent},
};

/// Most different stops that a report keeps.
const MAX_STOPS: usize = 20;

/// Random calls through one flow. Callers press any key, say nothing or hang up. The answers of functions and other
/// services are made up from the values that the flow compares them with.
///
/// A module runs as if an empty flow had invoked it, and a customer queue flow as if the call waited in a queue.
///
/// ```
/// use connect_flow::{Flow, Simulation};
///
/// let flow = Flow::read(r#"{
///     "Version": "2019-10-30", "StartAction": "ask",
///     "Actions": [
///         { "Identifier": "ask", "Type": "InvokeLambdaFunction",
///           "Parameters": { "LambdaFunctionARN": "arn:f", "InvocationTimeLimitSeconds": "3" },
///           "Transitions": { "NextAction": "is", "Errors": [{ "ErrorType": "NoMatchingError", "NextAction": "bye" }] } },
///         { "Identifier": "is", "Type": "Compare", "Parameters": { "ComparisonValue": "$.External.tier" },
///           "Transitions": { "NextAction": "bye",
///               "Conditions": [{ "NextAction": "hello", "Condition": { "Operator": "Equals", "Operands": ["gold"] } }],
///               "Errors": [{ "ErrorType": "NoMatchingCondition", "NextAction": "bye" }] } },
///         { "Identifier": "hello", "Type": "MessageParticipant",
///           "Parameters": { "Text": "welcome" }, "Transitions": { "NextAction": "bye" } },
///         { "Identifier": "bye", "Type": "DisconnectParticipant" }
///     ]
/// }"#)?;
/// let report = Simulation::new(&flow).run(200, 1, &mut |_| {});
/// assert!(report.stops.is_empty());
/// assert_eq!(report.branches.missed, [""; 0], "gold was made up, because the flow compares with it");
/// # Ok::<(), connect_flow::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Simulation<'a> {
    flow: &'a Flow,
    flows: Option<&'a Flows>,
    hints: Hints,
    placeholders: BTreeMap<String, String>,
    pace: Pace,
}

/// The result of random calls through a flow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Number of calls.
    pub walks: u64,
    /// Number of calls by the way in which they ended.
    pub ends: BTreeMap<&'static str, u64>,
    /// The actions that ran.
    pub actions: Covered,
    /// The branches that were taken.
    pub branches: Covered,
    /// Actions that cannot be reached from the flow's start.
    pub unreachable: Vec<String>,
    /// The stops at which the flow does not say how to go on.
    pub stops: Vec<Stop>,
    /// Number of actions that ran in all calls.
    pub actions_run: u64,
}

/// A stop at which the flow does not say how to go on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Stop {
    /// The action at which the call stopped, the reason, and the remedy.
    pub ended: Ended,
    /// Number of calls that stopped in this way.
    pub walks: u64,
    /// The seed of the first of these calls.
    pub seed: u64,
    /// The trace of the first of these calls.
    pub trace: Vec<TraceEvent>,
}

impl<'a> Simulation<'a> {
    /// Prepares calls through this flow alone.
    #[must_use]
    pub fn new(flow: &'a Flow) -> Self {
        Self::through(flow, None)
    }

    /// Prepares calls through this flow and the flows that it leads to.
    #[must_use]
    pub fn with(flow: &'a Flow, flows: &'a Flows) -> Self {
        Self::through(flow, Some(flows))
    }

    fn through(flow: &'a Flow, flows: Option<&'a Flows>) -> Self {
        // For a random call, a placeholder's name is as good as its value.
        let names = all(flow, flows).flat_map(|flow| flow.placeholders());
        let mut placeholders: BTreeMap<String, String> = names.map(|name| (name.to_owned(), name.to_owned())).collect();
        placeholders.extend(numbers(flow, flows));
        Self { flow, flows, hints: Hints::of(&led_to(flow, flows)), placeholders, pace: Pace::default() }
    }

    /// Sets the pace of the calls.
    #[must_use]
    pub fn at_pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Returns a caller of this manner, for calls in a world of your own, such as the real function behind the flow.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use connect_flow::{Call, Flow, Given, Machine, Manner, Pace, Simulation};
    ///
    /// let flow = Flow::read(r#"{"Version": "2019-10-30", "StartAction": "bye", "Actions": [
    ///     {"Identifier": "bye", "Type": "DisconnectParticipant"}]}"#)?;
    /// let simulation = Simulation::new(&flow);
    /// for seed in 0..100 {
    ///     let call = Call::inbound("contact", None, "+911800000000", "arn:aws:connect:x:1:instance/i");
    ///     let mut caller = simulation.caller(Manner::Any, seed);
    ///     Machine::new(&flow, call, BTreeMap::new(), Pace::default())?
    ///         .run(&mut Given::default(), &mut caller, &mut |_| {});
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn caller(&self, manner: Manner, seed: u64) -> RandomCaller<'_> {
        RandomCaller { hints: &self.hints, manner, dice: fastrand::Rng::with_seed(seed) }
    }

    /// Places one call. The same seed gives the same call.
    #[must_use]
    pub fn walk(&self, seed: u64) -> Outcome {
        self.walk_as(Manner::Any, seed, true, &mut |_| {})
    }

    /// Places one call by a caller of this manner. `observe` gets each event. The outcome holds the events if
    /// `keep_trace` is set.
    pub fn walk_as(
        &self,
        manner: Manner,
        seed: u64,
        keep_trace: bool,
        observe: &mut dyn FnMut(&TraceEvent),
    ) -> Outcome {
        let mut dice = fastrand::Rng::with_seed(seed);
        let mut world = AnyWorld::of(&self.hints, manner, dice.fork());
        let mut caller = RandomCaller { hints: &self.hints, manner, dice: dice.fork() };
        let mut machine = Machine::through(self.flow, self.call(&mut dice), self.placeholders.clone(), self.pace);
        if !keep_trace {
            machine = machine.without_trace();
        }
        if let Some(flows) = self.flows {
            machine = machine.among(flows);
        }
        if self.flow.runs_in_queue() {
            machine = machine.waiting_in("queue");
        }
        if self.flow.document().is_module() {
            machine = machine.with_input(world.data(&["Modules", "Input"]));
        }
        machine.run(&mut world, &mut caller, observe)
    }

    /// Makes a call that begins with some of the attributes and values that the flow reads.
    fn call(&self, dice: &mut fastrand::Rng) -> Call {
        const INSTANCE: &str = "arn:aws:connect:eu-west-1:111122223333:instance/00000000-0000-4000-8000-000000000000";
        let numbers: Vec<&str> =
            self.hints.compared(&["SystemEndpoint", "Address"]).filter(|number| is_e164(number)).collect();
        let dialled = numbers.get(dice.usize(0..numbers.len().saturating_add(1))).copied().unwrap_or("+911800000000");
        let caller = (dice.u8(0..20) > 0).then_some("+911234567890");
        let mut call = Call::inbound("contact", caller, dialled, INSTANCE);
        // Half of the calls begin as if a function of an earlier flow had answered. A module never sees such an answer.
        let after_another = !self.flow.document().is_module() && !self.hints.below(&["External"]).is_empty();
        call.external = (after_another && dice.bool())
            .then(|| AnyWorld::of(&self.hints, Manner::Any, dice.fork()).data(&["External"]));
        for path in self.hints.below(&["Attributes"]) {
            if let [name] = path.rest.as_slice()
                && dice.bool()
            {
                call.attributes.insert(name.clone(), self.hints.value(&path.whole, dice));
            }
        }
        call
    }

    /// Places `walks` calls, one for each seed from `seed` on. `progress` gets the number of calls after each call.
    #[must_use]
    pub fn run(&self, walks: u64, seed: u64, progress: &mut dyn FnMut(u64)) -> Report {
        let mut coverage = Coverage::of(self.flow, self.flows);
        let mut ends = BTreeMap::new();
        let mut stops: Vec<Stop> = Vec::new();
        let mut actions_run = 0_u64;
        for walk in 0..walks {
            let seed = seed.wrapping_add(walk);
            let outcome = self.walk_as(Manner::Any, seed, false, &mut |event| coverage.watch(event));
            actions_run = actions_run.saturating_add(u64::from(outcome.actions_run));
            let count = ends.entry(kind(&outcome.ended)).or_insert(0_u64);
            *count = count.saturating_add(1);
            if matches!(outcome.ended, Ended::Stopped { .. }) {
                let known = stops.iter_mut().find(|stop| stop.ended == outcome.ended);
                if let Some(stop) = known {
                    stop.walks = stop.walks.saturating_add(1);
                } else if stops.len() < MAX_STOPS {
                    let trace = self.walk(seed).trace;
                    stops.push(Stop { ended: outcome.ended, walks: 1, seed, trace });
                }
            }
            progress(walk.saturating_add(1));
        }
        Report {
            walks,
            ends,
            actions: coverage.actions(),
            branches: coverage.branches(),
            unreachable: coverage::unreachable(self.flow),
            stops,
            actions_run,
        }
    }
}

/// Returns the flow and the other flows.
fn all<'a>(flow: &'a Flow, flows: Option<&'a Flows>) -> impl Iterator<Item = &'a Flow> {
    std::iter::once(flow).chain(flows.into_iter().flat_map(Flows::iter).map(|(_, flow)| flow))
}

/// Returns the placeholders that stand for telephone numbers, each with a number.
fn numbers<'a>(flow: &'a Flow, flows: Option<&'a Flows>) -> impl Iterator<Item = (String, String)> {
    let parameters =
        all(flow, flows).flat_map(|flow| flow.document().actions()).filter_map(|action| action.parameters());
    parameters.filter_map(|given| {
        let name = given.get("ThirdPartyPhoneNumber")?.as_str()?.strip_prefix("${")?.strip_suffix('}')?;
        Some((name.to_owned(), "+911800000002".to_owned()))
    })
}

/// Returns the flow, and the flows that it names directly or through others.
fn led_to<'a>(flow: &'a Flow, flows: Option<&'a Flows>) -> Vec<&'a Flow> {
    let mut found: Vec<&Flow> = vec![flow];
    let mut next = 0;
    while let Some(flow) = found.get(next).copied() {
        next = next.saturating_add(1);
        flow.document().content().texts(&mut |text| {
            if let Some(named) = flows.and_then(|flows| flows.find(text))
                && !found.iter().any(|known| std::ptr::eq(*known, named))
            {
                found.push(named);
            }
        });
    }
    found
}

/// Returns the way in which a call ended, as one word.
fn kind(ended: &Ended) -> &'static str {
    match ended {
        Ended::FlowDisconnected => "flow-disconnected",
        Ended::CallerHungUp => "caller-hung-up",
        Ended::AgentHungUp => "agent-hung-up",
        Ended::ThirdPartyHungUp => "third-party-hung-up",
        Ended::Queued { .. } => "queued",
        Ended::FlowEnded => "flow-ended",
        Ended::LeftFor { .. } => "left-for-another-flow",
        Ended::Stopped { .. } => "stopped",
    }
}
