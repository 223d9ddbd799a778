//! A question of a recording's owner is answered, and no answer can hold a number.

use connect_contacts::Told;
use contacts::{Failure, handle};
use helpline::ports::Owner;
use serde_json::json;
use testkit::{Fault, Memory};

fn asked() -> Vec<u8> {
    json!({ "bucket": "b", "key": "recordings/ivr/c-1_x.wav", "named": "c-1" }).to_string().into_bytes()
}

#[tokio::test]
async fn whose_a_recording_is_is_answered_by_id_and_time_alone() {
    let memory = Memory::default();
    let place = ("b".to_owned(), "recordings/ivr/c-1_x.wav".to_owned());
    for (owner, fields) in [
        (None, vec!["began_at", "contact", "owner"]),
        (Some(Owner::NotSaid), vec!["owner"]),
        (Some(Owner::Nobody), vec!["owner"]),
    ] {
        memory.kept().recorded.extend(owner.map(|owner| (place.clone(), owner)));
        let told = serde_json::to_value(handle(&memory, &asked()).await.unwrap()).unwrap();
        let mut names: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, fields, "an answer has no field for a number");
    }
}

#[tokio::test]
async fn without_amazon_connect_there_is_no_answer_and_a_question_of_another_form_is_refused() {
    let memory = Memory::default();
    memory.fails("recorded", Fault::Refuse);
    assert!(matches!(handle(&memory, &asked()).await, Err(Failure::Unavailable(_))));
    assert!(matches!(handle(&memory, &asked()).await, Ok(Told::Contact { .. })));
    for other in [json!({}), json!({ "bucket": "b", "key": "k", "named": "a#b" }), json!({ "contact": "c-1" })] {
        assert_eq!(handle(&memory, other.to_string().as_bytes()).await, Err(Failure::Event));
    }
}
