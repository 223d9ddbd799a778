//! The caller's actions besides a note: a claim, a withdrawal, a PIN, a disclosure, a call back.

use super::plan::Plan;
use super::{CallStores, StepContext};
use crate::ports::{Callers, Cases, DisclosureSealer, NewPin, NumberSealer, PinMarker, Pins, Unavailable};
use crate::values::{Disclosed, PinKind, PinSlot};
use dialogue::{About, Act, Call, Input, Proof, Step};
use lifecycle::{Case, Command, State, Ticket};

/// The key to the earlier case on this call, as the ledger has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenedBy {
    /// The caller's phone.
    Phone,
    /// This PIN.
    Pin(PinKind),
    /// Nothing: the state names a PIN that was not given on this call.
    Nothing,
}

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    pub(super) async fn wish(&self, act: Act, ticket: &Ticket, step: &Step) -> Result<Plan, Unavailable> {
        let call = &step.call;
        let proof = call.caller.earlier.as_ref().map(|earlier| earlier.proof);
        let opened = self.opened_by(call).await?;
        if opened == OpenedBy::Nothing {
            return Ok(Plan::Past);
        }
        let forced = opened == OpenedBy::Pin(PinKind::Duress);
        let command = match act {
            // A caller who gave the duress PIN says words that somebody forces on them. To everybody but the
            // coordinator the case then looks plainly withdrawn, or claimed to be solved.
            Act::Withdraw if forced => Command::WithdrawUnderDuress { call: self.asked.contact.clone() },
            Act::Solved if forced => Command::ClaimUnderDuress {},
            // On the telephone this is only a claim, whatever the caller shows, and the centre asks the citizen. A PIN
            // whose word closed a case would tell it from a duress PIN, whose word must not.
            Act::Solved => Command::ClaimSolved {},
            Act::Withdraw => Command::AskWithdrawal {},
            Act::WantBack => return self.wanted_back(call).await,
            Act::NotSolved => Command::Reopen {},
            Act::Heard if forced => return Ok(Plan::Kept),
            Act::Heard => Command::HearAnswer {},
            Act::Appeal => Command::Appeal {},
            Act::Contest => Command::Contest {},
            Act::Grant => match self.disclosure(call).await? {
                Some(grant) => grant,
                None => return Ok(Plan::Past),
            },
            Act::KeepPin => return self.keep_pin(call, PinSlot::Own).await,
            Act::KeepDuressPin => return self.keep_pin(call, PinSlot::Duress).await,
            Act::Allow(when) => {
                if let Some(number) = &self.asked.caller {
                    self.stores.ledger().allow(&self.stores.numbers().seal(number).await?, when).await?;
                }
                return Ok(Plan::Kept);
            }
            // The centre can call back only if the caller's number is known.
            Act::CallBack if self.asked.caller.is_none() => return Ok(Plan::Past),
            // The earlier case may have another phone if a PIN opened it, so the call back to this phone gets a case of
            // its own.
            Act::CallBack if proof == Some(Proof::Phone) => self.call_back(),
            Act::CallBack => {
                let commands = vec![Command::Register {}, Command::LeaveToTriage {}, self.call_back()];
                return self.new_case(About::default(), ticket, step, commands).await;
            }
            Act::Join => {
                let Some(announcement) = &call.caller.announcement else { return Ok(Plan::Past) };
                let (department, category) = (announcement.to.department.clone(), announcement.to.category.clone());
                let commands =
                    vec![Command::Register {}, Command::Sort { department, category, kind: None, about_scheme: None }];
                return self.new_case(About::default(), ticket, step, commands).await;
            }
        };
        self.on_the_earlier_case(ticket, step, command).await
    }

    /// Returns the earlier case that the call is about, as it stands now.
    async fn earlier_case(&self, call: &Call) -> Result<Option<Case>, Unavailable> {
        match &call.caller.earlier {
            Some(earlier) => self.stores.ledger().case(&earlier.ticket).await,
            None => Ok(None),
        }
    }

    /// Decides a command on the earlier case that the call is about.
    pub(super) async fn on_the_earlier_case(
        &self,
        ticket: &Ticket,
        step: &Step,
        command: Command,
    ) -> Result<Plan, Unavailable> {
        let Some(case) = self.earlier_case(&step.call).await? else { return Ok(Plan::Past) };
        let note = matches!(command, Command::LeaveNote { .. });
        let plan = self.decided(&case, command);
        if !matches!(plan, Plan::Past | Plan::Already(_)) || !self.must_not_notice(&step.call, &case) {
            return Ok(plan);
        }
        // A department's act of today stands in the way, and the phone must hear no difference. So the wish is kept in
        // another way: words become a case for the triage desk, and any other wish a call by the centre.
        if note && self.asked.input == Input::NoteEnded {
            let commands = vec![self.begin_take(None, None), Command::Register {}, Command::LeaveToTriage {}];
            return self.new_case(About::default(), ticket, step, commands).await;
        }
        Ok(match self.decided(&case, self.call_back()) {
            Plan::Past if !note => Plan::Already(Box::new(case)),
            _ if note => plan,
            promised => promised,
        })
    }

    /// Returns true if the phone alone speaks of the case, a department has acted, and the act has not opened yet.
    fn must_not_notice(&self, call: &Call, case: &Case) -> bool {
        let by_phone = call.caller.earlier.as_ref().is_some_and(|earlier| earlier.proof == Proof::Phone);
        by_phone && case.has_unheard(self.playbook.directory.news, self.now)
    }

    /// Keeps a case that its citizen wants back. An open wish to withdraw it is dropped. If it is already withdrawn,
    /// the coordinator will ask about it.
    async fn wanted_back(&self, call: &Call) -> Result<Plan, Unavailable> {
        let Some(case) = self.earlier_case(call).await? else { return Ok(Plan::Past) };
        let withdrawn = case.standing.state == State::Withdrawn;
        Ok(self.decided(&case, if withdrawn { Command::Reopen {} } else { Command::DropWithdrawal {} }))
    }

    /// Returns what opened the earlier case. A PIN is never believed from the state: the ledger has its proof, and
    /// nobody on the line can find out which PIN it was.
    pub(super) async fn opened_by(&self, call: &Call) -> Result<OpenedBy, Unavailable> {
        let Some(earlier) = call.caller.earlier.as_ref().filter(|earlier| earlier.proof.is_by_pin()) else {
            return Ok(OpenedBy::Phone);
        };
        let proof = self.stores.ledger().proof(&self.asked.contact, &earlier.ticket).await?;
        Ok(proof.map_or(OpenedBy::Nothing, OpenedBy::Pin))
    }

    async fn disclosure(&self, call: &Call) -> Result<Option<Command>, Unavailable> {
        let Some((earlier, field)) = call.caller.earlier.as_ref().and_then(|e| Some((e, e.lacks?))) else {
            return Ok(None);
        };
        let value = self.asked.digits.as_ref().and_then(|digits| Disclosed::new(digits.expose()));
        let Some(value) = value else { return Ok(None) };
        let sealed = self.stores.disclosures().seal_disclosure(&earlier.ticket, field, &value).await?;
        Ok(Some(Command::Grant { field, sealed }))
    }

    /// Keeps a PIN. The call that makes a case chooses its first PIN. After that, only a caller who gave a PIN changes
    /// it. After the duress PIN, the new PIN opens the case as a duress PIN, beside the owner's.
    async fn keep_pin(&self, call: &Call, slot: PinSlot) -> Result<Plan, Unavailable> {
        let (Some(ticket), Some(pin)) = (call.pins_ticket(), &self.asked.digits) else { return Ok(Plan::Past) };
        let given = self.stores.ledger().proof(&self.asked.contact, ticket).await?;
        let of_this_call = call.case.as_ref().is_some_and(|case| case.ticket == *ticket);
        if given.is_none() && !of_this_call {
            return Ok(Plan::Past);
        }
        let slot = match (given, slot) {
            (Some(PinKind::Duress), PinSlot::Own) => PinSlot::Forced,
            (Some(PinKind::Duress), PinSlot::Duress) => PinSlot::ForcedDuress,
            (_, slot) => slot,
        };
        let mark = self.stores.marker().mark(ticket, pin).await?;
        let by = (&self.asked.contact, self.asked.number);
        let pin = NewPin { slot, mark: &mark, by, replaces: given.is_some() };
        Ok(if self.stores.ledger().keep_pin(ticket, &pin).await? { Plan::Kept } else { Plan::Past })
    }
}
