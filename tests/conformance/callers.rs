//! The promises of every ledger about callers: known citizens, PINs, and counters that limit guessing.

use acceptance::line::draw;
use acceptance::schemes::coded;
use acceptance::story::{drafted, first, minute, next, order};
use dialogue::{Contacting, SchemeId};
use directory::Sms;
use futures::future::join_all;
use helpline::ports::{
    Access, AccessOf, AccessRecords, Advanced, Callers, CaseOpener, CaseWriter, Cases, Counted, Created, Histories,
    Joined, MOST_IN_A_DAY, NewCase, NewPin, PinMarks, Pins, SmsLedger, SmsRequests, SmsState, SpokenOf, Surge, Surges,
    Try, Unsealed, WaitingNotice, WaitingNotices, WantedSms,
};
use helpline::{EventKey, NotificationKey, PinKind, PinSlot, SealedCitizen};
use jiff::Timestamp;
use lifecycle::{Assignment, Case, CategoryCode, Command, ContactId, DepartmentCode, District, State, Ticket};

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_callers {
    ($tests:ident) => {
        $tests!(callers:
            a_citizen_is_known_with_language_leave_and_latest_cases,
            a_case_is_theirs_who_said_it_and_nobody_elses,
            a_pin_is_kept_once_and_replaced_only_by_who_may,
            a_forced_pin_stands_beside_the_owners_until_the_owner_changes_it,
            a_phone_that_refused_is_not_turned_on_again,
            the_newest_case_of_a_phone_with_very_many_is_found,
            a_number_that_could_not_be_sealed_is_added_once_to_the_case_that_owes_it,
            wrong_pins_are_counted_up_to_the_limit_and_a_step_counts_once,
            a_hundred_tries_at_once_are_no_more_than_the_limit,
            a_right_pin_is_given_back_and_stands_as_the_calls_proof,
            a_call_is_found_with_the_case_it_opened_and_those_it_was_about,
            cases_that_come_together_are_counted_once_each,
            a_text_is_begun_once_and_recorded_once,
            a_text_that_was_not_sent_is_begun_again,
            what_a_caller_asked_to_be_texted_is_kept_as_it_was_when_they_first_asked,
            what_the_operators_say_last_and_finally_is_kept,
            the_phone_of_a_call_is_found_with_its_leave,
            readings_are_recorded_and_counted_by_person_kind_and_hour,
            notices_wait_for_their_hour_and_come_out_in_its_order_until_they_are_forgotten,
        );
    };
}
pub(crate) use all_callers;

/// A ledger with all ports about callers.
pub trait CallerLedger:
    AccessRecords
    + Callers
    + Pins
    + Surges
    + CaseOpener
    + CaseWriter
    + Cases
    + Histories
    + SmsLedger
    + SmsRequests
    + WaitingNotices
    + Sync
{
}
impl<
    L: AccessRecords
        + Callers
        + Pins
        + Surges
        + CaseOpener
        + CaseWriter
        + Cases
        + Histories
        + SmsLedger
        + SmsRequests
        + WaitingNotices
        + Sync,
> CallerLedger for L
{
}

fn citizen() -> SealedCitizen {
    SealedCitizen { pseudonym: format!("pseudonym{}", draw()), number: b"sealed".to_vec() }
}

fn attempt(ticket: &Ticket, step: u32, most: u32) -> Try {
    let contact = ContactId::new(format!("call-{ticket}")).unwrap();
    let at = "2026-11-24T06:30:00Z".parse::<Timestamp>().unwrap();
    let counters = vec![(format!("{ticket}#others#2026-11-24"), most), (format!("caller#{ticket}#2026-11-24"), 50)];
    Try { contact, step, at, counters, of: "the same".into() }
}

/// Writes a registered case of a citizen.
async fn said(ledger: &impl CallerLedger, citizen: &SealedCitizen, at: i64) -> Ticket {
    let drafted = first(drafted(&draw(), minute(at)), Some(citizen.clone()));
    assert_eq!(ledger.create(&drafted).await, Created::Done);
    let registered = next(&drafted.case, &order("citizen", Command::Register {}), minute(at));
    assert_eq!(ledger.advance(&registered).await, Advanced::Done);
    drafted.case.ticket
}

