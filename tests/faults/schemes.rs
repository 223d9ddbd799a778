//! Schemes: who writes and approves them, the days on which they are heard, and prompts under faults.

use acceptance::line::Line;
use acceptance::schemes::coded;
use acceptance::world::sweep;
use dialogue::{Payment, SchemeMetric};
use helpline::ports::{
    Actions, Advance, Advanced, CaseLists as _, CaseWriter as _, Catalogue, Counts, FeaturedScheme, Offered,
    SchemeMetrics as _, SchemeStore, SchemeVoice as _, Unavailable,
};
use helpline::schemes::{
    NotKept, SmsPolicy, approve_scheme, draft_scheme, first_drafts, week_before, week_of, withdraw_scheme,
};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Command, Decision, Event, Order, Rules as _, What, decide};
use schemes::{Refused, Scheme, SchemeVersion};
use testkit::{Memory, SCHEMES_DOWN};

const EDITOR: &str = "nodal:WCD:sunita";
const SECOND: &str = "officer:WCD:L2:meera";

fn ladli_behna() -> Scheme {
    let all = state_directory::schemes().unwrap();
    all.iter().find(|scheme| scheme.code.as_str() == "ladli-behna").unwrap().clone()
}

fn by(actor: &str) -> Actor {
    Actor::parse(actor).unwrap()
}

fn noon() -> Timestamp {
    "2026-11-20T06:30:00Z".parse().unwrap()
}

async fn drafted(memory: &Memory, scheme: Scheme) -> SchemeVersion {
    draft_scheme(memory, scheme, &by(EDITOR), noon()).await.unwrap()
}

/// A memory in which the scheme Ladli Behna is approved.
async fn approved() -> Memory {
    let memory = Memory::default();
    drafted(&memory, ladli_behna()).await;
    approve_scheme(&memory, &coded("ladli-behna"), 1, &by(SECOND), noon()).await.unwrap();
    memory
}

/// Returns the answers to these keys: what the flow does and says.
async fn heard(memory: &Memory, keys: &[&str]) -> Vec<String> {
    let mut line = Line::ring(memory, "contact-1");
    let mut all = Vec::new();
    for key in std::iter::once(&"start").chain(keys) {
        let answer = line.send(key).await.unwrap();
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        all.push(format!("{} {} {}", text("do"), text("say_cue"), text("ask")));
    }
    all
}

#[tokio::test]
async fn one_person_writes_and_a_second_of_the_department_approves() {
    let memory = Memory::default();
    assert_eq!(drafted(&memory, ladli_behna()).await.version, 1);
    let approve = async |who: &str| approve_scheme(&memory, &coded("ladli-behna"), 1, &by(who), noon()).await;
    assert!(matches!(approve(EDITOR).await, Err(NotKept::Refused(Refused::OwnAuthor { .. }))));
    for stranger in ["officer:FCS:L1:ramesh", "agent:asha", "citizen"] {
        assert!(matches!(approve(stranger).await, Err(NotKept::NotTheirs(_))), "{stranger}");
    }
    assert!(approve(SECOND).await.is_ok());
    assert!(matches!(approve("coordinator:kiran").await, Err(NotKept::Refused(Refused::NotADraft { .. }))));
    assert!(matches!(
        draft_scheme(&memory, ladli_behna(), &by("nodal:FCS:x"), noon()).await,
        Err(NotKept::NotTheirs(_))
    ));
}

/// A memory whose readers see a state from before another person's write.
struct LookedAtBefore<'a> {
    memory: &'a Memory,
    seen: Option<Offered>,
}

