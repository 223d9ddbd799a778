//! Citizens get an SMS once, if they allowed it, at a fit hour, and never about an unsafe subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_kit::BatchAnswer;
use dialogue::Contacting;
use helpline::ports::{SendResult, SmsRequests as _, SmsState, WantedSms};
use helpline::sms::Hours;
use helpline::{CallerNumber, SealedCitizen};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Case, CitizenHours, Command, Confidentiality, ContactId, News, Order, Rules as _, Ticket};
use serde_json::{Value, json};
use sms::{Failure, handle};
use testkit::Memory;

const NUMBER: &str = "+919425012345";

fn sealed() -> Vec<u8> {
    testkit::sealed(&CallerNumber::new(NUMBER).unwrap()).number
}

fn noon() -> Timestamp {
    "2026-11-26T06:30:00Z".parse().unwrap()
}

fn rules() -> &'static directory::Directory {
    &state_directory::playbook().unwrap().directory
}

/// A registered case.
struct World {
    memory: Memory,
    case: Case,
}

impl World {
    async fn new(contacting: Option<Contacting>) -> Self {
        let contact = ContactId::new("contact-1").unwrap();
        let draft = testkit::draft(Ticket::drawn(4_271_083, 8).unwrap(), contact, rules().unsorted());
        let memory = Memory::default();
        memory.kept().contacting.extend(contacting.map(|when| ("somebody".to_owned(), when)));
        let citizen = SealedCitizen { pseudonym: "somebody".to_owned(), number: sealed() };
        let case = memory.opens(draft, Some(citizen), noon()).await;
        let mut world = Self { memory, case };
        world.does("citizen", Command::begin_take(None)).await;
        world.does("citizen", Command::Register {}).await;
        world
    }

    async fn does(&mut self, by: &str, command: Command) {
        let order = Order::of(Actor::parse(by).unwrap(), command);
        let order = Order { why: lifecycle::Words::new("because").ok(), ..order };
        self.case = self.memory.moves(rules(), &self.case, order, noon()).await;
    }

    async fn comes(&self, event: &Value, at: Timestamp) -> Result<BatchAnswer, Failure> {
        handle(state_directory::sms().unwrap(), &self.memory, event.to_string().as_bytes(), (at, Hours::Day)).await
    }

    /// The queue brings the key of the case's last event.
    async fn queued(&self, at: Timestamp) -> usize {
        let body = format!("{}-{}", self.case.ticket, self.case.version);
        let record = json!({ "messageId": "m-1", "receiptHandle": "r-1", "body": body, "eventSource": "aws:sqs" });
        self.comes(&json!({ "Records": [record] }), at).await.unwrap().failures.len()
    }

    /// Returns for how many seconds each message was hidden.
    fn pauses(&self) -> Vec<u64> {
        self.memory.kept().pauses.iter().map(|(_, pause)| pause.as_secs()).collect()
    }

    /// Returns when an act of a department today may be texted.
    fn opens(&self, hours: CitizenHours) -> Timestamp {
        lifecycle::act_opens_at(&self.case, noon(), News::NextDay, hours)
    }

    fn texts(&self) -> Vec<String> {
        self.memory.kept().handed.iter().map(|(to, sms)| format!("{to} {}", sms.template)).collect()
    }
}

#[tokio::test]
async fn who_allowed_it_is_texted_the_number_once_however_often_the_key_comes() {
    let world = World::new(Some(Contacting::Any)).await;
    for _ in 0..10 {
        assert_eq!(world.queued(noon()).await, 0);
    }
    assert_eq!(world.texts(), [format!("{NUMBER} ticket-hi")]);
    let text = world.memory.kept().handed.first().map(|(_, sms)| sms.text.clone()).unwrap();
    assert!(text.contains("4271 0839"), "{text}");
}

#[tokio::test]
async fn who_was_not_asked_or_said_no_or_withheld_the_number_is_not_texted() {
    for contacting in [None, Some(Contacting::No)] {
        let world = World::new(contacting).await;
        assert_eq!(world.queued(noon()).await, 0);
        assert!(world.texts().is_empty(), "{contacting:?}");
    }
    let world = World::new(Some(Contacting::Any)).await;
    world.memory.kept().numbers.clear();
    assert_eq!((world.queued(noon()).await, world.texts().len()), (0, 0));
}

#[tokio::test]
async fn nobody_is_woken_and_who_said_in_the_evening_waits_for_it() {
    let world = World::new(Some(Contacting::Evening)).await;
    assert_eq!(world.queued(noon()).await, 1, "it comes again");
    assert_eq!((world.texts().len(), world.pauses()), (0, vec![5 * 3600]));
    assert_eq!(world.queued(noon() + SignedDuration::from_hours(6)).await, 0);
    assert_eq!(world.texts().len(), 1);
}

