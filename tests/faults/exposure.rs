//! No surface of a department tells when on a day a citizen called, and no surface is unknown to the registry.

use acceptance::desk::{asked, command};
use acceptance::line::{CALLER, Line};
use acceptance::story::order;
use acceptance::surfaces::{FUNCTIONS, PORTS, Readers, read_at_the_desk, readers, readers_on, requests, shown_by};
use acceptance::world::at_once;
use acceptance::world::sweep;
use desk_api::{Request, Surface};
use helpline::deliver;
use helpline::ports::CaseLists as _;
use jiff::civil::{Time, date, time};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use lifecycle::{Attachment, Command, ContactId, Door, IST, LegalGround, Order, Ticket, Words};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use testkit::Memory;

const L1: &str = "officer:FCS:L1:ramesh";
const ABOVE: &str = "officer:FCS:L4:gopal";
const AGENT: &str = "agent:asha";

/// Returns a moment in India, so many days after Monday, 30 November 2026.
fn on(day: i64, at: Time) -> Timestamp {
    let shown = date(2026, 11, 30).saturating_add(day.days()).to_datetime(at);
    jiff::tz::Offset::UTC.to_timestamp(shown).unwrap() - IST
}

/// A case of a citizen who always calls at the same time of day, and everything that its department read.
struct Life {
    memory: Memory,
    ticket: Ticket,
    calls_at: Time,
    read: Vec<String>,
    acted: u32,
}

impl Life {
    async fn begin(calls_at: Time) -> Self {
        let memory = Memory::default();
        let mut line = Line::ring(&memory, "call-1");
        line.draw = || Ticket::parse("42710839").unwrap();
        line.now = on(0, calls_at);
        for input in ["start", "1", "beep", "noted", "1", "1"] {
            line.send(input).await.unwrap();
        }
        let ticket = Ticket::parse("42710839").unwrap();
        Self { memory, ticket, calls_at, read: Vec::new(), acted: 0 }
    }

    /// Carries out a command that no person gives, or that the citizen gives on a call, at this time.
    async fn happens(&mut self, by: &str, command: Command, at: Timestamp) {
        let case = self.memory.kept().cases[&self.ticket].clone();
        let order = Order::of(lifecycle::Actor::parse(by).unwrap(), command);
        let rules = &state_directory::playbook().unwrap().directory;
        self.memory.moves(rules, &case, order, at).await;
    }

    /// Sends a command through the desk, which must be carried out.
    async fn acts(&mut self, by: &str, name: &str, facts: Value, at: Timestamp) {
        self.acted += 1;
        let version = self.memory.kept().cases[&self.ticket].version;
        let request = command(self.ticket.as_str(), &format!("act-{}", self.acted), name, &facts, Some(version));
        let answer = json!(asked(&self.memory, by, request, at).await.unwrap());
        assert_eq!(answer["outcome"], "done", "{name}: {answer}");
    }

    /// The citizen tells an agent something on the day, at their time.
    async fn tells(&mut self, name: &str, facts: Value, day: i64) {
        self.acts(AGENT, name, facts, on(day, self.calls_at)).await;
    }

    /// The department reads all of its surfaces, at noon of the day.
    async fn reads(&mut self, day: i64) {
        for officer in [L1, ABOVE] {
            let read = read_at_the_desk(&self.memory, officer, &self.ticket, on(day, time(12, 0, 0, 0))).await;
            self.read.extend(read);
        }
    }

    /// Nobody acts until the case is due; the sweep of that minute runs.
    async fn is_neglected(&mut self) {
        let due = self.memory.kept().cases[&self.ticket].standing.due_at.unwrap();
        sweep(&self.memory, due + SignedDuration::from_secs(1)).await.unwrap();
    }

