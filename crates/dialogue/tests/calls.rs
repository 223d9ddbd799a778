//! Calls as a caller hears them, through the State's own data files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dialogue::{Call, CaseOnCall, Commit, Input, Key, Playbook, Reply, step};
use lifecycle::{State, Ticket};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn playbook() -> &'static Playbook {
    state_directory::playbook().unwrap()
}

fn ticket() -> Ticket {
    Ticket::drawn(4_271_083, 8).unwrap()
}

/// What the ledger would make of a commit, as far as the call sees it.
fn written(call: &mut Call, commit: &Commit) {
    let now = "2026-11-24T06:30:00Z".parse().unwrap();
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
        at_triage: false,
    };
    let case = call.case.get_or_insert(fresh);
    case.version += 1;
    case.state = match commit {
        Commit::Draft | Commit::BeginTake => State::Draft,
        Commit::Register => State::Registered,
        Commit::Sort(_) => State::Triaged,
        Commit::LeaveToTriage => State::Registered,
    };
    case.at_triage = *commit == Commit::LeaveToTriage;
}

fn input(given: &str) -> Input {
    match given {
        "silence" => Input::Silence,
        "beep" => Input::Beep,
        "noted" => Input::NoteEnded,
        "nobody" => Input::NobodyFree,
        key => Input::Key(Key::new(key.parse().unwrap()).unwrap()),
    }
}

/// The ledger says the day.
fn promised(step: dialogue::Step) -> dialogue::Step {
    playbook().promising(step, Some(jiff::civil::date(2026, 12, 3)))
}

/// The transcript of a call: what is said, what is done, what is written.
fn transcript(inputs: &[&str]) -> String {
    let playbook = playbook();
    let mut call = Call::new(playbook).unwrap();
    let mut told = String::new();
    let all = std::iter::once(("start", Input::Start)).chain(inputs.iter().map(|given| (*given, input(given))));
    for (number, (name, input)) in (0..).zip(all) {
        let mut step = promised(step(playbook, &call, input, &ticket(), number));
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
            Reply::Record { notice } => writeln!(told, "  {} (beep)", say(notice)),
            Reply::Listen { keep } => writeln!(told, "  (the caller speaks; {})", say(keep)),
            Reply::Person { say: heard } => writeln!(told, "  {} (to a person)", say(heard)),
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

/// At the subjects above it is said again; at a menu that nothing stands above, that menu is.
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
                    told.split("Sort(DepartmentCode(\"").skip(1).filter_map(|s| s.split('"').next().map(str::to_owned)),
                );
            }
        }
    }
    assert_eq!(reached.len(), playbook().directory.departments.len());
}

proptest! {
    #[test]
    fn no_caller_however_confused_meets_silence(inputs in prop::collection::vec(
        prop::sample::select(vec!["0", "1", "2", "3", "5", "9", "*", "#", "silence", "beep", "noted", "nobody"]), 0..80)
    ) {
        let playbook = playbook();
        let mut call = Call::new(playbook).unwrap();
        for (number, given) in (0..).zip(inputs) {
            let mut step = promised(step(playbook, &call, input(given), &ticket(), number));
            if let Some(commit) = &step.commit { written(&mut step.call, commit); }
            let heard = match &step.reply {
                Reply::Menu { ask, .. } => ask.clone(),
                Reply::Record { notice } => notice.clone(),
                Reply::Person { say } | Reply::End { say } => say.clone(),
                Reply::Listen { .. } => continue,
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
    for (number, given) in [(59, "silence"), (61, "beep"), (62, "noted")] {
        let mut step = promised(step(playbook, &call, input(given), &ticket(), number));
        let commit = step.commit.clone().unwrap_or_else(|| panic!("`{given}` at step {number} wrote nothing"));
        written(&mut step.call, &commit);
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
    let step = dialogue::Step { call, reply, commit: None };
    let said = |by| match playbook.promising(step.clone(), by).reply {
        Reply::End { say } => playbook.say(&say, playbook.first_language().unwrap()),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(None), "दर्ज हो गई।");
    assert_eq!(said(Some(jiff::civil::date(2026, 12, 3))), "दर्ज हो गई। गुरुवार, 3 दिसंबर तक जवाब आना है।");
}
