//! One step of a call: decide, write, and only then answer.

use crate::CallerNumber;
use crate::ports::{AnsweredStep, Expects, Marker, ReadCases, SealCitizen, Unavailable, Write, WriteCases, Written};
use dialogue::{Call, CaseOnCall, Commit, Input, Playbook, Step};
use jiff::Timestamp;
use lifecycle::{
    Actor, Assignment, Case, CategoryCode, Command, ContactId, Decision, Draft, File, Order, Rules as _, Ticket,
    decide, in_india,
};

/// Times a step decides anew because the case moved, a ticket was taken or the answer has to change.
const MAX_ATTEMPTS: usize = 6;

/// What the telephone asks: where the call is, and what the caller did.
#[derive(Debug, Clone)]
pub struct CallStep {
    /// The call.
    pub contact: ContactId,
    /// The step's number in the call: with the contact, the key of idempotency.
    pub number: u32,
    /// Where the call is.
    pub call: Call,
    /// What the caller did.
    pub input: Input,
    /// Who calls, if the network says so.
    pub caller: Option<CallerNumber>,
}

/// No answer can be given that is true: whether the write happened is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the outcome of the write is not known: {0}; send the same step again")]
pub struct NotAnswered(pub String);

/// What a step has to work with.
struct Scene<'a, P, D, R> {
    playbook: &'a Playbook,
    ports: &'a P,
    asked: &'a CallStep,
    draw: D,
    now: Timestamp,
    render: R,
}

/// Answers one step of a call. `draw` draws a ticket, `render` makes the telephone's answer of a step.
/// Idempotency key: contact, step number and input; the same step, sent twice or ten times at once, gets the answer
/// that was recorded with the write. A step that writes nothing is pure and needs no record.
///
/// # Errors
/// [`NotAnswered`] if a write's outcome is unknown: the telephone sends the same step once more.
pub async fn answer<P>(
    playbook: &Playbook,
    ports: &P,
    asked: &CallStep,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
    render: impl Fn(&Step) -> String,
) -> Result<String, NotAnswered>
where
    P: WriteCases + ReadCases + SealCitizen,
{
    let scene = Scene { playbook, ports, asked, draw, now, render };
    scene.answer().await
}

