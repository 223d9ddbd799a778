//! The promises of every ledger, independent of its implementation.

use acceptance::line::draw;
use acceptance::story::{AnyDepartment, drafted, first, holds, minute, next, order, sort};
use futures::future::join_all;
use helpline::ports::{
    Actions, Advance, Advanced, CaseLists, CaseOpener, CaseWriter, Cases, CommandCases, Created, DisclosureOpener,
    DisclosureSealer, DueCases, Histories, ListCursor, ListPage, Marker, NewCase, Unavailable,
};
use helpline::{CommandRequest, Disclosed, EventKey, NotActed, SealedCitizen, act, sweep};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{
    Case, CategoryCode, Command, CommandId, Confidentiality, ContactId, DepartmentCode, Field, Kind, Level, Order,
    PromiseKind, SchemeCode, Sealed, State, Ticket, What, Words,
};
use std::collections::BTreeSet;

/// Passes all scenarios to a macro that makes them tests. Every ledger must pass all scenarios.
macro_rules! all {
    ($tests:ident) => {
        $tests!(scenarios:
            a_new_case_is_written_once_and_read_back_whole,
            a_write_at_an_older_version_gets_the_case_as_it_is_and_changes_nothing,
            a_marker_gives_the_same_answer_however_often_it_comes,
            the_same_command_twenty_times_at_once_happens_once,
            fifty_writers_on_one_case_all_get_through_without_a_gap,
            of_two_officers_at_once_one_acts_and_the_other_is_told_to_look_again,
            two_sweeps_and_an_officer_at_once_give_one_outcome,
            what_is_due_is_found_in_order_in_its_window_page_by_page,
            a_departments_open_cases_are_listed_by_level_and_due_time_and_the_ended_are_not,
            what_a_department_answered_is_listed_the_newest_first_and_no_quiet_answer,
            promised_calls_are_listed_by_due_time_until_they_are_kept,
            a_citizens_cases_are_found_by_pseudonym_and_by_nothing_in_the_case,
            a_case_of_two_thousand_events_stays_small_and_its_history_whole,
        );
    };
}
pub(crate) use all;

/// A ledger with all its ports.
pub trait Ledger: CaseOpener + CaseWriter + Cases + CommandCases + Histories + CaseLists + DueCases + Sync {}
impl<L: CaseOpener + CaseWriter + Cases + CommandCases + Histories + CaseLists + DueCases + Sync> Ledger for L {}

/// A sealer for these scenarios, which disclose nothing.
struct NothingDisclosed;

impl DisclosureSealer for NothingDisclosed {
    const ACTIONS: Actions = &[];

    async fn seal_disclosure(&self, _: &Ticket, _: Field, _: &Disclosed) -> Result<Sealed, Unavailable> {
        Err(Unavailable("nothing is sealed here".into()))
    }
}

impl DisclosureOpener for NothingDisclosed {
    const ACTIONS: Actions = &[];

    async fn open(&self, _: &Ticket, _: Field, _: &Sealed) -> Result<Disclosed, Unavailable> {
        Err(Unavailable("nothing is sealed here".into()))
    }
}

/// Returns the code of a department that only this scenario uses.
fn department() -> String {
    let letters = draw().as_str().bytes().map(|digit| char::from(digit - b'0' + b'A')).collect::<String>();
    letters[..7].to_owned()
}

async fn open(ledger: &impl Ledger, new: NewCase) -> Case {
    assert_eq!(ledger.create(&new).await, Created::Done);
    new.case
}

async fn write(ledger: &impl Ledger, advance: Advance) -> Case {
    assert_eq!(ledger.advance(&advance).await, Advanced::Done);
    advance.case
}

/// Writes a case command by command until it is assigned to a department, and returns the case.
async fn sorted(ledger: &impl Ledger, department: &str, at: Timestamp) -> Case {
    let case = open(ledger, first(drafted(&draw(), at), None)).await;
    let case = write(ledger, next(&case, &order("citizen", Command::Register {}), at)).await;
    write(ledger, next(&case, &order("citizen", sort(department)), at)).await
}