    /// Tells every event, and returns everything that the department read.
    async fn everything(mut self) -> Vec<String> {
        let directory = &state_directory::playbook().unwrap().directory;
        let events: Vec<_> = self.memory.kept().events.values().cloned().collect();
        for event in &events {
            deliver(event, directory, &self.memory, at_once()).await.unwrap();
        }
        let published: Vec<_> = self.memory.kept().published.drain(..).collect();
        assert!(published.len() > 8, "the life has many notices: {}", published.len());
        self.read.extend(published.iter().flat_map(shown_by));
        self.read
    }
}

/// A long life: said, transcribed, asked, answered, raised, acted on, reopened, rejected and appealed.
async fn life(calls_at: Time) -> Vec<String> {
    let mut life = Life::begin(calls_at).await;
    let (contact, call) = (|| ContactId::new("call-1").unwrap(), on(0, calls_at));
    let kept = Command::KeepNote {
        contact: contact(),
        sound: Attachment::new("notes/42710839/d09747fc15bea62288db6b57.mp3").unwrap(),
        seconds: 31,
        speech: true,
        clipped: false,
        noisy: true,
        cut: false,
    };
    life.memory.kept().sounds.insert("notes/42710839/d09747fc15bea62288db6b57.mp3".into(), vec![1]);
    life.happens("system", kept, call + SignedDuration::from_mins(3)).await;
    let written = Command::KeepTranscript {
        contact: contact(),
        words: Words::new("the shop is shut").unwrap(),
        concerns: false,
        suggested: None,
        suggested_category: None,
        sure: false,
        reasons: None,
        place: None,
    };
    life.happens("system", written, call + SignedDuration::from_mins(5)).await;
    life.tells("grant-voice", json!({}), 0).await;
    life.reads(1).await;
    life.acts(L1, "acknowledge", json!({}), on(1, time(11, 0, 0, 0))).await;
    life.acts(L1, "ask", json!({ "question": "which month?" }), on(1, time(12, 30, 0, 0))).await;
    life.reads(2).await;
    life.tells("answer", json!({ "words": "October" }), 2).await;
    life.reads(3).await;
    life.tells("add-words", json!({ "words": "and November" }), 3).await;
    let note = Command::LeaveNote { contact: ContactId::new("call-2").unwrap(), notice_heard: None::<LegalGround> };
    life.happens("citizen", note, on(4, calls_at)).await;
    life.reads(5).await;
    for _ in 0..2 {
        life.is_neglected().await;
    }
    life.acts(ABOVE, "take-action", json!({ "note": "the shop opened" }), on(40, time(11, 0, 0, 0))).await;
    life.tells("reopen", json!({}), 41).await;
    life.reads(42).await;
    life.acts("nodal:FCS:n", "propose-rejection", json!({ "ground": "sub-judice" }), on(43, time(11, 0, 0, 0))).await;
    life.acts(ABOVE, "approve-rejection", json!({}), on(43, time(12, 0, 0, 0))).await;
    let told = life.memory.kept().cases[&life.ticket].promises[0].number;
    life.tells("keep-promise", json!({ "number": told }), 44).await;
    life.tells("appeal", json!({}), 45).await;
    life.reads(46).await;
    life.is_neglected().await;
    life.everything().await
}

/// Returns the name of the surface on which a department read this.
fn surface_of(read: &str) -> &str {
    match read.split(':').next().unwrap_or_default() {
        request if Request::NAMES.contains(&request) => request,
        head if head.starts_with("department=") => "attributes of a notice",
        head if head.starts_with("to ") => "topic of a notice",
        head if head.starts_with('{') => "JSON of a notice",
        _ => "mail of a notice",
    }
}

/// Compares what the department read in two lives.
async fn reads_alike(one: Time, other: Time) {
    let (one, other) = (life(one).await, life(other).await);
    assert_eq!(one.len(), other.len());
    let mut alike: BTreeMap<&str, u32> = BTreeMap::new();
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
        *alike.entry(surface_of(one)).or_default() += 1;
    }
    for (surface, count) in alike {
        println!("| {surface} | {count} read alike |");
    }
}

#[tokio::test]
async fn two_calls_a_minute_apart_read_alike_on_every_surface_of_a_department() {
    reads_alike(time(11, 42, 10, 0), time(11, 43, 10, 0)).await;
}

