//! The lifecycle, one row a line: read the `match` in [`decide`] aloud.

use crate::{Assignment, Case, Command, Event, Limits, Registrar, State, Ticket, Transition, What};
use jiff::Timestamp;

/// What becomes of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It happens: write both or neither.
    Happens(Box<Transition>),
    /// It is so already, or nothing is due: nothing to write.
    Already,
}

/// A command that this state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("case {ticket} is {state}: cannot {command}; {remedy}")]
pub struct Rejection {
    /// The case.
    pub ticket: Ticket,
    /// Its state.
    pub state: State,
    /// What was asked.
    pub command: String,
    /// What to do instead.
    pub remedy: &'static str,
}

/// Decides `command` on `case` at `now`. Pure, and total: every state × command pair has its row.
///
/// # Errors
/// A [`Rejection`] that names case, state, command and remedy.
pub fn decide(case: &Case, command: &Command, now: Timestamp) -> Result<Decision, Rejection> {
    use Command as C;
    use State as S;
    // A clock that jumps back (another machine, an hour of daylight saving) must not reorder a timeline.
    let now = now.max(case.last_event_at);
    let due = case.due_at.is_some_and(|due| due <= now);

    match (case.state, command) {
        // The beep. A repeat is no news; one that comes after the note, the sweep's turn or the void is late.
        (S::Draft, C::BeginTake) if case.began_at.is_none() => Ok(took_breath(case, now)),
        (S::Draft, C::BeginTake) => Ok(Decision::Already),
        (S::Registered | S::AtTriage | S::Triaged, C::BeginTake) => Ok(Decision::Already),
        // The beep came after all, after the sweep had given up: the note that follows is a note.
        (S::Void, C::BeginTake) => Ok(registered(case, Registrar::Call, now)),

        // The note is done. A void draft that has a note after all is registered like any other.
        (S::Draft | S::Void, C::Register { limits, directory_version }) => {
            Ok(registered(&under(case, limits, directory_version), Registrar::Call, now))
        }
        (S::Registered | S::AtTriage | S::Triaged, C::Register { .. }) => Ok(Decision::Already),

        // The caller sorts. The sweep may have sent it to triage a moment before: the caller knows better.
        (S::Registered | S::AtTriage, C::Sort { to, limits, directory_version }) => {
            Ok(sorted(&under(case, limits, directory_version), to, now))
        }
        (S::Triaged, C::Sort { to, .. }) if case.assignment.as_ref() == Some(to) => Ok(Decision::Already),
        (S::Triaged, C::Sort { .. }) => Err(rejection(case, command, "a transfer moves it to another department")),
        (S::Draft | S::Void, C::Sort { .. }) => Err(rejection(case, command, "register it first")),

        // The caller does not sort.
        (S::Registered, C::LeaveToTriage) => Ok(sent_to_triage(case, now)),
        (S::AtTriage | S::Triaged, C::LeaveToTriage) => Ok(Decision::Already),
        (S::Draft | S::Void, C::LeaveToTriage) => Err(rejection(case, command, "register it first")),

        // The sweep. What is not due is left alone, however often it looks.
        (_, C::PassTime) if !due => Ok(Decision::Already),
        (S::Draft, C::PassTime) if case.began_at.is_some() => Ok(registered(case, Registrar::Sweep, now)),
        (S::Draft, C::PassTime) => Ok(voided(case, now)),
        (S::Registered, C::PassTime) => Ok(sent_to_triage(case, now)),
        (S::AtTriage | S::Triaged, C::PassTime) => Ok(raised(case, now)),
        // A void case has no clock, so it is never due; the row is here because the table is total.
        (S::Void, C::PassTime) => Ok(Decision::Already),
    }
}

fn rejection(case: &Case, command: &Command, remedy: &'static str) -> Rejection {
    Rejection { ticket: case.ticket.clone(), state: case.state, command: command.to_string(), remedy }
}

fn under(case: &Case, limits: &Limits, directory_version: &str) -> Case {
    Case { limits: *limits, directory_version: directory_version.to_owned(), ..case.clone() }
}

fn happens(case: &Case, what: What, now: Timestamp, change: impl FnOnce(&mut Case)) -> Decision {
    let mut next = case.clone();
    next.version += 1;
    next.last_event_at = now;
    change(&mut next);
    let event = Event::of(&next, what);
    Decision::Happens(Box::new(Transition { case: next, event }))
}

fn took_breath(case: &Case, now: Timestamp) -> Decision {
    happens(case, What::TakeBegan, now, |next| next.began_at = Some(now))
}

/// By the call: the caller may sort for some minutes. By the sweep: nobody is on the line, so triage has it.
fn registered(case: &Case, by: Registrar, now: Timestamp) -> Decision {
    happens(case, What::Registered(by), now, |next| {
        next.registered_at = Some(now);
        next.began_at = Some(case.began_at.unwrap_or(now));
        match by {
            Registrar::Call => {
                next.state = State::Registered;
                next.due_at = Some(now + case.limits.sorting());
            }
            Registrar::Sweep => to_triage(next),
        }
    })
}

fn sent_to_triage(case: &Case, now: Timestamp) -> Decision {
    happens(case, What::SentToTriage, now, to_triage)
}

fn to_triage(next: &mut Case) {
    next.state = State::AtTriage;
    next.due_at = due_from_the_beep(next, next.limits.triage_days);
}

fn sorted(case: &Case, to: &Assignment, now: Timestamp) -> Decision {
    happens(case, What::Sorted, now, |next| {
        next.state = State::Triaged;
        next.assignment = Some(to.clone());
        next.due_at = due_from_the_beep(next, next.limits.act_days);
    })
}

/// The citizen's clock runs from the beep, whoever has the case since.
fn due_from_the_beep(case: &Case, days: u16) -> Option<Timestamp> {
    let from = case.began_at.unwrap_or(case.last_event_at);
    case.limits.to_act(days, case.level).map(|time| from + time)
}

fn raised(case: &Case, now: Timestamp) -> Decision {
    let Some(above) = case.level.above() else {
        return Decision::Already;
    };
    let days = if case.state == State::AtTriage { case.limits.triage_days } else { case.limits.act_days };
    happens(case, What::LevelRaised, now, |next| {
        next.level = above;
        next.due_at = next.limits.to_act(days, above).map(|time| now + time);
    })
}

fn voided(case: &Case, now: Timestamp) -> Decision {
    happens(case, What::Voided, now, |next| {
        next.state = State::Void;
        next.due_at = None;
    })
}