fn asked(case: &Case, id: &str, command: Command, by: &str) -> CommandRequest {
    let id = CommandId::new(id).unwrap();
    CommandRequest { ticket: case.ticket.clone(), id, order: order(by, command), disclosed: None, sound: None }
}

fn add(said: &str) -> Command {
    Command::AddWords { words: Words::new(said).unwrap() }
}

pub async fn a_new_case_is_written_once_and_read_back_whole(ledger: &impl Ledger) {
    let opened = first(drafted(&draw(), minute(0)), None);
    assert_eq!(ledger.case(&opened.case.ticket).await, Ok(None));
    let case = open(ledger, opened.clone()).await;
    assert_eq!(ledger.case(&case.ticket).await, Ok(Some(case.clone())));
    assert_eq!(ledger.create(&opened).await, Created::ContactHasCase(case.ticket.clone()));
    let mut other = first(drafted(&case.ticket, minute(1)), None);
    other.case.file.contact = ContactId::new(format!("other-{}", case.ticket)).unwrap();
    assert_eq!(ledger.create(&other).await, Created::TicketTaken);
    let key = EventKey { ticket: case.ticket.clone(), sequence: 1 };
    assert_eq!(ledger.event(&key).await.unwrap().as_ref(), opened.events.first());
}

pub async fn a_write_at_an_older_version_gets_the_case_as_it_is_and_changes_nothing(ledger: &impl Ledger) {
    let case = sorted(ledger, "CONFORM", minute(0)).await;
    let by = format!("officer:{}:L1:ramesh", case.standing.department.as_ref().unwrap());
    let taken = next(&case, &order(&by, Command::Acknowledge {}), minute(5));
    let late = next(&case, &order("citizen", add("more")), minute(5));
    let now = write(ledger, taken).await;
    assert_eq!(ledger.advance(&late).await, Advanced::Moved(Box::new(now.clone())));
    assert_eq!(ledger.case(&now.ticket).await, Ok(Some(now.clone())));
    let events = ledger.timeline(&now.ticket).await.unwrap();
    assert!(holds(&now, &events));
}

pub async fn a_marker_gives_the_same_answer_however_often_it_comes(ledger: &impl Ledger) {
    let case = sorted(ledger, "CONFORM", minute(0)).await;
    let id = CommandId::new("command-1").unwrap();
    let marked = |answer: &str| Advance {
        marker: Some(Marker::Command { id: id.clone(), answer: answer.into() }),
        ..next(&case, &order("citizen", add("more")), minute(5))
    };
    assert_eq!(ledger.advance(&marked("first")).await, Advanced::Done);
    for _ in 0..3 {
        assert_eq!(ledger.advance(&marked("second")).await, Advanced::Repeated("first".into()));
    }
    let (found, answer) = ledger.case_and_answer(&case.ticket, &id).await.unwrap();
    assert_eq!((found.map(|c| c.version), answer.as_deref()), (Some(4), Some("first")));
    let (_, none) = ledger.case_and_answer(&case.ticket, &CommandId::new("command-2").unwrap()).await.unwrap();
    assert_eq!(none, None);
}

pub async fn the_same_command_twenty_times_at_once_happens_once(ledger: &impl Ledger) {
    let case = sorted(ledger, "CONFORM", minute(0)).await;
    let command = asked(&case, "once", add("said once"), "citizen");
    let answers = join_all((0..20).map(|_| act(&AnyDepartment, ledger, &NothingDisclosed, &command, minute(9)))).await;
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:?}");
    assert_eq!(ledger.timeline(&case.ticket).await.unwrap().len(), 4, "one event more than three");
}

