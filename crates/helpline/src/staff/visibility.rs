//! The visibility of cases in lists. Every answer that names a case goes through here.

use crate::notify::NoticeSlots;
use desk_api::{CaseLine, PromiseLine};
use directory::Directory;
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Case, Heard, News, PromiseKind, in_india};

/// Returns `true` if a list shows the case to `by`. A list hides other cases without a trace.
pub(super) fn shows(by: &Actor, case: &Case) -> bool {
    by.sees(case) && (!case.standing.protected() || by.sees_protection(case))
}

/// The hours at which cases appear to their departments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrivals<'a> {
    /// When notices leave.
    pub(super) slots: NoticeSlots,
    /// The office's hours.
    pub(super) directory: &'a Directory,
    /// The present time.
    pub(super) now: Timestamp,
}

impl Arrivals<'_> {
    /// Returns true if the case has not come to the department of `by` yet, because its first notice waits for its
    /// hour. The caller or the sweep sorts a case within the sorting time, so the hour after that time counts: a list
    /// never shows a case before its notice, and at most an hour after it.
    pub(super) fn hides(&self, by: &Actor, case: &Case) -> bool {
        let Some(registered_at) = case.registered_at.filter(|_| by.department().is_some()) else { return false };
        let sorted_by = registered_at + SignedDuration::from_mins(i64::from(case.terms.sorting_minutes) + 1);
        self.slots.leaves_at(sorted_by, &case.standing, self.directory).is_some_and(|leaves_at| leaves_at > self.now)
    }
}

/// Returns the case as `by` may see it in a list.
pub(super) fn line(by: &Actor, case: &Case) -> CaseLine {
    let s = &case.standing;
    let category = s.category.as_ref().filter(|_| !s.hides_its_subject());
    // A department must not know when and why the centre will call, because its people could then be at the citizen's
    // door at that time.
    let clock = [s.acknowledge_by, s.act_by].into_iter().flatten().min();
    let (due, promises) = match by.department() {
        _ if !by.sees_it_move(case) => (None, Vec::new()),
        Some(_) => (clock, Vec::new()),
        None => (s.due_at, promises(by, case)),
    };
    CaseLine {
        ticket: case.ticket.clone().into(),
        state: by.sees_state(case),
        level: s.level.as_str().to_owned(),
        department: s.department.as_ref().map_or("-", |d| d.as_str()).to_owned(),
        category: category.map_or("-", |category| category.as_str()).to_owned(),
        due_on: due.map(|due| in_india(due).date().into()),
        version: by.sees_it_move(case).then_some(case.version),
        promises,
    }
}

/// Returns the case as an agent may read it out to a caller on its phone: the stage that the phone itself would hear.
pub(super) fn line_on_the_phone(case: &Case, news: News, now: Timestamp) -> CaseLine {
    let state = match case.heard(news, now) {
        Heard::At(stage) => stage.as_str(),
        Heard::Draft => "draft",
        Heard::Nothing => "confidential",
    };
    CaseLine {
        ticket: case.ticket.clone().into(),
        state: state.to_owned(),
        level: "-".to_owned(),
        department: "-".to_owned(),
        category: "-".to_owned(),
        due_on: None,
        version: None,
        promises: Vec::new(),
    }
}

/// Returns the case with the calls that the centre makes now. A call that a department's act asks for waits until the
/// citizen may hear of the act.
pub(super) fn line_of_calls(by: &Actor, case: &Case, news: News, now: Timestamp) -> CaseLine {
    let mut line = line(by, case);
    let rings = |number: u16| {
        let kind = case.promise(number).map(|promise| promise.kind);
        kind.is_some_and(|kind| kind.is_a_call() && case.may_ring(kind, news, now))
    };
    line.promises.retain(|promise| rings(promise.number));
    line
}

