//! Calls as a caller hears them, through the State's own data files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod schemes;

use dialogue::{
    About, Announcement, Call, Caller, CaseOnCall, Commit, Earlier, Input, Key, Playbook, Proof, Reply, Stage, Typed,
};
use lifecycle::{Assignment, CategoryCode, DepartmentCode, Field, State, Ticket};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn playbook() -> &'static Playbook {
    state_directory::playbook().unwrap()
}

fn ticket() -> Ticket {
    Ticket::drawn(4_271_083, 8).unwrap()
}

/// Changes the call as the ledger's write of a commit would.
fn written(call: &mut Call, commit: &Commit) {
    let now = "2026-11-24T06:30:00Z".parse().unwrap();
    let (state, about) = match commit {
        Commit::Draft(about) | Commit::BeginTake(about, _) => (State::Draft, *about),
        Commit::Register(about) => (State::Registered, *about),
        Commit::RegisterSorted(about, _) => (State::Triaged, *about),
        Commit::Sort(_) => (State::Triaged, About::default()),
        Commit::LeaveToTriage => (State::Registered, About::default()),
        // These concern another case, or no case.
        Commit::LeaveNote | Commit::Act(_) => return,
    };
    let fresh = CaseOnCall {
        ticket: ticket(),
        version: 0,
        state: State::Draft,
        drafted_at: now,
        began_at: None,
        registered_at: None,
        last_event_at: now,
        chain: lifecycle::Chain::default(),
        directory_version: playbook().directory.version.clone(),
        about,
        department: None,
        at_triage: false,
    };
    let case = call.case.get_or_insert(fresh);
    case.version += 1;
    case.state = state;
    case.at_triage = *commit == Commit::LeaveToTriage;
}

fn input(given: &str) -> Input {
    match given {
        "start" => Input::Start,
        "silence" => Input::Silence,
        "beep" => Input::Beep,
        "noted" => Input::NoteEnded,
        "nobody" => Input::NobodyFree,
        "queue" => Input::Queue(Some(40)),
        "unknown queue" => Input::Queue(None),
        "long queue" => Input::Queue(Some(900)),
        "a ticket" => Input::Typed(Typed::Ticket(ticket())),
        "its pin" => Input::Typed(Typed::Case(Box::new(Earlier { proof: Proof::Pin, ..own(Stage::InHand) }))),
        "a value" => Input::Typed(Typed::Value),
        "wrong" => Input::Typed(Typed::Wrong),
        key => Input::Key(Key::new(key.parse().unwrap()).unwrap()),
    }
}

/// Returns a case of the caller at this stage.
fn own(stage: Stage) -> Earlier {
    let due = Some(jiff::civil::date(2026, 11, 26));
    let lacks = (stage == Stage::Lacks).then_some(Field::SamagraId);
    Earlier { ticket: ticket(), stage, due, lacks, full: false, pinned: false, proof: Proof::Phone }
}

/// Returns a known caller with such a case.
fn who_has(earlier: Earlier) -> Caller {
    Caller { known: true, reachable: true, asked: true, earlier: Some(earlier), ..Caller::default() }
}

/// Returns the step with the day that the ledger promises.
fn promised(step: dialogue::Step) -> dialogue::Step {
    playbook().promising(step, Some(jiff::civil::date(2026, 12, 3)))
}

/// Returns the course of a call: its words, actions and writes.
fn transcript(inputs: &[&str]) -> String {
    transcript_of(Caller::default(), inputs)
}

fn transcript_of(caller: Caller, inputs: &[&str]) -> String {
    let playbook = playbook();
    let mut call = Call { caller, ..Call::new(playbook).unwrap() };
    let mut told = String::new();
    let all = std::iter::once(("start", Input::Start)).chain(inputs.iter().map(|given| (*given, input(given))));
    for (number, (name, input)) in (0..).zip(all) {
        let mut step = schemes::taken(&call, &input, number);
        if let Some(commit) = &step.commit {
            written(&mut step.call, commit);
            writeln!(told, "[{name}] writes {commit:?}").unwrap();
        } else {
            writeln!(told, "[{name}]").unwrap();
        }
        let say = |lines: &[_]| playbook.say(lines, &step.call.language);
        match &step.reply {
            Reply::Menu { say: heard, ask } => {
                writeln!(told, "  {} | {} ...", say(heard), say(ask))
            }
            Reply::Chunk { ask } => writeln!(told, "  {} (runs on)", say(ask)),
            Reply::Record { notice } => writeln!(told, "  {} (beep)", say(notice)),
            Reply::Listen { keep } => writeln!(told, "  (the caller speaks; {})", say(keep)),
            Reply::Digits { ask, secret } => {
                writeln!(told, "  {} (digits{})", say(ask), if *secret { ", in secret" } else { "" })
            }
            Reply::Person { say: heard, urgent } => {
                writeln!(told, "  {} (to a person{})", say(heard), if *urgent { ", first of all" } else { "" })
            }
            Reply::Connect { say: heard, urgent } => {
                writeln!(told, "  {} (connected{})", say(heard), if *urgent { ", first of all" } else { "" })
            }
            Reply::End { say: heard } => writeln!(told, "  {} (end)", say(heard)),
        }
        .unwrap();
        call = step.call;
    }
    told
}

