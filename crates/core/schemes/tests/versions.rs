//! The states of a scheme version, and the times at which callers hear it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use jiff::Timestamp;
use lifecycle::StaffId;
use proptest::prelude::*;
use schemes::{
    Approval, MOST_JSON_BYTES, Scheme, SchemeVersion, State, approve, at_hand, draft, is_over, spoken_at, withdraw,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use support::{WHOLE, read};

fn staff(name: &str) -> StaffId {
    StaffId::new(name).unwrap()
}

fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

/// A scheme that is spoken from 1 April to 31 May 2026 in India.
fn scheme() -> Scheme {
    static READ: LazyLock<Scheme> = LazyLock::new(|| read(WHOLE).unwrap());
    READ.clone()
}

fn approved(text: &SchemeVersion, moment: &str) -> SchemeVersion {
    approve(text, text.version, staff("second"), at(moment)).unwrap()
}

fn versions(texts: &[SchemeVersion], moment: &str, drafts: bool) -> Vec<u32> {
    spoken_at(texts, at(moment), drafts).iter().map(|text| text.version).collect()
}

#[test]
fn two_editors_who_began_with_the_same_version_write_the_same_number() {
    let first = draft(None, scheme(), staff("asha")).unwrap();
    assert_eq!((first.version, &first.state), (1, &State::Draft));
    let (a, b) = (draft(Some(&first), scheme(), staff("asha")), draft(Some(&first), scheme(), staff("ravi")));
    assert_eq!((a.unwrap().version, b.unwrap().version), (2, 2), "whoever stores the second is refused");
    let other = Scheme { code: schemes::SchemeCode::new("other").unwrap(), ..scheme() };
    let why = draft(Some(&first), other, staff("asha")).unwrap_err().to_string();
    assert_eq!(why, "`other` cannot follow `test-scheme`; a version has the code of the version before");
}

#[test]
fn another_sms_is_another_template() {
    let with = |sms: &str, id: &str| {
        let mut scheme = scheme();
        let languages = ["hi", "en"].map(|code| (code.to_owned(), sms.to_owned()));
        scheme.sms = schemes::Said::try_from(BTreeMap::from(languages)).unwrap();
        let ids = ["hi", "en"].map(|code| (code.to_owned(), id.to_owned()));
        scheme.sms_templates = Some(schemes::Said::try_from(BTreeMap::from(ids)).unwrap());
        scheme
    };
    let first = draft(None, with("155343", "1"), staff("asha")).unwrap();
    assert!(draft(Some(&first), with("155343", "1"), staff("asha")).is_ok(), "the same text");
    let why = draft(Some(&first), with("call 155343", "1"), staff("asha")).unwrap_err().to_string();
    assert!(why.contains("the SMS of `test-scheme` changed"), "{why}");
    assert!(draft(Some(&first), with("call 155343", "2"), staff("asha")).is_ok());
    assert!(draft(Some(&first), Scheme { sms_templates: None, ..with("call 155343", "1") }, staff("asha")).is_ok());
}

#[test]
fn a_second_person_approves() {
    let first = draft(None, scheme(), staff("asha")).unwrap();
    let now = at("2026-03-01T00:00:00Z");
    let refused =
        |text: &SchemeVersion, latest, by: &str, now| approve(text, latest, staff(by), now).unwrap_err().to_string();
    assert_eq!(
        refused(&first, 1, "asha", now),
        "`asha` wrote version 1 of `test-scheme`; let somebody else approve it"
    );
    let approved = approve(&first, 1, staff("ravi"), now).unwrap();
    assert_eq!(approved.state, State::Approved(Approval { by: staff("ravi"), at: now }));
    assert_eq!(
        refused(&approved, 1, "meena", now),
        "version 1 of `test-scheme` is approved, not a draft; draft a new version"
    );
    assert_eq!(
        refused(&first, 2, "ravi", now),
        "version 1 of `test-scheme` is older than version 2; look at that one, or draft a new one"
    );
    assert_eq!(
        refused(&first, 1, "ravi", at("2026-05-31T18:30:00Z")),
        "`test-scheme` ended on 2026-06-01; draft a version with a later end"
    );
    assert!(
        approve(&first, 1, staff("ravi"), at("2026-05-31T18:29:59Z")).is_ok(),
        "the last minute of 31 May in India"
    );
}

#[test]
fn whoever_sees_a_mistake_takes_the_text_away_once() {
    let first = draft(None, scheme(), staff("asha")).unwrap();
    let now = at("2026-04-10T00:00:00Z");
    let gone = withdraw(&first, staff("asha"), now).unwrap();
    assert_eq!(gone.state.approval(), None);
    let why = withdraw(&gone, staff("asha"), now).unwrap_err().to_string();
    assert_eq!(why, "version 1 of `test-scheme` is withdrawn already");
    let why = approve(&gone, 1, staff("ravi"), now).unwrap_err().to_string();
    assert!(why.starts_with("version 1 of `test-scheme` is withdrawn, not a draft"), "{why}");
    let heard = withdraw(&approved(&first, "2026-04-01T00:00:00Z"), staff("asha"), now).unwrap();
    assert_eq!(heard.state.approval().unwrap().by, staff("second"), "what was heard stays known");
}

#[test]
fn a_text_is_heard_from_midnight_in_india_to_midnight_in_india() {
    let texts = [approved(&draft(None, scheme(), staff("asha")).unwrap(), "2026-03-01T00:00:00Z")];
    for (moment, heard) in [
        ("2026-03-31T18:29:00Z", false),
        ("2026-03-31T18:29:59.999Z", false),
        ("2026-03-31T18:30:00Z", true),
        ("2026-03-31T18:31:00Z", true),
        ("2026-05-31T18:29:00Z", true),
        ("2026-05-31T18:30:00Z", false),
        ("2026-05-31T18:31:00Z", false),
    ] {
        assert_eq!(!versions(&texts, moment, false).is_empty(), heard, "{moment}");
    }
}

#[test]
fn a_text_is_heard_as_soon_as_it_is_approved_and_not_before() {
    let texts = [approved(&draft(None, scheme(), staff("asha")).unwrap(), "2026-04-10T06:00:00Z")];
    assert!(versions(&texts, "2026-04-10T05:59:59Z", false).is_empty());
    assert_eq!(versions(&texts, "2026-04-10T06:00:00Z", false), [1]);
}

#[test]
fn the_latest_text_whose_day_has_come_replaces_the_one_before() {
    let first =
        approved(&draft(None, Scheme { ends: None, ..scheme() }, staff("asha")).unwrap(), "2026-03-01T00:00:00Z");
    let later = Scheme { starts: "2026-05-01".parse().unwrap(), ..scheme() };
    let second = approved(&draft(Some(&first), later, staff("asha")).unwrap(), "2026-04-01T00:00:00Z");
    let texts = [second.clone(), first.clone()];
    assert_eq!(versions(&texts, "2026-04-30T18:29:59Z", false), [1]);
    assert_eq!(versions(&texts, "2026-04-30T18:30:00Z", false), [2]);
    assert!(versions(&texts, "2026-06-10T00:00:00Z", false).is_empty(), "the old amount does not come back at its end");
    let gone = withdraw(&second, staff("asha"), at("2026-05-10T00:00:00Z")).unwrap();
    let texts = [first, gone];
    assert_eq!(versions(&texts, "2026-05-09T00:00:00Z", false), [2], "what was heard that day is still known");
    assert!(versions(&texts, "2026-05-10T00:00:00Z", false).is_empty());
}

/// An approved version that starts in May.
fn from_may(before: &SchemeVersion) -> SchemeVersion {
    let may = Scheme { starts: "2026-05-01".parse().unwrap(), ends: None, ..scheme() };
    approved(&draft(Some(before), may, staff("asha")).unwrap(), "2026-04-01T00:00:00Z")
}

#[test]
fn a_text_that_was_taken_away_before_its_day_replaces_nothing() {
    let first =
        approved(&draft(None, Scheme { ends: None, ..scheme() }, staff("asha")).unwrap(), "2026-03-01T00:00:00Z");
    let gone = withdraw(&from_may(&first), staff("asha"), at("2026-04-10T00:00:00Z")).unwrap();
    assert_eq!(versions(&[first, gone], "2026-05-02T00:00:00Z", false), [1]);
}

/// Returns the versions that `at_hand` selects after three more drafts.
fn after_three_drafts(mut texts: Vec<SchemeVersion>, now: &str) -> Vec<SchemeVersion> {
    for _ in 0..3 {
        let next = draft(texts.last(), scheme(), staff("asha")).unwrap();
        texts.push(next);
        texts = at_hand(texts, at(now));
    }
    texts
}

#[test]
fn drafts_push_nothing_away_that_is_heard_or_will_be_and_bring_nothing_back() {
    let first =
        approved(&draft(None, Scheme { ends: None, ..scheme() }, staff("asha")).unwrap(), "2026-03-01T00:00:00Z");
    let second = from_may(&first);
    let texts = after_three_drafts(vec![first.clone(), second.clone()], "2026-04-20T00:00:00Z");
    assert_eq!(texts.iter().map(|text| text.version).collect::<Vec<_>>(), [1, 2, 5]);
    assert_eq!(versions(&texts, "2026-04-20T00:00:00Z", false), [1]);
    assert_eq!(versions(&texts, "2026-05-02T00:00:00Z", false), [2]);
    let gone = withdraw(&second, staff("ravi"), at("2026-05-10T00:00:00Z")).unwrap();
    let texts = after_three_drafts(vec![first, gone], "2026-05-11T00:00:00Z");
    assert!(versions(&texts, "2026-05-12T00:00:00Z", false).is_empty(), "the old amount does not come back");
}

#[test]
fn a_draft_that_could_not_be_stored_with_its_approval_is_refused() {
    let fact =
        schemes::Fact { source: format!("https://a.in/{}", "a".repeat(MOST_JSON_BYTES)), ..scheme().facts[0].clone() };
    let long = Scheme { facts: vec![fact], ..scheme() };
    let why = draft(None, long, staff("asha")).unwrap_err().to_string();
    assert!(why.contains("say less"), "{why}");
}

#[test]
fn drafts_are_heard_only_where_they_are_asked_for() {
    let first = approved(&draft(None, scheme(), staff("asha")).unwrap(), "2026-03-01T00:00:00Z");
    let second = draft(Some(&first), scheme(), staff("asha")).unwrap();
    let gone = withdraw(&draft(Some(&second), scheme(), staff("asha")).unwrap(), staff("asha"), Timestamp::UNIX_EPOCH);
    let texts = [first, second, gone.unwrap()];
    assert_eq!(versions(&texts, "2026-04-10T00:00:00Z", false), [1]);
    assert_eq!(versions(&texts, "2026-04-10T00:00:00Z", true), [2]);
    assert!(versions(&texts, "2026-03-10T00:00:00Z", true).is_empty(), "a draft waits for its day too");
}

#[test]
fn a_text_is_one_string_that_names_its_form() {
    let now = at("2026-04-10T06:00:00.25Z");
    let first = draft(None, scheme(), staff("asha")).unwrap();
    let second = approved(
        &draft(Some(&first), Scheme { ends: None, ..scheme() }, staff("asha")).unwrap(),
        "2026-04-01T00:00:00Z",
    );
    let gone = [withdraw(&first, staff("asha"), now).unwrap(), withdraw(&second, staff("ravi"), now).unwrap()];
    for text in [&first, &second, &gone[0], &gone[1]] {
        let json = text.to_json().unwrap();
        assert!(json.len() <= MOST_JSON_BYTES && json.starts_with(r#"{"form":1,"#), "{json}");
        assert_eq!(&SchemeVersion::from_json(&json).unwrap(), text);
    }
    let json = first.to_json().unwrap();
    let why = SchemeVersion::from_json(&json.replacen(r#""form":1"#, r#""form":2"#, 1)).unwrap_err().to_string();
    assert_eq!(why, "a text of form 2, which this release does not know; deploy the release that wrote it");
    let why = SchemeVersion::from_json(&json.replacen("WCD", "#", 1)).unwrap_err().to_string();
    assert!(why.starts_with("a stored text is broken: `#` is no department code"), "{why}");
    let mut long = first;
    long.scheme.chunks = vec![long.scheme.chunks[0].clone(); 200];
    assert!(long.to_json().unwrap_err().to_string().ends_with("say less, in at most 16384"));
}

/// Generates versions of three schemes with dates, states and numbers of every kind.
fn texts() -> impl Strategy<Value = Vec<SchemeVersion>> {
    let day = |day: u16| jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(i64::from(day)));
    let moment = |hours: u32| Timestamp::from_second(1_767_225_600 + i64::from(hours) * 3600).unwrap();
    let one = (0..3u8, 1..5u32, 0..40u16, prop::option::of(1..40u16), 0..4u8, 0..1000u32, 0..1000u32);
    let text = one.prop_map(move |(code, version, starts, lasts, state, a, b)| {
        let code = schemes::SchemeCode::new(["a", "b", "c"][usize::from(code)]).unwrap();
        let scheme = Scheme { code, starts: day(starts), ends: lasts.map(|lasts| day(starts + lasts)), ..scheme() };
        let approval = Approval { by: staff("second"), at: moment(a) };
        let state = match state {
            0 => State::Draft,
            1 => State::Withdrawn { by: staff("third"), at: moment(a + b), approved: None },
            2 => State::Withdrawn { by: staff("third"), at: moment(a + b), approved: Some(approval) },
            _ => State::Approved(approval),
        };
        SchemeVersion { scheme, version, written_by: staff("first"), state }
    });
    prop::collection::vec(text, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_text_of_a_scheme_is_heard_at_most_and_only_in_its_time(
        texts in texts(), second in 0..5_000_000i64, drafts in any::<bool>()
    ) {
        let now = Timestamp::from_second(1_767_225_600 + second).unwrap();
        let today = lifecycle::in_india(now).date();
        let heard = spoken_at(&texts, now, drafts);
        let codes: BTreeSet<&str> = heard.iter().map(|text| text.scheme.code.as_str()).collect();
        prop_assert_eq!(codes.len(), heard.len());
        for text in heard {
            prop_assert!(text.scheme.starts <= today && text.scheme.ends.is_none_or(|ends| today < ends));
            prop_assert!(!is_over(&text.scheme, now));
            match &text.state {
                State::Draft => prop_assert!(drafts),
                State::Approved(approval) => prop_assert!(approval.at <= now),
                State::Withdrawn { at, approved, .. } => {
                    prop_assert!(now < *at && approved.as_ref().is_some_and(|approval| approval.at <= now));
                }
            }
        }
    }
}
