//! Recordings and transcripts, whenever they come.

use crate::world::{Story, at_state, call, keep_note, keep_transcript, recording_state, sort, words};
use lifecycle::{Command, Confidentiality, Decision, Desk, Order, PromiseKind, Sound, State, What};

#[test]
fn a_note_lies_with_its_case_whatever_became_of_the_case_since() {
    for state in State::ALL {
        let mut story = at_state(*state);
        story.does("system", keep_note("contact-1", true));
        assert!(matches!(story.events.last().map(|e| &e.what), Some(What::NoteKept { seconds: 14, speech: true, .. })));
        story.holds();
    }
}

#[test]
fn the_note_of_one_call_is_kept_once() {
    let mut story = at_state(State::Registered);
    story.does("system", keep_note("contact-1", true));
    assert!(matches!(story.asks("system", keep_note("contact-1", true)), Ok(Decision::Already)));
    story.does("system", keep_note("call-2", true));
}

#[test]
fn who_hung_up_after_the_beep_and_said_nothing_leaves_a_void_draft() {
    let mut story = Story::begin();
    story.does("citizen", Command::begin_take(None)).does("system", keep_note("contact-1", false));
    assert_eq!(story.case.standing.state, State::Draft);
    story.neglected();
    assert_eq!(story.case.standing.state, State::Void);
    story.holds();
}

#[test]
fn who_hung_up_after_the_beep_and_spoke_is_registered_as_ever() {
    let mut story = Story::begin();
    story.does("citizen", Command::begin_take(None)).does("system", keep_note("contact-1", true));
    story.neglected();
    assert_eq!(story.stands(), "registered L1 triage -");
}

#[test]
fn words_found_before_the_sweep_looks_make_up_for_a_beep_that_was_never_told() {
    let mut story = Story::begin();
    story.does("system", keep_note("contact-1", true)).neglected();
    assert_eq!(story.stands(), "registered L1 triage -");
    story.holds();
}

#[test]
fn words_that_turn_up_after_all_bring_a_void_draft_to_the_triage_desk() {
    let mut story = at_state(State::Void);
    story.does("system", keep_note("contact-1", false));
    assert_eq!(story.case.standing.state, State::Void, "silence brings nothing");
    let mut story = at_state(State::Void);
    story.does("system", keep_note("contact-1", true));
    assert_eq!(story.stands(), "registered L1 triage -");
    assert_eq!(story.case.registered_at, Some(story.now));
    assert!(story.case.standing.due_at.is_some() && story.case.standing.desk == Desk::Triage);
    story.holds();
}

#[test]
fn silence_takes_nothing_from_who_spoke_to_a_person_or_pressed_keys() {
    let mut story = at_state(State::Triaged);
    story.does("system", keep_note("contact-1", false));
    assert_eq!(story.stands(), "triaged L1 department FCS");
}

/// Registered and unsorted, in a State with recordings and transcripts.
fn recorded() -> Story {
    let mut story = Story::under(recording_state());
    story.does("citizen", Command::begin_take(None)).does("citizen", Command::Register {});
    story
}

#[test]
fn a_recording_that_never_comes_is_noticed_and_the_citizen_is_called() {
    let mut story = recorded();
    story.does("citizen", sort("FCS", "general"));
    story.neglected();
    assert_eq!(story.told().last(), Some(&"note-missing"));
    story.promise(PromiseKind::CallBack);
    assert_eq!(story.stands(), "triaged L1 department FCS", "the department's time runs on");
    // The recording comes after all.
    story.does("system", keep_note("contact-1", true));
    story.holds();
}

#[test]
fn who_is_called_back_already_is_not_promised_a_second_call() {
    let mut story = recorded();
    let until = story.now + jiff::SignedDuration::from_hours(20);
    story.does("citizen", Command::Promise { promise: PromiseKind::CallBack, until });
    story.does("citizen", sort("FCS", "general")).neglected();
    assert_eq!(story.told().last(), Some(&"note-missing"));
    story.promise(PromiseKind::CallBack);
}

#[test]
fn a_recording_that_came_is_missed_by_nobody_and_its_transcript_is_awaited() {
    let mut story = recorded();
    story.does("citizen", sort("FCS", "general")).does("system", keep_note("contact-1", true));
    assert!(story.case.awaits(Sound::Transcript, &call("contact-1")));
    story.neglected();
    assert_eq!(story.told().last(), Some(&"transcript-lost"), "somebody listens");
    story.does("system", keep_transcript("contact-1", "राशन नहीं मिला", false));
    assert_eq!(story.case.standing.said_in, [story.case.version], "a late one is kept all the same");
    story.holds();
}

#[test]
fn the_words_of_a_note_are_kept_once_with_the_place_that_they_name() {
    let mut story = recorded();
    story.does("system", keep_note("contact-1", true));
    story.does("system", keep_transcript("contact-1", "सीहोर में राशन नहीं मिला", false));
    assert_eq!(story.case.district.as_str(), "sehore");
    assert!(matches!(story.asks("system", keep_transcript("contact-1", "सीहोर में", false)), Ok(Decision::Already)));
    assert!(matches!(
        story.asks("system", Command::LoseTranscript { contact: call("contact-1") }),
        Ok(Decision::Already)
    ));
    assert!(!story.case.awaits(Sound::Transcript, &call("contact-1")));
}