pub async fn fifty_writers_on_one_case_all_get_through_without_a_gap(ledger: &impl Ledger) {
    let case = sorted(ledger, "CONFORM", minute(0)).await;
    let commands: Vec<CommandRequest> =
        (0..50).map(|n| asked(&case, &format!("storm-{n}"), add(&format!("word {n}")), "citizen")).collect();
    let mut left: Vec<&CommandRequest> = commands.iter().collect();
    // The conflicts may outlast a command's deadline. The same command is then sent again with the same id.
    for _ in 0..20 {
        let answers =
            join_all(left.iter().map(|asked| act(&AnyDepartment, ledger, &NothingDisclosed, asked, minute(9)))).await;
        left = left
            .into_iter()
            .zip(answers)
            .filter_map(|(asked, answer)| match answer {
                Ok(_) => None,
                Err(NotActed::Unknown(_)) => Some(asked),
                Err(other) => panic!("{other}"),
            })
            .collect();
        if left.is_empty() {
            break;
        }
    }
    assert!(left.is_empty(), "{} never got through", left.len());
    let events = ledger.timeline(&case.ticket).await.unwrap();
    let now = ledger.case(&case.ticket).await.unwrap().unwrap();
    assert_eq!((events.len(), now.version), (53, 53));
    assert!(holds(&now, &events));
}

pub async fn of_two_officers_at_once_one_acts_and_the_other_is_told_to_look_again(ledger: &impl Ledger) {
    let case = sorted(ledger, "CONFORM", minute(0)).await;
    let seen = |id: &str, who: &str| {
        let mut asked = asked(&case, id, Command::Acknowledge {}, &format!("officer:CONFORM:L1:{who}"));
        asked.order.seen = Some(case.version);
        asked
    };
    let (one, other) = (seen("two-1", "ramesh"), seen("two-2", "sunita"));
    let (one, other) = futures::join!(
        act(&AnyDepartment, ledger, &NothingDisclosed, &one, minute(9)),
        act(&AnyDepartment, ledger, &NothingDisclosed, &other, minute(9))
    );
    let (done, rejected): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), rejected.len()), (1, 1));
    assert!(rejected[0].as_ref().unwrap_err().to_string().contains("look at it again"), "{rejected:?}");
    assert_eq!(ledger.timeline(&case.ticket).await.unwrap().len(), 4);
}

pub async fn two_sweeps_and_an_officer_at_once_give_one_outcome(ledger: &impl Ledger) {
    let department = department();
    for _ in 0..5 {
        let case = sorted(ledger, &department, minute(0)).await;
        let due = case.standing.due_at.unwrap();
        let officer = asked(&case, "race", Command::Acknowledge {}, &format!("officer:{department}:L1:ramesh"));
        let (one, other, officer) = futures::join!(
            sweep(&AnyDepartment, ledger, due, &|| true),
            sweep(&AnyDepartment, ledger, due, &|| true),
            act(&AnyDepartment, ledger, &NothingDisclosed, &officer, due),
        );
        let raised = one.unwrap().raised + other.unwrap().raised;
        officer.unwrap();
        let events = ledger.timeline(&case.ticket).await.unwrap();
        let now = ledger.case(&case.ticket).await.unwrap().unwrap();
        assert!(holds(&now, &events), "{events:#?}");
        assert_eq!(now.standing.state, State::Acknowledged);
        let levels = events.iter().filter(|event| event.what.kind().as_str() == "level-raised").count();
        assert!(raised <= 1 && levels <= 1, "raised {levels} times: {raised} counted");
    }
}

pub async fn what_is_due_is_found_in_order_in_its_window_page_by_page(ledger: &impl Ledger) {
    let shard = draw().shard();
    let mut written = Vec::new();
    for n in 0..130 {
        let ticket = std::iter::repeat_with(draw).find(|ticket| ticket.shard() == shard).unwrap();
        let case = open(ledger, first(drafted(&ticket, minute(-10_000 - n)), None)).await;
        written.push((case.standing.due_at.unwrap(), case.ticket));
    }
    written.sort();
    let until = minute(-9_990);
    let since = minute(-10_131 + 10);
    assert_eq!(all_due(ledger, shard, Some(since), until).await, written);
    let middle = written[64].0;
    assert_eq!(all_due(ledger, shard, Some(since), middle).await, written[..65]);
    assert_eq!(
        all_due(ledger, shard, Some(middle), until).await,
        written[65..],
        "the window begins after its beginning"
    );
    assert_eq!(all_due(ledger, shard, Some(until), since).await, [], "a window that ends before it begins is empty");
    for (_, ticket) in written {
        let case = ledger.case(&ticket).await.unwrap().unwrap();
        write(ledger, next(&case, &order("citizen", Command::Register {}), minute(0))).await;
    }
    assert_eq!(all_due(ledger, shard, Some(since), until).await, [], "what was dealt with is due no more");
}

