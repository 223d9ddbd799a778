//! What was said arrives: the call, its recording, the note on the case.

use crate::world::{SOON, case, fresh_number, stack, sweep_when_due, text, ticket, timeline};
use local_cloud::{Item, Stack};
use local_phone::{CallReport, Script, recording, recording_key};
use std::path::PathBuf;

/// A WAV file of a voice, or of silence.
fn spoken(seconds: f64, name: &str, voice: bool) -> PathBuf {
    let sound = if voice { ::voice::write::voice(seconds) } else { vec![0; (seconds * 8_000.0) as usize] };
    let data: Vec<u8> = sound.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let path = std::env::temp_dir().join(format!("journey-{}-{name}.wav", std::process::id()));
    std::fs::write(&path, ::voice::write::wav(1, 1, ::voice::RATE, 16, &data)).unwrap();
    path
}

fn call(stack: &Stack, keys: &str, said: &std::path::Path, hang_up_after: Option<u32>) -> CallReport {
    let record = Some(said.to_path_buf());
    let script = Script { from: fresh_number(), keys: keys.chars().map(String::from).collect(), record, hang_up_after };
    local_phone::place(stack, &script, &mut |_| {}).unwrap_or_else(|e| panic!("{e}"))
}

/// Puts the recording where Amazon Connect would, so many times.
fn recorded(stack: &Stack, report: &CallReport, said: &std::path::Path, times: u32) {
    let key = recording_key(&report.contact_id, "2026-11-26T06:30:00Z".parse().unwrap());
    for _ in 0..times {
        stack.put_recording(&key, recording(report, said).unwrap().unwrap()).unwrap();
    }
}

fn note(stack: &Stack, ticket: &str) -> Item {
    let kept = stack.wait("a note on the case", SOON, || {
        let events = stack.timeline(ticket)?;
        let seen = format!("{:?}", events.iter().map(|event| text(event, "what").to_owned()).collect::<Vec<_>>());
        Ok(events.into_iter().find(|event| text(event, "what") == "note-kept").ok_or(seen))
    });
    kept.unwrap()
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
    assert_eq!(text(&note, "sound"), format!("notes/{ticket}/{}.mp3", report.contact_id));
    let sound = stack.note(text(&note, "sound")).unwrap();
    assert!((20_000..30_000).contains(&sound.len()), "six seconds of 32 kbit/s are {} bytes", sound.len());
    // The second event has been through, too, when one that came after it has.
    let marker = spoken(1.0, "marker", true);
    let later = call(&stack, "111", &marker, None);
    recorded(&stack, &later, &marker, 1);
    self::note(&stack, &crate::world::ticket(&later));
    let kept = timeline(&stack, &ticket).into_iter().filter(|what| what == "note-kept").count();
    assert_eq!(kept, 1);
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
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
