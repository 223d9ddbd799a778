//! The caller's actions besides a note: a claim, a withdrawal, a PIN, a disclosure, a call back.

use super::plan::Plan;
use super::{CallStores, StepContext};
use crate::ports::{Callers, Cases, DisclosureSealer, NewPin, NumberSealer, PinMarker, Pins, Unavailable};
use crate::values::{Disclosed, PinKind};
use dialogue::{About, Act, Call, Proof, Step};
use lifecycle::{Case, Command, State, Ticket};

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    pub(super) async fn wish(&self, act: Act, ticket: &Ticket, step: &Step) -> Result<Plan, Unavailable> {
        let call = &step.call;
        let proof = call.caller.earlier.as_ref().map(|earlier| earlier.proof);
        let command = match act {
            // A caller who gave the duress PIN says words that somebody forces on them. To everybody but the
            // coordinator the case then looks plainly withdrawn.
            Act::Solved | Act::Withdraw if self.forced(call).await? => {
                Command::WithdrawUnderDuress { call: self.asked.contact.clone() }
            }
            // A family may share a phone, and its number may be forged. Without a PIN that was chosen in the case's
            // first call this is only a claim, and the centre asks the citizen.
            Act::Solved if proof == Some(Proof::Pin { closes: true }) => Command::ConfirmSolved {},
            Act::Solved => Command::ClaimSolved {},
            Act::Withdraw => Command::AskWithdrawal {},
            Act::WantBack => return self.wanted_back(call).await,
            Act::NotSolved => Command::Reopen {},
            Act::Heard if self.forced(call).await? => return Ok(Plan::Kept),
            Act::Heard => Command::HearAnswer {},
            Act::Appeal => Command::Appeal {},
            Act::Contest => Command::Contest {},
            Act::Grant => match self.disclosure(call).await? {
                Some(grant) => grant,
                None => return Ok(Plan::Past),
            },
            Act::KeepPin => return self.keep_pin(call, PinKind::Own).await,
            Act::KeepDuressPin => return self.keep_pin(call, PinKind::Duress).await,
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
        self.on_the_earlier_case(call, command).await
    }

    /// Returns the earlier case that the call is about, as it stands now.
    async fn earlier_case(&self, call: &Call) -> Result<Option<Case>, Unavailable> {
        match &call.caller.earlier {
            Some(earlier) => self.stores.ledger().case(&earlier.ticket).await,
            None => Ok(None),
        }
    }

    /// Decides a command on the earlier case that the call is about.
    pub(super) async fn on_the_earlier_case(&self, call: &Call, command: Command) -> Result<Plan, Unavailable> {
        let case = self.earlier_case(call).await?;
        Ok(case.map_or(Plan::Past, |case| self.decided(&case, command)))
    }

    /// Keeps a case that its citizen wants back. An open wish to withdraw it is dropped. If it is already withdrawn,
    /// the coordinator will ask about it.
    async fn wanted_back(&self, call: &Call) -> Result<Plan, Unavailable> {
        let Some(case) = self.earlier_case(call).await? else { return Ok(Plan::Past) };
        let withdrawn = case.standing.state == State::Withdrawn;
        Ok(self.decided(&case, if withdrawn { Command::Reopen {} } else { Command::DropWithdrawal {} }))
    }

    /// Returns `true` if the duress PIN was given on this call. Nobody on the line can find this out.
    async fn forced(&self, call: &Call) -> Result<bool, Unavailable> {
        let Some(earlier) = call.caller.earlier.as_ref().filter(|earlier| earlier.proof.is_by_pin()) else {
            return Ok(false);
        };
        Ok(self.stores.ledger().proof(&self.asked.contact, &earlier.ticket).await? == Some(PinKind::Duress))
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

    /// Keeps a PIN. The case's own phone chooses the first PIN. After that, only a caller who knows a PIN can change
    /// it. A caller who gave the duress PIN is told that the PIN is changed, but it is not.
    async fn keep_pin(&self, call: &Call, kind: PinKind) -> Result<Plan, Unavailable> {
        let (Some(ticket), Some(pin)) = (call.pins_ticket(), &self.asked.digits) else { return Ok(Plan::Past) };
        let earlier = call.caller.earlier.as_ref().filter(|earlier| earlier.ticket == *ticket);
        let replaces = earlier.is_some_and(|earlier| earlier.proof.is_by_pin());
        if replaces && self.forced(call).await? {
            return Ok(Plan::Kept);
        }
        let mark = self.stores.marker().mark(ticket, pin).await?;
        let pin = NewPin { kind, mark: &mark, by: (&self.asked.contact, self.asked.number), replaces };
        Ok(if self.stores.ledger().keep_pin(ticket, &pin).await? { Plan::Kept } else { Plan::Past })
    }
}
