//! The words of a citizen and of an officer that somebody types reach the person who needs them, and a notice always
//! fits.

use acceptance::desk::{asked, command};
use acceptance::line::Line;
use acceptance::story::{drafted, first, minute, next, order, sort};
use acceptance::world::at_once;
use desk_api::Look;
use dispatch::handle;
use helpline::deliver;
use helpline::ports::{Advanced, CaseOpener as _, CaseWriter as _, Created};
use jiff::SignedDuration;
use ledger_items::item_of_event;
use lifecycle::{Case, Command, Confidentiality, ContactId, Event, Ticket, Words};
use serde_json::{Value, json};
use testkit::Memory;

const OFFICER: &str = "officer:FCS:L1:ramesh";
const AGENT: &str = "agent:asha";

/// A case of the ration department, with the staff at work on it.
struct Work {
    memory: Memory,
    ticket: String,
    acted: u32,
}

impl Work {
    async fn begin() -> Self {
        let memory = Memory::default();
        let mut line = Line::ring(&memory, "contact-1");
        let mut answer = Default::default();
        for input in ["start", "1", "beep", "noted", "1", "1"] {
            answer = line.send(input).await.unwrap();
        }
        let ticket = answer["ticket"].as_str().unwrap().to_owned();
        let mut work = Self { memory, ticket, acted: 0 };
        work.acts(OFFICER, "acknowledge", json!({})).await;
        work
    }

    async fn acts(&mut self, by: &str, name: &str, facts: Value) {
        self.acted += 1;
        let version = self.memory.kept().cases[&Ticket::parse(&self.ticket).unwrap()].version;
        let now = Line::ring(&self.memory, "-").now + SignedDuration::from_hours(i64::from(self.acted));
        let request = command(&self.ticket, &format!("act-{}", self.acted), name, &facts, Some(version));
        let answer = json!(asked(&self.memory, by, request, now).await.unwrap());
        assert_eq!(answer["outcome"], "done", "{name}: {answer}");
    }

    async fn look(&self, by: &str) -> Value {
        let now = Line::ring(&self.memory, "-").now + SignedDuration::from_hours(90);
        let look = Look {
            ticket: desk_api::Spelled::of("ticket", &self.ticket).unwrap(),
            why: desk_api::Spelled::of("why", "to work on it").ok(),
        };
        json!(asked(&self.memory, by, look, now).await.unwrap())
    }

    /// Tells the last event, and returns the words of its notices for systems and for people.
    async fn told(&self) -> (Vec<String>, String) {
        let event = self.memory.kept().events.values().next_back().unwrap().clone();
        let directory = &state_directory::playbook().unwrap().directory;
        deliver(&event, directory, &self.memory, at_once()).await.unwrap();
        let published: Vec<_> = self.memory.kept().published.drain(..).collect();
        assert_eq!(published.len(), 1, "{published:?}");
        (published[0].payload.said.clone(), published[0].body.clone())
    }
}

#[tokio::test]
async fn what_a_citizen_answers_or_adds_through_an_agent_reaches_the_department_without_their_number() {
    let mut work = Work::begin().await;
    work.acts(OFFICER, "ask", json!({ "question": "which house?" })).await;
    work.acts(AGENT, "answer", json!({ "words": "the blue house, call 94250 12345" })).await;
    let (said, body) = work.told().await;
    assert_eq!(said, ["the blue house, call [phone]"]);
    assert!(body.contains("The citizen told the centre: «the blue house, call [phone]»"), "{body}");
    work.acts(AGENT, "add-words", json!({ "words": "beside the school" })).await;
    assert_eq!(work.told().await.0, ["beside the school"], "the notice of new words has the new words");
    let look = work.look(OFFICER).await;
    assert_eq!(look["said"], json!(["the blue house, call [phone]", "beside the school"]), "{look}");
    assert!(!format!("{:?}", work.memory.kept().events).contains("12345"), "the ledger does not hold it either");
    work.acts(OFFICER, "transfer", json!({ "department": "REV" })).await;
    let (said, _) = work.told().await;
    assert_eq!(said, ["the blue house, call [phone]", "beside the school"], "the next department reads all of them");
}

#[tokio::test]
async fn what_an_officer_asks_or_reports_reaches_the_agent_who_tells_the_citizen() {
    let mut work = Work::begin().await;
    work.acts(OFFICER, "ask", json!({ "question": "which month?" })).await;
    assert_eq!(work.look(AGENT).await["question"], "which month?");
    work.acts(AGENT, "answer", json!({ "words": "October" })).await;
    assert_eq!(work.look(AGENT).await.get("question"), None, "it waits for no answer");
    work.acts(OFFICER, "reply-interim", json!({ "new_date": "2026-12-20T12:00:00+05:30" })).await;
    work.acts(OFFICER, "take-action", json!({ "note": "the shop opened" })).await;
    let to_tell = json!([
        { "event": "asked", "words": "which month?" },
        { "event": "interim-replied", "words": "as the law says" },
        { "event": "action-taken", "words": "the shop opened" },
    ]);
    assert_eq!(work.look(AGENT).await["to_tell"], to_tell);
    assert_eq!(work.look(OFFICER).await.get("to_tell"), None, "it is the centre that tells");
}

