//! Cases for tests of a ledger: drafted, sorted, and moved by orders, at moments long before any other test's.

use helpline::SealedCitizen;
use helpline::ports::{Advance, NewCase};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{
    Actor, Assignment, Calendar, Case, CategoryCode, Command, ContactId, Decision, DepartmentCode, District, Draft,
    Event, Kind, LanguageCode, Order, Rules, Terms, Ticket, Transition, Words, decide,
};

/// The State's rules, with any department one likes.
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

/// Minutes after the moment at which every case of a suite is drafted: noon of a Monday in 1999.
///
/// # Panics
/// Never: the moment is written here.
#[must_use]
pub fn minute(minutes: i64) -> Timestamp {
    let start = Timestamp::from_second(925_713_000).unwrap_or(Timestamp::UNIX_EPOCH);
    start + SignedDuration::from_mins(minutes)
}

/// A draft of that ticket.
///
/// # Panics
/// Never: its codes are written here.
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

/// The write of a new case.
#[must_use]
pub fn first(transition: Transition, citizen: Option<SealedCitizen>) -> NewCase {
    let Transition { case, event } = transition;
    NewCase { case, events: vec![event], citizen, marker: None }
}

/// The write that follows from an order, which must be granted.
///
/// # Panics
/// When it is not.
#[must_use]
pub fn next(case: &Case, order: &Order, at: Timestamp) -> Advance {
    match decide(&AnyDepartment, case, order, at) {
        Ok(Decision::Happens(next)) => Advance::of(case, *next),
        other => panic!("{order:?} on {case:?}: {other:?}"),
    }
}

/// An order of somebody.
///
/// # Panics
/// When nobody is called so.
#[must_use]
pub fn order(by: &str, command: Command) -> Order {
    let Some(by) = Actor::parse(by) else { panic!("{by} is nobody") };
    Order { why: Words::new("because").ok(), ..Order::of(by, command) }
}

/// Sorts to a department.
///
/// # Panics
/// When it is no code.
#[must_use]
pub fn sort(department: &str) -> Command {
    let Ok(department) = DepartmentCode::new(department) else { panic!("{department} is no code") };
    Command::Sort { department, category: CategoryCode::general(), kind: None, about_scheme: None }
}

/// Whether a history holds together and is that case.
#[must_use]
pub fn holds(case: &Case, events: &[Event]) -> bool {
    lifecycle::refold(Some(case), events).is_empty()
}
