//! A case in each state, and each command, for the lifecycle's tests.

use jiff::{SignedDuration, Timestamp};
use lifecycle::{
    Assignment, Case, CategoryCode, Command, ContactId, Decision, DepartmentCode, Draft, LanguageCode, Limits, State,
    Ticket, decide,
};

/// Minutes after the moment at which every test case is drafted: noon of 24 November 2026 in Bhopal.
pub fn after(minutes: i64) -> Timestamp {
    "2026-11-24T06:30:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

pub fn limits() -> Limits {
    Limits { sorting_minutes: 5, triage_days: 1, act_days: 7, floor_days: 3 }
}

pub fn commands() -> Vec<Command> {
    let (limits, directory_version) = (limits(), "test".to_owned());
    let to =
        |code: &str| Assignment { department: DepartmentCode::new(code).unwrap(), category: CategoryCode::general() };
    vec![
        Command::BeginTake,
        Command::Register { limits, directory_version: directory_version.clone() },
        Command::Sort { to: to("FCS"), limits, directory_version: directory_version.clone() },
        Command::Sort { to: to("REV"), limits, directory_version },
        Command::LeaveToTriage,
        Command::PassTime,
    ]
}

pub fn draft() -> Case {
    Draft {
        ticket: Ticket::drawn(4_271_083, 8).unwrap(),
        contact: ContactId::new("contact-1").unwrap(),
        language: LanguageCode::new("hi").unwrap(),
        limits: limits(),
        directory_version: "test".into(),
        patience: SignedDuration::from_mins(10),
        began: false,
    }
    .open(after(0))
    .case
}

pub fn at_state(state: State) -> Case {
    let [begin, register, sort, _, leave, pass] = commands().try_into().unwrap();
    let path = match state {
        State::Draft => vec![],
        State::Void => vec![(pass, 11)],
        State::Registered => vec![(begin, 0), (register, 0)],
        State::AtTriage => vec![(begin, 0), (register, 0), (leave, 0)],
        State::Triaged => vec![(begin, 0), (register, 0), (sort, 0)],
    };
    path.into_iter().fold(draft(), |case, (command, minutes)| match decide(&case, &command, after(minutes)) {
        Ok(Decision::Happens(next)) => next.case,
        other => panic!("{command} on {case:?}: {other:?}"),
    })
}