impl SchemeStore for LookedAtBefore<'_> {
    const ACTIONS: Actions = &[];

    async fn offered(&self, _: &lifecycle::SchemeCode) -> Result<Option<Offered>, Unavailable> {
        Ok(self.seen.clone())
    }

    async fn catalogue(&self) -> Result<Catalogue, Unavailable> {
        self.memory.catalogue().await
    }

    async fn keep(&self, after: &Offered, text: &SchemeVersion) -> Result<bool, Unavailable> {
        self.memory.keep(after, text).await
    }

    async fn text(&self, id: &dialogue::SchemeId) -> Result<Option<SchemeVersion>, Unavailable> {
        self.memory.text(id).await
    }

    async fn featured(&self) -> Result<Option<FeaturedScheme>, Unavailable> {
        self.memory.featured().await
    }

    async fn feature(&self, featured: &FeaturedScheme) -> Result<(), Unavailable> {
        self.memory.feature(featured).await
    }

    async fn counts(&self, week: &str) -> Result<Vec<Counts>, Unavailable> {
        self.memory.counts(week).await
    }
}

#[tokio::test]
async fn of_two_editors_at_once_one_looks_again() {
    let memory = approved().await;
    let seen = memory.offered(&coded("ladli-behna")).await.unwrap();
    let late = LookedAtBefore { memory: &memory, seen };
    drafted(&memory, ladli_behna()).await;
    let second = draft_scheme(&late, ladli_behna(), &by(SECOND), noon()).await;
    assert_eq!(second, Err(NotKept::Changed(coded("ladli-behna"))));
    assert_eq!(memory.offered(&coded("ladli-behna")).await.unwrap().unwrap().texts.len(), 2, "the first one's is kept");
}

#[tokio::test]
async fn what_was_ever_spoken_can_be_looked_up_and_what_is_approved_stays_at_hand() {
    let memory = approved().await;
    for _ in 0..8 {
        drafted(&memory, ladli_behna()).await;
    }
    let heard_now = heard(&memory, &["2", "1"]).await;
    assert!(heard_now[2].starts_with("chunk"), "eight drafts later the approved one is heard: {heard_now:?}");
    let id = dialogue::SchemeId { code: coded("ladli-behna"), version: 1 };
    let first = memory.text(&id).await.unwrap().unwrap();
    assert_eq!(first.state.approval().map(|approval| approval.by.to_string()).as_deref(), Some("meera"));
}

#[tokio::test]
async fn a_scheme_is_heard_from_its_start_and_gone_at_its_end() {
    let today = lifecycle::in_india(Line::ring(&Memory::default(), "-").now).date();
    let scheme = |starts: i64, ends: i64| {
        let day = |days: i64| today.checked_add(SignedDuration::from_hours(24 * days)).unwrap();
        Scheme { starts: day(starts), ends: Some(day(ends)), ..ladli_behna() }
    };
    for (starts, ends, is_heard) in [(0, 1, true), (1, 5, false), (-5, 0, false), (-5, 1, true)] {
        let memory = Memory::default();
        drafted(&memory, scheme(starts, ends)).await;
        // The approval lies so early that even the end that has passed today was then in the future.
        let long_ago = "2026-04-01T06:30:00Z".parse().unwrap();
        assert!(approve_scheme(&memory, &coded("ladli-behna"), 1, &by(SECOND), long_ago).await.is_ok());
        let told = heard(&memory, &["2"]).await;
        assert_eq!(told[1].starts_with("menu"), is_heard, "{starts} to {ends}: {told:?}");
    }
}

#[tokio::test]
async fn what_was_taken_away_is_heard_no_more() {
    let memory = approved().await;
    withdraw_scheme(&memory, &coded("ladli-behna"), 1, &by(SECOND), noon() + SignedDuration::from_hours(24))
        .await
        .unwrap();
    assert!(heard(&memory, &["2"]).await[1].starts_with("record"), "a question is left instead");
}

#[tokio::test]
async fn drafts_are_spoken_only_where_they_are_tried_and_are_said_to_be_such() {
    let memory = Memory::default();
    drafted(&memory, ladli_behna()).await;
    assert!(heard(&memory, &["2"]).await[1].starts_with("record"));
    memory.kept().schemes.drafts = Some(vec![]);
    let told = heard(&memory, &["2", "1"]).await;
    assert!(told[2].contains("यह मसौदा है"), "{told:?}");
}

