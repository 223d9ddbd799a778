//! What Amazon Connect really does: waits that fail, rounds of a note, keys during messages, functions in a row.

use crate::flow::{Citizen, call, heard, states};
use acceptance::centre::{Centre, flows};
use connect_flow::{
    Caller, Ended, Enqueue, FunctionAnswer, FunctionCall, Happening, Heard, Hours, HoursOf, Keys, Machine, Outcome,
    Pace, Prompt, Reaction, Response, World,
};
use connect_wire::QueueAge;
use dialogue::Purpose;
use serde_json::Value;
use std::collections::BTreeSet;
use testkit::Memory;

/// Returns the actions of a call, in order: the first has the number 1.
fn actions(outcome: &Outcome) -> Vec<&str> {
    let actions = outcome.trace.iter().filter_map(|event| match &event.what {
        Happening::Action { identifier, .. } => Some(identifier.as_str()),
        _ => None,
    });
    actions.collect()
}

/// Amazon Connect fails at the wait for the caller's words, at every try.
#[test]
fn a_wait_that_fails_does_not_end_the_note() {
    let mut failing: Vec<u32> = Vec::new();
    // A call whose first waits fail goes on as before them, so the next wait is found in its trace.
    for _ in 0..8 {
        let memory = Memory::default();
        let mut silent = Citizen::who_speaks_on(&[]);
        let broken = Box::new(|action| failing.contains(&action));
        let outcome = call(&mut Centre { broken, ..Centre::open(&memory) }, &mut silent);
        let waits = (1..).zip(actions(&outcome)).filter(|(_, action)| *action == "take").map(|(number, _)| number);
        match waits.filter(|number| !failing.contains(number)).min() {
            Some(next) => failing.push(next),
            None => {
                let silence = |event: &&connect_flow::TraceEvent| matches!(&event.what, Happening::Heard { recording: Some(prompt), .. } if prompt == "arn:SilencePromptArn");
                assert_eq!(outcome.trace.iter().filter(silence).count(), 4, "four rounds in which the caller speaks");
                assert_eq!(states(&memory), ["registered triage"]);
                return;
            }
        }
    }
    panic!("the waits never end: {failing:?}");
}

/// A function that asks for two notes in one call.
struct TwoNotes(u32);

impl World for TwoNotes {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        self.0 += 1;
        let input = call.event.pointer("/Details/Parameters/input").and_then(serde_json::Value::as_str);
        let act = match (input, self.0) {
            (Some("beep"), _) => "listen",
            (Some("noted"), 4..) => "end",
            _ => "record",
        };
        FunctionAnswer::answer(serde_json::json!({
            "do": act, "say": "-", "ask": "speak", "state": "s", "step": "1", "lang": "hi-IN", "flag": "none",
        }))
    }

    fn hours(&mut self, _: HoursOf<'_>) -> Hours {
        Hours::Closed
    }

    fn enqueue(&mut self, _: &str) -> Enqueue {
        Enqueue::Queued
    }
}

/// Ends the first note by a key in its second round, and never ends the second.
struct EndsOne(u32);

impl Caller for EndsOne {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if prompt.action != "take" {
            return Response::Silence;
        }
        self.0 += 1;
        if self.0 == 2 { Response::press("#").unwrap() } else { Response::Silence }
    }
}

#[test]
fn each_note_of_a_call_has_all_its_rounds() {
    let call = connect_flow::Call::inbound("contact-1", None, "+6531580000", "arn:aws:connect:x:1:instance/i");
    let flow = acceptance::centre::flow(Purpose::INBOUND);
    let placeholders = flow.placeholders().map(|name| (name.to_owned(), format!("arn:{name}"))).collect();
    let machine = Machine::new(flow, call, placeholders, Pace::default()).unwrap();
    let outcome = machine.run(&mut TwoNotes(0), &mut EndsOne(0), &mut |_| {});
    let waits = actions(&outcome).into_iter().filter(|action| *action == "take").count();
    assert_eq!((outcome.takes.len(), waits), (2, 2 + 4), "two rounds, then four");
}

/// Amazon Connect ends functions in a row after 20 s (administrator guide, "Invoke AWS Lambda functions").
const LONGEST_CHAIN_S: u64 = 20;

/// Returns the seconds that functions may take from this action on before the caller hears a prompt. `None` if there is
/// a way on which no prompt comes.
fn silent_s(flow: &Value, at: &str, before: &[&str]) -> Option<u64> {
    let all = flow["Actions"].as_array().unwrap();
    let action = all.iter().find(|action| action["Identifier"] == at).unwrap();
    let parameters = &action["Parameters"];
    let heard = match action["Type"].as_str().unwrap() {
        "MessageParticipant" | "MessageParticipantIteratively" => true,
        "GetParticipantInput" => parameters.get("EnableDTMFBuffer").is_none(),
        _ => false,
    };
    if heard {
        return Some(0);
    }
    if before.contains(&at) {
        return None;
    }
    let limit = parameters["InvocationTimeLimitSeconds"].as_str().filter(|_| action["Type"] == "InvokeLambdaFunction");
    let own: u64 = limit.map_or(0, |limit| limit.parse().unwrap());
    let way = [before, &[at]].concat();
    let ways = &action["Transitions"];
    let branches = ["Errors", "Conditions"].into_iter().filter_map(|name| ways[name].as_array()).flatten();
    let targets = branches.map(|branch| &branch["NextAction"]).chain([&ways["NextAction"]]).filter_map(Value::as_str);
    let longest: Option<Vec<u64>> = targets.map(|target| silent_s(flow, target, &way)).collect();
    Some(own + longest?.into_iter().max().unwrap_or(0))
}

