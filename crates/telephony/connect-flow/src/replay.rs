//! Replays a call: a world and a caller that repeat the answers in the call's trace.

use std::collections::VecDeque;

use serde_json::Value;

use crate::{
    model::ErrorType,
    outside::{
        Agent, Answer, Caller, Dialled, Enqueue, FunctionAnswer, FunctionCall, Heard, Hours, HoursOf, MetricOf, Prompt,
        Reaction, Request, Response, Told, World,
    },
    trace::{Happening, TraceEvent},
};

/// The answers of the caller and the world in a call, to replay that call.
///
/// ```
/// use std::collections::BTreeMap;
/// use connect_flow::{Call, Flow, Machine, Pace, Replay, Response, Script};
/// # struct Office;
/// # impl connect_flow::World for Office {
/// #     fn invoke(&mut self, _: &connect_flow::FunctionCall<'_>) -> connect_flow::FunctionAnswer { connect_flow::FunctionAnswer::timed_out() }
/// #     fn hours(&mut self, _: connect_flow::HoursOf<'_>) -> connect_flow::Hours { connect_flow::Hours::Open }
/// #     fn enqueue(&mut self, _: &str) -> connect_flow::Enqueue { connect_flow::Enqueue::Queued }
/// # }
/// # let flow = Flow::read(r#"{"Version": "2019-10-30", "StartAction": "hello", "Actions": [
/// #     {"Identifier": "hello", "Type": "MessageParticipant", "Parameters": {"Text": "hello"}, "Transitions": {"NextAction": "bye"}},
/// #     {"Identifier": "bye", "Type": "DisconnectParticipant"}]}"#)?;
/// # let call = || Call::inbound("c", None, "+911800000000", "arn:aws:connect:x:1:instance/i");
///
/// let first = Machine::new(&flow, call(), BTreeMap::new(), Pace::default())?
///     .run(&mut Office, &mut Script::new([Response::press("1")?]), &mut |_| {});
/// let mut again = Replay::of(&first.trace);
/// let second = Machine::new(&flow, call(), BTreeMap::new(), Pace::default())?
///     .run(&mut again.world, &mut again.caller, &mut |_| {});
/// assert_eq!(first.trace, second.trace);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Replay {
    /// The world of the call.
    pub world: ReplayedWorld,
    /// The caller of the call.
    pub caller: ReplayedCaller,
}

/// A world that repeats the answers of a call. When they are used up, everything fails.
#[derive(Debug, Clone, Default)]
pub struct ReplayedWorld(Tape);

/// A caller who repeats the answers of a call. When they are used up, the caller is silent.
#[derive(Debug, Clone, Default)]
pub struct ReplayedCaller(Tape);

/// Answers in their order. `diverged` is set if the run asked for an answer of another kind.
#[derive(Debug, Clone, Default)]
struct Tape {
    left: VecDeque<Told>,
    diverged: bool,
}

impl Replay {
    /// Makes a replay of a trace.
    #[must_use]
    pub fn of(trace: &[TraceEvent]) -> Self {
        let told = trace.iter().filter_map(|event| match &event.what {
            Happening::Told { answer } => Some(answer.clone()),
            _ => None,
        });
        Self::from_answers(told)
    }

    /// Makes a replay from the answers in a stored trace.
    pub fn from_answers(told: impl IntoIterator<Item = Told>) -> Self {
        let by_caller = |told: &Told| {
            matches!(told, Told::Responded(_) | Told::Reacted(_) | Told::Patience(_) | Told::HangsUpAt(_))
        };
        let (caller, world) = told.into_iter().partition(by_caller);
        let tape = |left| Tape { left, diverged: false };
        Self { world: ReplayedWorld(tape(world)), caller: ReplayedCaller(tape(caller)) }
    }

    /// Returns true, after the run, if the run differed from the call of the trace: it asked for other answers than the
    /// trace holds, or left some unused. The flow, the call or the pace is then not the same.
    #[must_use]
    pub fn diverged(&self) -> bool {
        [&self.world.0, &self.caller.0].iter().any(|tape| tape.diverged || !tape.left.is_empty())
    }
}

/// Takes the next answer if it is of the kind that the run asks for; else notes that the call has diverged.
macro_rules! next {
    ($given:expr, $kind:ident, $otherwise:expr) => {
        match $given.left.pop_front() {
            Some(Told::$kind(answer)) => answer,
            _ => {
                $given.diverged = true;
                $otherwise
            }
        }
    };
}

impl World for ReplayedWorld {
    fn invoke(&mut self, _: &FunctionCall<'_>) -> FunctionAnswer {
        next!(self.0, Function, FunctionAnswer::error("nothing more was told"))
    }

    fn hours(&mut self, _: HoursOf<'_>) -> Hours {
        next!(self.0, Hours, Hours::Unknown)
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        next!(self.0, Enqueue, Enqueue::Failed)
    }

    fn queue_name(&mut self, _: &str) -> Option<String> {
        next!(self.0, QueueName, None)
    }

    fn agent(&mut self, _: &str) -> Option<Agent> {
        next!(self.0, Agent, None)
    }

    fn metric(&mut self, _: &MetricOf<'_>) -> Option<u64> {
        next!(self.0, Metric, None)
    }

    fn metrics(&mut self, _: Option<&str>) -> Option<Value> {
        next!(self.0, Metrics, None)
    }

    fn dial(&mut self, _: &str) -> Dialled {
        next!(self.0, Dialled, Dialled::Failed)
    }

    fn answer(&mut self, _: &Request<'_>) -> Answer {
        next!(self.0, Service, Answer::failed(ErrorType::NoMatchingError, "nothing more was told"))
    }

    fn speaks(&mut self, _: &str, _: Option<&str>) -> bool {
        next!(self.0, Speaks, false)
    }

    fn flow_elsewhere(&mut self, _: &str) -> bool {
        next!(self.0, FlowElsewhere, false)
    }

    fn fails(&mut self, action: u32) -> bool {
        let fails = matches!(self.0.left.front(), Some(Told::Fails(at)) if *at == action);
        if fails {
            self.0.left.pop_front();
        }
        fails
    }

    fn percent(&mut self) -> Option<u8> {
        Some(next!(self.0, Percent, 1))
    }
}

impl Caller for ReplayedCaller {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        next!(self.0, Responded, Response::Silence)
    }

    fn hear(&mut self, _: &Heard<'_>) -> Reaction {
        next!(self.0, Reacted, Reaction::Listen)
    }

    fn patience(&mut self) -> Option<u64> {
        next!(self.0, Patience, None)
    }

    fn hangs_up_at(&mut self) -> Option<u64> {
        next!(self.0, HangsUpAt, None)
    }
}
