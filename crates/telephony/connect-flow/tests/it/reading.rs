//! The rules of the reader, one test each. A comment above a test names the page of the Amazon Connect guides.

use crate::support::{HELPLINE, action, ask, branches, bye, equals, flow_of, menu, say, wires};
use connect_flow::Flow;
use serde_json::{Value, json};

/// Checks that a flow of one line is refused with this message and this help.
#[track_caller]
fn check(flow: &str, message: &str, help: &str) {
    let error = Flow::read_strictly(flow).unwrap_err();
    assert_eq!((error.to_string(), error.help()), (format!("line 1: {message}"), help.to_owned()));
}

/// Checks that an action is refused with this message.
#[track_caller]
fn check_action(action: Value, message: &str) {
    let error = Flow::read(&flow_of(&json!([action, bye()]))).unwrap_err();
    assert_eq!(error.to_string(), format!("line 1: {message}"));
    assert!(!error.help().is_empty());
}

/// Checks that an action is read, with this remark.
#[track_caller]
fn check_remark(action: Value, message: &str) {
    let flow = Flow::read(&flow_of(&json!([action, bye()]))).unwrap();
    let remarks: Vec<String> = flow.remarks().iter().map(ToString::to_string).collect();
    assert_eq!(remarks, [format!("line 1: {message}")]);
    assert!(!flow.remarks()[0].help().is_empty());
}

#[track_caller]
fn check_accepted(action: Value) {
    Flow::read(&flow_of(&json!([action, bye()]))).unwrap();
}

#[test]
fn a_whole_helpline_is_read_and_names_its_placeholders() {
    let flow = Flow::read(HELPLINE).unwrap();
    assert_eq!(flow.actions().count(), 18);
    assert_eq!(flow.placeholders().collect::<Vec<_>>(), ["BeepPromptArn", "ConversationFunctionArn", "QueueArn"]);
}

// flow-language-actions
#[test]
fn only_the_flow_language_of_2019_is_read() {
    check(
        r#"{"modules": [], "start": "a"}"#,
        "the flow is in the old format of 2017, with `modules`",
        "open the flow in the console and publish it, then export it as 2019-10-30",
    );
    check(
        r#"{"Version": "2019-10-29", "StartAction": "a", "Actions": []}"#,
        "`/Version`: the version `2019-10-29` is not the flow language `2019-10-30`",
        r#"write `"Version": "2019-10-30"`"#,
    );
    let help = "write 1 to 256,000 characters, white space between them aside";
    check("", "the content has 0 characters", help);
    let long = flow_of(&json!([say("a", &"x".repeat(256_000), "bye"), bye()]));
    check(&long, &format!("the content has {} characters", long.chars().count()), help);
    Flow::read(&format!("{}{}", flow_of(&json!([bye()])), " ".repeat(256_000))).unwrap();
}

// flow-language-actions
#[test]
fn every_target_is_an_action_of_the_flow() {
    check(
        &flow_of(&json!([say("hello", "x", "bey"), bye()])),
        "action `hello`: `/Actions/0/Transitions/NextAction`: no action is named `bey`",
        "did you mean `bye`?",
    );
    let start = json!({ "Version": "2019-10-30", "StartAction": "nobody", "Actions": [bye()] });
    check(&start.to_string(), "`/StartAction`: no action is named `nobody`", "name an action of this flow");
}

// flow-language-actions
#[test]
fn identifiers_are_unique_short_and_free_of_forbidden_signs() {
    for (identifier, reason) in [
        ("bye", "is used twice"),
        (&"a".repeat(51), "is longer than 50 characters"),
        ("a:b", "has the forbidden character `:`"),
        ("a\\b", "has the forbidden character `\\`"),
        ("toString", "is reserved"),
    ] {
        let error =
            Flow::read(&flow_of(&json!([bye(), action(identifier, "Loop", json!({}), json!({}))]))).unwrap_err();
        let expected = format!("line 1: `/Actions/1/Identifier`: the identifier `{identifier}` {reason}");
        assert_eq!(error.to_string(), expected);
    }
    check_accepted(say("नमस्ते caller", "x", "bye"));
}

