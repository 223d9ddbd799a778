//! One step of a call: it is decided, written, and only then answered.

mod attempt;
mod caller_actions;
mod lookup;
mod pin;
mod plan;
mod schemes;

pub use lookup::LOOK_UP;
pub use pin::{
    TRIES_OF_A_CALL, TRIES_OF_A_CALLER, TRIES_OF_ITS_PHONE, TRIES_OF_OTHERS, TRIES_OF_THE_WITHHELD, TRIES_OVER_ALL,
};

use crate::ports::{
    Advance, Advanced, Announcements, AnsweredStep, Callers, CaseOpener, CaseWriter, Cases, Created, DisclosureSealer,
    Histories, Marker, NewCase, NumberSealer, Payments, PinMarker, Pins, SchemeMetrics, SchemeVoice, SmsRequests,
    StateKeys, Timer, Unavailable, stores,
};
use attempt::{Attempt, MOST_FETCHES, MOST_RACES, Next, Race};
use dialogue::{Act, Call, CaseOnCall, Commit, Input, Playbook, Proof, Step};
use jiff::Timestamp;
use lifecycle::{Case, PromiseKind, Ticket, in_india};
use plan::{Plan, Write};
use protocol::{Answer, Answered, CallStep, TooLong, Unreadable};
use std::sync::OnceLock;

stores! {
    /// The stores for a step of a call.
    pub trait CallStores {
        /// The table.
        ledger: Ledger = Cases + Histories + CaseOpener + CaseWriter + Callers + Pins + SchemeMetrics + SmsRequests;
        /// The announcement for every caller.
        announcements: CurrentAnnouncement = Announcements;
        /// The schemes that callers hear.
        schemes: Catalogue = SchemeVoice;
        /// The departments' payment systems.
        payments: PaymentSystem = Payments;
        /// Seals callers' numbers.
        numbers: Numbers = NumberSealer;
        /// Marks PINs.
        marker: Marks = PinMarker;
        /// Seals the values that citizens disclose.
        disclosures: Disclosures = DisclosureSealer;
        /// Derives the keys of states.
        states: States = StateKeys;
        /// Limits the time of requests.
        timer: Clock = Timer;
    }
}

/// Why a step gets no answer: no answer would be sure to be true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnswered {
    /// No answer came to a write in time, so it may have happened or not.
    #[error("the outcome of the write is not known: {0}; send the same step again")]
    Unknown(String),
    /// A service that the step needs did not answer.
    #[error("{0}; send the same step again")]
    Unavailable(String),
    /// Another write came first, each time.
    #[error(
        "the case moved or its ticket was taken {MOST_RACES} times, and nothing was written; send the same step again"
    )]
    Races,
    /// The step lacked something, each time.
    #[error("the step lacked something {MOST_FETCHES} times, at last {0}, and nothing was written")]
    Fetches(&'static str),
    /// The answer is too long to be recorded.
    #[error(transparent)]
    TooLong(#[from] TooLong),
    /// The recorded answer cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl From<Unavailable> for NotAnswered {
    fn from(Unavailable(why): Unavailable) -> Self {
        Self::Unavailable(why)
    }
}

/// The outcome of a step's write.
enum Outcome {
    Done,
    Repeated(String),
    Moved(Box<Case>),
    TicketTaken,
    ContactHasCase(Ticket),
    Refused,
    Unknown(String),
}

/// The call, the stores and the time of a step.
struct StepContext<'a, P, D> {
    playbook: &'a Playbook,
    stores: &'a P,
    asked: &'a CallStep,
    draw: D,
    now: Timestamp,
    /// The outcome for the caller's number on this step, if it could not be sealed at once.
    sealing: OnceLock<Sealing>,
    /// Set if a PIN was typed on this step that opened nothing.
    wrong_pin: OnceLock<()>,
}

/// The outcome for a number that could not be sealed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// The case was made without the number. The later steps of the call try again.
    Owed,
    /// The number was sealed now, on a later step.
    Later,
}

impl Sealing {
    /// Returns the word for the log, by which an alarm counts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Later => "sealed-later",
        }
    }

    /// Returns the change of the count of owed numbers, for the log. An alarm reads the sum.
    #[must_use]
    pub fn owes(self) -> i8 {
        match self {
            Self::Owed => 1,
            Self::Later => -1,
        }
    }
}

