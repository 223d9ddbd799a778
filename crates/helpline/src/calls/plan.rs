//! The writes of a call's commits.

use super::caller_actions::OpenedBy;
use super::{CallStores, StepContext};
use crate::draft::draft;
use crate::ports::{Advance, Cases, NewCase, NumberSealer, Unavailable};
use crate::values::SealedCitizen;
use dialogue::{About, Act, CaseOnCall, Commit, InScheme, Step};
use lifecycle::{
    Actor, Assignment, Awaited, Case, Command, Decision, District, Draft, Event, File, Order, PromiseKind, Rules as _,
    Sound, Standing, Ticket, decide,
};

/// A write to the ledger.
pub(super) enum Write {
    /// A new case.
    Create(NewCase),
    /// A case that moves on.
    Advance(Advance),
}

impl Write {
    /// Returns the case as it will stand.
    pub(super) fn case(&self) -> &Case {
        match self {
            Self::Create(new) => &new.case,
            Self::Advance(advance) => &advance.case,
        }
    }
}

/// The plan for a commit.
pub(super) enum Plan {
    /// Write this.
    Write(Box<Write>),
    /// Write nothing, because the case is already so.
    Already(Box<Case>),
    /// Write nothing, because no case changes.
    Kept,
    /// Take another step, because the case has moved past this commit.
    Past,
}

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    pub(super) async fn plan(
        &self,
        commit: &Commit,
        known: Option<&Case>,
        ticket: &Ticket,
        step: &Step,
    ) -> Result<Plan, Unavailable> {
        let command = match (commit, known) {
            (Commit::LeaveNote, _) if self.opened_by(&step.call).await? == OpenedBy::Nothing => return Ok(Plan::Past),
            (Commit::LeaveNote, _) => {
                let (contact, notice_heard) = (self.asked.contact.clone(), Some(self.ground()));
                return self.on_the_earlier_case(ticket, step, Command::LeaveNote { contact, notice_heard }).await;
            }
            // The call does not remember a department's changes to the case, so the case is read.
            (Commit::Act(Act::CallBack), Some(case)) if self.asked.caller.is_some() => {
                let case = self.stores.ledger().case(&case.ticket).await?;
                return Ok(case.map_or(Plan::Past, |case| self.promised_call(&case)));
            }
            (Commit::Act(Act::Join), Some(case)) => return Ok(Plan::Already(Box::new(case.clone()))),
            (Commit::Act(act), _) => return self.wish(*act, ticket, step).await,
            (_, None) => return self.first_write(commit, ticket, step).await,
            (Commit::Draft(_), Some(case)) => return Ok(Plan::Already(Box::new(case.clone()))),
            (Commit::BeginTake(_, to), Some(_)) => self.begin_take(to.as_ref(), step.call.scheme.as_ref()),
            (Commit::Register(_), Some(_)) => Command::Register {},
            // The department was known before the note, so the case is registered and sorted in one write.
            (Commit::RegisterSorted(_, to), Some(case)) => {
                let commands = vec![Command::Register {}, self.sort_to(to, step.call.scheme.as_ref())];
                return Ok(self.all_of(case, commands));
            }
            (Commit::LeaveToTriage, Some(_)) => Command::LeaveToTriage {},
            (Commit::Sort(to), Some(_)) => self.sort_to(to, None),
        };
        Ok(known.map_or(Plan::Past, |case| self.decided(case, command)))
    }

    /// Plans a promise of a call back on the case of this call. A draft whose note was refused is registered for it.
    fn promised_call(&self, case: &Case) -> Plan {
        let commands = match CaseOnCall::of(case).registered() {
            true => vec![self.call_back()],
            false => vec![Command::Register {}, Command::LeaveToTriage {}, self.call_back()],
        };
        self.all_of(case, commands)
    }

    /// Plans all of these commands in one write. If none happens any more, the plan is [`Plan::Past`].
    fn all_of(&self, case: &Case, commands: Vec<Command>) -> Plan {
        let (after, events) = self.carried_out(case.clone(), Vec::new(), commands);
        match events.is_empty() {
            true => Plan::Past,
            false => {
                let advance = Advance { case: after, events, from: case.version, marker: None };
                Plan::Write(Box::new(Write::Advance(advance)))
            }
        }
    }

    /// Returns the command that sorts a case to `to`. If the directory no longer has `to`, leaves the case to the
    /// triage desk, which knows the successor.
    fn sort_to(&self, to: &Assignment, heard: Option<&InScheme>) -> Command {
        if self.playbook.directory.terms(to).is_none() {
            return Command::LeaveToTriage {};
        }
        let Assignment { department, category } = to.clone();
        Command::Sort { department, category, kind: None, about_scheme: heard.map(|heard| heard.id.code.clone()) }
    }

    /// Carries out commands of the citizen on a case, one after another. Returns the case and the events. Refused
    /// commands are left out.
    fn carried_out(&self, mut case: Case, mut events: Vec<Event>, commands: Vec<Command>) -> (Case, Vec<Event>) {
        for command in commands {
            let order = Order::of(Actor::Citizen, command);
            if let Ok(Decision::Happens(next)) = decide(&self.playbook.directory, &case, &order, self.now) {
                events.push(next.event);
                case = next.case;
            }
        }
        (case, events)
    }

    /// Decides a command of the citizen on a case.
    pub(super) fn decided(&self, case: &Case, command: Command) -> Plan {
        match decide(&self.playbook.directory, case, &Order::of(Actor::Citizen, command), self.now) {
            Ok(Decision::Already) => Plan::Already(Box::new(case.clone())),
            Ok(Decision::Happens(next)) => Plan::Write(Box::new(Write::Advance(Advance::of(case, *next)))),
            Err(_) => Plan::Past,
        }
    }

    pub(super) fn call_back(&self) -> Command {
        let until = self.playbook.directory.calendar.close_after(self.now, 1);
        Command::Promise { promise: PromiseKind::CallBack, until }
    }

    pub(super) fn begin_take(&self, to: Option<&Assignment>, heard: Option<&InScheme>) -> Command {
        Command::BeginTake {
            notice_heard: Some(self.ground()),
            meant_department: to.map(|to| to.department.clone()),
            meant_category: to.map(|to| to.category.clone()),
            about_scheme: to.and(heard).map(|heard| heard.id.code.clone()),
        }
    }

    fn ground(&self) -> lifecycle::LegalGround {
        self.playbook.directory.recording_ground.clone()
    }

    /// Plans the write that draws the ticket. A note that was recorded while the function was down is drafted and
    /// registered in one write.
    async fn first_write(&self, commit: &Commit, ticket: &Ticket, step: &Step) -> Result<Plan, Unavailable> {
        let (about, commands) = match commit {
            Commit::Draft(about) => (*about, vec![]),
            Commit::BeginTake(about, to) => (*about, vec![self.begin_take(to.as_ref(), step.call.scheme.as_ref())]),
            Commit::Register(about) => (*about, vec![self.begin_take(None, None), Command::Register {}]),
            Commit::RegisterSorted(about, to) => {
                let sort = self.sort_to(to, step.call.scheme.as_ref());
                (*about, vec![self.begin_take(None, None), Command::Register {}, sort])
            }
            _ => (About::default(), vec![Command::Register {}]),
        };
        self.new_case(about, ticket, step, commands).await
    }

    /// Plans a new case, with the commands that follow its ticket at once.
    pub(super) async fn new_case(
        &self,
        about: About,
        ticket: &Ticket,
        step: &Step,
        commands: Vec<Command>,
    ) -> Result<Plan, Unavailable> {
        // A key that is refused or slow must not keep a citizen from a ticket: the later steps of the call seal again.
        let citizen: Option<SealedCitizen> = match &self.asked.caller {
            Some(number) => self.soon(self.stores.numbers().seal(number)).await.ok(),
            None => None,
        };
        let owes_number = citizen.is_none() && self.asked.caller.is_some();
        let (contact, language) = (self.asked.contact.clone(), step.call.language.clone());
        let About { kind, quiet } = about;
        let draft = Draft {
            district: self.place(),
            kind,
            quiet,
            ..draft(&self.playbook.directory, ticket.clone(), contact, language)
        };
        let opened = draft.open(self.now);
        let (case, events) = self.carried_out(opened.case, vec![opened.event], commands);
        Ok(Plan::Write(Box::new(Write::Create(NewCase { case, events, citizen, owes_number, marker: None }))))
    }

    /// Returns the district of a new case: that of the caller's last case, if it is known.
    fn place(&self) -> District {
        self.asked.call.caller.place.clone().unwrap_or_else(District::unknown)
    }

    /// Rebuilds the case from the call's memory, so that a step needs no read before its write. The result is complete
    /// for a draft and for a case that its caller has still to sort, because these hold nothing more. If somebody else
    /// has moved the case, the version makes the ledger refuse the write and return the case.
    pub(super) fn remembered(&self, case: &CaseOnCall) -> Case {
        let directory = &self.playbook.directory;
        let About { kind, quiet } = case.about;
        let standing = Standing {
            state: case.state,
            kind,
            quiet,
            ..Draft::standing(case.drafted_at, directory.times.draft, case.began_at)
        };
        let (contact, language) = (self.asked.contact.clone(), self.asked.call.language.clone());
        let recording_by = case.began_at.and_then(|began| Some(began + directory.waits().recording?));
        let awaited = recording_by.map(|until| Awaited { sound: Sound::Recording, contact: contact.clone(), until });
        let file = File {
            awaited: awaited.into_iter().collect(),
            district: self.place(),
            registered_at: case.registered_at,
            last_event_at: case.last_event_at,
            version: case.version,
            chain: case.chain.clone(),
            ..File::of_draft(contact, language, case.drafted_at, directory.unsorted(), directory.version.clone())
        };
        Case { ticket: case.ticket.clone(), standing, file }
    }
}
