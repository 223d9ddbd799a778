//! Actions that change the contact: data, tags, voice, recording, streaming.

use crate::support::*;
use connect_flow::Outcome;
use serde_json::{Value, json};

#[track_caller]
fn tells(mut actions: Vec<Value>, text: &str) -> Outcome {
    actions.push(say("tell", text, "bye"));
    run_in(&mut TestWorld::default(), actions)
}

// contact-actions-updatecontactdata
#[test]
fn the_data_of_a_contact_are_known_to_flow_and_functions() {
    let data = json!({ "LanguageCode": "hi-IN", "CustomerId": "c-$.ContactId", "WisdomSessionArn": "arn:w" });
    let data = then(plain("data", "UpdateContactData", data), "ask");
    let tell = say("tell", "$.LanguageCode $.CustomerId $.Wisdom.SessionArn", "bye");
    let mut world = answering([json!({})]);
    let outcome = run_in(&mut world, vec![data, ask("ask", json!({}), "tell"), tell]);
    assert_eq!(said(&outcome), ["hi-IN c-contact-1 arn:w"]);
    assert_eq!(world.events[0]["Details"]["ContactData"]["LanguageCode"], "hi-IN");
    let related = plain("data", "UpdateContactData", json!({ "Name": "x", "TargetContact": "Related" }));
    assert_eq!(said(&run_in(&mut TestWorld::default(), vec![related])), ["failed"]);
}

// contact-actions-tagcontact, contact-actions-untagcontact
#[test]
fn a_contact_has_six_tags_at_most_and_may_lose_them() {
    let tag = |identifier: &str, count: usize, next: &str| {
        let tags: Value = (0..count).map(|n| (format!("{identifier}{n}"), json!("x"))).collect();
        then(plain(identifier, "TagContact", json!({ "Tags": tags })), next)
    };
    let untag = then(plain("un", "UntagContact", json!({ "TagKeys": ["a0", "none"] })), "b");
    let six = tells(vec![tag("a", 6, "un"), untag.clone(), tag("b", 1, "tell")], "$.Tags.b0 $.Tags.a1 $.Tags.a0");
    assert_eq!(said(&six), ["x x "]);
    assert_eq!(said(&tells(vec![tag("a", 7, "tell")], "tagged")), ["failed"]);
    let too_many = tells(vec![tag("a", 6, "b"), tag("b", 1, "tell")], "tagged");
    assert_eq!(remarks(&too_many), ["NoMatchingError: a contact has 6 tags at most"]);
}

// set-voice
#[test]
fn a_voice_stays_until_another_is_set_and_a_wrong_one_is_the_default() {
    let voice = |identifier: &str, voice: &str, engine: &str, next: &str| {
        let parameters =
            json!({ "TextToSpeechVoice": voice, "TextToSpeechEngine": engine, "TextToSpeechStyle": "None" });
        let errors = [("NoMatchingError", next)];
        action(identifier, "UpdateContactTextToSpeechVoice", parameters, wires(next, &errors))
    };
    let kajal = tells(vec![voice("a", "Kajal", "Neural", "tell")], "$.TextToSpeechVoiceId");
    assert_eq!(said(&kajal), ["Kajal"]);
    let wrong = vec![voice("a", "Kajal", "neural", "b"), voice("b", "Aditi", "quantum", "tell")];
    assert_eq!(said(&tells(wrong, "$.TextToSpeechVoiceId")), ["Joanna"]);
}

// about-recording-behavior
#[test]
fn the_newer_recording_action_has_branches_and_is_about_one_thing() {
    let on = json!({ "VoiceBehavior": { "VoiceRecordingBehavior": { "IVRRecordingBehavior": "Enabled" } } });
    let errors = [("NoMatchingError", "failed"), ("ChannelMismatch", "other")];
    let record = |parameters: Value| {
        action("on", "UpdateContactRecordingAndAnalyticsBehavior", parameters, wires("tell", &errors))
    };
    let outcome = tells(vec![record(on)], "a message of five words");
    assert_eq!((outcome.takes[0].start_ms, outcome.takes[0].end_ms), (0, 2_173));
    let mut chat = record(json!({ "ChatBehavior": {} }));
    let with_redaction = [errors[0], errors[1], ("InFlightRedactionConfigurationFailed", "full")];
    chat["Transitions"]["Errors"] = branches(&with_redaction);
    assert_eq!(said(&tells(vec![chat], "recorded")), ["other"]);
}

// contact-actions-updatecontactmediastreamingbehavior
#[test]
fn while_a_call_is_streamed_the_flow_knows_where_to() {
    let stream = |identifier: &str, state: &str, next: &str| {
        let parameters = json!({
            "MediaStreamingState": state, "MediaStreamType": "Audio",
            "Participants": [{ "ParticipantType": "Customer", "MediaDirections": ["To", "From"] }],
        });
        then(plain(identifier, "UpdateContactMediaStreamingBehavior", parameters), next)
    };
    let path = "to $.MediaStreams.Customer.Audio.StreamARN";
    assert_eq!(said(&tells(vec![stream("on", "Enabled", "tell")], path)), ["to arn:aws:kinesisvideo:stream/contact-1"]);
    assert_eq!(said(&tells(vec![stream("on", "Enabled", "off"), stream("off", "Disabled", "tell")], path)), ["to "]);
}

// set-contact-attributes
#[test]
fn a_flows_own_attributes_are_set_all_or_none_and_no_function_gets_them() {
    let own = |value: &str, next: &str| {
        let parameters = json!({ "FlowAttributes": { "a": { "Value": value, "Type": "String" } } });
        then(plain("own", "UpdateFlowAttributes", parameters), next)
    };
    let tell = say("tell", "own $.FlowAttributes.a", "bye");
    let mut world = answering([json!({})]);
    let outcome = run_in(&mut world, vec![own("$.Channel", "ask"), ask("ask", json!({}), "tell"), tell]);
    assert_eq!(said(&outcome), ["own VOICE"]);
    assert!(!world.events[0].to_string().contains("FlowAttributes"));
    assert_eq!(said(&tells(vec![own(&"x".repeat(32 * 1024), "tell")], "set")), ["failed"]);
}