#[tokio::test]
async fn a_call_at_ten_past_three_at_night_reads_like_one_in_the_evening() {
    reads_alike(time(3, 10, 0, 0), time(19, 30, 0, 0)).await;
}

#[tokio::test]
async fn no_surface_of_a_department_shows_a_time_of_day_a_number_or_a_call() {
    let read = life(time(11, 42, 10, 0)).await;
    assert!(read.iter().any(|text| text.starts_with("look: Ok") && text.contains("the shop is shut")));
    assert!(read.iter().any(|text| text.starts_with("act: Ok") && text.contains("https://sound.example/notes/")));
    for text in &read {
        // 06:12 is 11:42 in India.
        for secret in ["11:42", "06:12", "T06", "call-1", "call-2", CALLER, &CALLER[3..]] {
            assert!(!text.contains(secret), "`{secret}` in {text}");
        }
    }
}

#[test]
fn every_port_request_and_function_is_registered_with_its_readers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut traits = BTreeSet::new();
    for file in fs::read_dir(root.join("crates/helpline/src/ports")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let names = text.lines().filter_map(|line| line.strip_prefix("pub trait "));
        traits.extend(names.map(|name| name.split([':', ' ', '<']).next().unwrap().to_owned()));
    }
    let registered: BTreeSet<String> = PORTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(traits, registered, "register each port in tests/support/surfaces.rs with its readers");

    let folders = fs::read_dir(root.join("functions")).unwrap().map(|entry| entry.unwrap());
    let functions: BTreeSet<String> = folders
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let registered: BTreeSet<String> = FUNCTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(functions, registered, "register each function in tests/support/surfaces.rs with its readers");

    let sent = requests(&Ticket::parse("42710839").unwrap(), "FCS");
    let sent: BTreeSet<&str> = sent.iter().map(Request::name).collect();
    assert_eq!(sent, Request::NAMES.iter().copied().collect(), "send each request in `requests` of the registry");
    assert_eq!(readers_on(Surface::Operator), Readers::Departments);
}

#[tokio::test]
async fn a_request_of_the_centre_is_refused_to_a_department() {
    let life = Life::begin(time(11, 42, 0, 0)).await;
    for request in requests(&life.ticket, "FCS").into_iter().filter(|request| readers(request) == Readers::Centre) {
        let name = request.name();
        // The counts of schemes hold no case.
        if name == "heard" {
            continue;
        }
        let answer = json!(asked(&life.memory, L1, request, on(1, time(12, 0, 0, 0))).await.unwrap());
        assert_eq!(answer["outcome"], "rejected", "{name}: {answer}");
    }
}

/// An answer to "is somebody at your door?" must not reach the department.
#[tokio::test]
async fn a_protected_case_looks_to_its_department_like_any_withdrawn_one() {
    let mut seen = Vec::new();
    for at_the_door in [Door::Nobody, Door::Somebody] {
        let mut life = Life::begin(time(11, 42, 0, 0)).await;
        life.happens("citizen", Command::AskWithdrawal {}, on(1, time(12, 0, 0, 0))).await;
        let call = ContactId::new("the-centres-call").unwrap();
        life.happens(AGENT, Command::ConfirmWithdrawal { call, at_the_door }, on(2, time(12, 0, 0, 0))).await;
        let look = desk_api::Look { ticket: life.ticket.clone().into(), why: None };
        seen.push(json!(asked(&life.memory, L1, look, on(3, time(12, 0, 0, 0))).await.unwrap()));
    }
    assert_eq!(seen[0]["outcome"], "case", "{}", seen[0]);
    assert_eq!(seen[0], seen[1]);
}

