//! A random world and a random caller, drawn from a seed.

use serde_json::{Map, Value, json};

use super::hints::Hints;
use crate::{
    model::ErrorType,
    outside::{
        AfterSpeech, Agent, Answer, Caller, Dialled, Enqueue, FunctionAnswer, FunctionCall, Heard, Hours, HoursOf,
        Input, Keys, MetricOf, Moment, Prompt, Reaction, Request, Response, World,
    },
};

/// The behaviour of a simulated caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Manner {
    /// Does anything: wrong keys, silence, hang-ups, keys too early and too late.
    #[default]
    Any,
    /// Tries to reach an end: presses keys that lead on, and waits. Functions and services answer such a caller, but
    /// hours may be closed and queues full.
    Willing,
}

/// A world whose services answer at random.
#[derive(Debug)]
pub(super) struct AnyWorld<'h> {
    pub hints: &'h Hints,
    pub manner: Manner,
    pub dice: fastrand::Rng,
    /// `true` on a day on which Amazon Connect itself fails now and then.
    pub bad_day: bool,
}

impl<'h> AnyWorld<'h> {
    /// Makes a world. One day in four is a bad day.
    pub(super) fn of(hints: &'h Hints, manner: Manner, mut dice: fastrand::Rng) -> Self {
        let bad_day = dice.u8(0..4) == 0;
        Self { hints, manner, dice, bad_day }
    }

    /// Returns true at random, this many times in a hundred; never for a willing caller.
    fn mishap(&mut self, percent: u8) -> bool {
        self.manner == Manner::Any && self.dice.u8(0..100) < percent
    }

    /// Makes values for the paths of the flow that begin with these names.
    pub(super) fn data(&mut self, below: &[&str]) -> Value {
        let mut data = Map::new();
        for path in self.hints.below(below) {
            if !self.mishap(12) {
                let value = self.hints.value(&path.whole, &mut self.dice);
                put(&mut data, &path.rest, json!(value));
            }
        }
        Value::Object(data)
    }
}

fn put(data: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            data.entry(last.clone()).or_insert(value);
        }
        [first, rest @ ..] => {
            if let Value::Object(inner) = data.entry(first.clone()).or_insert_with(|| json!({})) {
                put(inner, rest, value);
            }
        }
    }
}

impl World for AnyWorld<'_> {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        let ms = self.dice.u64(20..1_500);
        if self.mishap(5) {
            return FunctionAnswer::error("it failed").taking(ms);
        }
        if self.mishap(3) {
            return FunctionAnswer::timed_out();
        }
        if self.mishap(2) {
            return FunctionAnswer::answer(json!(["not", "an", "object"])).taking(ms);
        }
        let mut answer = self.data(&["External"]);
        if let (Value::Object(all), Value::Object(more)) = (&mut answer, self.data(&["LambdaInvocation", "ResultData"]))
        {
            all.extend(more);
            // Now and then a function gives an answer that is not flat, although it must be.
            if call.flat && !self.mishap(3) {
                all.retain(|_, value| value.is_string());
            }
        }
        FunctionAnswer::answer(answer).taking(ms)
    }

    fn hours(&mut self, _: HoursOf<'_>) -> Hours {
        match self.dice.u8(0..100) {
            0..60 => Hours::Open,
            60..95 => Hours::Closed,
            _ => Hours::Unknown,
        }
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        match self.dice.u8(0..100) {
            0..80 => Enqueue::Queued,
            80..95 => Enqueue::AtCapacity,
            _ => Enqueue::Failed,
        }
    }

    fn queue_name(&mut self, _: &str) -> Option<String> {
        let known: Vec<&str> = self.hints.compared(&["Queue", "Name"]).collect();
        let index = self.dice.usize(0..known.len().saturating_add(1));
        Some(known.get(index).map_or_else(|| "queue".to_owned(), |name| (*name).to_owned()))
    }

    fn agent(&mut self, _: &str) -> Option<Agent> {
        let (after_ms, talk_ms) = (self.dice.u64(0..120_000), self.dice.u64(1_000..60_000));
        let agent = Agent { after_ms, talk_ms, hangs_up_first: self.dice.bool(), ..Agent::default() };
        (!self.mishap(50)).then_some(agent)
    }

    fn metric(&mut self, _: &MetricOf<'_>) -> Option<u64> {
        (!self.mishap(5)).then(|| self.hints.metric(&mut self.dice))
    }

    fn metrics(&mut self, _: Option<&str>) -> Option<Value> {
        (!self.mishap(15)).then(|| self.data(&["Metrics"]))
    }

    fn dial(&mut self, _: &str) -> Dialled {
        match self.dice.u8(0..100) {
            0..60 => Dialled::Answered { talk_ms: self.dice.u64(1_000..60_000), ringing_ms: self.dice.u64(0..40_000) },
            60..80 => Dialled::NoAnswer,
            _ => Dialled::Failed,
        }
    }

    fn answer(&mut self, request: &Request<'_>) -> Answer {
        if self.mishap(20) {
            let index = self.dice.usize(0..request.errors.len().max(1));
            let error = request.errors.get(index).copied().unwrap_or(ErrorType::NoMatchingError);
            return Answer::failed(error, "it failed");
        }
        let below: &[&str] = match request.action_type {
            "ShowView" => &["Views", "ViewResultData"],
            "InvokeFlowModule" => &["Modules", "ResultData"],
            "ConnectParticipantWithLexBot" => &["Lex"],
            "CreateWisdomSession" => &["Wisdom"],
            other if other.contains("Profile") => &["Customer"],
            other if other.contains("Case") => &["Case"],
            _ => &["Task"],
        };
        let data = self.data(below);
        let index = self.dice.usize(0..request.results.len().max(1));
        let led = request.results.get(index).map(|result| (*result).to_owned());
        let result = if self.mishap(15) { Some("something else".to_owned()) } else { led };
        Answer::Done { result, data }
    }

    fn speaks(&mut self, _: &str, _: Option<&str>) -> bool {
        !self.mishap(5)
    }

    fn flow_elsewhere(&mut self, _: &str) -> bool {
        !self.mishap(5)
    }

    fn percent(&mut self) -> Option<u8> {
        Some(self.dice.u8(1..=100))
    }

    fn fails(&mut self, _: u32) -> bool {
        self.bad_day && self.mishap(10)
    }
}

