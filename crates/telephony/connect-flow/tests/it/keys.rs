//! Keys: the DTMF buffer, telephone numbers, encryption, and messages that keys cut short.

use crate::support::*;
use connect_flow::{Caller, Heard, Keys, Outcome, Prompt, Reaction, Response, Script};
use serde_json::{Value, json};

/// An action that switches the DTMF buffer.
fn buffer(identifier: &str, on: bool, next: &str) -> Value {
    then(plain(identifier, "GetParticipantInput", json!({ "EnableDTMFBuffer": on.to_string() })), next)
}

/// A caller who presses keys in the first message, and nothing at an input.
struct Early(&'static str);

impl Caller for Early {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        Response::Silence
    }

    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        match (heard.action, Keys::read(self.0)) {
            ("hello", Ok(keys)) => Reaction::Press { keys, at_ms: 300 },
            _ => Reaction::Listen,
        }
    }
}

#[track_caller]
fn early(keys: &'static str, actions: Vec<Value>) -> Outcome {
    run(&flow_of(&with_ends(actions)), &mut TestWorld::default(), &mut Early(keys))
}

fn digits(identifier: &str, length: &str, next: &str) -> Value {
    let parameters = json!({
        "Text": "your number", "InputTimeLimitSeconds": "5", "StoreInput": "True",
        "InputValidation": { "CustomValidation": { "MaximumLength": length } },
    });
    then(plain(identifier, "GetParticipantInput", parameters), next)
}

// touchtone-buffering
#[test]
fn keys_before_an_input_are_lost_without_a_buffer_and_answer_it_with_one() {
    let lost = early("1", vec![say("hello", "hello", "ask"), menu("ask", &[("1", "ok")])]);
    assert_eq!(said(&lost), ["hello", "press a key now please", "late"]);
    let actions = vec![buffer("on", true, "hello"), say("hello", "hello", "ask"), menu("ask", &[("1", "ok")])];
    let kept = early("1", actions);
    assert_eq!(said(&kept), ["hello", "ok"], "the menu's prompt is not played");
}

// touchtone-buffering
#[test]
fn a_menu_takes_one_key_of_the_buffer_and_a_stored_input_the_rest() {
    let actions = vec![
        buffer("on", true, "hello"),
        say("hello", "hello", "ask"),
        menu("ask", &[("1", "number")]),
        digits("number", "4", "tell"),
        say("tell", "$.StoredCustomerInput", "bye"),
    ];
    assert_eq!(said(&early("12345", actions.clone())), ["hello", "2345"]);
    assert_eq!(said(&early("123#", actions.clone())), ["hello", "23"]);
    assert_eq!(said(&early("123", actions)), ["hello", "23"], "after the time between keys");
}

// set-touchtone-buffer-behavior
#[test]
fn the_buffer_is_switched_off_and_may_be_stored() {
    let off = |parameters: Value| {
        let mut off = buffer("off", false, "tell");
        off["Parameters"].as_object_mut().unwrap().extend(parameters.as_object().unwrap().clone());
        vec![
            buffer("on", true, "hello"),
            say("hello", "hello", "off"),
            off,
            say("tell", "got $.StoredCustomerInput", "ask"),
            menu("ask", &[("1", "ok")]),
        ]
    };
    let question = "press a key now please";
    assert_eq!(said(&early("12", off(json!({})))), ["hello", "got ", question, "late"]);
    assert_eq!(said(&early("12", off(json!({ "StoreInput": "True" }))))[1], "got 12");
    let encrypted = json!({ "StoreInput": "True", "InputEncryption": { "EncryptionKeyId": "k", "Key": "PEM" } });
    assert_eq!(said(&early("12", off(encrypted)))[1], "got encrypted with k");
}

// touchtone-buffering
#[test]
fn the_buffer_holds_30_keys() {
    let actions = vec![buffer("on", true, "hello"), say("hello", "hello", "bye")];
    let outcome = early("123456789012345678901234567890123", actions);
    assert_eq!(remarks(&outcome), ["the keys `123` were pressed when the buffer was full and are lost"]);
}