async fn all_due(
    ledger: &impl Ledger,
    shard: u8,
    since: Option<Timestamp>,
    until: Timestamp,
) -> Vec<(Timestamp, Ticket)> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = ledger.due(shard, since, until, after).await.unwrap();
        found.extend(page.cases.into_iter().map(|case| (case.standing.due_at.unwrap(), case.ticket)));
        match page.next {
            Some(next) => after = Some(next),
            None => return found,
        }
    }
}

pub async fn a_departments_open_cases_are_listed_by_level_and_due_time_and_the_ended_are_not(ledger: &impl Ledger) {
    let code = department();
    let officer = format!("officer:{code}:L1:ramesh");
    let mut open = Vec::new();
    for n in 0..8 {
        let case = sorted(ledger, &code, minute(n * 10)).await;
        open.push(case);
    }
    let raised = open.remove(0);
    let due = raised.standing.due_at.unwrap();
    let raised = write(ledger, next(&raised, &Order::time_passes(), due)).await;
    let ended = open.remove(0);
    write(ledger, next(&ended, &order("citizen", Command::ConfirmSolved {}), minute(500))).await;
    let acknowledged = open.pop().unwrap();
    let acknowledged = write(ledger, next(&acknowledged, &order(&officer, Command::Acknowledge {}), minute(500))).await;
    open.push(acknowledged);

    // Deadlines of a day fall together, and have no order among them.
    let tickets = |cases: &[Case]| {
        let places = cases.iter().map(|case| (case.standing.level, case.standing.due_at));
        assert!(places.is_sorted(), "by level and due time");
        cases.iter().map(|case| case.ticket.clone()).collect::<BTreeSet<_>>()
    };
    assert_eq!(tickets(&listed(ledger, &code, Some(Level::L1)).await), tickets(&open));
    assert_eq!(tickets(&listed(ledger, &code, Some(Level::L2)).await), tickets(std::slice::from_ref(&raised)));
    open.push(raised);
    assert_eq!(tickets(&listed(ledger, &code, None).await), tickets(&open), "the lowest level first");
}

pub async fn what_a_department_answered_is_listed_the_newest_first_and_no_quiet_answer(ledger: &impl Ledger) {
    let code = department();
    let officer = format!("officer:{code}:L1:ramesh");
    let mut answered = Vec::new();
    for (n, quiet) in (0..4).zip([None, Some(Confidentiality::Police), None, None]) {
        let drafted = drafted(&draw(), minute(n));
        let drafted = open(ledger, first(drafted, None)).await;
        let registered = write(ledger, next(&drafted, &order("citizen", Command::Register {}), minute(n))).await;
        let about_scheme = SchemeCode::new("ladli-behna").ok();
        let (department, category) = (DepartmentCode::new(&code).unwrap(), CategoryCode::general());
        let sort = Command::Sort { department, category, kind: Some(Kind::Query), about_scheme };
        let mut case = write(ledger, next(&registered, &order("citizen", sort), minute(n))).await;
        if quiet.is_some() {
            let mark = Command::Mark { quiet, about_official: false, named: None, named_level: None };
            case = write(ledger, next(&case, &order("agent:asha", mark), minute(n))).await;
        }
        let note = Words::new(format!("answer {n}")).unwrap();
        let answer = order(&officer, Command::TakeAction { note, attachments: vec![] });
        let closed = write(ledger, next(&case, &answer, minute(10 + n))).await;
        answered.extend(quiet.is_none().then_some(closed.ticket));
    }
    answered.reverse();
    let listed = ledger.answers(&DepartmentCode::new(&code).unwrap()).await.unwrap();
    assert_eq!(listed.iter().map(|event| event.ticket.clone()).collect::<Vec<_>>(), answered);
    assert!(listed.iter().all(|event| {
        matches!(&event.what, What::ActionTaken { about_scheme: Some(scheme), .. } if scheme.as_str() == "ladli-behna")
    }));
}

