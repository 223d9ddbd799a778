//! A document is written as it was read.

use crate::support::{HELPLINE, flow_of, say};
use connect_flow::{Document, Flow};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Any JSON that a console might write.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no infinity", |n| n.is_finite()).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn read_written_and_read_again_a_flow_is_the_same(metadata in anything(), parameters in anything(), extra in anything()) {
        let flow = json!({
            "Zoom": extra, "Version": "2019-10-30", "StartAction": "a", "Metadata": { "kept": metadata },
            "Actions": [{ "Type": "OfNextYear", "Identifier": "a", "Parameters": parameters, "Note": [1.5, "ü"] }],
        });
        let document = Document::read(&flow.to_string()).unwrap();
        let written = document.write();
        prop_assert_eq!(&Document::read(&written).unwrap(), &document);
        prop_assert_eq!(Document::read(&written).unwrap().write(), written);
        prop_assert_eq!(serde_json::from_str::<Value>(&document.write_content()).unwrap(), flow);
    }
}

#[test]
fn keys_keep_their_order_and_numbers_their_value() {
    let text = "{\n  \"Version\": \"2019-10-30\",\n  \"StartAction\": \"b\",\n  \"Actions\": [],\n  \"Metadata\": {\n    \
                \"z\": 0.1,\n    \"a\": 18446744073709551615,\n    \"m\": -3\n  }\n}";
    assert_eq!(Document::read(text).unwrap().write(), text);
    let helpline = Document::read(HELPLINE).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(HELPLINE).unwrap(),
        serde_json::from_str::<Value>(&helpline.write()).unwrap()
    );
}

// API_DescribeContactFlow, API_DescribeContactFlowModule
#[test]
fn an_answer_of_the_api_is_read_through_to_its_content_and_written_back_as_one() {
    let content = flow_of(&json!([say("a", "hello", "a")]));
    for answer in [
        json!({ "ContactFlow": { "Id": "x", "Name": "Main", "Content": content } }),
        json!({ "ContactFlowModule": { "Content": content } }),
        json!({ "Content": content }),
    ] {
        let flow = Flow::read(&answer.to_string()).unwrap();
        assert_eq!(flow.actions().count(), 1);
        assert_eq!(serde_json::from_str::<Value>(&flow.document().write()).unwrap(), answer);
        assert_eq!(flow.document().write_content(), content);
    }
    let named = json!({ "ContactFlow": { "Name": "Main", "Content": content } }).to_string();
    assert_eq!(Flow::read(&named).unwrap().name(), "Main");

    let broken = "{\n  \"ContactFlow\": {\n    \"Content\": \"{\\\"Version\\\": 1\"\n  }\n}";
    let refused = Flow::read(broken).unwrap_err();
    assert_eq!((refused.faults[0].line, refused.faults[0].pointer.as_str()), (3, "/ContactFlow/Content"));
}