/// A random caller drawn from a seed, for a world of your own: see [`crate::Simulation::caller`].
#[derive(Debug)]
pub struct RandomCaller<'h> {
    pub(super) hints: &'h Hints,
    pub(super) manner: Manner,
    pub(super) dice: fastrand::Rng,
}

impl RandomCaller<'_> {
    fn mishap(&mut self, percent: u8) -> bool {
        self.manner == Manner::Any && self.dice.u8(0..100) < percent
    }

    fn moment(&mut self, prompt: &Prompt<'_>) -> Moment {
        let prompt_ms = prompt.heard.map_or(0, |heard| heard.ms);
        match self.dice.u8(0..10) {
            _ if self.manner == Manner::Willing => Moment::Usual,
            0..2 => Moment::FromStart(self.dice.u64(0..=prompt_ms.min(600_000))),
            // This moment may be too late.
            2 => Moment::AfterPrompt(self.dice.u64(0..=prompt.time_limit_ms.saturating_mul(2).min(600_000))),
            _ => Moment::Usual,
        }
    }

    fn keys(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b"0123456789*#".get(self.dice.usize(0..12)).copied().unwrap_or(b'0'))).collect()
    }

    /// Returns keys for an input, which are often keys that the flow expects.
    fn pressed(&mut self, input: Input<'_>) -> String {
        match input {
            Input::Menu { keys } => {
                let led = keys.get(self.dice.usize(0..keys.len().max(1))).copied();
                match led {
                    Some(key) if !self.mishap(12) => key.to_owned(),
                    _ => {
                        let length = self.dice.usize(1..4);
                        self.keys(length)
                    }
                }
            }
            Input::Store { maximum_length, terminator } => {
                let known: Vec<&str> = self.hints.compared(&["StoredCustomerInput"]).collect();
                let known: Vec<&str> = known.into_iter().filter(|value| Keys::read(value).is_ok()).collect();
                if !known.is_empty() && self.dice.bool() {
                    let index = self.dice.usize(0..known.len());
                    return format!("{}{terminator}", known.get(index).copied().unwrap_or("1"));
                }
                let length = self.dice.usize(1..=maximum_length.clamp(1, 20));
                let digits: String =
                    (0..length).map(|_| char::from(b'0'.saturating_add(self.dice.u8(0..10)))).collect();
                match self.dice.u8(0..10) {
                    0 if self.manner == Manner::Any => self.keys(length),
                    1 => digits,
                    _ => format!("{digits}{terminator}"),
                }
            }
            Input::Bot { .. } => self.dice.u8(0..10).to_string(),
        }
    }
}

impl Caller for RandomCaller<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        let at = self.moment(prompt);
        if self.mishap(6) {
            return Response::HangUp { at };
        }
        if self.mishap(14) {
            return Response::Silence;
        }
        let keys = Keys::read(&self.pressed(prompt.input)).ok();
        let speaks = matches!(prompt.input, Input::Bot { .. }) && self.dice.u8(0..10) < 7 || prompt.recording;
        match keys {
            Some(keys) if speaks || self.mishap(5) => {
                let ms = self.dice.u64(500..20_000);
                let then = match self.dice.u8(0..10) {
                    0 if self.manner == Manner::Any => AfterSpeech::HangUp,
                    1..4 => AfterSpeech::Silence,
                    _ => AfterSpeech::Press(keys),
                };
                Response::Speak { ms, then }
            }
            Some(keys) => Response::Press { keys, at },
            None => Response::Silence,
        }
    }

    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        let at_ms = self.dice.u64(0..=heard.ms.min(600_000));
        if self.mishap(2) {
            return Reaction::HangUp { at_ms };
        }
        let length = self.dice.usize(1..4);
        match Keys::read(&self.keys(length)) {
            Ok(keys) if self.mishap(4) => Reaction::Press { keys, at_ms },
            _ => Reaction::Listen,
        }
    }

    fn patience(&mut self) -> Option<u64> {
        Some(match self.manner {
            Manner::Any => self.dice.u64(1_000..300_000),
            Manner::Willing => self.dice.u64(120_000..600_000),
        })
    }

    /// Every caller hangs up at some time, so that every call ends.
    fn hangs_up_at(&mut self) -> Option<u64> {
        Some(match self.manner {
            Manner::Any if self.dice.u8(0..10) == 0 => self.dice.u64(0..120_000),
            _ => self.dice.u64(600_000..1_200_000),
        })
    }
}
