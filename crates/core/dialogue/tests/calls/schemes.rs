//! Schemes as a caller hears them.

use crate::{input, playbook, promised, ticket, transcript};
use dialogue::{
    Call, Fetched, Found, Input, Listed, Payment, Reply, SchemeId, SchemeMetric, SpokenScheme, Wants, step,
};
use lifecycle::{Assignment, CategoryCode, DepartmentCode, LanguageCode};

fn coded(code: &str) -> lifecycle::SchemeCode {
    lifecycle::SchemeCode::new(code).unwrap()
}

fn said(hindi: &str, english: &str) -> dialogue::Said {
    [("hi", hindi), ("en", english)].map(|(code, text)| (LanguageCode::new(code).unwrap(), text.to_owned())).into()
}

fn scheme(code: &str, subject: &str) -> (Listed, SpokenScheme) {
    let id = SchemeId { code: coded(code), version: 1 };
    let to = Assignment { department: DepartmentCode::new("WCD").unwrap(), category: CategoryCode::general() };
    let name = said(&format!("योजना {code}"), &format!("Scheme {code}"));
    let told = SpokenScheme {
        id: id.clone(),
        draft: code == "ladli-behna",
        chunks: vec![said("पहला भाग।", "The first part."), said("दूसरा भाग।", "The second part.")],
        questions: vec![
            (said("क्या आप यहाँ की हैं?", "Are you from here?"), true),
            (said("क्या नौकरी है?", "Have you a job?"), false),
        ],
        trouble: said("पैसा रुका हो", "Money stopped"),
        to,
        texted: code == "w2",
        pays: code == "w3",
    };
    (Listed { id, name, subject: subject.to_owned(), featured: false }, told)
}

/// Returns three schemes for women, nine for farming and one for health.
fn fetched() -> Fetched {
    let women = ["ladli-behna", "w2", "w3"].map(|code| scheme(code, "women"));
    let farming = ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"].map(|code| scheme(code, "farming"));
    let all = women.into_iter().chain(farming).chain([scheme("h1", "health")]);
    let (listed, told): (Vec<_>, Vec<_>) = all.unzip();
    Fetched {
        listed: Some(listed),
        told: told.into_iter().map(|told| (told.id.code.clone(), Found::Text(told))).collect(),
        sent: Some(true),
        payment: Some(Payment::NotOffered),
        answer: Some(Some("नए फ़ॉर्म मार्च में खुलेंगे।".to_owned())),
    }
}

/// Returns the same data before anything but the schemes was fetched.
fn texts_alone() -> Fetched {
    Fetched { sent: None, payment: None, answer: None, ..fetched() }
}

/// Returns the next step, with the schemes of the day at hand.
pub(crate) fn taken(call: &Call, input: &Input, number: u32) -> dialogue::Step {
    taken_with(fetched(), call, input, number)
}

fn taken_with(fetched: Fetched, call: &Call, input: &Input, number: u32) -> dialogue::Step {
    let call = Call { fetched, ..call.clone() };
    let step = promised(step(playbook(), &call, input, &ticket(), number));
    assert_eq!(step.wants, None, "all of it is at hand");
    step
}

#[test]
fn a_scheme_runs_on_without_keys_and_asks_what_next() {
    insta::assert_snapshot!(transcript(&["2", "1", "silence", "silence", "*", "#", "silence", "silence"]));
}

#[test]
fn three_keys_lead_to_a_scheme_by_its_subject_and_nine_says_more_of_them() {
    insta::assert_snapshot!(transcript(&["2", "3", "9", "2", "#", "1", "silence", "0"]));
}

#[test]
fn money_that_stopped_is_a_note_that_is_sorted_already() {
    insta::assert_snapshot!(transcript(&["2", "1", "1", "beep", "noted"]));
}

#[test]
fn nobody_is_told_that_a_scheme_is_not_for_them() {
    insta::assert_snapshot!(transcript(&["2", "1", "#", "#", "2", "1", "2", "2", "2", "2", "silence", "1"]));
}