#[test]
fn one_key_leads_to_the_note_and_two_more_to_the_department() {
    insta::assert_snapshot!(transcript(&["1", "beep", "noted", "1", "1"]));
}

#[test]
fn the_same_call_in_english() {
    insta::assert_snapshot!(transcript(&["9", "1", "beep", "noted", "2", "2", "1"]));
}

/// Hash repeats the menu of subjects above, or the current menu if none is above.
#[test]
fn hash_goes_back_and_star_says_it_again() {
    insta::assert_snapshot!(transcript(&["#", "1", "beep", "noted", "1", "4", "#", "#", "*", "2", "1"]));
}

#[test]
fn who_presses_nothing_at_all_is_led_to_the_note_and_leaves_a_case_at_triage() {
    insta::assert_snapshot!(transcript(&["silence", "beep", "noted", "silence"]));
}

#[test]
fn a_wrong_key_is_said_once_and_then_the_call_goes_on_by_voice() {
    insta::assert_snapshot!(transcript(&["7", "7", "beep", "noted", "8", "8"]));
}

#[test]
fn zero_leads_to_a_person_and_back_when_nobody_is_free() {
    insta::assert_snapshot!(transcript(&["0", "nobody", "1", "0", "nobody", "silence"]));
}

#[test]
fn a_note_taken_while_the_function_was_down_is_registered_like_any_other() {
    insta::assert_snapshot!(transcript(&["beep", "noted", "silence"]));
}

#[test]
fn all_departments_are_reached_with_at_most_three_keys() {
    let keys = ["1", "2", "3", "4", "5"];
    let mut reached = BTreeSet::new();
    for a in keys {
        for b in keys {
            for c in keys {
                let told = transcript(&["1", "beep", "noted", a, b, c]);
                reached.extend(
                    told.split("Sort(Assignment { department: DepartmentCode(\"")
                        .skip(1)
                        .filter_map(|s| s.split('"').next().map(str::to_owned)),
                );
            }
        }
    }
    assert_eq!(reached.len(), playbook().directory.departments.len());
}

#[test]
fn a_known_caller_without_a_case_is_at_the_beep_sooner() {
    let known = Caller { known: true, reachable: true, asked: true, ..Caller::default() };
    insta::assert_snapshot!(transcript_of(known, &["1", "beep", "noted", "1", "1"]));
}

