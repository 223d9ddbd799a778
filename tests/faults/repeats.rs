//! Amazon Connect may send a step again, at once or much later (administrator guide, "Invoke AWS Lambda functions": up
//! to three retries).

use crate::{text, the_case};
use acceptance::desk::{asked, command};
use acceptance::line::{CALLER, Line, draw, event};
use conversation::Telephone;
use desk_api::Answer;
use dialogue::{Playbook, Sources};
use directory::Source;
use futures::future::join_all;
use jiff::Timestamp;
use serde_json::Value;
use testkit::{Fault, Memory};

const WHOLE_CALL: [&str; 5] = ["start", "1", "beep", "noted", "1"];

#[tokio::test]
async fn a_step_sent_ten_times_gets_one_answer_and_makes_one_case() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in WHOLE_CALL.into_iter().chain(["1"]) {
        let ten = join_all((0..10).map(|_| line.ask(input))).await;
        let answers: Vec<_> = ten.into_iter().map(Result::unwrap).collect();
        assert!(answers.windows(2).all(|two| two[0] == two[1]), "ten answers to `{input}` differ: {answers:#?}");
        let events = memory.kept().events.len();
        assert_eq!(line.send(input).await.unwrap(), answers[0]);
        assert_eq!(memory.kept().events.len(), events, "a repeat wrote an event");
    }
    assert_eq!(the_case(&memory), "triaged L1 FCS");
}

#[tokio::test]
async fn a_step_repeated_a_month_later_still_gets_its_answer_and_makes_no_second_case() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep"] {
        line.send(input).await.unwrap();
    }
    let answer = line.ask("noted").await.unwrap();
    let state = line.bare_state();
    for hours in [1, 25, 24 * 30] {
        line.now += jiff::SignedDuration::from_hours(hours);
        // A state is read until the day after, so a repeat a month later has one that was sealed anew.
        line.seal(&state).await;
        let again = line.ask("noted").await.unwrap();
        for (key, value) in answer.iter().filter(|(key, _)| *key != "state") {
            assert_eq!(again.get(key), Some(value), "{key}");
        }
    }
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn a_write_whose_answer_was_lost_is_answered_when_the_step_comes_again() {
    for lost_at in ["1", "beep", "noted"] {
        let memory = Memory::default();
        let mut line = Line::ring(&memory, "contact-1");
        for input in ["start", "1", "beep", "noted"] {
            if input == lost_at {
                memory.kept().faults.push_back(Fault::AnswerLost);
                assert!(line.send(input).await.is_err(), "an unknown outcome must not be answered");
            }
            line.send(input).await.unwrap();
        }
        assert_eq!(the_case(&memory), "registered L1 caller");
    }
}

#[tokio::test]
async fn a_beep_that_went_unanswered_does_not_answer_for_the_note() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    line.send("1").await.unwrap();
    memory.kept().faults.push_back(Fault::AnswerLost);
    assert!(line.send("beep").await.is_err());
    // The flow starts to record without an answer, and sends the note under the same step number.
    let answer = line.send("noted").await.unwrap();
    assert_eq!(text(&answer, "do"), "say_menu");
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn two_sorting_keys_at_once_send_the_case_to_one_department_and_say_so() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1"] {
        line.send(input).await.unwrap();
    }
    let first = line.ask("1").await.unwrap();
    let second = line.ask("2").await.unwrap();
    assert_eq!(text(&first, "department"), "FCS");
    assert!(!text(&second, "say_cue").contains("sent_to"), "it was not sent there: {second:#?}");
    assert_eq!(the_case(&memory), "triaged L1 FCS");
}

#[tokio::test]
async fn a_deployment_in_mid_call_with_another_directory_leaves_a_history_that_holds() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted"] {
        line.send(input).await.unwrap();
    }
    // The call began under yesterday's directory. The ledger is read for everything that the call's state does not
    // hold.
    let today = &state_directory::playbook().unwrap().directory.version;
    assert!(line.state.contains(today.as_str()), "{}", line.state);
    line.seal(&line.bare_state().replace(today.as_str(), "yesterday")).await;
    for case in memory.kept().cases.values_mut() {
        case.file.directory_version = "yesterday".into();
    }
    line.send("silence").await.unwrap();
    assert_eq!(the_case(&memory), "registered L1 triage");
    let kept = memory.kept();
    assert_eq!(
        kept.cases.values().next().unwrap().directory_version,
        "yesterday",
        "it keeps what it was registered under"
    );
}

/// Closes the case, as an agent to whom the citizen said that it is solved.
async fn an_agent_closes_the_case(memory: &Memory, now: Timestamp) {
    let ticket = memory.kept().cases.keys().next().unwrap().to_string();
    let solved = command(&ticket, "close-1", "confirm-solved", &Value::Null, None);
    let answer = asked(memory, "agent:asha", solved, now).await.unwrap();
    assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
}