pub async fn a_citizen_is_known_with_language_leave_and_latest_cases(ledger: &impl CallerLedger) {
    let citizen = citizen();
    assert!(ledger.citizen(&citizen.pseudonym).await.unwrap().is_none());
    let (older, newer) = (said(ledger, &citizen, 0).await, said(ledger, &citizen, 60).await);
    ledger.allow(&citizen, Contacting::Evening).await.unwrap();
    ledger.allow(&citizen, Contacting::Evening).await.unwrap();
    let known = ledger.citizen(&citizen.pseudonym).await.unwrap().unwrap();
    assert_eq!(known.language.unwrap().as_str(), "hi");
    assert_eq!(known.contacting, Some(Contacting::Evening));
    assert_eq!(known.most_in_a_day, 2);
    let mut tickets: Vec<Ticket> = known.cases.iter().map(|case| case.ticket.clone()).collect();
    tickets.sort();
    let mut expected = vec![older, newer];
    expected.sort();
    assert_eq!(tickets, expected);
    assert!(known.cases.iter().all(|case| case.standing.state == State::Registered), "as they stand now");
}

pub async fn a_case_is_theirs_who_said_it_and_nobody_elses(ledger: &impl CallerLedger) {
    let (one, other) = (citizen(), citizen());
    let ticket = said(ledger, &one, 0).await;
    assert_eq!(ledger.is_theirs(&one.pseudonym, &ticket).await, Ok(true));
    assert_eq!(ledger.is_theirs(&other.pseudonym, &ticket).await, Ok(false));
}

pub async fn a_pin_is_kept_once_and_replaced_only_by_who_may(ledger: &impl CallerLedger) {
    let ticket = draw();
    let contact = |name: &str| ContactId::new(format!("{name}-{ticket}")).unwrap();
    let (first, other) = (contact("first"), contact("other"));
    let own = |mark, by, replaces| NewPin { slot: PinSlot::Own, mark, by, replaces };
    let duress = |mark, by, replaces| NewPin { slot: PinSlot::Duress, mark, by, replaces };
    assert_eq!(ledger.pins(&ticket).await, Ok(PinMarks::default()));
    assert_eq!(ledger.keep_pin(&ticket, &own("a1", (&first, 3), false)).await, Ok(true));
    // The same step may keep its PIN again.
    assert_eq!(ledger.keep_pin(&ticket, &own("a1", (&first, 3), false)).await, Ok(true));
    // Another step that may not replace the PIN is refused, even with the right PIN, so that a guess reveals nothing.
    assert_eq!(ledger.keep_pin(&ticket, &own("b2", (&other, 3), false)).await, Ok(false));
    assert_eq!(ledger.keep_pin(&ticket, &own("a1", (&other, 4), false)).await, Ok(false));
    assert_eq!(ledger.keep_pin(&ticket, &duress("d4", (&first, 4), false)).await, Ok(true));
    assert_eq!(ledger.keep_pin(&ticket, &duress("e5", (&other, 4), false)).await, Ok(false));
    let kept = PinMarks { own: Some("a1".into()), duress: Some("d4".into()), ..PinMarks::default() };
    assert_eq!(ledger.pins(&ticket).await, Ok(kept));
    // A caller who proved the PIN replaces it. The duress PIN is removed, because the new PIN might equal it.
    assert_eq!(ledger.keep_pin(&ticket, &own("c3", (&other, 5), true)).await, Ok(true));
    let kept = PinMarks { own: Some("c3".into()), ..PinMarks::default() };
    assert_eq!(ledger.pins(&ticket).await, Ok(kept));
}