#[tokio::test]
async fn a_matter_in_which_whoever_hurts_them_may_hold_the_phone_is_never_texted() {
    for quiet in [Confidentiality::Violence, Confidentiality::Child] {
        let mut world = World::new(Some(Contacting::Any)).await;
        let registered = format!("{}-{}", world.case.ticket, world.case.version);
        let mark = Command::Mark { quiet: Some(quiet), about_official: false, named: None, named_level: None };
        world.does("agent:asha", mark).await;
        let record = json!({ "messageId": "m", "receiptHandle": "r", "body": registered });
        world.comes(&json!({ "Records": [record] }), noon()).await.unwrap();
        assert!(world.texts().is_empty(), "what was found since the event counts");
    }
}

#[tokio::test]
async fn a_text_that_may_have_been_sent_is_not_sent_again() {
    let world = World::new(Some(Contacting::Any)).await;
    world.memory.kept().handing.push_back(SendResult::Unknown);
    assert_eq!(world.queued(noon()).await, 0);
    assert_eq!(world.queued(noon()).await, 0);
    assert_eq!(world.texts().len(), 1);
    // An earlier try stopped in the middle: it began, and recorded nothing.
    let stopped = World::new(Some(Contacting::Any)).await;
    let key = format!("{}-{}", stopped.case.ticket, stopped.case.version);
    stopped.memory.kept().sms.insert(key.clone(), SmsState::Sending { since: noon() });
    assert_eq!((stopped.queued(noon()).await, stopped.texts().len()), (1, 0), "whoever began it may still be at it");
    let later = noon() + SignedDuration::from_mins(2);
    assert_eq!((stopped.queued(later).await, stopped.texts().len()), (0, 0));
    assert_eq!(stopped.memory.kept().sms.get(&key), Some(&SmsState::Unknown));
}

#[tokio::test]
async fn a_service_that_takes_no_more_for_now_is_asked_again_and_one_that_refuses_is_not() {
    let world = World::new(Some(Contacting::Any)).await;
    world.memory.kept().handing.push_back(SendResult::Later("throttled".into()));
    assert_eq!(world.queued(noon()).await, 1);
    assert_eq!((world.queued(noon()).await, world.texts().len()), (0, 1));
    let refused = World::new(Some(Contacting::Any)).await;
    refused.memory.kept().handing.push_back(SendResult::Refused("opted out".into()));
    assert_eq!((refused.queued(noon()).await, refused.queued(noon()).await), (0, 0));
    assert!(refused.texts().is_empty());
}

#[tokio::test]
async fn what_a_person_must_read_first_is_texted_of_only_then() {
    let mut world = World::new(Some(Contacting::Any)).await;
    let registered = format!("{}-{}", world.case.ticket, world.case.version);
    let transcript = Command::KeepTranscript {
        contact: world.case.contact.clone(),
        words: lifecycle::Words::new("पति मारता है").unwrap(),
        concerns: true,
        suggested: None,
        suggested_category: None,
        sure: false,
        reasons: None,
        place: None,
    };
    world.does("system", transcript).await;
    let record = json!({ "messageId": "m", "receiptHandle": "r", "body": registered });
    assert_eq!(world.comes(&json!({ "Records": [record] }), noon()).await.unwrap().failures.len(), 1, "put off");
    assert!(world.texts().is_empty());
}

#[tokio::test]
async fn old_news_are_not_texted() {
    let world = World::new(Some(Contacting::Any)).await;
    assert_eq!(world.queued(noon() + SignedDuration::from_hours(96)).await, 0);
    assert!(world.texts().is_empty());
}

#[tokio::test]
async fn who_asked_for_a_scheme_is_sent_it_once_at_any_hour_without_having_allowed_anything_else() {
    let world = World::new(Some(Contacting::No)).await;
    let midnight = noon() + SignedDuration::from_hours(12);
    let sms = directory::Sms {
        template: "scheme-ladli-behna-hi".into(), registered: None, text: "लाड़ली बहना".into()
    };
    let scheme = dialogue::SchemeId { code: lifecycle::SchemeCode::new("ladli-behna").unwrap(), version: 1 };
    let contact = ContactId::new("contact-9").unwrap();
    let wanted = WantedSms { contact, scheme, number: sealed(), sms, at: midnight };
    world.memory.want_sms(&wanted).await.unwrap();
    let comes = async |code: &str, at| {
        let body = format!("scheme {code} contact-9");
        let record = json!({ "messageId": "m", "receiptHandle": "r", "body": body });
        world.comes(&json!({ "Records": [record] }), at).await.unwrap().failures.len()
    };
    assert_eq!(comes("ladli-behna", midnight + SignedDuration::from_hours(96)).await, 0);
    assert_eq!(comes("kanya-vivah", midnight).await, 0);
    assert!(world.texts().is_empty(), "too late, and never asked for");
    for _ in 0..3 {
        assert_eq!(comes("ladli-behna", midnight).await, 0);
    }
    assert_eq!(world.texts(), [format!("{NUMBER} scheme-ladli-behna-hi")]);
}