impl<P, D, R> Scene<'_, P, D, R>
where
    P: WriteCases + ReadCases + SealCitizen,
    D: Fn() -> Ticket,
    R: Fn(&Step) -> String,
{
    async fn answer(&self) -> Result<String, NotAnswered> {
        let mut ticket = (self.draw)();
        let mut call = self.asked.call.clone();
        let mut input = self.asked.input;
        // The case as the ledger said it is; until it says so, as the call remembers it.
        let mut known: Option<Case> = match &call.case {
            // Another release, another directory: what the call does not carry must be read.
            Some(case) if case.directory_version != self.playbook.directory.version => {
                self.ports.case(&case.ticket).await.map_err(|Unavailable(why)| NotAnswered(why))?
            }
            Some(case) => Some(self.remembered(case)),
            None => None,
        };
        for _ in 0..MAX_ATTEMPTS {
            let mut step = dialogue::step(self.playbook, &call, input, &ticket, self.asked.number);
            let Some(commit) = step.commit.clone() else {
                return Ok((self.render)(&step));
            };
            let write = match self.plan(&commit, known.as_ref(), &ticket, &step).await {
                Ok(Plan::Write(write)) => *write,
                Ok(Plan::Already(case)) => {
                    step.call.case = Some(CaseOnCall::of(&case));
                    return Ok((self.render)(&self.promising(step, &case)));
                }
                // The case is past what the caller asks: say what became of it instead.
                Ok(Plan::Past) => {
                    input = Input::Silence;
                    continue;
                }
                Err(Unavailable(why)) => return Err(NotAnswered(why)),
            };
            step.call.case = Some(CaseOnCall::of(&write.case));
            let answer = (self.render)(&self.promising(step, &write.case));
            let recorded = AnsweredStep {
                contact: self.asked.contact.clone(),
                number: self.asked.number,
                input: self.asked.input,
                answer: answer.clone(),
            };
            match self.ports.write(&Write { marker: Some(Marker::Step(recorded)), ..write }).await {
                Written::Done => return Ok(answer),
                Written::Repeated(answer) => return Ok(answer),
                Written::Moved(case) => known = Some(*case),
                Written::TicketTaken => ticket = (self.draw)(),
                Written::ContactHasCase(theirs) => {
                    let case = self.ports.case(&theirs).await.map_err(|Unavailable(why)| NotAnswered(why))?;
                    known = case;
                }
                Written::Refused(_) => return Ok(self.refused(&commit, &call)),
                Written::Unknown(why) => return Err(NotAnswered(why)),
            }
            // The lines of the next attempt name the case's own ticket.
            call.case = known.as_ref().map(CaseOnCall::of).or(call.case);
        }
        Err(NotAnswered(format!("the case moved {MAX_ATTEMPTS} times")))
    }

    /// The step, saying the very day that the ledger holds the department to.
    fn promising(&self, step: Step, case: &Case) -> Step {
        let by = case.standing.answer_by.map(|by| in_india(by).date());
        self.playbook.promising(step, by)
    }

    /// The truth, after a write that did not happen. The caller is already speaking when a beep is refused:
    /// the note goes on, and registering it will draw the ticket.
    fn refused(&self, commit: &Commit, call: &Call) -> String {
        let step = match commit {
            Commit::BeginTake => {
                let heard = dialogue::step(self.playbook, call, Input::Beep, &(self.draw)(), self.asked.number);
                Step { commit: None, ..heard }
            }
            Commit::Draft => dialogue::refused(self.playbook, call, false),
            Commit::Register => dialogue::refused(self.playbook, call, true),
            // It stays registered and unsorted: the sweep sends it to triage, as a caller who says nothing hears.
            Commit::Sort(_) | Commit::LeaveToTriage => {
                let left = dialogue::step(self.playbook, call, Input::Silence, &(self.draw)(), self.asked.number);
                Step { commit: None, ..left }
            }
        };
        (self.render)(&step)
    }

    async fn plan(
        &self,
        commit: &Commit,
        known: Option<&Case>,
        ticket: &Ticket,
        step: &Step,
    ) -> Result<Plan, Unavailable> {
        let Some(case) = known else {
            let citizen = match &self.asked.caller {
                Some(number) => Some(self.ports.seal(number).await?),
                None => None,
            };
            return Ok(self.first_write(commit, ticket, step, citizen));
        };
        let command = match commit {
            Commit::Draft => return Ok(Plan::Already(Box::new(case.clone()))),
            Commit::BeginTake => Command::BeginTake {},
            Commit::Register => Command::Register {},
            Commit::LeaveToTriage => Command::LeaveToTriage {},
            Commit::Sort(department) => {
                let to = Assignment { department: department.clone(), category: CategoryCode::general() };
                match self.playbook.directory.terms(&to) {
                    Some(_) => Command::Sort { department: to.department, category: to.category, kind: None },
                    // Gone since it was offered: the triage desk knows its successor.
                    None => Command::LeaveToTriage {},
                }
            }
        };
        Ok(match decide(&self.playbook.directory, case, &Order::of(Actor::Citizen, command), self.now) {
            Ok(Decision::Already) => Plan::Already(Box::new(case.clone())),
            Ok(Decision::Happens(next)) => Plan::Write(Box::new(Write {
                case: next.case,
                events: vec![next.event],
                expects: Expects::Version(case.version),
                marker: None,
            })),
            Err(_) => Plan::Past,
        })
    }

    /// The write that draws the ticket. A note that was taken while the function was down is drafted and
    /// registered in one.
    fn first_write(
        &self,
        commit: &Commit,
        ticket: &Ticket,
        step: &Step,
        citizen: Option<crate::ports::SealedCitizen>,
    ) -> Plan {
        let directory = &self.playbook.directory;
        let draft = Draft {
            ticket: ticket.clone(),
            contact: self.asked.contact.clone(),
            language: step.call.language.clone(),
            terms: directory.unsorted(),
            directory_version: directory.version.clone(),
            patience: directory.times.draft,
            began: *commit != Commit::Draft,
        };
        let opened = draft.open(self.now);
        let mut events = vec![opened.event];
        let mut case = opened.case;
        if !matches!(commit, Commit::Draft | Commit::BeginTake)
            && let Ok(Decision::Happens(next)) =
                decide(directory, &case, &Order::of(Actor::Citizen, Command::Register {}), self.now)
        {
            events.push(next.event);
            case = next.case;
        }
        Plan::Write(Box::new(Write { case, events, expects: Expects::New { citizen }, marker: None }))
    }

    /// The case as the call remembers it, so that a step needs no read before its write. A draft and what was
    /// registered on this call has nothing more; anything else was moved by somebody else, and then the version
    /// refuses the write and hands back the case.
    fn remembered(&self, case: &CaseOnCall) -> Case {
        let directory = &self.playbook.directory;
        let mut standing = Draft::standing(case.drafted_at, directory.times.draft, case.began_at);
        standing.state = case.state;
        let (contact, language) = (self.asked.contact.clone(), self.asked.call.language.clone());
        let file = File {
            registered_at: case.registered_at,
            last_event_at: case.last_event_at,
            version: case.version,
            chain: case.chain.clone(),
            ..File::of_draft(contact, language, case.drafted_at, directory.unsorted(), directory.version.clone())
        };
        Case { ticket: case.ticket.clone(), standing, file }
    }
}

enum Plan {
    Write(Box<Write>),
    Already(Box<Case>),
    Past,
}