#[test]
fn no_chain_of_functions_is_longer_than_amazon_connect_lets_it() {
    for file in flows() {
        let flow: Value = serde_json::from_str(&file.text).unwrap();
        for (action, _) in file.flow.actions() {
            let silent = silent_s(&flow, action, &[]);
            assert!(silent.is_some_and(|s| s <= LONGEST_CHAIN_S), "{}: from `{action}`: {silent:?} s", file.file);
        }
    }
}

#[test]
fn the_designer_shows_each_block_by_its_name_in_a_place_of_its_own() {
    for file in flows() {
        let flow: Value = serde_json::from_str(&file.text).unwrap();
        let shown = flow["Metadata"]["ActionMetadata"].as_object().unwrap();
        let places: BTreeSet<String> = shown.values().map(|block| block["position"].to_string()).collect();
        let actions: Vec<&str> = file.flow.actions().map(|(identifier, _)| identifier).collect();
        assert_eq!(places.len(), actions.len(), "{}: two blocks lie on each other", file.file);
        for action in actions {
            assert_eq!(shown[action]["isFriendlyName"], true, "{}: {action}", file.file);
        }
        let voice = &shown["voice"];
        assert_eq!(voice["parameters"]["TextToSpeechVoice"]["languageCode"], "hi-IN", "saving would set another");
    }
}

/// A caller who presses a key while a message plays.
struct PressesDuring<'a> {
    message: &'a str,
    keys: &'a str,
    caller: &'a mut dyn Caller,
}

impl Caller for PressesDuring<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        self.caller.respond(prompt)
    }

    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        match heard.text.is_some_and(|text| text.contains(self.message)) {
            true => Reaction::Press { keys: Keys::read(self.keys).unwrap(), at_ms: 500 },
            false => Reaction::Listen,
        }
    }
}

#[test]
fn a_key_during_the_message_before_a_menu_counts_in_the_menu() {
    let memory = Memory::default();
    let mut sorts = Citizen::who_presses(&["1"]);
    let mut caller = PressesDuring { message: "दर्ज हो गई", keys: "1", caller: &mut sorts };
    let outcome = Centre::open(&memory).call(&mut caller);
    assert!(heard(&outcome).iter().any(|said| said.contains("नंबर है")), "the message is heard to its end");
    let pressed: Vec<&str> = outcome
        .trace
        .iter()
        .filter_map(|event| if let Happening::Pressed { keys } = &event.what { Some(keys.as_str()) } else { None })
        .collect();
    assert_eq!(pressed, ["1", "#", "1"], "the first menu, the end of the note, and the key during the message");
}

/// Keys count from the beep on, also while a function runs or a message plays.
#[test]
fn a_key_while_the_caller_is_told_to_go_on_ends_the_note() {
    let memory = Memory::default();
    let mut silent = Citizen::who_speaks_on(&["1"]);
    let mut caller = PressesDuring { message: "बोलते रहिए", keys: "#", caller: &mut silent };
    let outcome = Centre::open(&memory).call(&mut caller);
    let told = heard(&outcome).iter().filter(|said| said.contains("बोलते रहिए")).count();
    assert_eq!(told, 1, "the key ends the note, and is not lost");
}

#[test]
fn the_contact_has_the_language_of_the_call() {
    let memory = Memory::default();
    let outcome = call(&mut Centre::open(&memory), &mut Citizen::who_presses(&["9", "0"]));
    let spoken = outcome.trace.iter().filter_map(|event| match &event.what {
        Happening::FlowAttributesSet { attributes } => attributes.get("ts_lang").map(String::as_str),
        _ => None,
    });
    let spoken: Vec<&str> = spoken.collect();
    assert_eq!((spoken.first(), spoken.last()), (Some(&"hi-IN"), Some(&"en-IN")));
    assert_eq!(outcome.attributes.get("ts_lang").map(String::as_str), Some("en-IN"));
}

#[test]
fn nobody_is_put_into_a_queue_that_no_agent_serves() {
    let memory = Memory::default();
    let mut centre = Centre { staffed: false, ..Centre::open(&memory) };
    let outcome = call(&mut centre, &mut Citizen::who_presses(&["0", "1"]));
    assert_eq!(outcome.ended, Ended::FlowDisconnected);
    assert!(heard(&outcome).iter().any(|said| said.contains("अभी कोई व्यक्ति खाली नहीं है")), "{:?}", heard(&outcome));
    assert_eq!(states(&memory), ["registered triage"], "the recorder is offered instead");
}

#[test]
fn no_wait_is_said_and_none_counts_as_long_while_its_unit_is_unknown() {
    let memory = Memory::default();
    let mut centre = Centre { queue_age: QueueAge::Unsaid, waited: 600_000, ..Centre::open(&memory) };
    let outcome = call(&mut centre, &mut Citizen::who_presses(&["0"]));
    assert!(matches!(outcome.ended, Ended::Queued { .. }), "{:?}", outcome.ended);
    assert!(!heard(&outcome).join(" ").contains("मिनट"), "{:?}", heard(&outcome));
}
