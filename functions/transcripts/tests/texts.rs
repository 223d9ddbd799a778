//! Transcripts come whole, twice, late, broken or not at all, and each case has its outcome.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use helpline::ports::TranscriptJob;
use helpline::recordings::{Suggests, TranscriptOutcome};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Attachment, Case, Command, ContactId, LanguageCode, Order, Rules as _, Sound, Ticket, What};
use serde_json::json;
use testkit::{Fault, Memory};
use transcripts::{Failure, handle, take};
use transcripts_transcribe::job_name;

const BUCKET: &str = "notes";
const PREFIX: &str = "tele-samadhan-x";
const CALL: &str = "1d9e6a5c-0000-4000-8000-000000000001";

fn rules() -> &'static directory::Directory {
    static RULES: std::sync::OnceLock<directory::Directory> = std::sync::OnceLock::new();
    RULES.get_or_init(|| state_directory::read().unwrap().directory.with_recordings().with_transcripts())
}

fn now() -> Timestamp {
    "2026-11-26T06:30:00Z".parse().unwrap()
}

fn call() -> ContactId {
    ContactId::new(CALL).unwrap()
}

/// A case whose voice note is kept and whose transcript is awaited.
struct World {
    memory: Memory,
    ticket: Ticket,
}

impl World {
    async fn new() -> Self {
        let ticket = Ticket::drawn(4_271_083, 8).unwrap();
        let world = Self { memory: Memory::default(), ticket: ticket.clone() };
        world.memory.opens(testkit::draft(ticket.clone(), call(), rules().unsorted()), None, now()).await;
        world.does("citizen", Command::begin_take(None)).await;
        world.does("citizen", Command::Register {}).await;
        let note = Command::KeepNote {
            contact: call(),
            sound: Attachment::new(format!("notes/{ticket}/{CALL}.mp3")).unwrap(),
            seconds: 12,
            speech: true,
            clipped: false,
            noisy: false,
            cut: false,
        };
        world.does("system", note).await;
        world
    }

    async fn does(&self, by: &str, command: Command) {
        let order = Order::of(Actor::parse(by).unwrap(), command);
        self.memory.moves(rules(), &self.case(), order, now()).await;
    }

    fn case(&self) -> Case {
        self.memory.kept().cases.get(&self.ticket).unwrap().clone()
    }

    fn key(&self) -> String {
        format!("transcripts/{}/{CALL}.json", self.ticket)
    }

    /// The transcription service leaves a transcript.
    fn leaves(&self, text: &str) {
        let file =
            json!({ "results": { "transcripts": [{ "transcript": text }], "items": [] }, "status": "COMPLETED" });
        self.leaves_file(file.to_string().into_bytes());
    }

    fn leaves_file(&self, file: Vec<u8>) {
        self.memory.kept().recordings.insert((BUCKET.to_owned(), self.key()), file);
    }

    async fn told(&self, event: &serde_json::Value) -> Result<Vec<TranscriptOutcome>, Failure> {
        let suggests =
            Suggests { words: state_directory::words().unwrap(), places: state_directory::places().unwrap() };
        let event = event.to_string().into_bytes();
        take(rules(), &suggests, &self.memory, PREFIX, &event, now() + SignedDuration::from_mins(9)).await
    }

    async fn comes(&self) -> Result<Vec<TranscriptOutcome>, Failure> {
        let key = self.key();
        self.told(&json!({ "Records": [{ "s3": { "bucket": { "name": BUCKET }, "object": { "key": key } } }] })).await
    }

    async fn fails(&self, attempt: u8) -> Result<Vec<TranscriptOutcome>, Failure> {
        let language = LanguageCode::new("hi").unwrap();
        let job = TranscriptJob { ticket: self.ticket.clone(), contact: call(), language, attempt };
        let detail = json!({ "TranscriptionJobName": job_name(PREFIX, &job), "TranscriptionJobStatus": "FAILED" });
        self.told(
            &json!({ "detail-type": "Transcribe Job State Change", "source": "aws.transcribe", "detail": detail }),
        )
        .await
    }

    fn last(&self) -> What {
        self.memory.kept().events.values().next_back().unwrap().what.clone()
    }

    fn events(&self) -> usize {
        self.memory.kept().events.len()
    }

    fn attached(&self) -> Result<Vec<TranscriptOutcome>, Failure> {
        Ok(vec![TranscriptOutcome::Attached { ticket: self.ticket.clone(), contact: call() }])
    }
}

#[tokio::test]
async fn a_text_is_attached_masked_and_sealed_whole_and_its_file_forgotten() {
    let world = World::new().await;
    let said = "सीहोर ज़िले में राशन की दुकान बंद है, मेरा नंबर 9425012345 है";
    world.leaves(said);
    assert_eq!(world.comes().await, world.attached());
    let What::Transcribed { words: Some(words), suggested, sure: true, .. } = world.last() else { panic!("attached") };
    assert_eq!(words.as_str(), "सीहोर ज़िले में राशन की दुकान बंद है, मेरा नंबर [phone] है");
    assert_eq!(suggested.map(|code| code.to_string()).as_deref(), Some("FCS"));
    assert_eq!(world.case().district.as_str(), "sehore");
    assert!(!world.case().awaits(Sound::Transcript, &call()));
    let kept = world.memory.kept();
    assert_eq!(kept.sealed_texts.get(&format!("sealed/{}/{CALL}.txt", world.ticket)).map(String::as_str), Some(said));
    assert_eq!(kept.forgotten, [world.key()]);
}