#[tokio::test]
async fn each_step_of_the_case_has_its_text_and_others_have_none() {
    let mut world = World::new(Some(Contacting::Any)).await;
    let sort = r#"{"department":"FCS","category":"general"}"#;
    let sort: serde_json::Map<String, Value> = serde_json::from_str(sort).unwrap();
    let facts = sort.into_iter().map(|(k, v)| (k, lifecycle::Value::Text(v.as_str().unwrap().to_owned()))).collect();
    world.does("citizen", Command::read(lifecycle::CommandKind::Sort, &facts).unwrap()).await;
    world.queued(noon()).await;
    let tomorrow = world.opens(CitizenHours::Day);
    world.does("officer:FCS:L1:ramesh", Command::Acknowledge {}).await;
    world.queued(tomorrow).await;
    let note = lifecycle::Words::new("given").unwrap();
    world.does("officer:FCS:L1:ramesh", Command::TakeAction { note, attachments: vec![] }).await;
    world.queued(tomorrow).await;
    assert_eq!(world.texts(), [format!("{NUMBER} acknowledged-hi"), format!("{NUMBER} action-taken-hi")]);
}

/// An officer who holds a suspect's phone sees nothing of a press on that day, and never a ticket.
#[tokio::test]
async fn what_a_department_does_is_texted_on_the_next_day_in_the_citizens_hours_and_without_the_ticket() {
    for (contacting, hours, from) in
        [(Contacting::Any, CitizenHours::Day, 9), (Contacting::Evening, CitizenHours::Evening, 17)]
    {
        let mut world = World::new(Some(contacting)).await;
        let to = [("department", "FCS"), ("category", "general")];
        let facts = to.map(|(name, code)| (name.to_owned(), lifecycle::Value::Text(code.to_owned()))).into();
        world.does("citizen", Command::read(lifecycle::CommandKind::Sort, &facts).unwrap()).await;
        world.does("officer:FCS:L1:ramesh", Command::Acknowledge {}).await;
        let opens = world.opens(hours);
        let (pressed, heard) = (lifecycle::in_india(noon()), lifecycle::in_india(opens));
        assert_eq!(heard.date(), pressed.date().tomorrow().unwrap(), "{contacting:?}");
        assert!((from..21).contains(&heard.hour()), "{contacting:?}: {heard}");
        for early in [noon(), noon() + SignedDuration::from_hours(8), opens - SignedDuration::from_secs(1)] {
            assert_eq!(world.queued(early).await, 1, "{contacting:?}: it comes again");
            assert!(world.texts().is_empty(), "{contacting:?} at {early}");
        }
        assert_eq!(world.queued(opens).await, 0);
        assert_eq!(world.texts(), [format!("{NUMBER} acknowledged-hi")]);
        let text = world.memory.kept().handed.first().map(|(_, sms)| sms.text.clone()).unwrap();
        assert!(!text.contains("4271") && !text.contains("0839"), "{text}");
    }
}

#[tokio::test]
async fn what_the_operators_say_of_a_text_is_recorded_and_of_a_strangers_nothing() {
    let world = World::new(Some(Contacting::Any)).await;
    world.queued(noon()).await;
    let said = |message: &str, result: &str, is_final: bool| {
        let detail = json!({
            "eventType": result, "messageId": message, "isFinal": is_final, "destinationPhoneNumber": NUMBER,
        });
        json!({ "source": "aws.sms-voice", "detail-type": "Text Message Delivery Status Updated", "detail": detail })
    };
    world.comes(&said("message-1", "TEXT_QUEUED", false), noon()).await.unwrap();
    world.comes(&said("message-1", "TEXT_DELIVERED", true), noon()).await.unwrap();
    world.comes(&said("message-1", "TEXT_PENDING", false), noon()).await.unwrap();
    world.comes(&said("another", "TEXT_DELIVERED", true), noon()).await.unwrap();
    let kept = world.memory.kept();
    let results: Vec<_> = kept.sms_results.iter().map(|(id, (result, _))| format!("{id} {result}")).collect();
    assert_eq!(results, ["message-1 TEXT_DELIVERED"], "one that is late changes nothing");
}

#[tokio::test]
async fn what_nobody_sends_is_refused() {
    let world = World::new(None).await;
    assert_eq!(world.comes(&json!({}), noon()).await, Err(Failure::Event));
    let record = json!({ "messageId": "m", "receiptHandle": "r", "body": "no key" });
    assert_eq!(world.comes(&json!({ "Records": [record] }), noon()).await.unwrap().failures.len(), 1);
}
