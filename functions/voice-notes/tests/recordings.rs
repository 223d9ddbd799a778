//! Recordings of every kind come, some more than once, and each has its outcome.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use helpline::ports::{Owner, Recorded};
use helpline::recordings::{NAME_BELIEVED_AFTER, NoteOutcome, note_name};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Case, Command, ContactId, Order, Rules as _, State, Ticket};
use serde_json::json;
use testkit::{Fault, Memory};
use voice::write::{noise, one_segment, segments, voice};
use voice_notes::{Failure, handle, take};

const BUCKET: &str = "amazon-connect-x";
const CALL: &str = "1d9e6a5c-0000-4000-8000-000000000001";

fn rules() -> &'static directory::Directory {
    static RULES: std::sync::OnceLock<directory::Directory> = std::sync::OnceLock::new();
    RULES.get_or_init(|| state_directory::read().unwrap().directory.with_recordings().with_transcripts())
}

fn now() -> Timestamp {
    "2026-11-26T06:30:00Z".parse().unwrap()
}

fn key(call: &str) -> String {
    format!("recordings/ivr/2026/11/26/{call}_20261126T06:30_UTC.wav")
}

/// Returns the event that S3 sends for a key. The key's colon is percent-encoded.
fn event(key: &str) -> Vec<u8> {
    let record = json!({ "eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
        "s3": { "bucket": { "name": BUCKET }, "object": { "key": key.replace(':', "%3A"), "size": 1 } } });
    json!({ "Records": [record] }).to_string().into_bytes()
}

/// A ledger, a bucket of recordings, and a bucket of voice notes.
struct World(Memory);

impl World {
    fn new() -> Self {
        Self(Memory::default())
    }

    /// Opens a case on a call, in which the beep was heard.
    async fn case(&self, ticket: u64, call: &str) -> Case {
        let (ticket, contact) = (Ticket::drawn(ticket, 8).unwrap(), ContactId::new(call).unwrap());
        let case = self.0.opens(testkit::draft(ticket, contact, rules().unsorted()), None, now()).await;
        self.does(&case, "citizen", Command::begin_take(None), 1).await
    }

    async fn does(&self, case: &Case, by: &str, command: Command, seconds: i64) -> Case {
        let order = Order::of(Actor::parse(by).unwrap(), command);
        self.0.moves(rules(), case, order, now() + SignedDuration::from_secs(seconds)).await
    }

    fn recorded(&self, key: &str, file: Vec<u8>) {
        self.0.kept().recordings.insert((BUCKET.to_owned(), key.to_owned()), file);
    }

    async fn comes(&self, key: &str) -> Result<Vec<NoteOutcome>, Failure> {
        self.comes_again(key, 1).await
    }

    /// The event comes for the `tries`-th time.
    async fn comes_again(&self, key: &str, tries: u32) -> Result<Vec<NoteOutcome>, Failure> {
        take(rules(), &self.0, &event(key), tries, now() + SignedDuration::from_mins(5)).await
    }

    fn now(&self, case: &Case) -> Case {
        self.0.kept().cases.get(&case.ticket).unwrap().clone()
    }

    fn told(&self, case: &Case) -> Vec<&'static str> {
        let kept = self.0.kept();
        kept.events.values().filter(|e| e.ticket == case.ticket).map(|e| e.what.kind().as_str()).collect()
    }

    fn sounds(&self) -> Vec<String> {
        self.0.kept().sounds.keys().cloned().collect()
    }
}

fn notes(kept: usize, before: usize) -> Result<Vec<NoteOutcome>, Failure> {
    Ok(vec![NoteOutcome::Notes { kept, before, left_over: 0, without_segment: 0 }])
}

#[tokio::test]
async fn a_note_is_kept_once_however_often_its_recording_comes() {
    let world = World::new();
    let case = world.case(4_271_083, CALL).await;
    world.recorded(&key(CALL), one_segment(&voice(4.0)));
    assert_eq!(world.comes(&key(CALL)).await, notes(1, 0));
    for _ in 0..3 {
        assert_eq!(world.comes(&key(CALL)).await, notes(0, 1));
    }
    assert_eq!(world.told(&case), ["drafted", "take-began", "note-kept"]);
    assert_eq!(world.sounds(), [note_name(&case.ticket, &ContactId::new(CALL).unwrap()).unwrap().to_string()]);
    assert_eq!(world.0.kept().times_kept, 1);
}

#[tokio::test]
async fn the_same_recording_ten_times_at_once_is_one_note() {
    let world = World::new();
    let case = world.case(4_271_083, CALL).await;
    world.recorded(&key(CALL), one_segment(&voice(1.0)));
    let all: Vec<_> = (0..10).map(|_| key(CALL)).collect();
    for kept in futures::future::join_all(all.iter().map(|key| world.comes(key))).await {
        assert!(matches!(kept.unwrap().as_slice(), [NoteOutcome::Notes { .. }]));
    }
    assert_eq!(world.told(&case), ["drafted", "take-began", "note-kept"]);
}