#[test]
fn what_no_text_answers_is_a_query_for_its_department() {
    insta::assert_snapshot!(transcript(&["2", "1", "#", "#", "8", "beep", "noted"]));
    insta::assert_snapshot!("without_a_scheme", transcript(&["2", "2", "8", "beep", "noted", "1", "1"]));
}

#[test]
fn a_scheme_that_ends_while_it_is_told_is_over_and_money_that_stopped_is_taken_all_the_same() {
    let mut call = Call::new(playbook()).unwrap();
    for (number, given) in (0..).zip(["start", "2", "1"]) {
        call = taken(&call, &input(given), number).call;
    }
    let id = call.scheme.clone().unwrap().id;
    let ended = || {
        let mut fetched = fetched();
        fetched.listed.as_mut().unwrap().retain(|one| one.id != id);
        fetched.told.insert(id.code.clone(), Found::Over);
        fetched
    };
    let over = taken_with(ended(), &call, &Input::Silence, 3);
    let Reply::Menu { say, ask } = over.reply else { panic!("the list") };
    let heard = playbook().say(&[say, ask].concat(), &call.language);
    assert!(heard.starts_with("यह योजना अब नहीं बताई जाती।"), "{heard}");
    let trouble = taken_with(ended(), &call, &input("1"), 3);
    assert!(matches!(trouble.reply, Reply::Record { .. }));
}

#[test]
fn a_text_that_became_newer_is_heard_from_its_beginning_and_one_that_cannot_be_read_is_not_said_to_be_over() {
    let mut call = Call::new(playbook()).unwrap();
    for (number, given) in (0..).zip(["start", "2", "1", "silence"]) {
        call = taken(&call, &input(given), number).call;
    }
    let id = call.scheme.clone().unwrap().id;
    let heard = |found: Found| {
        let mut fetched = fetched();
        fetched.told.insert(id.code.clone(), found);
        let step = taken_with(fetched, &call, &Input::Silence, 4);
        let lines = match step.reply {
            Reply::Chunk { ask } => ask,
            Reply::Menu { say, ask } => [say, ask].concat(),
            _ => panic!("something to hear"),
        };
        playbook().say(&lines, &call.language)
    };
    let (_, told) = scheme("ladli-behna", "women");
    let newer = SpokenScheme { id: SchemeId { version: 2, ..id.clone() }, draft: false, ..told };
    assert_eq!(heard(Found::Text(newer)), "पहला भाग।");
    assert!(heard(Found::Unknown).starts_with("यह अभी नहीं मिल रही।"));
}

#[test]
fn who_presses_nothing_in_a_list_may_ask_and_a_wrong_key_long_ago_is_forgotten() {
    let mut call = Call::new(playbook()).unwrap();
    for (number, given) in (0..).zip(["start", "2", "0x", "3", "1", "#", "#"]) {
        let given = if given == "0x" { Input::Key(dialogue::Key::new('9').unwrap()) } else { input(given) };
        call = taken(&call, &given, number).call;
    }
    assert_eq!(call.misses, 0, "it was another list");
    let mut call = Call::new(playbook()).unwrap();
    for (number, given) in (0..).zip(["start", "2"]) {
        call = taken(&call, &input(given), number).call;
    }
    assert!(matches!(taken(&call, &Input::Silence, 2).reply, Reply::Record { .. }));
}

/// Returns the statistics of a call, step by step.
fn metric(inputs: &[&str]) -> Vec<SchemeMetric> {
    let mut call = Call::new(playbook()).unwrap();
    let mut all = Vec::new();
    for (number, given) in (0..).zip(std::iter::once(&"start").chain(inputs)) {
        let step = taken(&call, &input(given), number);
        all.extend(step.metric);
        call = step.call;
    }
    all
}

#[test]
fn what_callers_want_is_counted_and_a_scheme_that_is_skipped_or_heard_again_is_not_heard_out_or_asked_twice() {
    let asked = || SchemeMetric::Asked(coded("ladli-behna"));
    assert_eq!(metric(&["2", "1", "*", "#", "silence"]), [asked(), SchemeMetric::HeardOut(coded("ladli-behna"))]);
    assert_eq!(metric(&["2", "1", "#", "#", "silence"]), [asked()], "skipped");
    let complained = SchemeMetric::Complained(coded("ladli-behna"));
    assert_eq!(metric(&["2", "1", "1", "beep", "noted"]), [asked(), complained], "and only once it is registered");
    let about_it = SchemeMetric::Questioned("ladli-behna".to_owned());
    assert_eq!(metric(&["2", "1", "#", "#", "8", "beep", "noted"]), [asked(), about_it]);
    assert_eq!(metric(&["2", "3", "8"]), [SchemeMetric::Questioned("#farming".to_owned())]);
}