/// A request whose answer was lost is answered when it is repeated, though the case no longer permits it.
#[tokio::test]
async fn a_wish_whose_answer_was_lost_is_heard_as_granted_when_it_comes_again() {
    let memory = Memory::default();
    let mut first = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        first.send(input).await.unwrap();
    }
    an_agent_closes_the_case(&memory, first.now).await;
    // An appeal reopens the case, so a second appeal would be refused.
    let mut again = Line::ring(&memory, "contact-2");
    again.send("start").await.unwrap();
    again.send("3").await.unwrap();
    memory.kept().faults.push_back(Fault::AnswerLost);
    assert!(again.ask("4").await.is_err(), "whether it was written is not known");
    let answer = again.ask("4").await.unwrap();
    assert!(text(&answer, "say_cue").starts_with("appealed"), "{answer:?}");
}

/// The State's playbook with one change in the script and one in the Hindi prompts.
fn changed(script: [&str; 2], hindi: [&str; 2]) -> Playbook {
    let change = |text: &str, [from, to]: [&str; 2]| {
        assert!(text.contains(from), "nothing to change: {from}");
        text.replacen(from, to, 1)
    };
    let script = change(include_str!("../../directory/dialogue.toml"), script);
    let hindi = change(include_str!("../../directory/prompts/hi.toml"), hindi);
    let prompts = [
        Source { file: "hi.toml", text: &hindi },
        Source { file: "en.toml", text: include_str!("../../directory/prompts/en.toml") },
    ];
    let sources = Sources {
        holidays: Source { file: "holidays.toml", text: include_str!("../../directory/holidays.toml") },
        departments: Source { file: "departments.toml", text: include_str!("../../directory/departments.toml") },
        script: Source { file: "dialogue.toml", text: &script },
        prompts: &prompts,
    };
    Playbook::read(&sources).unwrap()
}

/// A change that leaves the text as it is.
const AS_IT_IS: [&str; 2] = ["", ""];

/// Returns the answer to a step of a line, under the given playbook.
async fn answered_under(playbook: &Playbook, line: &Line<'_>, input: &str) -> Result<Value, conversation::Failure> {
    let event = event(&line.contact, Some(CALLER), &line.state, &line.step, input).to_string();
    let answer =
        conversation::handle(playbook, &Telephone::default(), line.memory, event.as_bytes(), draw, line.now).await?;
    Ok(serde_json::from_str(&answer).unwrap())
}

#[tokio::test]
async fn a_step_repeated_after_a_deployment_is_answered_in_yesterdays_words() {
    let yesterday = changed(AS_IT_IS, ["दर्ज हो गई।", "शिकायत दर्ज हो गई है।"]);
    let today = state_directory::playbook().unwrap();
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep"] {
        line.send(input).await.unwrap();
    }
    let first = answered_under(&yesterday, &line, "noted").await.unwrap();
    assert!(first["say"].as_str().unwrap().starts_with("शिकायत दर्ज हो गई है।"), "{first}");
    assert_eq!(answered_under(today, &line, "noted").await.unwrap(), first, "today it is worded otherwise");
    assert_eq!(the_case(&memory), "registered L1 caller");
}

/// The previous release recorded Amazon Connect's own keys.
#[tokio::test]
async fn a_step_that_the_release_before_answered_is_answered_with_its_very_text() {
    let before = include_str!("../../crates/telephony/protocol/tests/answers/v3-noted.json");
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep"] {
        line.send(input).await.unwrap();
    }
    line.ask("noted").await.unwrap();
    let recorded = memory.kept().answers.iter().find(|(step, _)| step.ends_with(" noted")).unwrap().0.clone();
    memory.kept().answers.insert(recorded.clone(), before.to_owned());
    let answer = line.ask("noted").await.unwrap();
    assert_eq!(Value::Object(answer), serde_json::from_str::<Value>(before).unwrap());
    // No release wrote this form. The flow takes its error branch and leads the caller to a person.
    memory.kept().answers.insert(recorded, r#"{"v":9}"#.into());
    let why = line.ask("noted").await.unwrap_err().to_string();
    assert!(why.contains("a form that this release does not read"), "{why}");
}

/// A script may name, for a refusal, a step that has an act too and no step for its own refusal.
#[tokio::test]
async fn a_wish_that_is_past_ends_truly_also_where_the_script_names_no_way_out() {
    let appeal = "act = \"appeal\"\nsay = [\"appealed\"]\n";
    let end = "then = \"goodbye\"\n";
    let script = changed(
        [
            &format!("{appeal}refused = \"not_possible\"\n{end}"),
            &format!("{appeal}refused = \"again\"\n{end}\n[steps.again.tell]\n{appeal}{end}"),
        ],
        AS_IT_IS,
    );
    let memory = Memory::default();
    let mut first = Line::ring(&memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        first.send(input).await.unwrap();
    }
    an_agent_closes_the_case(&memory, first.now).await;
    let (mut second, mut third) = (Line::ring(&memory, "contact-2"), Line::ring(&memory, "contact-3"));
    for line in [&mut second, &mut third] {
        line.send("start").await.unwrap();
        line.send("3").await.unwrap();
    }
    assert!(text(&second.send("4").await.unwrap(), "say_cue").starts_with("appealed"));
    let answer = answered_under(&script, &third, "4").await.unwrap();
    let said = answer["say_cue"].as_str().unwrap();
    assert!(!said.contains("appealed"), "nothing untrue is said: {answer}");
    assert_eq!(answer["do"], "end", "the call goes on as if nothing had been pressed: {answer}");
}