pub async fn a_forced_pin_stands_beside_the_owners_until_the_owner_changes_it(ledger: &impl CallerLedger) {
    let ticket = draw();
    let by = ContactId::new(format!("forced-{ticket}")).unwrap();
    let keep = async |slot, mark, step, replaces| {
        let pin = NewPin { slot, mark, by: (&by, step), replaces };
        assert_eq!(ledger.keep_pin(&ticket, &pin).await, Ok(true), "{slot:?} {step}");
        ledger.pins(&ticket).await.unwrap()
    };
    let marks = |own: &str, duress: Option<&str>, forced: Option<&str>, second: Option<&str>| PinMarks {
        own: Some(own.into()),
        duress: duress.map(Into::into),
        forced: forced.map(Into::into),
        forced_duress: second.map(Into::into),
    };
    keep(PinSlot::Own, "a1", 1, false).await;
    assert_eq!(keep(PinSlot::Duress, "d2", 2, false).await, marks("a1", Some("d2"), None, None));
    // The duress PIN that was given seems to be replaced, as a changed PIN replaces it.
    assert_eq!(keep(PinSlot::Forced, "f3", 3, true).await, marks("a1", None, Some("f3"), None));
    assert_eq!(keep(PinSlot::ForcedDuress, "g4", 4, true).await, marks("a1", None, Some("f3"), Some("g4")));
    assert_eq!(keep(PinSlot::Forced, "h5", 5, true).await, marks("a1", None, Some("h5"), None));
    assert_eq!(keep(PinSlot::Own, "b6", 6, true).await, marks("b6", None, None, None));
}

pub async fn wrong_pins_are_counted_up_to_the_limit_and_a_step_counts_once(ledger: &impl CallerLedger) {
    let ticket = draw();
    for step in [1, 2, 2, 2, 3] {
        assert_eq!(ledger.count_try(&attempt(&ticket, step, 3)).await, Ok(Counted::Yes), "step {step}");
    }
    assert_eq!(ledger.count_try(&attempt(&ticket, 4, 3)).await, Ok(Counted::TooMany));
    // A step that was counted may be checked again, because the function may be invoked twice.
    assert_eq!(ledger.count_try(&attempt(&ticket, 3, 3)).await, Ok(Counted::Yes));
    // With other digits it is another try, which was not counted.
    let other = Try { of: "another".into(), ..attempt(&ticket, 3, 3) };
    assert_eq!(ledger.count_try(&other).await, Ok(Counted::TooMany));
}

pub async fn a_number_that_could_not_be_sealed_is_added_once_to_the_case_that_owes_it(ledger: &impl CallerLedger) {
    let (theirs, another) = (citizen(), citizen());
    for owes_number in [true, false] {
        let new = NewCase { owes_number, ..first(drafted(&draw(), minute(0)), None) };
        assert_eq!(ledger.create(&new).await, Created::Done);
        let Case { ticket, file, .. } = new.case;
        let (contact, language) = (file.contact, file.language);
        let unsealed = Unsealed { contact: contact.clone(), ticket: ticket.clone(), language, drafted_at: minute(0) };
        for citizen in [&theirs, &theirs, &another] {
            ledger.add_caller(&unsealed, citizen).await.unwrap();
        }
        let theirs = ledger.is_theirs(&theirs.pseudonym, &ticket).await;
        let anothers = ledger.is_theirs(&another.pseudonym, &ticket).await;
        assert_eq!((theirs, anothers), (Ok(owes_number), Ok(false)), "owes: {owes_number}");
        assert_eq!(ledger.phone(&contact).await.unwrap().is_some(), owes_number);
    }
}

/// A public telephone has more cases than one page of its links, and its newest case may have any ticket.
pub async fn the_newest_case_of_a_phone_with_very_many_is_found(ledger: &impl CallerLedger) {
    let citizen = citizen();
    let mut tickets: Vec<Ticket> = (0..105).map(|_| draw()).collect();
    tickets.sort();
    // The newest case has the lowest ticket.
    for (at, ticket) in (0..).zip(tickets.iter().rev()) {
        let new = first(drafted(ticket, minute(at)), Some(citizen.clone()));
        assert_eq!(ledger.create(&new).await, Created::Done);
    }
    let known = ledger.citizen(&citizen.pseudonym).await.unwrap().unwrap();
    let newest = known.cases.iter().max_by_key(|case| case.drafted_at).unwrap();
    assert_eq!(newest.ticket, tickets[0]);
    assert!(known.most_in_a_day > MOST_IN_A_DAY && known.shares_the_phone(), "{}", known.most_in_a_day);
}