/// Makes so many cases of the ration department. L1 must not know of those whose number `about_official` holds.
async fn many_cases(count: u32, about_official: impl Fn(u32) -> bool) -> Memory {
    let memory = Memory::default();
    let rules = &state_directory::playbook().unwrap().directory;
    for number in 0..count {
        let mut line = Line::ring(&memory, &format!("contact-{number}"));
        let mut answer = Default::default();
        for input in ["start", "1", "beep", "noted", "1", "1"] {
            answer = line.send(input).await.unwrap();
        }
        if about_official(number) {
            let ticket = Ticket::parse(answer["ticket"].as_str().unwrap()).unwrap();
            let case = memory.kept().cases[&ticket].clone();
            let mark = Command::Mark { quiet: None, about_official: true, named: None, named_level: None };
            memory.moves(rules, &case, order(AGENT, mark), line.now).await;
        }
    }
    memory
}

/// Reads a whole list as L1 does, page by page, and returns the tickets and the cursors.
async fn whole_list(memory: &Memory) -> (Vec<String>, Vec<String>) {
    let (mut tickets, mut cursors, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let request = desk_api::List { desk: "FCS".into(), level: None, after };
        let page = json!(asked(memory, L1, request, on(1, time(12, 0, 0, 0))).await.unwrap());
        assert_eq!(page["outcome"], "cases", "{page}");
        tickets
            .extend(page["cases"].as_array().unwrap().iter().map(|case| case["ticket"].as_str().unwrap().to_owned()));
        let Some(next) = page.get("after").and_then(Value::as_str) else { return (tickets, cursors) };
        cursors.push(next.to_owned());
        after = Some(next.to_owned());
    }
}

#[tokio::test]
async fn no_cursor_names_a_case_that_its_reader_must_not_know_of_wherever_it_stands() {
    let memory = many_cases(130, |number| number % 4 == 3).await;
    let hidden: Vec<String> = {
        let kept = memory.kept();
        let hidden = kept.cases.values().filter(|case| case.standing.about_official);
        hidden.map(|case| case.ticket.to_string()).collect()
    };
    assert_eq!(hidden.len(), 32);
    let (seen, cursors) = whole_list(&memory).await;
    assert_eq!(seen.len(), 98, "nothing that is theirs is left out");
    for told in seen.iter().chain(&cursors) {
        assert!(!hidden.iter().any(|ticket| told.contains(ticket.as_str())), "{told} names a hidden case");
    }
    // A list that ends in hidden cases alone says that it ends: one more page would tell that there are some.
    let all = memory.open_cases("FCS", None, None).await.unwrap();
    assert!(all.next.is_some() && cursors.is_empty(), "{cursors:?}");
    let more = many_cases(250, |number| number % 2 == 1).await;
    let (seen, cursors) = whole_list(&more).await;
    assert_eq!((seen.len(), cursors.len()), (125, 1));
    assert!(cursors[0].starts_with(&seen[99]), "the cursor is the last case that was shown");
}

#[tokio::test]
async fn hidden_cases_before_the_first_shown_one_end_no_list() {
    let memory = many_cases(45, |_| false).await;
    let rules = &state_directory::playbook().unwrap().directory;
    let cases: Vec<_> = memory.kept().cases.values().cloned().collect();
    for case in &cases {
        let command = Command::WithdrawUnderDuress { call: ContactId::new("a-call").unwrap() };
        memory.moves(rules, case, Order::of(lifecycle::Actor::Citizen, command), case.last_event_at).await;
    }
    // One case comes to the coordinator because nobody sorted it, and is due after all protected ones.
    let mut line = Line::ring(&memory, "unsorted");
    let mut answer = Default::default();
    for input in ["start", "1", "beep", "noted"] {
        answer = line.send(input).await.unwrap();
    }
    let ticket = Ticket::parse(answer["ticket"].as_str().unwrap()).unwrap();
    for _ in 0..2 {
        let case = memory.kept().cases[&ticket].clone();
        memory.moves(rules, &case, Order::time_passes(), case.standing.due_at.unwrap()).await;
    }
    let list = desk_api::List { desk: "COORDINATOR".into(), level: None, after: None };
    let page = json!(asked(&memory, AGENT, list, on(1, time(12, 0, 0, 0))).await.unwrap());
    let tickets: Vec<&str> =
        page["cases"].as_array().unwrap().iter().filter_map(|case| case["ticket"].as_str()).collect();
    assert_eq!((tickets, page.get("after")), (vec![ticket.as_str()], None));
}