#[tokio::test]
async fn typed_words_of_a_confidential_case_are_in_no_mail_and_earlier_ones_are_taken_back() {
    let mut work = Work::begin().await;
    work.acts(AGENT, "add-words", json!({ "words": "he beats her" })).await;
    let mark =
        Command::Mark { quiet: Some(Confidentiality::Violence), about_official: false, named: None, named_level: None };
    let before = work.memory.kept().events.values().next_back().unwrap().clone();
    let case = work.memory.kept().cases[&Ticket::parse(&work.ticket).unwrap()].clone();
    let rules = &state_directory::playbook().unwrap().directory;
    let at = case.last_event_at + SignedDuration::from_mins(1);
    work.memory.moves(rules, &case, order(AGENT, mark), at).await;
    assert_eq!(work.look(OFFICER).await["said"], json!([]), "they were typed before anybody knew");
    deliver(&before, rules, &work.memory, at_once()).await.unwrap();
    let waited: Vec<_> = work.memory.kept().published.drain(..).collect();
    assert!(waited[0].payload.said.is_empty() && !waited[0].body.contains("beats"), "a notice that waited");
    work.acts(AGENT, "add-words", json!({ "words": "she is safe now" })).await;
    let (said, body) = work.told().await;
    assert!(said.is_empty() && !body.contains("safe"), "no mail holds them: {body}");
    assert_eq!(work.look(OFFICER).await["said"], json!(["she is safe now"]), "the desk does");
}

/// A case with so many notes, each with this transcript, and the event that raised it.
async fn raised(memory: &Memory, notes: usize, words: &str, reasons: Option<&str>) -> (Case, Event) {
    let opened = first(drafted(&Ticket::drawn(4_271_083, 8).unwrap(), minute(0)), None);
    assert_eq!(memory.create(&opened).await, Created::Done);
    let mut case = opened.case;
    let mut last = None;
    let written = |note: usize| Command::KeepTranscript {
        contact: ContactId::new(format!("call-{note}")).unwrap(),
        words: Words::new(words).unwrap(),
        concerns: false,
        suggested: None,
        suggested_category: None,
        sure: false,
        reasons: reasons.map(|reasons| Words::new(reasons).unwrap()),
        place: None,
    };
    let mut commands = vec![("citizen", Command::Register {})];
    commands.extend((0..notes).map(|note| ("system", written(note))));
    commands.push(("citizen", sort("FCS")));
    for (number, (by, command)) in (1..).zip(commands) {
        let write = next(&case, &order(by, command), minute(number));
        assert_eq!(memory.advance(&write).await, Advanced::Done);
        (case, last) = (write.case, write.events.into_iter().next_back());
    }
    (case, last.unwrap())
}

#[tokio::test]
async fn a_notice_with_any_number_of_long_notes_fits_and_says_what_it_leaves_out() {
    let longest = ["प".repeat(4_000), "\"".repeat(4_000), "😀".repeat(4_000), "p".repeat(4_000)];
    for words in &longest {
        for notes in [1, 6, 40] {
            let memory = Memory::default();
            let (_, event) = raised(&memory, notes, words, Some(words)).await;
            let directory = &state_directory::playbook().unwrap().directory;
            deliver(&event, directory, &memory, at_once()).await.unwrap();
            let published = memory.kept().published.clone();
            for notice in &published {
                let attributes: usize =
                    notice.attributes().iter().map(|(name, value)| name.len() + value.len() + 20).sum();
                let bytes = notices_sns::message(notice).unwrap().len() + notice.subject.len() + attributes;
                assert!(bytes < notice::MOST_BYTES, "{notes} notes are {bytes} bytes");
                let said = notice.payload.said.len();
                assert!((1..=notes).contains(&said), "the newest words are there");
                let cut = format!("{} earlier texts have no room here. Read them at the desk", notes - said);
                assert_eq!(notice.body.contains(&cut), said < notes, "{}", &notice.body[..200]);
            }
            assert_eq!(published.len(), 1);
        }
    }
}

#[tokio::test]
async fn short_words_of_many_notes_fit_too() {
    let memory = Memory::default();
    let (_, event) = raised(&memory, 400, "p", None).await;
    let directory = &state_directory::playbook().unwrap().directory;
    deliver(&event, directory, &memory, at_once()).await.unwrap();
    let published = memory.kept().published.clone();
    assert!(notices_sns::message(&published[0]).unwrap().len() < notice::MOST_BYTES);
    assert!(published[0].payload.said.len() > 90);
}

#[tokio::test]
async fn a_topic_that_refuses_the_words_for_ever_is_told_without_them_and_nothing_is_parked() {
    let memory = Memory::default();
    let (_, event) = raised(&memory, 3, "the shop is shut", None).await;
    memory.kept().refuses_words = true;
    let image = acceptance::world::image(&item_of_event(&event));
    let record = json!({
        "eventName": "INSERT", "eventSource": "aws:dynamodb",
        "dynamodb": { "Keys": { "pk": image["pk"], "sk": image["sk"] }, "NewImage": image, "SequenceNumber": "seq-1" },
    });
    let directory = &state_directory::playbook().unwrap().directory;
    let batch = json!({ "Records": [record] }).to_string();
    let answer = handle(directory, &memory, at_once(), &|| true, batch.as_bytes()).await.unwrap();
    assert!(answer.failures.is_empty());
    let kept = memory.kept();
    assert_eq!((kept.parked.len(), kept.published.len()), (0, 1), "it would be refused three hundred times more");
    let notice = &kept.published[0];
    assert!(notice.payload.said.is_empty() && !notice.body.contains("the shop is shut"));
    assert!(notice.body.contains("3 earlier texts have no room here. Read them at the desk"), "{}", notice.body);
}