#[tokio::test]
async fn what_failed_in_the_middle_is_whole_after_the_next_try() {
    for fault in [Fault::Refuse, Fault::Cut, Fault::AnswerLost] {
        let world = World::new();
        let case = world.case(4_271_083, CALL).await;
        world.recorded(&key(CALL), one_segment(&voice(1.0)));
        world.0.breaks(&["keep", "begin", "seal_text"]);
        assert!(matches!(world.comes(&key(CALL)).await, Err(Failure::Unavailable(_))));
        assert_eq!(world.told(&case), ["drafted", "take-began"], "no event before the sound is there");
        world.0.mends();
        world.0.kept().faults.push_back(fault);
        assert!(matches!(world.comes(&key(CALL)).await, Err(Failure::Unavailable(_))), "{fault:?}");
        assert!(world.comes(&key(CALL)).await.is_ok());
        assert_eq!(world.told(&case), ["drafted", "take-began", "note-kept"], "{fault:?}");
    }
}

#[tokio::test]
async fn of_a_note_with_speech_a_text_is_made_once_and_of_silence_none() {
    let world = World::new();
    let case = world.case(4_271_083, CALL).await;
    world.recorded(&key(CALL), one_segment(&voice(2.0)));
    for _ in 0..2 {
        assert!(world.comes(&key(CALL)).await.is_ok());
    }
    assert!(world.now(&case).awaits(lifecycle::Sound::Transcript, &case.contact));
    let jobs: Vec<String> =
        world.0.kept().jobs.iter().map(|job| format!("{} {} {}", job.ticket, job.contact, job.attempt)).collect();
    assert_eq!(jobs, [format!("{} {CALL} 1", case.ticket)]);
    let silent = World::new();
    silent.case(4_271_083, CALL).await;
    silent.recorded(&key(CALL), one_segment(&vec![0_i16; 16_000]));
    assert!(silent.comes(&key(CALL)).await.is_ok());
    assert!(silent.0.kept().jobs.is_empty());
}

#[tokio::test]
async fn silence_leaves_the_draft_void_and_words_register_it() {
    for (said, state) in [(vec![0_i16; 16_000], State::Void), (voice(3.0), State::Registered)] {
        let world = World::new();
        let case = world.case(4_271_083, CALL).await;
        world.recorded(&key(CALL), one_segment(&said));
        assert_eq!(world.comes(&key(CALL)).await, notes(1, 0));
        let after = world.does(&world.now(&case), "system", Command::PassTime {}, 700).await;
        assert_eq!(after.standing.state, state);
    }
}

#[tokio::test]
async fn two_takes_of_one_call_go_to_the_two_cases_it_was_about() {
    let world = World::new();
    let earlier = world.case(4_271_083, "1d9e6a5c-0000-4000-8000-00000000000a").await;
    let earlier = world.does(&earlier, "citizen", Command::Register {}, 60).await;
    let new = world.case(5_271_083, CALL).await;
    let more = Command::LeaveNote { contact: ContactId::new(CALL).unwrap(), notice_heard: None };
    world.does(&earlier, "citizen", more, 90).await;
    world.recorded(&key(CALL), segments(&[&voice(2.0), &noise(5.0, -30.0, 1)]));
    assert_eq!(world.comes(&key(CALL)).await, notes(2, 0));
    let heard = |case: &Case| (world.now(case).silent, world.told(case).last().copied());
    assert_eq!(heard(&new), (false, Some("note-kept")));
    assert_eq!(heard(&earlier), (true, Some("note-kept")), "the second take is the bus");
}

#[tokio::test]
async fn every_recording_that_is_no_note_says_why() {
    let other = "1d9e6a5c-0000-4000-8000-00000000000b";
    let large = vec![0_u8; usize::try_from(voice::MOST_BYTES).unwrap() + 1];
    let refused = |why| NoteOutcome::Refused(why);
    let table: Vec<(&str, String, Option<Vec<u8>>, NoteOutcome)> = vec![
        ("an agent's", key(CALL).replace("ivr/", ""), Some(one_segment(&voice(1.0))), NoteOutcome::NotOurs),
        ("not a recording", key(CALL).replace(".wav", ".txt"), Some(vec![1]), NoteOutcome::NotOurs),
        ("of a call without a case", key(other), Some(one_segment(&voice(1.0))), NoteOutcome::NoCase),
        ("gone", key(CALL), None, NoteOutcome::Gone),
        ("0 bytes", key(CALL), Some(vec![]), refused(voice::Refused::Empty)),
        ("too large", key(CALL), Some(large), refused(voice::Refused::TooLarge(voice::MOST_BYTES + 1))),
    ];
    for (what, key, file, expected) in table {
        let world = World::new();
        let case = world.case(4_271_083, CALL).await;
        if let Some(file) = file {
            world.recorded(&key, file);
        }
        assert_eq!(world.comes(&key).await, Ok(vec![expected]), "{what}");
        assert_eq!(world.told(&case), ["drafted", "take-began"], "{what}");
        assert!(world.sounds().is_empty(), "{what}");
    }
}