// flow-language-actions
#[test]
fn a_flow_has_at_most_250_actions() {
    let mut actions: Vec<Value> = (0..250).map(|n| say(&n.to_string(), "x", "bye")).collect();
    actions.push(bye());
    let error = Flow::read(&flow_of(&json!(actions))).unwrap_err();
    assert_eq!(error.to_string(), "line 1: `/Actions`: the flow has 251 actions, more than 250");
}

#[test]
fn a_type_of_no_reference_is_kept_and_remarked_on_with_the_nearest_known_one() {
    let off = |name| action("off", name, json!({ "Any": ["thing"] }), wires("bye", &[("Whatever", "bye")]));
    let message = "action `off`: `/Actions/0/Type`: the action type `TransferToFlaw` is not known";
    check_remark(off("TransferToFlaw"), message);
    let flow = Flow::read(&flow_of(&json!([off("TransferToFlaw"), bye()]))).unwrap();
    assert_eq!(flow.remarks()[0].help(), "did you mean `TransferToFlow`?");
    check_action(
        action("off", "OfNextYear", json!({}), json!({ "NextAction": "nowhere" })),
        "action `off`: `/Actions/0/Transitions/NextAction`: no action is named `nowhere`",
    );
}

#[test]
fn unknown_keys_are_refused_with_the_nearest_known_one() {
    let typo = action("a", "MessageParticipant", json!({ "Txet": "hello" }), json!({ "NextAction": "bye" }));
    check_action(typo, "action `a`: `/Actions/0/Parameters`: the key `PromptId, Text, SSML or Media` is missing");
    let extra = action("a", "MessageParticipant", json!({ "Text": "x", "Ssml": "y" }), json!({ "NextAction": "bye" }));
    check(
        &flow_of(&json!([extra, bye()])),
        "action `a`: `/Actions/0/Parameters`: the key `Ssml` is not known here",
        "did you mean `SSML`?",
    );
    check_action(
        action("a", "Loop", json!({ "LoopCount": "1" }), json!({ "NextAction": "bye", "Error": [] })),
        "action `a`: `/Actions/0/Transitions/Conditions`: the condition `Equals` `ContinueLooping` is missing",
    );
    let wire = json!({ "NextAction": "bye", "Error": [] });
    check_remark(
        action("a", "MessageParticipant", json!({ "Text": "x" }), wire),
        "action `a`: `/Actions/0/Transitions`: the key `Error` is not known here",
    );
}

#[test]
fn a_key_given_twice_is_refused() {
    let flow = r#"{"Version": "2019-10-30", "StartAction": "bye", "StartAction": "bye", "Actions": []}"#;
    let error = Flow::read(flow).unwrap_err();
    assert!(error.to_string().contains("the key `StartAction` is given twice"), "{error}");
}

// API_CreateContactFlow
#[test]
fn an_empty_value_is_refused_and_a_space_is_not() {
    check_action(say("a", "", "bye"), "action `a`: `/Actions/0/Parameters/Text`: the value is empty");
    check_accepted(say("a", " ", "bye"));
}

// flow-language-actions
#[test]
fn an_action_that_goes_on_has_a_next_action_and_one_that_ends_has_none() {
    check_action(
        action("a", "MessageParticipant", json!({ "Text": "x" }), json!({})),
        "action `a`: `/Actions/0/Transitions`: the key `NextAction` is missing",
    );
    check_remark(
        action("a", "DisconnectParticipant", json!({}), json!({ "NextAction": "bye" })),
        "action `a`: `/Actions/0/Transitions/NextAction`: this action takes no `NextAction`",
    );
    check_accepted(json!({ "Identifier": "a", "Type": "DisconnectParticipant" }));
}