/// An answered step.
#[derive(Debug, Clone, PartialEq)]
pub struct Stepped {
    /// The answer.
    pub answered: Answered,
    /// The outcome for the caller's number, if it could not be sealed at once.
    pub sealing: Option<Sealing>,
    /// `true` if a PIN was typed that opened nothing. An alarm counts such steps against guessing.
    pub wrong_pin: bool,
}

/// Answers one step of a call. `draw` draws a ticket. Idempotency key: contact, step number and input. The same step,
/// sent twice or ten times at once, gets the answer that was recorded with the write. A step that writes no case needs
/// no record, because it only reads, or keeps each thing idempotently.
///
/// # Errors
/// [`NotAnswered`] gives the reason. The telephone sends the same step once more.
pub async fn answer<P: CallStores>(
    playbook: &Playbook,
    stores: &P,
    asked: &CallStep,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Stepped, NotAnswered> {
    let scene =
        StepContext { playbook, stores, asked, draw, now, sealing: OnceLock::new(), wrong_pin: OnceLock::new() };
    let mut attempt = scene.begin().await?;
    loop {
        match attempt.next(playbook, asked.number)? {
            Next::Fetch(wants) => scene.provide(&wants, &mut attempt.call).await,
            Next::Say(mut step) => {
                scene.learn(step.metric.take()).await;
                return Ok(scene.stepped(scene.said(&step)));
            }
            Next::Commit(step, commit) => {
                if let Some(answered) = scene.commit(&mut attempt, *step, &commit).await? {
                    return Ok(scene.stepped(answered));
                }
            }
        }
    }
}

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    fn stepped(&self, answered: Answered) -> Stepped {
        Stepped { answered, sealing: self.sealing.get().copied(), wrong_pin: self.wrong_pin.get().is_some() }
    }

    /// Prepares the step before anything is decided.
    async fn begin(&self) -> Result<Attempt, NotAnswered> {
        let mut call = self.asked.call.clone();
        let mut input = self.asked.input.clone();
        if !self.asked.proven || (input == Input::Start && call.purpose.is_waiting()) {
            self.take_over(&mut call).await;
        }
        if call.caller.owes_number {
            self.seal_later(&mut call).await;
        }
        match input {
            Input::Start if call.purpose.is_waiting() => {}
            Input::Start => self.look_up(&mut call).await,
            Input::Digits => input = self.understand(&call).await?,
            _ => {}
        }
        // The case as the call remembers it. If it has moved since, the ledger returns it when the step writes.
        let known: Option<Case> = match &call.case {
            // The case was made under another version of the directory, so the call cannot rebuild it, and it is read.
            Some(case) if case.directory_version != self.playbook.directory.version => {
                self.stores.ledger().case(&case.ticket).await?
            }
            Some(case) => Some(self.remembered(case)),
            None => None,
        };
        Ok(Attempt::new(call, input, known, (self.draw)()))
    }

    /// Writes the step's commit, and only then answers. Returns `None` if the step must be decided again.
    async fn commit(
        &self,
        attempt: &mut Attempt,
        mut step: Step,
        commit: &Commit,
    ) -> Result<Option<Answered>, NotAnswered> {
        let metric = step.metric.take();
        let write = match self.plan(commit, attempt.known.as_ref(), &attempt.ticket, &step).await? {
            Plan::Write(write) => *write,
            Plan::Already(case) => return Ok(Some(self.said(&self.settled(step, commit, &case)))),
            Plan::Kept => return Ok(Some(self.said(&step))),
            // The caller is already speaking after the beep, and nothing may stop them.
            Plan::Past if self.asked.input == Input::Beep => return Ok(Some(self.said(&step))),
            // The case has moved past the caller's wish, so the caller hears about its present state. If this very step
            // moved it and the answer was lost, the caller gets the recorded answer.
            Plan::Past => {
                let CallStep { contact, number, input, .. } = self.asked;
                if let Some(answer) = self.stores.ledger().answered(contact, *number, input).await? {
                    return Ok(Some(Answered::read(&answer)?));
                }
                attempt.past(step.otherwise);
                return Ok(None);
            }
        };
        if let Write::Create(NewCase { owes_number: true, .. }) = &write {
            step.call.caller.owes_number = true;
            let _ = self.sealing.set(Sealing::Owed);
        }
        let settled = self.settled(step, commit, write.case());
        let (answer, text) = Answer::of(self.playbook, &settled, self.asked.number).recorded()?;
        let race = match self.write(write, text).await {
            Outcome::Done => {
                self.learn(metric).await;
                return Ok(Some(Answered::Answer(Box::new(answer))));
            }
            Outcome::Repeated(answer) => return Ok(Some(Answered::read(&answer)?)),
            // Each attempt reads an earlier case again.
            Outcome::Moved(case) => Race::Moved(Some(case).filter(|_| is_of_this_call(commit, &attempt.call))),
            Outcome::TicketTaken => Race::TicketTaken((self.draw)()),
            Outcome::ContactHasCase(theirs) => {
                Race::ContactHasCase(self.stores.ledger().case(&theirs).await?.map(Box::new))
            }
            Outcome::Refused => return Ok(Some(self.said(&self.refused(commit, &attempt.call)))),
            Outcome::Unknown(why) => return Err(NotAnswered::Unknown(why)),
        };
        attempt.raced(race)?;
        Ok(None)
    }

    /// Returns the answer of a step for which nothing is recorded.
    fn said(&self, step: &Step) -> Answered {
        Answered::Answer(Box::new(Answer::of(self.playbook, step, self.asked.number)))
    }

    /// Writes a case, together with the answer that a repeat of this step gets.
    async fn write(&self, write: Write, answer: String) -> Outcome {
        let marker = Some(Marker::Step(AnsweredStep {
            contact: self.asked.contact.clone(),
            number: self.asked.number,
            input: self.asked.input.clone(),
            answer,
        }));
        match write {
            Write::Create(new) => match self.stores.ledger().create(&NewCase { marker, ..new }).await {
                Created::Done => Outcome::Done,
                Created::Repeated(answer) => Outcome::Repeated(answer),
                Created::TicketTaken => Outcome::TicketTaken,
                Created::ContactHasCase(theirs) => Outcome::ContactHasCase(theirs),
                Created::Refused(_) => Outcome::Refused,
                Created::Unknown(why) => Outcome::Unknown(why),
            },
            Write::Advance(advance) => match self.stores.ledger().advance(&Advance { marker, ..advance }).await {
                Advanced::Done => Outcome::Done,
                Advanced::Repeated(answer) => Outcome::Repeated(answer),
                Advanced::Moved(case) => Outcome::Moved(case),
                Advanced::Refused(_) => Outcome::Refused,
                Advanced::Unknown(why) => Outcome::Unknown(why),
            },
        }
    }

    /// Returns the step as the caller hears it once `case` stands in the ledger. It names the very day by which, as the
    /// ledger says, somebody must call or answer.
    fn settled(&self, mut step: Step, commit: &Commit, case: &Case) -> Step {
        if is_of_this_call(commit, &self.asked.call) {
            step.call.case = Some(CaseOnCall::of(case));
        }
        let by = match commit {
            Commit::Act(Act::CallBack) => case.promised_to(PromiseKind::CallBack).map(|promise| promise.due_at),
            _ => case.standing.answer_by,
        };
        self.playbook.promising(step, by.map(|by| in_india(by).date()))
    }

    /// Returns the true answer after the ledger refused the write. If a beep is refused, the caller is already
    /// speaking: the note goes on, and its registration will draw the ticket.
    fn refused(&self, commit: &Commit, call: &Call) -> Step {
        let step_of = |input: &Input| dialogue::step(self.playbook, call, input, &(self.draw)(), self.asked.number);
        let step = match commit {
            Commit::BeginTake(..) => step_of(&Input::Beep),
            Commit::LeaveNote if self.asked.input == Input::Beep => step_of(&Input::Beep),
            Commit::Draft(_) | Commit::Act(_) => dialogue::refused(self.playbook, call, false),
            Commit::Register(_) | Commit::RegisterSorted(..) | Commit::LeaveNote => {
                dialogue::refused(self.playbook, call, true)
            }
            // The case stays registered and unsorted. The caller hears the same as one who says nothing, and the sweep
            // sends the case to triage.
            Commit::Sort(_) | Commit::LeaveToTriage => step_of(&Input::Silence),
        };
        Step { commit: None, ..step }
    }
}

/// Returns `true` if a commit is about the case that this call makes, and `false` if it is about an earlier case.
fn is_of_this_call(commit: &Commit, call: &Call) -> bool {
    match commit {
        Commit::LeaveNote => false,
        Commit::Act(Act::CallBack) => {
            let earlier = call.caller.earlier.as_ref().map(|earlier| earlier.proof);
            call.case.is_some() || earlier != Some(Proof::Phone)
        }
        Commit::Act(act) => *act == Act::Join,
        _ => true,
    }
}
