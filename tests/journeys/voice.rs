//! The voice note: from the call and its recording to the case.

use crate::world::{SOON, act, ask, case, does, fresh_number, refused, stack, sweep_when_due, text, ticket, timeline};
use desk_api::{Look, Spelled};
use local_cloud::{Item, Stack};
use local_phone::{CallReport, Script, recording, recording_key};
use serde_json::json;
use std::path::PathBuf;

/// Writes a WAV file with a voice, or with silence.
pub fn spoken(seconds: f64, name: &str, voice: bool) -> PathBuf {
    let sound = if voice { ::voice::write::voice(seconds) } else { vec![0; (seconds * 8_000.0) as usize] };
    let data: Vec<u8> = sound.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let path = std::env::temp_dir().join(format!("journey-{}-{name}.wav", std::process::id()));
    std::fs::write(&path, ::voice::write::wav(1, 1, ::voice::RATE, 16, &data)).unwrap();
    path
}

pub fn call(stack: &Stack, keys: &str, said: &std::path::Path, hang_up_after: Option<u32>) -> CallReport {
    let record = Some(said.to_path_buf());
    let script = Script { from: fresh_number(), keys: keys.chars().map(String::from).collect(), record, hang_up_after };
    local_phone::place(stack, &script, &mut |_| {}).unwrap_or_else(|e| panic!("{e}"))
}

/// Puts the recording into the bucket `times` times, as Amazon Connect would.
fn recorded(stack: &Stack, report: &CallReport, said: &std::path::Path, times: u32) {
    let key = recording_key(&report.contact_id, "2026-11-26T06:30:00Z".parse().unwrap());
    for _ in 0..times {
        stack.put_recording(&key, recording(report, said).unwrap().unwrap()).unwrap();
    }
}

pub fn note(stack: &Stack, ticket: &str) -> Item {
    happened(stack, ticket, "note-kept")
}

/// Waits for the event of that kind and returns it.
fn happened(stack: &Stack, ticket: &str, what: &str) -> Item {
    let event = stack.wait(&format!("{what} on the case"), SOON, || {
        let events = stack.timeline(ticket)?;
        let seen = format!("{:?}", events.iter().map(|event| text(event, "what").to_owned()).collect::<Vec<_>>());
        Ok(events.into_iter().find(|event| text(event, "what") == what).ok_or(seen))
    });
    event.unwrap()
}

#[test]
fn what_a_citizen_said_lies_with_the_case_once_though_its_recording_comes_twice() {
    let stack = stack();
    let said = spoken(6.0, "complaint", true);
    let report = call(&stack, "111", &said, None);
    let ticket = ticket(&report);
    recorded(&stack, &report, &said, 2);
    let note = note(&stack, &ticket);
    assert_eq!((text(&note, "speech"), text(&note, "contact")), ("yes", report.contact_id.as_str()));
    assert!(
        text(&note, "sound").starts_with(&format!("notes/{ticket}/"))
            && !text(&note, "sound").contains(&report.contact_id)
    );
    let sound = stack.note(text(&note, "sound")).unwrap();
    assert!((20_000..30_000).contains(&sound.len()), "six seconds of 32 kbit/s are {} bytes", sound.len());
    // When a later recording has been processed, the second event of the first recording has been processed too.
    let marker = spoken(1.0, "marker", true);
    let later = call(&stack, "111", &marker, None);
    recorded(&stack, &later, &marker, 1);
    self::note(&stack, &crate::world::ticket(&later));
    let kept = timeline(&stack, &ticket).into_iter().filter(|what| what == "note-kept").count();
    assert_eq!(kept, 1);
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
    // The local cloud's Transcribe made a transcript, whose words have nothing to do with the audio.
    happened(&stack, &ticket, "transcribed");
}

/// Puts the transcript that the local transcriber will return for a call, and then the call's recording.
pub fn recorded_in_words(stack: &Stack, report: &CallReport, said: &std::path::Path, words: &str) {
    stack.give_text(&report.contact_id, words).unwrap();
    recorded(stack, report, said, 1);
}