// participant-actions-getparticipantinput
#[test]
fn a_menu_has_branches_for_no_key_another_key_and_errors() {
    for missing in ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"] {
        let mut menu = menu("a", &[("1", "bye")]);
        let errors = ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"];
        let wired: Vec<_> = errors.iter().filter(|&&e| e != missing).map(|&e| (e, "bye")).collect();
        menu["Transitions"]["Errors"] = branches(&wired);
        menu["Transitions"]["NextAction"] = json!("bye");
        let place = "action `a`: `/Actions/0/Transitions/Errors`";
        check_action(menu, &format!("{place}: the error branch `{missing}` is missing"));
    }
}

/// A menu with these conditions, whose other branches all end the call.
fn menu_with(conditions: Value) -> Value {
    let errors = ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"].map(|e| (e, "bye"));
    let transitions = json!({ "NextAction": "bye", "Errors": branches(&errors), "Conditions": conditions });
    action("a", "GetParticipantInput", json!({ "InputTimeLimitSeconds": "5" }), transitions)
}

// participant-actions-getparticipantinput
#[test]
fn a_menu_condition_is_equals_on_one_key() {
    for key in ["0", "9", "*", "#"] {
        check_accepted(menu_with(equals(&[(key, "bye")])));
    }
    for operand in ["12", "a", "$.Attributes.key"] {
        let place = "action `a`: `/Actions/0/Transitions/Conditions/0/Condition/Operands/0`";
        let message = format!("{place}: the condition `Equals` `{operand}` does not belong to this action");
        check_action(menu_with(equals(&[(operand, "bye")])), &message);
    }
    check_action(
        menu_with(json!([{ "NextAction": "bye", "Condition": { "Operator": "Equals", "Operands": ["1", "2"] } }])),
        "action `a`: `/Actions/0/Transitions/Conditions/0/Condition/Operands`: \
         only one of the operands, and not none, may be given",
    );
}

fn store_with(parameters: Value, transitions: Value) -> Value {
    let mut all = json!({
        "InputTimeLimitSeconds": "5", "StoreInput": "True",
        "InputValidation": { "CustomValidation": { "MaximumLength": "8" } },
    });
    all.as_object_mut().unwrap().extend(parameters.as_object().unwrap().clone());
    action("a", "GetParticipantInput", all, transitions)
}

// store-customer-input
#[test]
fn stored_input_has_no_conditions_and_only_one_error() {
    let good = wires("bye", &[("NoMatchingError", "bye")]);
    check_accepted(store_with(json!({}), good.clone()));
    check_remark(
        store_with(json!({}), wires("bye", &[("NoMatchingError", "bye"), ("InputTimeLimitExceeded", "bye")])),
        "action `a`: `/Actions/0/Transitions/Errors/1/ErrorType`: \
         the error branch `InputTimeLimitExceeded` does not belong to this action",
    );
    let mut conditions = good.clone();
    conditions["Conditions"] = equals(&[("1", "bye")]);
    check_remark(
        store_with(json!({}), conditions),
        "action `a`: `/Actions/0/Transitions/Conditions`: this action takes no `Conditions`",
    );
    check_action(
        store_with(json!({ "InputValidation": { "CustomValidation": { "MaximumLength": "0" } } }), good.clone()),
        "action `a`: `/Actions/0/Parameters/InputValidation/CustomValidation/MaximumLength`: \
         the value `0` is not a whole number from 1 up",
    );
    check_action(
        store_with(json!({ "DTMFConfiguration": { "InputTerminationSequence": "*" } }), good),
        "action `a`: `/Actions/0/Parameters/DTMFConfiguration/InputTerminationSequence`: \
         the value `*` is not free of `*`, unless `DisableCancelKey` is `True`",
    );
}