#[test]
fn who_has_a_case_hears_where_it_stands_without_a_key() {
    let mut told = String::new();
    for stage in Stage::ALL.iter().copied() {
        writeln!(told, "--- {}\n{}", stage.as_str(), transcript_of(who_has(own(stage)), &["3"])).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn every_wish_about_a_case_has_its_words() {
    let proven = |stage| Earlier { proof: Proof::Pin, ..own(stage) };
    let wishes: [(&str, Earlier, &[&str]); 14] = [
        ("solved", own(Stage::Open), &["3", "1"]),
        ("not solved", own(Stage::Reported), &["3", "2"]),
        ("appeal", own(Stage::Rejected), &["3", "4"]),
        ("more words", own(Stage::Open), &["3", "2", "beep", "noted"]),
        ("an answer", own(Stage::Question), &["3", "1", "beep", "noted"]),
        ("no more words today", Earlier { full: true, ..own(Stage::Open) }, &["3", "2", "1"]),
        ("a disclosure", own(Stage::Lacks), &["3", "1", "wrong", "a value"]),
        ("its number", own(Stage::Open), &["3", "3"]),
        ("its number, with the PIN", proven(Stage::Sent), &["3", "3"]),
        ("taken back", own(Stage::Open), &["3", "4", "2"]),
        ("taken back, of a case with a PIN", Earlier { pinned: true, ..own(Stage::Open) }, &["3", "4", "2", "its pin"]),
        ("not taken back after all", own(Stage::Withdrawn), &["3", "2"]),
        ("two PINs", proven(Stage::Sent), &["3", "4", "3", "wrong", "a value", "a value"]),
        ("a PIN, by the phone alone", own(Stage::Open), &["3", "4", "3"]),
    ];
    let mut told = String::new();
    for (wish, earlier, keys) in wishes {
        writeln!(told, "--- {wish}\n{}", transcript_of(who_has(earlier), keys)).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn from_another_phone_ticket_and_pin_open_a_case_and_three_wrong_ones_lead_to_a_person() {
    insta::assert_snapshot!(
        [
            transcript(&["3", "wrong", "a ticket", "wrong", "its pin", "1"]),
            transcript(&["3", "a ticket", "wrong", "wrong", "wrong"]),
            transcript(&["3", "a ticket", "silence"]),
        ]
        .join("---\n")
    );
}

#[test]
fn danger_goes_to_a_person_first_of_all_and_to_the_police_only_on_a_yes() {
    insta::assert_snapshot!(
        [
            transcript(&["5", "queue"]),
            transcript(&["5", "nobody", "beep", "noted", "1"]),
            transcript(&["5", "nobody", "beep", "noted", "2"]),
            transcript(&["5", "nobody", "beep", "noted", "silence"]),
        ]
        .join("---\n")
    );
}

#[test]
fn the_wait_for_a_person_is_said_and_a_long_one_can_be_a_call_back() {
    insta::assert_snapshot!(
        [
            transcript(&["0", "queue"]),
            transcript(&["0", "unknown queue"]),
            transcript(&["0", "long queue", "1"]),
            transcript(&["0", "long queue", "2", "long queue"]),
        ]
        .join("---\n")
    );
}

#[test]
fn whether_a_phone_may_be_called_is_asked_once_and_silence_is_no() {
    let reachable = Caller { reachable: true, ..Caller::default() };
    insta::assert_snapshot!(
        [
            transcript_of(reachable.clone(), &["1", "beep", "noted", "1", "1", "1"]),
            transcript_of(reachable, &["1", "beep", "noted", "1", "1", "silence"]),
        ]
        .join("---\n")
    );
}

#[test]
fn a_known_fault_is_heard_first_and_joined_by_one_key() {
    let (department, category) = (DepartmentCode::new("ENR").unwrap(), CategoryCode::new("no-supply").unwrap());
    let to = Assignment { department, category };
    let said = "सीहोर में बिजली बंद है, शाम छह बजे तक आएगी।".to_owned();
    let caller = Caller { announcement: Some(Announcement { said, to }), ..Caller::default() };
    insta::assert_snapshot!(
        [transcript_of(caller.clone(), &["4"]), transcript_of(caller, &["1", "beep", "noted"])].join("---\n")
    );
}

#[test]
fn a_question_about_a_scheme_is_a_query() {
    let told = transcript(&["2", "2", "8", "beep", "noted"]);
    assert!(told.contains("Draft(About { kind: Query"), "{told}");
}

proptest! {
    #[test]
    fn no_caller_however_confused_meets_silence(inputs in prop::collection::vec(
        prop::sample::select(vec![
            "0", "1", "2", "3", "4", "5", "8", "9", "*", "#", "silence", "beep", "noted", "nobody", "queue", "long queue",
            "a ticket", "its pin", "a value", "wrong",
        ]), 0..80), stage in prop::option::of(prop::sample::select(Stage::ALL.to_vec())), full in any::<bool>()
    ) {
        let playbook = playbook();
        let caller = stage.map_or_else(Caller::default, |stage| who_has(Earlier { full, ..own(stage) }));
        let mut call = Call { caller, ..Call::new(playbook).unwrap() };
        for (number, given) in (0..).zip(std::iter::once("start").chain(inputs)) {
            let input = input(given);
            let mut step = schemes::taken(&call, &input, number);
            if let Some(commit) = &step.commit { written(&mut step.call, commit); }
            let heard = match &step.reply {
                Reply::Menu { ask, .. } => ask.clone(),
                Reply::Record { notice } => notice.clone(),
                Reply::Digits { ask, .. } | Reply::Chunk { ask } => ask.clone(),
                Reply::End { say } => say.clone(),
                // Words follow once the queue has answered.
                Reply::Person { .. } | Reply::Connect { .. } | Reply::Listen { .. } => { call = step.call; continue }
            };
            for language in &playbook.directory.languages {
                let said = playbook.say(&heard, language);
                prop_assert!(!said.trim().is_empty(), "silence after {given} at {}", call.at);
                prop_assert!(!said.contains(['{', '}']), "unfilled: {said}");
            }
            prop_assert_eq!(dialogue::Line::parse_cue(&dialogue::Line::cue(&heard)), Some(heard), "a cue reads back");
            call = step.call;
        }
    }
}

#[test]
fn a_note_at_the_end_of_a_very_long_call_is_registered_all_the_same() {
    let playbook = playbook();
    let mut call = Call::new(playbook).unwrap();
    for (number, given) in [(58, "start"), (59, "silence"), (61, "beep"), (62, "noted")] {
        let mut step = schemes::taken(&call, &input(given), number);
        if let Some(commit) = step.commit.clone() {
            written(&mut step.call, &commit);
        }
        call = step.call;
    }
    assert_eq!(call.case.unwrap().state, State::Registered);
}

#[test]
fn without_a_day_from_the_ledger_none_is_promised() {
    let playbook = playbook();
    let line = |prompt: &str| dialogue::Line::of(prompt);
    let call = Call::new(playbook).unwrap();
    let reply = Reply::End { say: vec![line("registered"), line("answer_by")] };
    let step = dialogue::Step { call, reply, commit: None, otherwise: None, wants: None, metric: None };
    let said = |by| match playbook.promising(step.clone(), by).reply {
        Reply::End { say } => playbook.say(&say, playbook.first_language().unwrap()),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(None), "दर्ज हो गई।");
    assert_eq!(said(Some(jiff::civil::date(2026, 12, 3))), "दर्ज हो गई। गुरुवार, 3 दिसंबर तक जवाब आना है।");
}