#[test]
fn the_department_reads_what_a_citizen_said_without_their_number_and_hears_them_only_with_leave() {
    let stack = stack();
    let said = spoken(6.0, "in-words", true);
    let report = call(&stack, "111", &said, None);
    let ticket = ticket(&report);
    recorded_in_words(&stack, &report, &said, "सीहोर ज़िले में राशन की दुकान बंद है, मेरा नंबर 9425012345 है");
    let notice = stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket && m.event == "transcribed").unwrap();
    assert_eq!(notice.said, ["सीहोर ज़िले में राशन की दुकान बंद है, मेरा नंबर [phone] है"]);
    assert!(notice.message.contains("राशन की दुकान बंद है") && !notice.message.contains("9425012345"));
    assert_eq!(notice.district, "sehore");
    let events = format!("{:?}", stack.timeline(&ticket).unwrap());
    assert!(!events.contains("9425012345"), "the ledger holds no number either");

    does(&stack, &ticket, "officer:FCS:L1:ramesh", "acknowledge", json!({}));
    let listen = json!({ "note": 1 });
    assert!(refused(&stack, &ticket, "officer:FCS:L1:ramesh", "listen", listen.clone()).contains("has not let"));
    does(&stack, &ticket, "agent:asha", "grant-voice", json!({}));
    let answer = act(&stack, &ticket, "officer:FCS:L1:ramesh", "listen", listen);
    let link = answer["value"].as_str().unwrap();
    assert!(link.contains("X-Amz-Expires=300"), "a link of five minutes: {link}");
    let sound = stack.open(link).unwrap();
    assert!(!link.contains(&report.contact_id), "no link names the call: {link}");
    assert_eq!(sound, stack.note(text(&note(&stack, &ticket), "sound")).unwrap());
    assert_eq!(timeline(&stack, &ticket).iter().filter(|what| *what == "listened").count(), 1);
}

#[test]
fn what_may_be_confidential_is_read_by_the_coordinator_before_anybody_else_and_triage_sees_no_word_of_it() {
    let stack = stack();
    let said = spoken(5.0, "confidential", true);
    let report = call(&stack, "1", &said, None);
    let ticket = ticket(&report);
    let whole = "पति रोज़ मारता है, मेरा नाम सीता है";
    recorded_in_words(&stack, &report, &said, whole);
    let notice = stack.wait_inbox("COORDINATOR", SOON, |m| m.ticket == ticket).unwrap();
    assert!(notice.said.is_empty() && !notice.message.contains("पति"), "{}", notice.message);
    let looks = |who: &str| {
        let why = Spelled::of("why", "to sort the case").ok();
        ask(&stack, who, Look { ticket: Spelled::of("ticket", &ticket).unwrap(), why })
    };
    for who in ["agent:asha", "coordinator:kiran"] {
        assert_eq!((&looks(who)["said"], looks(who).get("suggested")), (&json!([]), None), "{who}");
    }

    let contact = json!({ "note": 1 });
    assert!(
        refused(&stack, &ticket, "agent:asha", "read-transcript", contact.clone()).contains("coordinator, apex may")
    );
    let read = act(&stack, &ticket, "coordinator:kiran", "read-transcript", contact);
    assert_eq!(read["value"], whole);
    let release = json!({ "note": 1, "words": "एक महिला को घर में ख़तरा है" });
    does(&stack, &ticket, "coordinator:kiran", "release-words", release);
    does(&stack, &ticket, "agent:asha", "sort", json!({ "department": "WCD", "category": "general" }));
    let notice = stack.wait_inbox("WCD", SOON, |m| m.ticket == ticket).unwrap();
    assert_eq!(notice.said, ["एक महिला को घर में ख़तरा है"]);
    assert!(!format!("{:?}", stack.timeline(&ticket).unwrap()).contains("सीता"), "the name lies sealed alone");
}

#[test]
fn what_nobody_sorted_is_suggested_to_triage_with_reasons_and_goes_there_when_triage_is_late() {
    let stack = stack();
    let said = spoken(5.0, "unsorted", true);
    let report = call(&stack, "1", &said, None);
    let ticket = ticket(&report);
    recorded_in_words(&stack, &report, &said, "गाँव का हैंडपंप ख़राब है, पीने का पानी नहीं है");
    let notice = stack.wait_inbox("TRIAGE", SOON, |m| m.ticket == ticket && m.event == "transcribed").unwrap();
    assert_eq!(notice.said.len(), 1);
    assert!(
        notice.message.contains("हैंडपंप") && notice.message.contains("Suggested: Public Health Engineering"),
        "{}",
        notice.message
    );
    sweep_when_due(&stack, &ticket);
    let notice = stack.wait_inbox("PHE", SOON, |m| m.ticket == ticket && m.event == "sorted").unwrap();
    assert!(notice.message.contains("a machine did, by its words"), "{}", notice.message);
}

#[test]
fn who_hangs_up_after_the_beep_without_a_word_leaves_a_void_draft() {
    let stack = stack();
    let said = spoken(4.0, "silence", false);
    let report = call(&stack, "111", &said, Some(3));
    assert_eq!(report.ended, "hung-up");
    let ticket = ticket(&report);
    recorded(&stack, &report, &said, 1);
    assert_eq!(text(&note(&stack, &ticket), "speech"), "-");
    sweep_when_due(&stack, &ticket);
    assert!(case(&stack, &ticket).starts_with("void"), "{}", case(&stack, &ticket));
}