pub async fn a_phone_that_refused_is_not_turned_on_again(ledger: &impl CallerLedger) {
    let citizen = citizen();
    let leave = async || ledger.citizen(&citizen.pseudonym).await.unwrap().unwrap().contacting;
    for (when, kept) in [
        (Contacting::Evening, Contacting::Evening),
        (Contacting::Any, Contacting::Evening),
        (Contacting::No, Contacting::No),
        (Contacting::Any, Contacting::No),
    ] {
        ledger.allow(&citizen, when).await.unwrap();
        assert_eq!(leave().await, Some(kept), "after {when:?}");
    }
}

pub async fn a_hundred_tries_at_once_are_no_more_than_the_limit(ledger: &impl CallerLedger) {
    let ticket = draw();
    let tries: Vec<Try> = (0..40).map(|step| attempt(&ticket, step, 3)).collect();
    let counted = join_all(tries.iter().map(|attempt| ledger.count_try(attempt))).await;
    let looked_at = counted.iter().filter(|counted| **counted == Ok(Counted::Yes)).count();
    // A try that meets too many others at the same moment gets no answer and is not checked.
    assert!((1..=3).contains(&looked_at), "{looked_at} were looked at");
}

pub async fn a_right_pin_is_given_back_and_stands_as_the_calls_proof(ledger: &impl CallerLedger) {
    let ticket = draw();
    let right = attempt(&ticket, 1, 1);
    assert_eq!(ledger.count_try(&right).await, Ok(Counted::Yes));
    for _ in 0..2 {
        ledger.forgive(&right, &ticket, PinKind::Duress).await.unwrap();
    }
    assert_eq!(ledger.count_try(&attempt(&ticket, 2, 1)).await, Ok(Counted::Yes), "it was given back once");
    assert_eq!(ledger.count_try(&attempt(&ticket, 3, 1)).await, Ok(Counted::TooMany));
    assert_eq!(ledger.proof(&right.contact, &ticket).await, Ok(Some(PinKind::Duress)));
    assert_eq!(ledger.proof(&right.contact, &draw()).await, Ok(None));
}

pub async fn a_call_is_found_with_the_case_it_opened_and_those_it_was_about(ledger: &impl CallerLedger) {
    let citizen = citizen();
    let (older, newer) = (said(ledger, &citizen, 0).await, said(ledger, &citizen, 5).await);
    let call = ContactId::new(format!("contact-{newer}")).unwrap();
    assert_eq!(ledger.spoken_on(&call).await.unwrap(), [SpokenOf { ticket: newer.clone(), at: None }]);
    let case = ledger.case(&older).await.unwrap().unwrap();
    let more = order("citizen", Command::LeaveNote { contact: call.clone(), notice_heard: None });
    assert_eq!(ledger.advance(&next(&case, &more, minute(7))).await, Advanced::Done);
    let both = [SpokenOf { ticket: newer, at: None }, SpokenOf { ticket: older, at: Some(minute(7)) }];
    assert_eq!(ledger.spoken_on(&call).await.unwrap(), both);
    assert_eq!(ledger.spoken_on(&ContactId::new(format!("no-call-{}", draw())).unwrap()).await.unwrap(), []);
}

pub async fn cases_that_come_together_are_counted_once_each(ledger: &impl CallerLedger) {
    let category = CategoryCode::new(format!("c{}", draw())).unwrap();
    let to = Assignment { department: DepartmentCode::new("ENR").unwrap(), category };
    let surge = Surge { to, district: District::unknown(), since: minute(0) };
    let tickets: Vec<Ticket> = (0..5).map(|_| draw()).collect();
    for (number, ticket) in (1..).zip(&tickets) {
        let joined = Joined { cases: number, warned: false };
        assert_eq!(ledger.joins(&surge, ticket).await, Ok(joined));
        assert_eq!(ledger.joins(&surge, ticket).await, Ok(joined), "the stream hands an event on twice");
    }
    ledger.mark_warned(&surge).await.unwrap();
    assert_eq!(ledger.joins(&surge, &draw()).await, Ok(Joined { cases: 6, warned: true }), "it stays so");
    let next_hour = Surge { since: minute(60), ..surge };
    assert_eq!(ledger.joins(&next_hour, &draw()).await, Ok(Joined { cases: 1, warned: false }));
}