// play
#[test]
fn a_message_is_skipped_or_cut_short_by_keys_only_if_it_says_so_and_the_buffer_is_on() {
    let skipping = |identifier: &str, next: &str| {
        let parameters = json!({ "Text": "a message of five words", "SkipWhenDTMFBufferEnabled": "true" });
        action(identifier, "MessageParticipant", parameters, json!({ "NextAction": next }))
    };
    let with = early("1", vec![buffer("on", true, "hello"), skipping("hello", "again"), skipping("again", "bye")]);
    assert_eq!((said(&with).len(), with.elapsed_ms), (1, 300));
    let without = early("1", vec![skipping("hello", "again"), skipping("again", "bye")]);
    assert_eq!((said(&without).len(), without.elapsed_ms), (2, 2 * 2_173));
    let plain = early("1", vec![buffer("on", true, "hello"), say("hello", "a message of five words", "bye")]);
    assert_eq!(plain.elapsed_ms, 2_173);
}

fn number(validation: Value) -> Vec<Value> {
    let parameters = json!({
        "Text": "your number", "InputTimeLimitSeconds": "5", "StoreInput": "True",
        "InputValidation": { "PhoneNumberValidation": validation },
    });
    let errors = [("InvalidPhoneNumber", "other"), ("NoMatchingError", "failed")];
    vec![
        action("ask", "GetParticipantInput", parameters, wires("tell", &errors)),
        say("tell", "got $.StoredCustomerInput", "bye"),
    ]
}

// store-customer-input
#[test]
fn a_telephone_number_is_stored_in_e164_or_takes_the_branch_for_what_is_none() {
    #[track_caller]
    fn check(validation: Value, answer: Response, heard: &str) {
        assert_eq!(said(&run_actions(with_ends(number(validation)), vec![answer]))[1], heard);
    }
    let local = || json!({ "NumberFormat": "Local", "CountryCode": "IN" });
    check(local(), press("9876543210#"), "got +919876543210");
    check(local(), press("12#"), "other");
    check(local(), press("98*"), "other");
    check(local(), Response::Silence, "got Timeout");
    check(json!({ "NumberFormat": "E164" }), press("919876543210#"), "got +919876543210");
}

// store-customer-input
#[test]
fn encrypted_input_holds_nothing_that_was_keyed() {
    let mut ask = digits("ask", "16", "tell");
    ask["Parameters"]["InputEncryption"] = json!({ "EncryptionKeyId": "$.Attributes.key", "Key": "PEM" });
    let actions = vec![set("key", json!({ "key": "k1" }), "ask"), ask, say("tell", "$.StoredCustomerInput", "bye")];
    let outcome = run_actions(with_ends(actions), vec![press("4111111111111111")]);
    assert_eq!(said(&outcome)[1], "encrypted with k1");
}

// participant-actions-getparticipantinput
#[test]
fn the_cancel_key_and_the_terminator_are_the_flows_to_choose() {
    let ask = |dtmf: Value| {
        let mut ask = digits("ask", "20", "tell");
        ask["Parameters"]["DTMFConfiguration"] = dtmf;
        with_ends(vec![ask, say("tell", "$.StoredCustomerInput", "bye")])
    };
    let said = |dtmf: Value, keys: &str| {
        let outcome = run(&flow_of(&ask(dtmf)), &mut TestWorld::default(), &mut Script::new([press(keys)]));
        said(&outcome)[1].to_owned()
    };
    assert_eq!(said(json!({}), "12*34#"), "*");
    assert_eq!(said(json!({ "DisableCancelKey": "True" }), "12*34#"), "12*34");
    assert_eq!(said(json!({ "InputTerminationSequence": "##" }), "12#34##"), "12#34");
    assert_eq!(said(json!({ "InterdigitTimeLimitSeconds": "1" }), "12"), "1", "a key takes a second and a half");
}