#[tokio::test]
async fn two_cases_of_one_call_share_no_string_by_which_a_department_could_join_them() {
    let life = Life::begin(time(11, 42, 0, 0)).await;
    let (memory, rules) = (&life.memory, &state_directory::playbook().unwrap().directory);
    // The same caller says more about an earlier case on the call that opens the second case.
    let second = Ticket::drawn(5_111_222, 8).unwrap();
    let call = || ContactId::new("1d9e6a5c-0000-4000-8000-0000000000ff").unwrap();
    let opened = memory
        .opens(
            testkit::draft(second.clone(), call(), lifecycle::Rules::unsorted(rules)),
            None,
            on(0, time(12, 0, 0, 0)),
        )
        .await;
    let citizen = |command| Order::of(lifecycle::Actor::Citizen, command);
    let at = on(0, time(12, 1, 0, 0));
    let opened = memory.moves(rules, &opened, citizen(Command::Register {}), at).await;
    let opened = memory.moves(rules, &opened, citizen(acceptance::story::sort("FCS")), at).await;
    let first = memory.kept().cases[&life.ticket].clone();
    let more = Command::LeaveNote { contact: call(), notice_heard: None };
    let first = memory.moves(rules, &first, citizen(more), at).await;
    for case in [&first, &opened] {
        let sound = helpline::recordings::note_name(&case.ticket, &call()).unwrap();
        memory.kept().sounds.insert(sound.to_string(), vec![1]);
        let kept = Command::KeepNote {
            contact: call(),
            sound,
            seconds: 9,
            speech: true,
            clipped: false,
            noisy: false,
            cut: false,
        };
        let case = memory.moves(rules, case, Order::of(lifecycle::Actor::System, kept), at).await;
        memory
            .moves(rules, &case, Order::of(lifecycle::Actor::parse(AGENT).unwrap(), Command::GrantVoice {}), at)
            .await;
    }
    let mut parts: Vec<BTreeSet<String>> = Vec::new();
    for ticket in [&first.ticket, &second] {
        let version = memory.kept().cases[ticket].version;
        let listen = command(ticket.as_str(), "listen-1", "listen", &json!({ "note": 1 }), Some(version));
        let link = json!(asked(memory, L1, listen, on(1, time(12, 0, 0, 0))).await.unwrap());
        assert!(link["value"].as_str().is_some_and(|link| link.contains("/notes/")), "{link}");
        let look = desk_api::Look { ticket: ticket.clone().into(), why: None };
        let look = json!(asked(memory, L1, look, on(1, time(12, 0, 0, 0))).await.unwrap());
        assert_eq!(look["notes"][0]["number"], 1, "{look}");
        let told = format!("{} {look}", link["value"]);
        let words = told.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        parts.push(words.filter(|word| word.len() > 12).map(str::to_owned).collect());
    }
    let shared: Vec<&String> = parts[0].intersection(&parts[1]).collect();
    assert_eq!(shared, Vec::<&String>::new());
    assert!(!parts.iter().flatten().any(|part| part.contains("1d9e6a5c")), "{parts:?}");
}

#[tokio::test]
async fn a_note_that_the_case_has_not_is_refused_and_one_of_a_hidden_case_is_no_case() {
    let life = Life::begin(time(11, 42, 0, 0)).await;
    let listen = |by: &'static str| {
        command(life.ticket.as_str(), &format!("no-{}", by.len()), "listen", &json!({ "note": 7 }), Some(4))
    };
    let said = async |by: &'static str| {
        json!(asked(&life.memory, by, listen(by), on(1, time(12, 0, 0, 0))).await.unwrap())["why"].to_string()
    };
    assert!(said(L1).await.contains("there is no such note"), "{}", said(L1).await);
    assert!(said("officer:REV:L1:gopal").await.contains("there is no case 42710839"));
}