#[tokio::test]
async fn with_its_store_down_the_menus_go_on_and_a_complaint_is_registered() {
    let memory = approved().await;
    memory.breaks(&SCHEMES_DOWN);
    let told = heard(&memory, &["2"]).await;
    assert!(told[1].starts_with("record"), "the question is taken: {told:?}");
    let mut line = Line::ring(&memory, "contact-2");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        line.send(input).await.unwrap();
    }
    let registered = memory.kept().cases.values().filter(|case| case.registered_at.is_some()).count();
    assert_eq!(registered, 1);
}

#[tokio::test]
async fn what_is_wanted_is_counted_by_week_without_a_trace_of_who_called() {
    let memory = approved().await;
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "2", "1", "1", "beep", "noted"] {
        line.send(input).await.unwrap();
    }
    let week = helpline::schemes::week_of(line.now);
    let counted = memory.counts(&week).await.unwrap();
    let [one] = counted.as_slice() else { panic!("{counted:?}") };
    assert_eq!((one.of.as_str(), one.asked, one.heard_out, one.complained), ("ladli-behna", 1, 0, 1));
    let told = format!("{counted:?}");
    assert!(!told.contains("contact") && !told.contains("9000000001"), "{told}");
    memory.breaks(&SCHEMES_DOWN);
    assert!(memory.counts(&week).await.is_err());
    let mut line = Line::ring(&memory, "contact-2");
    for input in ["start", "2", "beep", "noted"] {
        line.send(input).await.unwrap();
    }
    let registered = memory.kept().cases.values().filter(|case| case.registered_at.is_some()).count();
    assert_eq!(registered, 2, "what cannot be counted is registered all the same");
}