#[tokio::test]
async fn the_same_text_ten_times_is_attached_once() {
    let world = World::new().await;
    world.leaves("राशन नहीं मिला");
    assert_eq!(world.comes().await, world.attached());
    let events = world.events();
    for _ in 0..9 {
        assert_eq!(world.comes().await, Ok(vec![TranscriptOutcome::Before]));
    }
    assert_eq!(world.events(), events);
}

#[tokio::test]
async fn what_failed_in_the_middle_is_whole_after_the_next_try() {
    for fault in [Fault::Refuse, Fault::Cut, Fault::AnswerLost] {
        let world = World::new().await;
        let events = world.events();
        world.leaves("राशन नहीं मिला");
        world.memory.breaks(&["keep", "begin", "seal_text"]);
        assert!(matches!(world.comes().await, Err(Failure::Unavailable(_))), "nothing before it is sealed");
        assert_eq!(world.events(), events);
        world.memory.mends();
        world.memory.kept().faults.push_back(fault);
        assert!(matches!(world.comes().await, Err(Failure::Unavailable(_))), "{fault:?}");
        assert!(world.memory.kept().forgotten.is_empty(), "the file stays until the ledger has the text");
        assert!(world.comes().await.is_ok());
        assert_eq!(world.events(), events + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_text_that_a_person_must_read_leaves_nothing_behind_for_others() {
    let world = World::new().await;
    world.leaves("पति रोज़ मारता है, मेरा नाम सीता है");
    assert_eq!(world.comes().await, world.attached());
    assert!(matches!(world.last(), What::Transcribed { words: None, sure: false, .. }));
    assert_eq!(world.case().standing.unread, [call()]);
}

#[tokio::test]
async fn where_no_word_was_understood_triage_listens() {
    for file in [r#"{"results":{"transcripts":[{"transcript":""}]}}"#, "no file of theirs", ""] {
        let world = World::new().await;
        world.leaves_file(file.as_bytes().to_vec());
        assert!(matches!(world.comes().await.unwrap().as_slice(), [TranscriptOutcome::Lost { .. }]), "{file}");
        assert!(matches!(world.last(), What::TranscriptLost { .. }));
        assert_eq!(world.memory.kept().forgotten, [world.key()], "the file in clear is forgotten");
    }
}

#[tokio::test]
async fn a_job_that_fails_is_begun_once_more_and_then_triage_listens() {
    let world = World::new().await;
    assert!(matches!(world.fails(1).await.unwrap().as_slice(), [TranscriptOutcome::Again { .. }]));
    assert_eq!(world.memory.kept().jobs.last().map(|job| job.attempt), Some(2));
    assert!(matches!(world.fails(2).await.unwrap().as_slice(), [TranscriptOutcome::Lost { .. }]));
    assert!(matches!(world.last(), What::TranscriptLost { .. }));
    let events = world.events();
    assert!(world.fails(2).await.is_ok());
    assert_eq!(world.events(), events, "told twice, lost once");
    // The transcript comes after all.
    world.leaves("राशन नहीं मिला");
    assert_eq!(world.comes().await, world.attached());
}

#[tokio::test]
async fn what_is_not_ours_is_left_alone() {
    let world = World::new().await;
    let events = world.events();
    for key in [".write_access_check_file.temp", "transcripts/42710838/x.json", "notes/42710839/x.mp3"] {
        let event = json!({ "Records": [{ "s3": { "bucket": { "name": BUCKET }, "object": { "key": key } } }] });
        assert_eq!(world.told(&event).await, Ok(vec![TranscriptOutcome::NotOurs]), "{key}");
    }
    for (name, status) in [("another-stack.42710839.c.hi.1", "FAILED"), ("x", "COMPLETED")] {
        let event = json!({ "detail": { "TranscriptionJobName": name, "TranscriptionJobStatus": status } });
        assert_eq!(world.told(&event).await, Ok(vec![TranscriptOutcome::NotOurs]), "{name}");
    }
    assert_eq!(world.comes().await, Ok(vec![TranscriptOutcome::Gone]));
    assert_eq!(world.told(&json!({})).await, Err(Failure::Event));
    assert_eq!(world.events(), events);
}

#[tokio::test]
async fn a_transcript_whose_service_does_not_answer_waits_in_its_queue() {
    let world = World::new().await;
    world.leaves("राशन नहीं मिला");
    let suggests = Suggests { words: state_directory::words().unwrap(), places: state_directory::places().unwrap() };
    let key = format!("transcripts/{}/{}.json", world.case().ticket, call());
    let event = json!({ "Records": [{ "s3": { "bucket": { "name": BUCKET }, "object": { "key": key } } }] });
    let message = json!({ "messageId": "m", "receiptHandle": "r", "body": event.to_string(),
        "attributes": { "ApproximateReceiveCount": "4" } });
    let batch = json!({ "Records": [message] }).to_string().into_bytes();
    world.memory.breaks(&["seal_text"]);
    let answer = handle(rules(), &suggests, &world.memory, PREFIX, &batch, now()).await.unwrap();
    assert_eq!(answer.failures.iter().map(|failure| failure.item.as_str()).collect::<Vec<_>>(), ["m"]);
    let pauses: Vec<u64> = world.memory.kept().pauses.iter().map(|(_, pause)| pause.as_secs()).collect();
    assert_eq!(pauses, [16]);
    world.memory.mends();
    let answer = handle(rules(), &suggests, &world.memory, PREFIX, &batch, now()).await.unwrap();
    assert!(answer.failures.is_empty());
    assert!(matches!(world.last(), What::Transcribed { .. }));
}