async fn listed(ledger: &impl Ledger, desk: &str, level: Option<Level>) -> Vec<Case> {
    paged(|after| ledger.open_cases(desk, level, after)).await
}

async fn paged<F: Future<Output = Result<ListPage, Unavailable>>>(
    mut page: impl FnMut(Option<ListCursor>) -> F,
) -> Vec<Case> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let ListPage { cases, next } = page(after).await.unwrap();
        found.extend(cases.into_iter().map(|(_, case)| case));
        match next {
            Some(next) => after = Some(next),
            None => return found,
        }
    }
}

pub async fn promised_calls_are_listed_by_due_time_until_they_are_kept(ledger: &impl Ledger) {
    let mut promised = Vec::new();
    for n in [3, 1, 2, 5, 4] {
        let case = sorted(ledger, "CONFORM", minute(0)).await;
        let call = Command::Promise { promise: PromiseKind::CallBack, until: minute(10 * n) };
        promised.push((n, write(ledger, next(&case, &order("citizen", call), minute(1))).await));
    }
    let kept = promised.remove(0).1;
    write(ledger, next(&kept, &order("agent:asha", Command::KeepPromise { number: 1 }), minute(2))).await;
    promised.sort_by_key(|(n, _)| *n);
    let ours: Vec<Ticket> = promised.iter().map(|(_, case)| case.ticket.clone()).collect();
    let calls = paged(|after| ledger.promised_calls(after)).await;
    let found: Vec<Ticket> =
        calls.into_iter().map(|case| case.ticket).filter(|t| ours.contains(t) || *t == kept.ticket).collect();
    assert_eq!(found, ours);
}

pub async fn a_citizens_cases_are_found_by_pseudonym_and_by_nothing_in_the_case(ledger: &impl Ledger) {
    let pseudonym = format!("pseudonym{}", draw());
    let mut theirs = Vec::new();
    // The tickets do not come in the order of time.
    let mut tickets = [draw(), draw(), draw()];
    tickets.sort();
    for (ticket, at) in tickets.iter().zip([7, 3, 5]) {
        let citizen = SealedCitizen { pseudonym: pseudonym.clone(), number: b"sealed".to_vec() };
        let case = open(ledger, first(drafted(ticket, minute(at)), Some(citizen))).await;
        assert!(!format!("{case:?}").contains(&pseudonym));
        theirs.push((at, case.ticket));
    }
    theirs.sort();
    let newest_first = theirs.into_iter().rev().map(|(_, ticket)| ticket).collect();
    assert_eq!(ledger.tickets_of(&pseudonym).await, Ok(newest_first));
    assert_eq!(ledger.tickets_of("nobody").await, Ok(vec![]));
}

/// The characters that the list of events with words may take in a case: it holds twenty.
const MOST_SAID_CHARS: usize = 120;

pub async fn a_case_of_two_thousand_events_stays_small_and_its_history_whole(ledger: &impl Ledger) {
    let mut case = sorted(ledger, "CONFORM", minute(0)).await;
    let empty = ledger_items::item_of_case(&case);
    let said = add(&"word ".repeat(40));
    while case.version < 2_000 {
        case = write(ledger, next(&case, &order("citizen", said.clone()), minute(i64::from(case.version)))).await;
    }
    let events = ledger.timeline(&case.ticket).await.unwrap();
    assert!(holds(&case, &events));
    let size = |item: &ledger_items::Item| format!("{item:?}").len();
    let full = ledger_items::item_of_case(&case);
    assert!(
        size(&full) <= size(&empty) + MOST_SAID_CHARS,
        "a case does not grow with its events: {} to {}",
        size(&empty),
        size(&full)
    );
    let later = case.last_event_at + SignedDuration::from_mins(1);
    write(ledger, next(&case, &order("citizen", Command::ConfirmSolved {}), later)).await;
}