#[tokio::test]
async fn thirty_schemes_of_one_department_are_all_reached() {
    let memory = Memory::default();
    for number in 0..30 {
        let code = schemes::SchemeCode::new(format!("scheme-{number}")).unwrap();
        drafted(&memory, Scheme { code: code.clone(), ..ladli_behna() }).await;
        approve_scheme(&memory, &code, 1, &by(SECOND), noon()).await.unwrap();
    }
    let mut reached = std::collections::BTreeSet::new();
    for pages in 0..5 {
        for key in ["1", "2", "3", "4", "5", "6", "7"] {
            let mut keys = vec!["2", "2"];
            keys.extend(std::iter::repeat_n("9", pages));
            keys.push(key);
            let mut line = Line::ring(&memory, "contact-1");
            let mut state = String::new();
            for input in std::iter::once("start").chain(keys) {
                state = line.send(input).await.unwrap()["state"].as_str().unwrap_or_default().to_owned();
            }
            reached
                .extend(state.split("\"code\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    assert_eq!(reached.len(), 30, "{reached:?}");
}

#[tokio::test]
async fn money_that_stopped_is_with_its_department_when_the_caller_hangs_up_after_the_note() {
    let memory = approved().await;
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "2", "1", "1", "beep", "noted"] {
        line.send(input).await.unwrap();
    }
    let kept = memory.kept();
    let case = kept.cases.values().next().unwrap();
    let to = case.standing.assignment().unwrap();
    assert_eq!((to.department.as_str(), to.category.as_str()), ("WCD", "ladli-behna"));
    let told: Vec<&str> = kept.events.values().map(|event| event.what.kind().as_str()).collect();
    assert_eq!(told, ["drafted", "take-began", "registered", "sorted"]);
}

#[test]
fn every_subject_of_schemes_has_a_name_in_every_language() {
    let playbook = state_directory::playbook().unwrap();
    for subject in schemes::Subject::ALL {
        for language in &playbook.directory.languages {
            let line = dialogue::Line::of("option_scheme_subject");
            let line = line.with(dialogue::Arg::SchemeSubject(subject.as_str().to_owned()));
            let said = playbook.say(&[line.with(dialogue::Arg::Key(dialogue::Key::new('1').unwrap()))], language);
            assert!(
                said.split_whitespace().count() >= 2 && !said.starts_with([':', ' ']),
                "{}: {said}",
                subject.as_str()
            );
        }
    }
}

#[tokio::test]
async fn a_scheme_is_sent_once_to_the_caller_who_asks_and_nobody_is_told_so_before_that_is_sure() {
    let memory = approved().await;
    memory.kept().schemes.texted = SmsPolicy::All;
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "2", "1", "#", "#", "#", "#", "#"] {
        line.send(input).await.unwrap();
    }
    memory.breaks(&["want_sms"]);
    let said = async |line: &Line<'_>| line.ask("4").await.unwrap()["say_cue"].as_str().unwrap().to_owned();
    assert!(said(&line).await.contains("scheme_not_sent"));
    memory.mends();
    for _ in 0..3 {
        assert!(said(&line).await.contains("scheme_sent"), "the step is sent again");
    }
    let wanted = memory.kept().wanted.clone();
    let [wanted] = wanted.as_slice() else { panic!("{} texts", wanted.len()) };
    assert_eq!((wanted.contact.as_str(), wanted.scheme.code.as_str()), ("contact-1", "ladli-behna"));
    assert!(wanted.sms.text.contains("155343"), "{}", wanted.sms.text);
}

#[tokio::test]
async fn what_no_operator_would_deliver_is_not_offered_as_an_sms() {
    let memory = approved().await;
    for (texted, offered) in [(SmsPolicy::None, false), (SmsPolicy::Registered, false), (SmsPolicy::All, true)] {
        memory.kept().schemes.texted = texted;
        let told = heard(&memory, &["2", "1", "#", "#", "#", "#", "#"]).await;
        assert_eq!(told.last().unwrap().contains("एसएमएस के लिए"), offered, "{texted:?}: {told:?}");
    }
    let registered = memory.kept().schemes.offered[&coded("ladli-behna")].texts[0].scheme.name.clone();
    for text in &mut memory.kept().schemes.offered.get_mut(&coded("ladli-behna")).unwrap().texts {
        text.scheme.sms_templates = Some(registered.clone());
    }
    memory.kept().schemes.texted = SmsPolicy::Registered;
    let told = heard(&memory, &["2", "1", "#", "#", "#", "#", "#"]).await;
    assert!(told.last().unwrap().contains("एसएमएस के लिए"), "{told:?}");
}

#[tokio::test]
async fn where_the_money_is_cannot_be_looked_up_until_a_department_offers_it() {
    let memory = approved().await;
    let asked = async || heard(&memory, &["2", "1", "#", "#", "#", "#", "#", "3"]).await.pop().unwrap();
    assert!(asked().await.contains("payment_not_offered"));
    memory.kept().payments.insert(coded("ladli-behna"), Payment::Stopped);
    assert!(asked().await.contains("payment_stopped"));
}

#[tokio::test]
async fn within_a_subject_what_was_wanted_most_in_the_week_before_comes_first_all_week() {
    let memory = Memory::default();
    memory.kept().schemes.drafts = Some(first_drafts(state_directory::schemes().unwrap()));
    let now = Line::ring(&memory, "-").now;
    let women = async || {
        let listed = memory.listed(now).await.unwrap().into_iter().filter(|one| one.subject == "women");
        listed.map(|one| one.id.code).collect::<Vec<_>>()
    };
    let by_code = women().await;
    let last = by_code.last().unwrap().clone();
    memory.count(&week_of(now), &SchemeMetric::Asked(last.clone())).await.unwrap();
    assert_eq!(women().await, by_code, "this week's counts wait for the next");
    memory.count(&week_before(now), &SchemeMetric::Asked(last.clone())).await.unwrap();
    assert_eq!(women().await.first(), Some(&last));
    assert_eq!(women().await.len(), by_code.len());
}

#[tokio::test]
async fn a_question_about_a_scheme_is_answered_on_the_phone_and_offered_to_who_writes_the_text() {
    let memory = approved().await;
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "2", "1", "#", "#", "#", "#", "#", "8", "beep", "noted"] {
        line.send(input).await.unwrap();
    }
    let case = memory.kept().cases.values().next().unwrap().clone();
    assert_eq!(case.about_scheme.as_ref().map(|scheme| scheme.as_str()), Some("ladli-behna"));
    let note = lifecycle::Words::new("नए फ़ॉर्म मार्च में खुलेंगे।").unwrap();
    let answer = Order::of(by("officer:WCD:L1:meera"), Command::TakeAction { note, attachments: vec![] });
    let Ok(Decision::Happens(next)) = decide(&state_directory::playbook().unwrap().directory, &case, &answer, line.now)
    else {
        panic!("a department answers")
    };
    assert_eq!(memory.advance(&Advance::of(&case, *next)).await, Advanced::Done);
    let wcd = lifecycle::DepartmentCode::new("WCD").unwrap();
    let answers = memory.answers(&wcd).await.unwrap();
    let [Event { what: What::ActionTaken { about_scheme: Some(scheme), .. }, .. }] = answers.as_slice() else {
        panic!("{answers:?}")
    };
    assert_eq!(scheme.as_str(), "ladli-behna");

    // A department's act is heard on the next day.
    let later = line.now + SignedDuration::from_hours(36);
    let mut again = Line::ring(&memory, "contact-2");
    again.now = later;
    let said = |answer: &serde_json::Map<String, serde_json::Value>| answer["ask"].as_str().unwrap().to_owned();
    assert!(said(&again.send("start").await.unwrap()).contains("आपके सवाल का जवाब आ गया है।"));
    assert!(said(&again.send("3").await.unwrap()).contains("मार्च में खुलेंगे"));
    // In the same state, the ledger cannot read the answer. So no prompt says that the caller has understood it.
    memory.kept().events.retain(|_, event| !matches!(event.what, What::ActionTaken { .. }));
    let mut unread = Line::ring(&memory, "contact-3");
    unread.now = later;
    unread.send("start").await.unwrap();
    let heard = unread.send("3").await.unwrap();
    assert_eq!(
        (heard["do"].as_str(), heard["say_cue"].as_str()),
        (Some("end"), Some("answer_unknown call_when_needed"))
    );
}

#[tokio::test]
async fn who_hangs_up_while_speaking_of_money_that_stopped_is_with_the_department_all_the_same() {
    let memory = approved().await;
    let mut line = Line::ring(&memory, "contact-1");
    for input in ["start", "2", "1", "1", "beep"] {
        line.send(input).await.unwrap();
    }
    for minutes in [20, 40] {
        sweep(&memory, line.now + SignedDuration::from_mins(minutes)).await.unwrap();
    }
    let case = memory.kept().cases.values().next().unwrap().clone();
    let to = case.standing.assignment().map(|to| format!("{}/{}", to.department, to.category));
    assert_eq!(to.as_deref(), Some("WCD/ladli-behna"));
    assert_eq!(case.about_scheme.as_ref().map(|scheme| scheme.as_str()), Some("ladli-behna"));
}

#[test]
fn no_question_about_a_scheme_is_quiet() {
    let directory = &state_directory::playbook().unwrap().directory;
    for scheme in state_directory::schemes().unwrap() {
        let to = directory.for_a_question(&scheme.department);
        assert_eq!(directory.terms(&to).unwrap().quiet, None, "{}: its answer could not be told", scheme.code);
    }
}

#[tokio::test]
async fn one_phone_is_sent_ten_schemes_a_day() {
    let memory = approved().await;
    memory.kept().schemes.texted = SmsPolicy::All;
    for call in 0..12 {
        let mut line = Line::ring(&memory, "contact");
        line.contact = format!("contact-{call}");
        for input in ["start", "2", "1", "#", "#", "#", "#", "#", "4"] {
            line.send(input).await.unwrap();
        }
    }
    assert_eq!(memory.kept().wanted.len(), 10);
}
