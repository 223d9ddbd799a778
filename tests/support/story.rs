//! Makes cases for tests of a ledger, and changes them by orders. Their times lie long before those of other tests.

use helpline::SealedCitizen;
use helpline::ports::{Advance, NewCase};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{
    Actor, Assignment, Calendar, Case, CategoryCode, Command, ContactId, Decision, DepartmentCode, District, Draft,
    Event, Kind, LanguageCode, Order, Rules, Terms, Ticket, Transition, Words, decide,
};

/// The State's rules, but with any department code accepted.
pub struct AnyDepartment;

fn directory() -> &'static directory::Directory {
    match state_directory::playbook() {
        Ok(playbook) => &playbook.directory,
        Err(why) => unreachable!("{why}"),
    }
}

impl Rules for AnyDepartment {
    fn version(&self) -> &str {
        "any"
    }
    fn calendar(&self) -> &Calendar {
        &directory().calendar
    }
    fn unsorted(&self) -> Terms {
        directory().unsorted()
    }
    fn waits(&self) -> lifecycle::Waits {
        lifecycle::Waits::default()
    }
    fn terms(&self, _: &Assignment) -> Option<Terms> {
        Some(Terms { act_days: 7, ..self.unsorted() })
    }
}

/// Returns the time this many minutes after noon of a Monday in 1999, at which every case of a suite is drafted.
///
/// # Panics
/// Never, because the time is a constant.
#[must_use]
pub fn minute(minutes: i64) -> Timestamp {
    let start = Timestamp::from_second(925_713_000).unwrap_or(Timestamp::UNIX_EPOCH);
    start + SignedDuration::from_mins(minutes)
}

/// Makes a draft with this ticket.
///
/// # Panics
/// Never, because its codes are constants.
#[must_use]
pub fn drafted(ticket: &Ticket, at: Timestamp) -> Transition {
    let (Ok(contact), Ok(language)) = (ContactId::new(format!("contact-{ticket}")), LanguageCode::new("hi")) else {
        unreachable!("both have the form of codes")
    };
    let terms = AnyDepartment.unsorted();
    let patience = SignedDuration::from_mins(10);
    let (ticket, directory_version) = (ticket.clone(), "any".to_owned());
    let (kind, quiet, district) = (Kind::Grievance, None, District::unknown());
    Draft { ticket, contact, language, terms, directory_version, patience, district, kind, quiet }.open(at)
}

/// Makes the write of a new case.
#[must_use]
pub fn first(transition: Transition, citizen: Option<SealedCitizen>) -> NewCase {
    let Transition { case, event } = transition;
    NewCase { case, events: vec![event], citizen, owes_number: false, marker: None }
}

/// Makes the write that follows from an order, which must be granted.
///
/// # Panics
/// If the order is not granted.
#[must_use]
pub fn next(case: &Case, order: &Order, at: Timestamp) -> Advance {
    match decide(&AnyDepartment, case, order, at) {
        Ok(Decision::Happens(next)) => Advance::of(case, *next),
        other => panic!("{order:?} on {case:?}: {other:?}"),
    }
}

/// Makes an order by a person, with a reason.
///
/// # Panics
/// If `by` is no person.
#[must_use]
pub fn order(by: &str, command: Command) -> Order {
    let Some(by) = Actor::parse(by) else { panic!("{by} is nobody") };
    Order { why: Words::new("because").ok(), ..Order::of(by, command) }
}

/// Makes the command that assigns a case to a department.
///
/// # Panics
/// If the department is no code.
#[must_use]
pub fn sort(department: &str) -> Command {
    let Ok(department) = DepartmentCode::new(department) else { panic!("{department} is no code") };
    Command::Sort { department, category: CategoryCode::general(), kind: None, about_scheme: None }
}

/// Returns true if a history is consistent and folds to this case.
#[must_use]
pub fn holds(case: &Case, events: &[Event]) -> bool {
    lifecycle::refold(Some(case), events).is_empty()
}
