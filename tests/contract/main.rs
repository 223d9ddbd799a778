//! Passes every file in `events/` to its function, unchanged, and keeps the outcome as a snapshot.

use acceptance::line::{Line, draw};
use acceptance::world::sweep;
use conversation::Telephone;
use jiff::SignedDuration;
use lifecycle::Ticket;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::Memory;

fn files(function: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../events").join(function);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn story(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().replace('-', " ")
}

#[test]
fn every_folder_of_events_belongs_to_a_function_and_is_read_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap());
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
    };
    let folders: Vec<_> = names(&root.join("events")).into_iter().filter(|name| name != "README.md").collect();
    assert!(folders.len() > 5);
    for folder in folders {
        let function = root.join("functions").join(&folder);
        assert!(function.join("Cargo.toml").is_file(), "events/{folder}: no function has this name");
        let own = names(&function.join("tests")).into_iter().map(|name| function.join("tests").join(name));
        let tests = own.chain([Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/main.rs")]);
        let reads = [format!("files(\"{folder}\")"), format!("events/{folder}")];
        let is_read = tests
            .filter_map(|test| fs::read_to_string(test).ok())
            .any(|text| reads.iter().any(|how| text.contains(how)));
        assert!(is_read, "events/{folder}: no test hands these files to their function");
    }
}

#[tokio::test]
async fn each_step_of_a_call_is_answered() {
    let playbook = state_directory::playbook().unwrap();
    let mut told = String::new();
    for file in files("conversation") {
        let memory = Memory::default();
        let now = "2026-11-24T06:30:00Z".parse().unwrap();
        let (telephone, event) = (Telephone::default(), fs::read(&file).unwrap());
        let answer = conversation::handle(playbook, &telephone, &memory, &event, draw, now).await.unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let events: Vec<_> = memory.kept().events.values().map(|e| e.what.kind().as_str()).collect();
        writeln!(
            told,
            "{}: {} {} | {} | writes {events:?}",
            story(&file),
            answer["do"],
            answer["say_cue"],
            answer["ask_cue"]
        )
        .unwrap();
    }
    insta::with_settings!({ filters => vec![(r"ticket=\d{8}", "ticket=<ticket>")] }, { insta::assert_snapshot!(told) });
}

/// Writes a case, `42710839`, that is sorted to the ration department.
async fn a_sorted_case() -> Memory {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.draw = || Ticket::parse("42710839").unwrap();
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        line.send(input).await.unwrap();
    }
    memory
}

#[tokio::test]
async fn each_request_of_the_staff_is_answered() {
    let directory = &state_directory::playbook().unwrap().directory;
    let mut told = String::new();
    for file in files("desk") {
        let memory = a_sorted_case().await;
        let now = Line::ring(&memory, "-").now + SignedDuration::from_mins(10);
        let answer =
            desk::handle(directory, &memory, helpline::ReadLimits::default(), &fs::read(&file).unwrap(), draw, now)
                .await
                .unwrap();
        writeln!(told, "{}: {}", story(&file), serde_json::to_string(&answer).unwrap()).unwrap();
    }
    let drawn = r#""registered","ticket":"\d{8}""#;
    insta::with_settings!({ filters => vec![(drawn, r#""registered","ticket":"<ticket>""#)] }, {
        insta::assert_snapshot!(told);
    });
}

#[tokio::test]
async fn each_batch_is_told_to_its_departments() {
    let directory = &state_directory::playbook().unwrap().directory;
    let mut told = String::new();
    for file in files("dispatch") {
        let world = Memory::default();
        let answer =
            dispatch::handle(directory, &world, acceptance::world::at_once(), &|| true, &fs::read(&file).unwrap())
                .await
                .unwrap();
        writeln!(told, "== {}: {} failed", story(&file), answer.failures.len()).unwrap();
        for notice in &world.kept().published {
            let json = serde_json::to_string(&notice.payload).unwrap();
            writeln!(told, "{}\n{}\n{:?}\n{json}\n", notice.subject, notice.body, notice.attributes()).unwrap();
        }
        for key in &world.kept().sms_queued {
            writeln!(told, "an SMS is queued: {key}\n").unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn each_recording_is_looked_at() {
    let directory = &state_directory::playbook().unwrap().directory;
    let mut told = String::new();
    for file in files("voice-notes") {
        let memory = a_sorted_case().await;
        let place = ("amazon-connect-tele-samadhan-111122223333", "contact-1_20261126T06:30_UTC.wav");
        let key = format!("recordings/ivr/2026/11/26/{}", place.1);
        memory
            .kept()
            .recordings
            .insert((place.0.to_owned(), key), voice::write::one_segment(&voice::write::voice(2.0)));
        let now = "2026-11-26T06:33:13Z".parse().unwrap();
        let kept = voice_notes::take(directory, &memory, &fs::read(&file).unwrap(), 1, now).await.unwrap();
        let sounds: Vec<String> = memory.kept().sounds.keys().cloned().collect();
        writeln!(told, "{}: {kept:?}, {sounds:?}", story(&file)).unwrap();
    }
    let expected = "a recording was put: [Notes { kept: 1, before: 0, left_over: 0, without_segment: 0 }], \
                    [\"notes/42710839/d09747fc15bea62288db6b57.mp3\"]\nan agents part is left alone: [NotOurs], []\n";
    assert_eq!(told, expected);
}

#[tokio::test]
async fn each_text_is_attached_or_given_up() {
    let directory = state_directory::read().unwrap().directory.with_transcripts();
    let suggests = helpline::recordings::Suggests {
        words: state_directory::words().unwrap(),
        places: state_directory::places().unwrap(),
    };
    let mut told = String::new();
    for file in files("transcripts") {
        let memory = a_sorted_case().await;
        let now = "2026-11-26T06:33:13Z".parse().unwrap();
        let place = ("amazon-connect-tele-samadhan-111122223333", "contact-1_20261126T06:30_UTC.wav");
        let key = format!("recordings/ivr/2026/11/26/{}", place.1);
        memory
            .kept()
            .recordings
            .insert((place.0.to_owned(), key), voice::write::one_segment(&voice::write::voice(2.0)));
        let recorded = fs::read(&files("voice-notes")[0]).unwrap();
        voice_notes::take(&directory, &memory, &recorded, 1, now).await.unwrap();
        let text = r#"{"results": {"transcripts": [{"transcript": "सीहोर ज़िले में राशन नहीं मिला"}]}}"#;
        let at = ("tele-samadhan-notes-111122223333".to_owned(), "transcripts/42710839/contact-1.json".to_owned());
        memory.kept().recordings.insert(at, text.into());
        let event = fs::read(&file).unwrap();
        transcripts::take(&directory, &suggests, &memory, "tele-samadhan", &event, now).await.unwrap();
        let what = memory.kept().events.values().next_back().map(|event| event.what.clone());
        writeln!(told, "{}: {what:?}", story(&file)).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn each_minute_is_swept() {
    for file in files("escalation") {
        let memory = Memory::default();
        let directory = &state_directory::playbook().unwrap().directory;
        let event = fs::read(&file).unwrap();
        let swept = escalation::handle(directory, &memory, &event, &|| true).await.unwrap();
        assert_eq!(swept, sweep(&memory, "2026-12-01T06:30:00Z".parse().unwrap()).await.unwrap());
    }
    let directory = &state_directory::playbook().unwrap().directory;
    let refused = escalation::handle(directory, &Memory::default(), b"{}", &|| true).await;
    assert!(refused.is_err(), "an event without a time is refused");
}