// interactions-invokelambdafunction
#[test]
fn a_function_is_waited_for_1_to_8_seconds() {
    for seconds in ["0", "9", "1.5", "$.Attributes.n"] {
        let mut ask = ask("a", json!({ "InvocationTimeLimitSeconds": seconds }), "bye");
        ask["Transitions"] = wires("bye", &[("NoMatchingError", "bye")]);
        let place = "action `a`: `/Actions/0/Parameters/InvocationTimeLimitSeconds`";
        check_action(ask, &format!("{place}: the value `{seconds}` is not a whole number from 1 to 8"));
    }
    let mut ask = ask("a", json!({ "InvocationType": "ASYNCHRONOUS", "InvocationTimeLimitSeconds": "60" }), "bye");
    ask["Transitions"] = wires("bye", &[("NoMatchingError", "bye")]);
    check_accepted(ask);
}

// flow-control-actions-compare
#[test]
fn compare_takes_one_path_to_a_single_value_and_needs_no_matching_condition() {
    let wired = wires("bye", &[("NoMatchingCondition", "bye")]);
    let compare = |value: &str, wired: Value| action("a", "Compare", json!({ "ComparisonValue": value }), wired);
    check_accepted(compare("$.External.next", wired.clone()));
    for value in ["next", "$.External", "to $.External.next"] {
        let place = "action `a`: `/Actions/0/Parameters/ComparisonValue`";
        let expected = "one path to a single value, such as `$.External.next`";
        check_action(compare(value, wired.clone()), &format!("{place}: the value `{value}` is not {expected}"));
    }
    check_action(
        compare("$.External.next", wires("bye", &[])),
        "action `a`: `/Actions/0/Transitions/Errors`: the error branch `NoMatchingCondition` is missing",
    );
}

// flow-control-actions-checkhoursofoperation
#[test]
fn hours_are_open_or_closed_and_nothing_else() {
    let hours = |conditions: &[(&str, &str)]| {
        let mut wired = wires("bye", &[("NoMatchingError", "bye")]);
        wired["Conditions"] = equals(conditions);
        action("a", "CheckHoursOfOperation", json!({}), wired)
    };
    check_accepted(hours(&[("True", "bye"), ("False", "bye")]));
    check_action(
        hours(&[("True", "bye")]),
        "action `a`: `/Actions/0/Transitions/Conditions`: the condition `Equals` `False` is missing",
    );
    check_action(
        hours(&[("True", "bye"), ("False", "bye"), ("Maybe", "bye")]),
        "action `a`: `/Actions/0/Transitions/Conditions/2/Condition/Operands/0`: \
         the condition `Equals` `Maybe` does not belong to this action",
    );
}

// contact-actions-transfercontacttoqueue
#[test]
fn a_transfer_to_a_queue_has_a_branch_for_a_full_one_and_may_leave_next_action_empty() {
    let transfer = |wired| action("a", "TransferContactToQueue", json!({}), wired);
    let both = [("QueueAtCapacity", "bye"), ("NoMatchingError", "bye")];
    check_accepted(transfer(wires("", &both)));
    check_accepted(transfer(wires("bye", &both)));
    check_accepted(transfer(json!({ "Errors": branches(&both) })));
    check_action(
        transfer(wires("", &[("NoMatchingError", "bye")])),
        "action `a`: `/Actions/0/Transitions/Errors`: the error branch `QueueAtCapacity` is missing",
    );
}

// contact-actions-updatecontactattributes
#[test]
fn an_attribute_name_holds_no_dollar_sign_or_full_stop() {
    let set = |name: &str| {
        action(
            "a",
            "UpdateContactAttributes",
            json!({ "Attributes": { name: "x" } }),
            wires("bye", &[("NoMatchingError", "bye")]),
        )
    };
    check_accepted(set("round_$.Attributes.n"));
    check_action(
        set("a.b"),
        "action `a`: `/Actions/0/Parameters/Attributes`: the value `a.b` is not a name without `$` and `.`",
    );
}

