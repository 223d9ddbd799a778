//! Every path through the conversation, in process, in Hindi and in English. The journeys walk the paths on a deployed
//! stack.

use acceptance::paths::{Tongue, Walk, all};
use acceptance::practised::Practised;
use acceptance::town::{Agents, Front, InProcess, Town};
use desk_api::{Announce, Request, Spelled};
use protocol::{Answer, Answered, MAX_ANSWER_BYTES};

fn walked(tongue: Tongue) {
    for (name, path) in all() {
        let mut town = InProcess::with_drafts();
        // A failed assertion does not name the path, so the path is printed.
        println!("{name}");
        path(&mut Walk::new(&mut town, tongue, "+919425000001", "+919425000002"));
    }
}

#[test]
fn every_path_is_walked_in_hindi() {
    walked(Tongue::HINDI);
}

#[test]
fn every_path_is_walked_in_english() {
    walked(Tongue { next: "bns", ..Tongue::ENGLISH });
}

/// A language is one file. This is the draft of a third language.
#[test]
fn every_path_is_walked_in_bundeli() {
    walked(Tongue::BUNDELI);
}

/// Returns the words of every call of a path, through one telephone front.
fn words(front: Front, tongue: Tongue, path: fn(&mut Walk<'_>)) -> Vec<Vec<String>> {
    let mut town = InProcess::with_drafts().on(front);
    path(&mut Walk::new(&mut town, tongue, "+919425000001", "+919425000002"));
    let kept = town.memory().kept().answers.clone();
    let steps = kept.iter().filter(|(key, _)| key.starts_with("contact-"));
    for (_, recorded) in steps {
        assert!(recorded.len() <= MAX_ANSWER_BYTES, "{recorded}");
        assert!(matches!(Answered::read(recorded), Ok(Answered::Answer(_))), "{recorded}");
    }
    if front == Front::PlainText {
        for answer in town.answers() {
            let answer: Answer = serde_json::from_value(answer).unwrap();
            let (kept, _) = answer.clone().recorded().unwrap();
            assert_eq!(kept, answer, "it fits with its values");
        }
    }
    town.words().to_vec()
}

fn the_same_words(tongue: Tongue) {
    for (name, path) in all() {
        let said = words(Front::Connect, tongue, path);
        assert!(said.iter().flatten().any(|words| !words.is_empty()), "{name}: nothing was said");
        assert_eq!(words(Front::PlainText, tongue, path), said, "{name}");
    }
}

/// A telephone other than Amazon Connect needs only `protocol`.
#[test]
fn a_front_in_plain_text_says_the_same_words_as_the_flow_on_every_path_in_hindi() {
    the_same_words(Tongue::HINDI);
}

#[test]
fn a_front_in_plain_text_says_the_same_words_as_the_flow_on_every_path_in_english() {
    the_same_words(Tongue { next: "bns", ..Tongue::ENGLISH });
}

#[test]
fn a_draft_is_offered_to_nobody_unless_a_deployment_says_so() {
    let mut town = InProcess::default();
    let heard = town.call("+919425000001", Agents::Free, &mut Practised::who_does(["9", "9", "9", "bye"]));
    assert!(!heard.cues.contains("in=bns"), "{}", heard.cues);
}

fn announced(hindi: &str, english: &str) -> Request {
    let said = [("hi", hindi), ("en", english)];
    let said = said.map(|(language, text)| (Spelled::of("said", language).unwrap(), text.to_owned()));
    let announce = Announce {
        department: Spelled::of("department", "ENR").unwrap(),
        category: Some(Spelled::of("category", "no-supply").unwrap()),
        until: Spelled::of("until", "2026-11-25T18:00:00+05:30").unwrap(),
        said: said.into(),
    };
    announce.into()
}

/// Not run on a shared stack, because every caller there would hear the announcement.
#[test]
fn a_fault_that_is_known_is_heard_by_the_next_caller_who_joins_by_one_key() {
    let mut town = InProcess::default();
    let fault = announced("सीहोर में बिजली बंद है, शाम छह बजे तक आएगी।", "Power is out in Sehore, expected back at six.");
    let answer = town.staff("coordinator:kiran", fault);
    assert!(matches!(answer, desk_api::Answer::Done(_)), "{answer:?}");
    let heard = town.call("+919425000001", Agents::Free, &mut Practised::who_does(["4"]));
    assert!(heard.said("announcement") && heard.said("joined"), "{}", heard.cues);
    assert_eq!(town.case(&heard.ticket.unwrap()), "triaged L1 ENR");
}

/// A caller with an earlier case hears the number of the new case.
#[test]
fn who_joins_hears_the_number_of_the_case_that_was_drawn() {
    let mut town = InProcess::default();
    let phone = "+919425000001";
    let earlier = town.call(phone, Agents::Free, &mut Practised::who_presses("111")).ticket.unwrap();
    town.staff("coordinator:kiran", announced("बिजली बंद है।", "Power is out."));
    let heard = town.call(phone, Agents::Free, &mut Practised::who_does(["4"]));
    let drawn = heard.ticket.clone().unwrap();
    assert_ne!(drawn, earlier);
    assert!(heard.cues.contains(&format!("ticket;ticket={drawn}")), "{}", heard.cues);
    assert!(!heard.cues.contains(&format!("ticket;ticket={earlier}")), "{}", heard.cues);
}
