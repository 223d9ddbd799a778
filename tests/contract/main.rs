//! Every file in `events/` is handed to its function, whole, and what came of it is kept.

use acceptance::line::draw;
use acceptance::world::World;
use helpline::memory::Memory;
use helpline::sweep;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

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
fn every_folder_of_events_belongs_to_a_function() {
    let events = Path::new(env!("CARGO_MANIFEST_DIR")).join("../events");
    let entries = fs::read_dir(events).unwrap().map(|entry| entry.unwrap());
    let mut folders: Vec<_> =
        entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, ["conversation", "dispatch", "escalation"]);
}

#[tokio::test]
async fn each_step_of_a_call_is_answered() {
    let playbook = state_directory::playbook().unwrap();
    let mut told = String::new();
    for file in files("conversation") {
        let memory = Memory::default();
        let now = "2026-11-24T06:30:00Z".parse().unwrap();
        let answer = conversation::handle(playbook, &memory, &fs::read(&file).unwrap(), draw, now).await.unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let events: Vec<_> = memory.kept().events.values().map(|e| e.what.as_str()).collect();
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

#[tokio::test]
async fn each_batch_is_told_to_its_departments() {
    let directory = &state_directory::playbook().unwrap().directory;
    let mut told = String::new();
    for file in files("dispatch") {
        let world = World::default();
        let answer = dispatch::handle(directory, &world, &fs::read(&file).unwrap()).await.unwrap();
        writeln!(told, "== {}: {} failed", story(&file), answer.failures.len()).unwrap();
        for notice in &world.memory.kept().published {
            let json = serde_json::to_string(&notice.payload).unwrap();
            writeln!(told, "{}\n{}\n{:?}\n{json}\n", notice.subject, notice.body, notice.attributes()).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn each_minute_is_swept() {
    for file in files("escalation") {
        let memory = Memory::default();
        let swept = escalation::handle(&memory, &fs::read(&file).unwrap()).await.unwrap();
        assert_eq!(swept, sweep(&memory, "2026-12-01T06:30:00Z".parse().unwrap()).await.unwrap());
    }
    assert!(escalation::handle(&Memory::default(), b"{}").await.is_err(), "an event without a time is refused");
}