#[test]
fn values_may_be_numbers_and_booleans_as_well_as_strings() {
    let mut repeat = action("a", "Loop", json!({ "LoopCount": 3 }), wires("bye", &[]));
    repeat["Transitions"]["Conditions"] = equals(&[("ContinueLooping", "bye"), ("DoneLooping", "bye")]);
    check_accepted(repeat);
    check_accepted(store_with(json!({ "StoreInput": true }), wires("bye", &[("NoMatchingError", "bye")])));
}

#[test]
fn a_placeholder_must_be_closed_and_named() {
    for text in ["to ${", "to ${a{b}}", "to ${}"] {
        let place = "action `a`: `/Actions/0/Parameters/Text`";
        let message = format!("{place}: the deployment placeholder in `{text}` is not closed or not a name");
        check_action(say("a", text, "bye"), &message);
    }
}

#[test]
fn everything_wrong_is_told_at_once_each_with_the_line_it_stands_on() {
    let flow = r#"{
  "Version": "2019-10-30",
  "StartAction": "a",
  "Actions": [
    { "Identifier": "a", "Type": "MessageParticipant",
      "Parameters": { "Text": "" },
      "Transitions": { "NextAction": "b" } },
    { "Identifier": "b", "Type": "MessageParticipant",
      "Parameters": { "Text": "x" },
      "Transitions": {
        "NextAction": "c"
      } }
  ]
}"#;
    let lines: Vec<usize> = Flow::read(flow).unwrap_err().faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [6, 11]);
}

#[test]
fn placeholders_of_other_templates_are_remarked_on() {
    for text in ["to {{ name }}", "to %town%"] {
        let found = text.trim_start_matches("to ");
        let why = format!("the text holds `{found}`, which looks like a placeholder that was not replaced");
        check_remark(say("a", text, "bye"), &format!("action `a`: `/Actions/0/Parameters/Text`: {why}"));
    }
    check_accepted(say("a", "100 % of 50 %", "bye"));
}

// invoke-module-block
#[test]
fn a_module_is_read_with_its_settings_and_known_by_them() {
    let mut module: Value = serde_json::from_str(&flow_of(&json!([bye()]))).unwrap();
    module["Settings"] = json!({ "InputParameters": [], "OutputParameters": [], "Transitions": [] });
    assert!(Flow::read_strictly(&module.to_string()).unwrap().document().is_module());
}

// connect-attrib-list
#[test]
fn a_path_that_begins_with_nothing_known_is_remarked_on() {
    let place = "action `a`: `/Actions/0/Parameters/Text`";
    let why = |path: &str| format!("{place}: the path `{path}` begins with no known name, so it never has a value");
    check_remark(say("a", "hello $.Externl.name", "bye"), &why("$.Externl.name"));
    let flow = Flow::read(&flow_of(&json!([say("a", "hello $.Attribute.name", "bye"), bye()]))).unwrap();
    assert_eq!(flow.remarks()[0].help(), "did you mean `$.Attributes`?");
    check_accepted(say("a", "that is $5, $.External.name", "bye"));
}

// play
#[test]
fn markup_that_is_wrong_whatever_is_filled_in_is_remarked_on() {
    let why = "the prompt is not well-formed SSML, so it is never heard";
    check_remark(
        say("a", "<speak>Hello <p>you</speak>", "bye"),
        &format!("action `a`: `/Actions/0/Parameters/Text`: {why}"),
    );
    check_accepted(say("a", "<speak>$.External.words</speak>", "bye"));
}

#[test]
fn a_condition_that_stands_twice_is_remarked_on() {
    let twice = menu_with(equals(&[("1", "a"), ("1", "bye")]));
    let place = "action `a`: `/Actions/0/Transitions/Conditions/1/Condition/Operands/0`";
    check_remark(twice, &format!("{place}: the condition `Equals` `1` stands twice, and the second is never reached"));
}

#[test]
fn a_file_may_begin_with_a_mark_of_its_byte_order() {
    Flow::read(&format!("\u{feff}{}", flow_of(&json!([bye()])))).unwrap();
}
