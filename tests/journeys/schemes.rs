//! Schemes on the deployed stack: callers hear approved schemes, and complaints about a scheme reach its department.

use crate::world::{SOON, ask, case, does, fresh_number, stack, timeline};
use desk_api::{Answers, ApproveScheme, DraftScheme, Heard, PutFirst, SchemeText, Spelled, WithdrawScheme};
use lifecycle::SchemeCode;
use local_cloud::Stack;
use local_phone::{CallReport, Script};
use serde_json::json;

fn call(stack: &Stack, keys: &[&str]) -> CallReport {
    call_from(stack, &fresh_number(), keys)
}

fn call_from(stack: &Stack, from: &str, keys: &[&str]) -> CallReport {
    let script = Script {
        from: from.to_owned(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        record: None,
        hang_up_after: None,
    };
    local_phone::place(stack, &script, &mut |_| {}).unwrap_or_else(|e| panic!("{e}"))
}

fn heard(report: &CallReport) -> String {
    serde_json::to_string(&report.steps).unwrap()
}

fn code() -> Spelled<SchemeCode> {
    Spelled::of("code", "nayi-yojana").unwrap()
}

fn first(until: &str) -> PutFirst {
    PutFirst { code: code(), until: Spelled::of("until", until).unwrap() }
}

fn answers() -> Answers {
    Answers { department: Spelled::of("department", "WCD").unwrap() }
}

/// The calls about schemes, in both languages: two keys lead to the featured scheme, three to any other.
#[test]
fn a_scheme_is_heard_with_two_or_three_keys_in_both_languages() {
    let stack = stack();
    for (language, draft, of_the_moment) in
        [(None, "मसौदा", "पंद्रह सौ रुपये"), (Some("9"), "draft", "fifteen hundred rupees")]
    {
        let keys = |keys: &[&'static str]| language.into_iter().chain(keys.iter().copied()).collect::<Vec<_>>();
        let first = heard(&call(&stack, &keys(&["2", "1"])));
        assert!(first.contains(of_the_moment) && first.contains(draft), "{first}");
        for subject in ["2", "3"] {
            let other = heard(&call(&stack, &keys(&["2", subject, "1"])));
            assert!(other.contains("scheme_text") && !other.contains(of_the_moment), "{other}");
        }
    }
}

/// Returns a scheme's counts of the present week: asked for, heard to the end, complained about, questioned.
fn counted(stack: &Stack, code: &str) -> [u64; 4] {
    let week = ask(stack, "coordinator:kiran", Heard { week: "now".into() });
    let heard = week["heard"].as_array().unwrap_or_else(|| panic!("{week}"));
    let of_it = heard.iter().find(|one| one["of"] == code).cloned().unwrap_or_default();
    ["asked", "heard_out", "complained", "questioned"].map(|name| of_it[name].as_u64().unwrap_or(0))
}

#[test]
fn what_callers_want_is_counted_for_its_department() {
    let stack = stack();
    let before = counted(&stack, "kanya-vivah");
    call(&stack, &["2", "2", "1"]);
    let after = counted(&stack, "kanya-vivah");
    // Other journeys may ask for the scheme too.
    assert!(after[0] > before[0] && after[1] > before[1], "{before:?} {after:?}");
    let wrong = ask(&stack, "coordinator:kiran", Heard { week: "2026-W60".into() });
    assert!(wrong["why"].as_str().unwrap().contains("is no week"), "{wrong}");
}

#[test]
fn money_that_stopped_is_with_the_department_before_the_caller_is_asked_anything_more() {
    let stack = stack();
    let report = call(&stack, &["2", "1", "1"]);
    let ticket = report.ticket.clone().unwrap();
    assert_eq!(case(&stack, &ticket), "awaiting-information L1 WCD");
    assert!(
        timeline(&stack, &ticket).starts_with(&["drafted", "take-began", "registered", "sorted"].map(str::to_owned))
    );
    let notice = stack.wait_inbox("WCD", SOON, |m| m.ticket == ticket).unwrap();
    assert_eq!(notice.category, "ladli-behna");
}

#[test]
fn a_department_writes_a_second_person_approves_and_the_next_callers_hear_it() {
    let stack = stack();
    let toml =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../directory/schemes/ladli-behna.toml")).unwrap();
    let toml = toml
        .replace("code = \"ladli-behna\"", "code = \"nayi-yojana\"")
        .replace("लाड़ली बहना में हर महीने", "नई योजना में हर महीने");
    let file = || "nayi-yojana.toml".to_owned();
    let draft = |toml: &str| ask(&stack, "nodal:WCD:sunita", DraftScheme { toml: toml.to_owned(), file: file() });
    let wrong = draft(&toml.replace("form = \"closed\"", "form = \"shut\""));
    assert!(wrong["why"].as_str().unwrap().contains("nayi-yojana.toml:"), "{wrong}");
    assert_eq!(draft(&toml)["outcome"], "done");
    let approve = |by: &str| ask(&stack, by, ApproveScheme { code: code(), version: 1 });
    assert!(approve("nodal:WCD:sunita")["why"].as_str().unwrap().contains("let somebody else approve"));
    assert_eq!(approve("officer:WCD:L2:meera")["outcome"], "done");
    assert_eq!(ask(&stack, "coordinator:kiran", first("2099-01-01T00:00:00Z"))["outcome"], "done");
    // Callers hear the scheme within a minute, because functions keep the schemes that they read for half a minute.
    let told = stack.wait("the new scheme on the phone", 3 * SOON, || {
        let told = heard(&call(&stack, &["2", "1"]));
        Ok(if told.contains("नई योजना में हर महीने") {
            Ok(told)
        } else {
            Err("another is first".to_owned())
        })
    });
    assert!(!told.unwrap().contains("मसौदा"), "it is approved");
    // The other journeys rely on the original featured scheme, so it is put first again.
    assert_eq!(ask(&stack, "coordinator:kiran", first("2000-01-01T00:00:00Z"))["outcome"], "done");
    let first_again = stack.wait("the first scheme on the phone again", 3 * SOON, || {
        let told = heard(&call(&stack, &["2"]));
        Ok(if told.contains("\"1\\\",\\\"scheme:nayi-yojana") { Err("not yet".to_owned()) } else { Ok(()) })
    });
    first_again.unwrap();
    let withdraw = WithdrawScheme { code: code(), version: 1 };
    assert_eq!(ask(&stack, "nodal:WCD:sunita", withdraw)["outcome"], "done");
    let text = ask(&stack, "agent:asha", SchemeText { code: code(), version: 1 });
    assert!(text["value"].as_str().unwrap().contains("नई योजना में हर महीने"), "what was spoken is kept");
}

#[test]
fn a_scheme_comes_as_an_sms_to_the_phone_that_asks_for_it_and_where_the_money_is_is_said_honestly() {
    let stack = stack();
    for (language, sent, honest, name) in [
        (None, "एसएमएस भेज रहे हैं।", "यह हम अभी यहाँ नहीं देख सकते", "लाड़ली बहना"),
        (Some("9"), "The SMS is being sent.", "cannot be looked up here yet", "Ladli Behna"),
    ] {
        let phone = fresh_number();
        let keys: Vec<_> = language.into_iter().chain(["2", "1", "#", "#", "#", "#", "#", "3", "4", "4"]).collect();
        let told = heard(&call_from(&stack, &phone, &keys));
        assert!(told.contains(sent) && told.contains(honest), "{told}");
        let texts = stack.wait("the scheme as an SMS", SOON, || {
            let texts = stack.texts(&phone)?;
            Ok(if texts.is_empty() { Err("no text yet".to_owned()) } else { Ok(texts) })
        });
        let texts = texts.unwrap();
        assert!(matches!(texts.as_slice(), [text] if text.contains(name)), "{texts:?}");
    }
}

#[test]
fn a_question_about_a_scheme_is_answered_on_the_phone_that_asked_and_offered_as_a_text() {
    let stack = stack();
    for (language, there, about_it) in
        [(None, "आपके सवाल का जवाब आ गया है।", "मार्च में"), (Some("9"), "Your question has its answer.", "In March")]
    {
        let phone = fresh_number();
        let asked = language.into_iter().chain(["2", "1", "#", "#", "#", "#", "#", "8"]).collect::<Vec<_>>();
        let ticket = call_from(&stack, &phone, &asked).ticket.unwrap();
        let notice = stack.wait_inbox("WCD", SOON, |m| m.ticket == ticket).unwrap();
        assert!(notice.message.contains("Scheme: ladli-behna"), "{}", notice.message);
        does(&stack, &ticket, "officer:WCD:L1:meera", "take-action", json!({ "note": format!("{about_it}.") }));
        let told = heard(&call_from(&stack, &phone, &["3", "1"]));
        assert!(told.contains(there) && told.contains(about_it), "{told}");
        let answers = ask(&stack, "nodal:WCD:sunita", answers());
        let offered = answers["answers"].as_array().unwrap_or_else(|| panic!("{answers}"));
        let this_one = offered.iter().find(|answer| answer["ticket"] == ticket.as_str()).unwrap();
        assert_eq!(this_one["scheme"], "ladli-behna", "{answers}");
    }
    let others = ask(&stack, "nodal:FCS:n", answers());
    assert!(others["why"].as_str().unwrap().contains("another department"), "{others}");
}
