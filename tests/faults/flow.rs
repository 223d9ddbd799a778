//! Whole calls through the contact flow, with the handler in process. Wherever the caller hangs up and whichever
//! service is down, the call ends with a person, a note or a true sentence, never in silence.

use acceptance::centre::{Centre, answered_at, flows};
use acceptance::practised::Practised;
use acceptance::world::sweep;
use connect_flow::{AfterSpeech, Caller, Ended, Happening, Hours, Keys, Outcome, Prompt, Response, Simulation};
use jiff::SignedDuration;
use lifecycle::{DepartmentCode, in_india};
use testkit::Memory;

/// How often Amazon Connect calls a function that fails: once, with three retries.
const AMAZON_CONNECT_CALLS: usize = 4;

/// A caller who presses these keys at menus, speaks in notes, and hangs up at a given prompt.
pub(crate) struct Citizen {
    keys: Vec<&'static str>,
    hang_up_at: Option<usize>,
    prompts: usize,
    ends_the_note: bool,
}

impl Citizen {
    pub(crate) fn who_presses(keys: &[&'static str]) -> Self {
        Self { keys: keys.iter().rev().copied().collect(), hang_up_at: None, prompts: 0, ends_the_note: true }
    }
}

impl Citizen {
    /// A caller who ends no note by a key.
    pub(crate) fn who_speaks_on(keys: &[&'static str]) -> Self {
        Self { ends_the_note: false, ..Self::who_presses(keys) }
    }
}

impl Caller for Citizen {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        self.prompts += 1;
        if self.hang_up_at == Some(self.prompts) {
            return Response::HangUp { at: connect_flow::Moment::FromStart(500) };
        }
        if prompt.recording {
            let then = match self.ends_the_note {
                true => AfterSpeech::Press(Keys::read("#").unwrap()),
                false => AfterSpeech::Silence,
            };
            return Response::Speak { ms: 8_000, then };
        }
        let connect_flow::Input::Menu { keys } = &prompt.input else { return Response::Silence };
        if keys.len() == 1 {
            return Response::Silence;
        }
        match self.keys.pop() {
            Some(key) => Practised::who_presses(key).respond(prompt),
            None => Response::Silence,
        }
    }
}

pub(crate) fn call(centre: &mut Centre<'_>, citizen: &mut Citizen) -> Outcome {
    centre.call(citizen)
}

pub(crate) fn heard(outcome: &Outcome) -> Vec<&str> {
    outcome
        .trace
        .iter()
        .filter_map(|event| {
            if let Happening::Heard { text: Some(text), .. } = &event.what { Some(text.as_str()) } else { None }
        })
        .collect()
}

/// Seconds from the answered call to the first beep.
fn beep_s(outcome: &Outcome) -> f64 {
    let ms = outcome.takes.first().expect("no beep").start_ms;
    f64::from(u32::try_from(ms).unwrap()) / 1_000.0
}

pub(crate) fn states(memory: &Memory) -> Vec<String> {
    memory.kept().cases.values().map(|c| format!("{} {}", c.standing.state, c.standing.desk)).collect()
}

#[test]
fn a_whole_call_ends_with_the_ticket_and_the_department() {
    let memory = Memory::default();
    let outcome = call(&mut Centre::open(&memory), &mut Citizen::who_presses(&["1", "1", "1"]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert_eq!(states(&memory), ["triaged department"]);
    let departments = memory.kept().cases.values().map(|case| case.standing.department.clone()).collect::<Vec<_>>();
    assert_eq!(departments, [DepartmentCode::new("FCS").ok()]);
    assert_eq!(outcome.takes.len(), 1, "recording is on for the take alone");
    let promised = memory.kept().cases.values().find_map(|case| case.standing.answer_by).unwrap();
    let day = format!("{} दिसंबर तक जवाब आना है", in_india(promised).day());
    assert!(heard(&outcome).iter().any(|said| said.contains(&day)), "the day is that of the ledger: {day}");
}

/// Random callers, answers of the function, and failures of Amazon Connect.
#[test]
fn no_random_call_stops_and_every_branch_that_can_be_taken_is() {
    for file in flows() {
        let report = Simulation::new(&file.flow).run(8_000, 1, &mut |_| {});
        assert!(report.stops.is_empty(), "{}: {:?}", file.file, report.stops[0].ended);
        assert_eq!(report.actions.missed, [""; 0], "{}", file.file);
        assert_eq!(report.unreachable, [""; 0], "{}", file.file);
        // An input with a condition for each of the twelve keys cannot take this branch.
        let missed: Vec<&str> = report.branches.missed.iter().map(|branch| &**branch).collect();
        // `nobody_waits_without_end` takes the loop's last way.
        let inputs: &[&str] = match file.purpose.is_waiting() {
            true => &[
                "quarter-of-an-hour: condition DoneLooping",
                "take: NoMatchingCondition",
                "fourth-round: NoMatchingError",
            ],
            false => &["menu: NoMatchingCondition", "chunk: NoMatchingCondition", "take: NoMatchingCondition"],
        };
        assert_eq!(missed, inputs, "{}", file.file);
    }
}

#[test]
fn the_beep_comes_in_time_with_a_key_and_without_any() {
    let memory = Memory::default();
    let one_key = call(&mut Centre::open(&memory), &mut Citizen::who_presses(&["1"]));
    assert!(beep_s(&one_key) <= 24.0, "one key: {} s", beep_s(&one_key));
    let memory = Memory::default();
    let no_key = call(&mut Centre::open(&memory), &mut Citizen::who_presses(&[]));
    assert!(beep_s(&no_key) <= 36.0, "no key: {} s", beep_s(&no_key));
}

#[test]
fn who_presses_nothing_and_never_ends_the_note_has_a_case_at_triage() {
    let memory = Memory::default();
    let mut silent = Citizen { ends_the_note: false, ..Citizen::who_presses(&[]) };
    let outcome = call(&mut Centre::open(&memory), &mut silent);
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert_eq!(states(&memory), ["registered triage"]);
}

/// A caller who speaks for three minutes, or forgets to hang up, hears that the line still works.
#[test]
fn every_45_seconds_of_a_note_the_caller_hears_that_it_is_recorded_and_after_three_minutes_it_ends() {
    let memory = Memory::default();
    let mut silent = Citizen { ends_the_note: false, ..Citizen::who_presses(&["9", "1"]) };
    let outcome = call(&mut Centre::open(&memory), &mut silent);
    let told = heard(&outcome).iter().filter(|said| **said == "Keep speaking, or hang up.").count();
    assert_eq!((told, outcome.takes.len()), (3, 1), "all of it is one recording");
    let take = outcome.takes[0].end_ms - outcome.takes[0].start_ms;
    assert!((180_000..195_000).contains(&take), "{take} ms");
}

#[test]
fn a_hang_up_anywhere_loses_nothing_that_was_said() {
    for at in 1..=5 {
        let memory = Memory::default();
        let mut citizen = Citizen { hang_up_at: Some(at), ..Citizen::who_presses(&["1", "1", "1"]) };
        let outcome = call(&mut Centre::open(&memory), &mut citizen);
        assert_eq!(outcome.ended, Ended::CallerHungUp, "at prompt {at}");
        let now = answered_at() + SignedDuration::from_mins(30);
        Centre::open(&memory).runtime.block_on(sweep(&memory, now)).unwrap();
        // Prompt 1 is the menu, 2 the notice, 3 the note; 4 and 5 are the sorting menus.
        let expected: &[&str] = match at {
            1 => &[],
            2 => &["void caller"],
            _ => &["registered triage"],
        };
        assert_eq!(states(&memory), expected, "hung up at prompt {at}");
    }
}

#[test]
fn with_the_function_down_the_caller_reaches_a_person() {
    let memory = Memory::default();
    let mut centre = Centre { down: Box::new(|_| true), ..Centre::open(&memory) };
    let outcome = call(&mut centre, &mut Citizen::who_presses(&["1"]));
    assert!(matches!(outcome.ended, Ended::Queued { .. }), "{:?}", outcome.ended);
    let once = AMAZON_CONNECT_CALLS;
    let in_the_queue = once;
    assert_eq!(centre.invoked, once + once + in_the_queue, "once more after a moment, then no longer");
    assert!(heard(&outcome).iter().any(|said| said.contains("does not work now")));
}

#[test]
fn with_the_function_down_and_nobody_there_the_caller_leaves_a_recorded_note() {
    let memory = Memory::default();
    let mut centre = Centre { down: Box::new(|_| true), agents: Hours::Closed, ..Centre::open(&memory) };
    let outcome = call(&mut centre, &mut Citizen::who_presses(&["1"]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert_eq!(outcome.takes.len(), 1, "the note was recorded");
    let said = heard(&outcome).join(" ");
    assert!(said.contains("Your words were recorded. Please call again later"), "{said}");
    assert!(!said.contains("दर्ज हो गई"), "nothing says registered");
}

#[test]
fn a_function_that_is_back_after_the_note_registers_it() {
    let memory = Memory::default();
    let mut centre =
        Centre { down: Box::new(|n| n <= 2 * AMAZON_CONNECT_CALLS), agents: Hours::Closed, ..Centre::open(&memory) };
    let outcome = call(&mut centre, &mut Citizen::who_presses(&["1", "1"]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert_eq!(states(&memory), ["triaged department"]);
}

#[test]
fn one_failure_anywhere_in_the_call_costs_a_moment_and_nothing_else() {
    // Amazon Connect makes up for one failure by a retry; for four, the flow must ask again.
    for lasting in [1, AMAZON_CONNECT_CALLS] {
        for failing in 1..=6 {
            let memory = Memory::default();
            let down = Box::new(move |n| (failing..failing + lasting).contains(&n));
            let mut centre = Centre { down, ..Centre::open(&memory) };
            let outcome = call(&mut centre, &mut Citizen::who_presses(&["1", "1", "1"]));
            assert_eq!(outcome.ended, Ended::FlowDisconnected);
            assert_eq!(states(&memory), ["triaged department"], "failed {lasting} times at call {failing}");
        }
    }
}

#[test]
fn failing_for_good_from_any_step_on_ends_with_a_person_and_never_with_silence() {
    for failing in 1..=6 {
        let memory = Memory::default();
        let mut centre = Centre { down: Box::new(move |n| n >= failing), ..Centre::open(&memory) };
        let outcome = call(&mut centre, &mut Citizen::who_presses(&["1", "1", "1"]));
        assert!(matches!(outcome.ended, Ended::Queued { .. }), "from call {failing}: {:?}", outcome.ended);
        let said = heard(&outcome);
        let last = said.iter().rfind(|said| !said.contains("Please stay on the line"));
        assert!(last.is_some_and(|last| last.contains("We are connecting you to a person")), "{said:?}");
    }
}

#[test]
fn a_key_out_of_place_is_said_once_and_then_the_call_goes_on() {
    let memory = Memory::default();
    let outcome = call(&mut Centre::open(&memory), &mut Citizen::who_presses(&["7", "#", "8", "8"]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert_eq!(states(&memory), ["registered triage"]);
}

#[test]
fn zero_reaches_a_person_from_every_menu() {
    for keys in [&["0"][..], &["9", "0"], &["1", "0"], &["1", "1", "0"]] {
        let memory = Memory::default();
        let outcome = call(&mut Centre::open(&memory), &mut Citizen::who_presses(keys));
        assert!(matches!(outcome.ended, Ended::Queued { .. }), "{keys:?}: {:?}", outcome.ended);
    }
}

#[test]
fn who_asks_for_a_person_a_hundred_times_when_nobody_is_there_is_told_to_call_again() {
    let memory = Memory::default();
    let mut centre = Centre { agents: Hours::Closed, ..Centre::open(&memory) };
    let outcome = call(&mut centre, &mut Citizen::who_presses(&["0"; 100]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert!(heard(&outcome).last().is_some_and(|last| last.contains("बाद में फिर मिलाइए")));
}