#[test]
fn what_nobody_sorted_in_time_goes_where_its_words_clearly_say() {
    let mut story = recorded();
    story.does("system", keep_note("contact-1", true));
    story.does("system", keep_transcript("contact-1", "राशन की दुकान बंद है", false));
    story.neglected();
    assert_eq!(story.stands(), "registered L1 triage -", "the triage desk has its day first");
    story.neglected();
    assert_eq!((story.stands().as_str(), story.told().last()), ("triaged L1 department FCS", Some(&"sorted")));
    story.holds();
}

#[test]
fn a_delicate_matter_is_never_sorted_by_a_machine() {
    for (concerns, quiet, official) in
        [(true, None, false), (false, Some(Confidentiality::Child), false), (false, None, true)]
    {
        let mut story = recorded();
        story.does("system", keep_note("contact-1", true));
        story.does("system", keep_transcript("contact-1", "राशन वाले ने मारा", concerns));
        if quiet.is_some() || official {
            let mark = Command::Mark { quiet, about_official: official, named: None, named_level: None };
            story.does("agent:asha", mark);
        }
        story.neglected().neglected();
        assert_eq!(story.told().last(), Some(&"handed-up"), "{concerns} {quiet:?} {official}");
    }
}

#[test]
fn nothing_of_a_quiet_case_leaves_before_a_person_has_read_it() {
    let mut story = recorded();
    story.does("citizen", sort("FCS", "child-abuse")).does("system", keep_note("contact-1", true));
    story.does("system", keep_transcript("contact-1", "बच्ची को", false));
    let Some(What::Transcribed { words: leave, reasons, place, .. }) = story.events.last().map(|e| &e.what) else {
        panic!()
    };
    assert_eq!((leave, reasons, place), (&None, &None, &None), "the ledger has nothing of it");
    assert_eq!(story.case.district.as_str(), "unknown");
    assert_eq!((story.case.standing.said_in.as_slice(), story.case.standing.unread.len()), (&[][..], 1));
    story.refuses("agent:asha", Command::ReadTranscript { contact: call("contact-1") });
    let silent = Order::of(crate::world::by("agent:asha"), Command::Listen { contact: call("contact-1") });
    let refused = lifecycle::decide(&recording_state(), &story.case, &silent, story.now);
    assert!(refused.unwrap_err().to_string().contains("say why"), "nor is it heard without a reason");
    story.does("coordinator:kiran", Command::ReadTranscript { contact: call("contact-1") });
    let release = Command::ReleaseWords { contact: call("contact-1"), words: words("एक बच्ची को") };
    story.refuses("officer:FCS:L2:sunita", release.clone());
    story.does("coordinator:kiran", release.clone());
    assert_eq!(
        (story.case.standing.said_in.as_slice(), story.case.standing.unread.len()),
        (&[story.case.version][..], 0)
    );
    assert!(matches!(story.asks("coordinator:kiran", release), Ok(Decision::Already)));
    story.holds();
}

#[test]
fn what_a_machine_let_go_is_held_again_when_the_case_is_found_quiet() {
    let mut story = recorded();
    story.does("system", keep_note("contact-1", true));
    story.does("system", keep_transcript("contact-1", "घर में झगड़ा", false));
    assert_eq!(story.case.standing.said_in.len(), 1);
    story.does("citizen", sort("FCS", "child-abuse"));
    assert_eq!((story.case.standing.said_in.len(), story.case.standing.unread.len()), (0, 1));
    story.holds();
}

#[test]
fn a_department_hears_the_voice_only_with_the_citizens_leave_and_each_time_is_an_event() {
    let mut story = recorded();
    let listen = || Command::Listen { contact: call("contact-1") };
    story.does("citizen", sort("FCS", "general"));
    assert!(story.refuses("agent:asha", listen()).contains("there is no such note"));
    story.does("system", keep_note("contact-1", true));
    story.does("agent:asha", listen());
    assert!(story.refuses("officer:FCS:L1:ramesh", listen()).contains("has not let"));
    story.does("agent:asha", Command::GrantVoice {});
    story.does("officer:FCS:L1:ramesh", listen()).does("officer:FCS:L1:ramesh", listen());
    assert!(story.asks("officer:REV:L1:gopal", listen()).is_err(), "another department");
    story.does("citizen", Command::RevokeVoice {});
    story.refuses("officer:FCS:L1:ramesh", listen());
    assert_eq!(story.told().iter().filter(|what| **what == "listened").count(), 3);
    // A grant to one department does not pass to the next.
    story.does("agent:asha", Command::GrantVoice {}).does("officer:FCS:L1:ramesh", Command::Acknowledge {});
    let to = Command::Transfer { department: Some(lifecycle::DepartmentCode::new("REV").unwrap()), category: None };
    story.does("officer:FCS:L1:ramesh", to);
    story.refuses("officer:REV:L1:gopal", listen());
    story.holds();
}

#[test]
fn nobody_is_called_for_the_recording_of_a_case_that_has_ended() {
    let mut story = recorded();
    story.does("citizen", sort("FCS", "general")).does("agent:asha", Command::ConfirmSolved {});
    assert_eq!(story.case.standing.due_at, None);
    story.does("system", keep_note("contact-1", true)).holds();
}