/// Returns the promises of the centre. Only the coordinator may know that a citizen wants a withdrawn case back,
/// because the coordinator asks about it.
fn promises(by: &Actor, case: &Case) -> Vec<PromiseLine> {
    let coordinators = by.sees_protection(case);
    let theirs = case.promises.iter().filter(|p| coordinators || p.kind != PromiseKind::AskReopening);
    theirs.map(|promise| PromiseLine { number: promise.number, kind: promise.kind.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::draft;
    use lifecycle::{Command, ContactId, Decision, Door, LanguageCode, Order, Ticket, decide};

    const OFFICER: &str = "officer:FCS:L1:ramesh";
    const AGENT: &str = "agent:asha";
    const COORDINATOR: &str = "coordinator:kiran";

    fn directory() -> &'static Directory {
        &state_directory::playbook().unwrap().directory
    }

    fn actor(who: &str) -> Actor {
        Actor::parse(who).unwrap()
    }

    fn does(case: &Case, who: &str, command: Command) -> Case {
        let now: Timestamp = "2026-11-24T06:30:00Z".parse().unwrap();
        let order = Order { seen: Some(case.version), ..Order::of(actor(who), command) };
        match decide(directory(), case, &order, now).unwrap() {
            Decision::Happens(next) => next.case,
            Decision::Already => panic!("it is so already"),
        }
    }

    /// A sorted case of this department and category.
    fn sorted(department: &str, category: &str) -> Case {
        let (contact, language) = (ContactId::new("call-1").unwrap(), LanguageCode::new("hi").unwrap());
        let draft = draft(directory(), Ticket::parse("42710839").unwrap(), contact, language);
        let registered = does(&draft.open("2026-11-24T06:30:00Z".parse().unwrap()).case, AGENT, Command::Register {});
        let sort = Command::Sort {
            department: lifecycle::DepartmentCode::new(department).unwrap(),
            category: lifecycle::CategoryCode::new(category).unwrap(),
            kind: None,
            about_scheme: None,
        };
        does(&registered, AGENT, sort)
    }

    /// A withdrawn case, with somebody at the citizen's door or with nobody.
    fn withdrawn(at_the_door: Door) -> Case {
        let asked = does(&sorted("FCS", "general"), "citizen", Command::AskWithdrawal {});
        let call = ContactId::new("the-centres-call").unwrap();
        does(&asked, AGENT, Command::ConfirmWithdrawal { call, at_the_door })
    }

    #[test]
    fn a_list_shows_a_department_its_own_cases_alone() {
        let case = sorted("FCS", "general");
        for (who, shown) in [(OFFICER, true), ("nodal:FCS:n", true), ("officer:REV:L4:gopal", false), (AGENT, true)] {
            assert_eq!(shows(&actor(who), &case), shown, "{who}");
        }
    }

    #[test]
    fn a_protected_case_is_in_no_list_but_the_coordinators_and_a_withdrawn_one_is() {
        for (at_the_door, shown) in [(Door::Somebody, false), (Door::Nobody, true)] {
            let case = withdrawn(at_the_door);
            assert_eq!((shows(&actor(OFFICER), &case), shows(&actor(AGENT), &case)), (shown, shown));
            assert!(shows(&actor(COORDINATOR), &case));
        }
    }

    #[test]
    fn two_withdrawn_cases_stand_in_a_list_alike_whatever_was_at_the_door() {
        let lines = [Door::Somebody, Door::Nobody].map(|door| line(&actor(AGENT), &withdrawn(door)));
        assert_eq!(lines[0], lines[1]);
        assert_eq!((lines[0].state.as_str(), lines[0].version, lines[0].due_on.clone()), ("withdrawn", None, None));
        assert_eq!(line(&actor(COORDINATOR), &withdrawn(Door::Somebody)).state, "withdrawn (protected)");
    }

    #[test]
    fn a_department_reads_neither_a_promise_nor_the_time_at_which_the_centre_calls() {
        // The case is acknowledged. Its department now has a week, so the centre's call is due first.
        let case = does(&sorted("FCS", "general"), OFFICER, Command::Acknowledge {});
        let case = does(&case, "citizen", Command::AskWithdrawal {});
        let (officers, centres) = (line(&actor(OFFICER), &case), line(&actor(AGENT), &case));
        assert_eq!(officers.promises, []);
        let kinds: Vec<&str> = centres.promises.iter().map(|promise| promise.kind.as_str()).collect();
        assert_eq!(kinds, ["ask-withdrawal"]);
        assert!(centres.due_on < officers.due_on, "{centres:?} {officers:?}");
    }

    #[test]
    fn a_quiet_case_stands_in_a_list_without_its_subject() {
        let quiet = sorted("WCD", "violence");
        assert!(quiet.standing.hides_its_subject());
        assert_eq!(line(&actor(AGENT), &quiet).category, "-");
        assert_eq!(line(&actor(AGENT), &sorted("FCS", "general")).category, "general");
    }
}