fn of_an_event() -> NotificationKey {
    EventKey { ticket: draw(), sequence: 3 }.into()
}

fn of_a_scheme() -> NotificationKey {
    let contact = ContactId::new(format!("contact-{}", draw())).unwrap();
    NotificationKey::Scheme { contact, code: coded("ladli-behna") }
}

pub async fn a_text_is_begun_once_and_recorded_once(ledger: &impl CallerLedger) {
    for key in [of_an_event(), of_a_scheme()] {
        begun_and_recorded_once(ledger, key).await;
    }
}

async fn begun_and_recorded_once(ledger: &impl CallerLedger, key: NotificationKey) {
    let begun = join_all((0..10).map(|_| ledger.begin_sms(&key, minute(1)))).await;
    assert_eq!(begun.iter().filter(|begun| **begun == Ok(None)).count(), 1, "one of ten begins it");
    assert_eq!(ledger.begin_sms(&key, minute(2)).await, Ok(Some(SmsState::Sending { since: minute(1) })));
    let sent = SmsState::Sent { message: format!("m-{}", draw()) };
    ledger.record_sms(&key, &sent).await.unwrap();
    // A worker that believed this attempt to have stopped comes too late; the state stays `Sent`.
    ledger.record_sms(&key, &SmsState::Unknown).await.unwrap();
    ledger.put_off_sms(&key).await.unwrap();
    assert_eq!(ledger.begin_sms(&key, minute(3)).await, Ok(Some(sent)));
}

pub async fn a_text_that_was_not_sent_is_begun_again(ledger: &impl CallerLedger) {
    let key = of_an_event();
    assert_eq!(ledger.begin_sms(&key, minute(1)).await, Ok(None));
    ledger.put_off_sms(&key).await.unwrap();
    assert_eq!(ledger.begin_sms(&key, minute(2)).await, Ok(None));
    ledger.record_sms(&key, &SmsState::Refused { code: "OptedOut".into() }).await.unwrap();
    assert_eq!(ledger.begin_sms(&key, minute(3)).await, Ok(Some(SmsState::Refused { code: "OptedOut".into() })));
}

pub async fn what_a_caller_asked_to_be_texted_is_kept_as_it_was_when_they_first_asked(ledger: &impl CallerLedger) {
    let contact = ContactId::new(format!("contact-{}", draw())).unwrap();
    assert_eq!(ledger.wanted_sms(&contact, &coded("ladli-behna")).await.map(|wanted| wanted.is_some()), Ok(false));
    for registered in [None, Some("1107160000000000001".to_owned())] {
        let sms = Sms {
            template: "scheme-ladli-behna-hi".into(), registered, text: "लाड़ली बहना".into()
        };
        let scheme = SchemeId { code: coded("ladli-behna"), version: 3 };
        let contact = ContactId::new(format!("contact-{}", draw())).unwrap();
        let wanted = WantedSms { contact, scheme, number: citizen().number, sms, at: minute(1) };
        ledger.want_sms(&wanted).await.unwrap();
        let later =
            WantedSms { at: minute(2), scheme: SchemeId { version: 4, ..wanted.scheme.clone() }, ..wanted.clone() };
        ledger.want_sms(&later).await.unwrap();
        let kept = ledger.wanted_sms(&wanted.contact, &coded("ladli-behna")).await.unwrap();
        assert!(kept == Some(wanted), "the first stays");
    }
}

pub async fn what_the_operators_say_last_and_finally_is_kept(ledger: &impl CallerLedger) {
    let (key, message) = (of_an_event(), format!("m-{}", draw()));
    assert_eq!(ledger.delivered_sms(&message, "TEXT_DELIVERED", true).await, Ok(false), "nobody's");
    ledger.begin_sms(&key, minute(1)).await.unwrap();
    ledger.record_sms(&key, &SmsState::Sent { message: message.clone() }).await.unwrap();
    for (result, is_final) in [("TEXT_QUEUED", false), ("TEXT_DELIVERED", true), ("TEXT_PENDING", false)] {
        assert_eq!(ledger.delivered_sms(&message, result, is_final).await, Ok(true), "{result}");
    }
}