#[test]
fn without_schemes_a_question_is_left_as_ever() {
    let mut call = Call::new(playbook()).unwrap();
    call = taken(&call, &Input::Start, 0).call;
    let step = taken_with(Fetched { listed: Some(vec![]), ..Fetched::default() }, &call, &input("2"), 1);
    let Reply::Record { notice } = step.reply else { panic!("a note") };
    assert!(playbook().say(&notice, &call.language).contains("योजना"));
}

#[test]
fn a_step_says_what_it_lacks_and_nothing_else() {
    let mut call = Call::new(playbook()).unwrap();
    call = taken(&call, &Input::Start, 0).call;
    let step = |call: &Call, given: &str| dialogue::step(playbook(), call, &input(given), &ticket(), 1);
    assert_eq!(step(&call, "2").wants, Some(Wants::List));
    let mut listed = taken(&call, &input("2"), 1).call;
    listed.fetched = Fetched::default();
    assert!(matches!(step(&listed, "1").wants, Some(Wants::Text(code)) if code.as_str() == "ladli-behna"));
}

/// Returns a call at the end of a scheme for women, from a phone that gives its number.
fn at_the_end_of(key: &str) -> Call {
    let mut call = Call::new(playbook()).unwrap();
    call.caller.reachable = true;
    for (number, given) in (0..).zip(["start", "2", "2", key, "#", "#"]) {
        call = taken(&call, &input(given), number).call;
    }
    call
}

fn heard_of(reply: &Reply) -> String {
    let Reply::Menu { say, ask } = reply else { return String::new() };
    playbook().say(&[say.as_slice(), ask].concat(), &LanguageCode::new("hi").unwrap())
}

#[test]
fn a_scheme_is_sent_as_an_sms_to_a_phone_that_says_its_number_and_only_then_is_it_said() {
    let call = at_the_end_of("2");
    let asked = step(playbook(), &Call { fetched: texts_alone(), ..call.clone() }, &input("4"), &ticket(), 6);
    assert_eq!(asked.wants, Some(Wants::Sms(SchemeId { code: coded("w2"), version: 1 })));
    for (sent, said) in [(true, "एसएमएस भेज रहे हैं।"), (false, "एसएमएस शायद न आए, न आए तो बाद में माँगिए।")]
    {
        let heard = heard_of(&taken_with(Fetched { sent: Some(sent), ..fetched() }, &call, &input("4"), 6).reply);
        assert!(heard.starts_with(said) && heard.contains("पैसा रुका हो तो एक।"), "{heard}");
    }
    let mut withheld = taken(&call, &input("*"), 6).call;
    withheld.caller.reachable = false;
    for number in 7..9 {
        withheld = taken(&withheld, &input("#"), number).call;
    }
    assert!(withheld.offered.iter().all(|(key, _)| key.as_char() != '4'), "{withheld:?}");
}

#[test]
fn where_the_money_is_is_said_as_far_as_it_is_known() {
    let call = at_the_end_of("3");
    let asked = step(playbook(), &Call { fetched: texts_alone(), ..call.clone() }, &input("3"), &ticket(), 6);
    assert_eq!(asked.wants, Some(Wants::Payment(coded("w3"))));
    let day = "2026-11-10".parse().unwrap();
    let all = [
        Payment::NotOffered,
        Payment::Paid(day),
        Payment::Due(day),
        Payment::Stopped,
        Payment::NobodyKnown,
        Payment::Unknown,
    ];
    let heard = all.map(|payment| {
        let reply = taken_with(Fetched { payment: Some(payment), ..fetched() }, &call, &input("3"), 6).reply;
        heard_of(&reply)
    });
    insta::assert_snapshot!(heard.join("\n"));
}