#[tokio::test]
async fn a_recording_is_the_contacts_that_says_so_and_not_the_one_that_its_name_says() {
    let world = World::new();
    let case = world.case(4_271_083, CALL).await;
    let key = key("1d9e6a5c-0000-4000-8000-0000000000ff");
    world.recorded(&key, one_segment(&voice(1.0)));
    let place = (BUCKET.to_owned(), key.clone());
    world.0.kept().recorded.insert(place.clone(), Owner::Nobody);
    assert!(matches!(world.comes(&key).await, Err(Failure::Unavailable(_))), "it may say so a moment later");
    let recorded = Recorded { contact: ContactId::new(CALL).unwrap(), began_at: Some(now()) };
    world.0.kept().recorded.insert(place, Owner::Call(recorded));
    assert_eq!(world.comes(&key).await, notes(1, 0));
    assert_eq!(world.sounds(), [note_name(&case.ticket, &ContactId::new(CALL).unwrap()).unwrap().to_string()]);
}

#[tokio::test]
async fn a_name_whose_colon_was_stored_encoded_is_fetched_under_that_name() {
    let world = World::new();
    world.case(4_271_083, CALL).await;
    let key = key(CALL).replace(':', "%3A");
    world.recorded(&key, one_segment(&voice(1.0)));
    assert_eq!(world.comes(&key.replace('%', "%25")).await, notes(1, 0));
}

#[tokio::test]
async fn what_s3_never_sends_is_refused() {
    let refused = take(rules(), &Memory::default(), b"{}", 1, now()).await;
    assert!(matches!(refused, Err(Failure::Event(_))));
}

/// A batch of the queue.
fn batch(bodies: &[Vec<u8>], tries: u32) -> Vec<u8> {
    let message = |(number, body): (usize, &Vec<u8>)| {
        json!({ "messageId": format!("m-{number}"), "receiptHandle": format!("r-{number}"), "eventSource": "aws:sqs",
            "body": String::from_utf8(body.clone()).unwrap(),
            "attributes": { "ApproximateReceiveCount": tries.to_string() } })
    };
    json!({ "Records": bodies.iter().enumerate().map(message).collect::<Vec<_>>() }).to_string().into_bytes()
}

#[tokio::test]
async fn a_recording_whose_contact_is_late_waits_in_its_queue_and_is_kept_within_the_day() {
    let world = World::new();
    let case = world.case(4_271_083, CALL).await;
    world.recorded(&key(CALL), one_segment(&voice(1.0)));
    let place = (BUCKET.to_owned(), key(CALL));
    world.0.kept().recorded.insert(place.clone(), Owner::NotSaid);
    let test = br#"{"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"}"#.to_vec();
    for (tries, pause) in [(1, 2), (5, 32), (11, 900)] {
        let bodies = [event(&key(CALL)), test.clone()];
        let answer = handle(rules(), &world.0, &batch(&bodies, tries), now()).await.unwrap();
        let failed: Vec<&str> = answer.failures.iter().map(|failure| failure.item.as_str()).collect();
        assert_eq!(failed, ["m-0"], "the message with which S3 tries the queue is done");
        let (receipt, waits) = world.0.kept().pauses.last().cloned().unwrap();
        assert_eq!((receipt.as_str(), waits.as_secs()), ("r-0", pause));
    }
    // After an hour the contact still says nothing: its recording's name is believed, and the note is not lost.
    let answer = handle(rules(), &world.0, &batch(&[event(&key(CALL))], NAME_BELIEVED_AFTER), now()).await.unwrap();
    assert!(answer.failures.is_empty());
    assert_eq!(world.told(&case), ["drafted", "take-began", "note-kept"]);
    // A name that no contact answers to is never believed.
    world.0.kept().recorded.insert(place, Owner::Nobody);
    assert!(world.comes_again(&key(CALL), 105).await.is_err());
}

#[tokio::test]
async fn a_recording_that_begins_after_the_first_words_is_matched_by_the_words() {
    let world = World::new();
    let earlier = world.case(4_271_083, "1d9e6a5c-0000-4000-8000-00000000000a").await;
    let earlier = world.does(&earlier, "citizen", Command::Register {}, 60).await;
    let new = world.case(5_271_083, CALL).await;
    let more = Command::LeaveNote { contact: ContactId::new(CALL).unwrap(), notice_heard: None };
    world.does(&earlier, "citizen", more, 90).await;
    world.recorded(&key(CALL), one_segment(&voice(2.0)));
    // Amazon Connect's time is of the leg after the first note.
    let late =
        Recorded { contact: ContactId::new(CALL).unwrap(), began_at: Some(now() + SignedDuration::from_secs(80)) };
    world.0.kept().recorded.insert((BUCKET.to_owned(), key(CALL)), Owner::Call(late));
    assert!(world.comes(&key(CALL)).await.is_ok());
    assert_eq!(world.told(&new).last(), Some(&"note-kept"), "the one segment is of the first words");
    assert_ne!(world.told(&earlier).last(), Some(&"note-kept"));
}