pub async fn the_phone_of_a_call_is_found_with_its_leave(ledger: &impl CallerLedger) {
    let citizen = citizen();
    let ticket = said(ledger, &citizen, 0).await;
    let call = ContactId::new(format!("contact-{ticket}")).unwrap();
    let phone = async || ledger.phone(&call).await.unwrap().map(|phone| (phone.number, phone.contacting));
    assert_eq!(phone().await, Some((citizen.number.clone(), None)));
    ledger.allow(&citizen, Contacting::Evening).await.unwrap();
    assert_eq!(phone().await, Some((citizen.number.clone(), Some(Contacting::Evening))));
    let nobody = ContactId::new(format!("no-call-{}", draw())).unwrap();
    assert!(ledger.phone(&nobody).await.unwrap().is_none());
}

pub async fn readings_are_recorded_and_counted_by_person_kind_and_hour(ledger: &impl CallerLedger) {
    let ticket = draw();
    let reader = format!("agent:a{ticket}");
    let read = |by: &str, request, minutes: i64, most| Access {
        by: lifecycle::Actor::parse(by).unwrap(),
        surface: "operator",
        request,
        of: AccessOf::Case(ticket.clone()),
        why: None,
        at: "2026-11-24T06:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minutes),
        most,
    };
    for _ in 0..2 {
        assert_eq!(ledger.record_access(&read(&reader, "look", 0, Some(2))).await, Ok(Counted::Yes));
    }
    assert_eq!(ledger.record_access(&read(&reader, "look", 59, Some(2))).await, Ok(Counted::TooMany));
    assert_eq!(ledger.record_access(&read(&reader, "history", 59, Some(2))).await, Ok(Counted::Yes), "another kind");
    assert_eq!(ledger.record_access(&read(&reader, "look", 60, Some(2))).await, Ok(Counted::Yes), "another hour");
    let officer = format!("officer:FCS:L1:b{ticket}");
    assert_eq!(ledger.record_access(&read(&officer, "look", 59, Some(2))).await, Ok(Counted::Yes), "another person");
    let coordinator = format!("coordinator:a{ticket}");
    let same = ledger.record_access(&read(&coordinator, "look", 59, Some(2))).await;
    assert_eq!(same, Ok(Counted::TooMany), "the same person in another office");
    for _ in 0..5 {
        assert_eq!(ledger.record_access(&read(&reader, "list", 0, None)).await, Ok(Counted::Yes), "without a limit");
    }
}

pub async fn notices_wait_for_their_hour_and_come_out_in_its_order_until_they_are_forgotten(
    ledger: &impl CallerLedger,
) {
    // Long before the hours of every other test, so that a shared table gives these out first.
    let hour =
        |hour: i64| "1999-05-03T05:30:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_hours(hour);
    let ticket = draw();
    let waits =
        |sequence, at| WaitingNotice { leaves_at: hour(at), event: EventKey { ticket: ticket.clone(), sequence } };
    let (mut first, later) = (vec![waits(1, 0), waits(2, 0), waits(3, 0)], waits(4, 1));
    for notice in first.iter().chain([&later, &first[0]]) {
        ledger.keep_waiting(notice).await.unwrap();
    }
    let ours =
        |all: Vec<WaitingNotice>| all.into_iter().filter(|notice| notice.event.ticket == ticket).collect::<Vec<_>>();
    first.sort_by_key(WaitingNotice::drawn);
    assert_eq!(ours(ledger.waiting(hour(0)).await.unwrap()), first, "a repeat waits once");
    assert_eq!(ours(ledger.waiting(hour(-1)).await.unwrap()), []);
    for notice in &first {
        ledger.forget_waiting(notice).await.unwrap();
    }
    ledger.forget_waiting(&first[0]).await.unwrap();
    assert_eq!(ours(ledger.waiting(hour(1)).await.unwrap()), std::slice::from_ref(&later));
    ledger.forget_waiting(&later).await.unwrap();
}
