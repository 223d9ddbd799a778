//! The caller: the look-ups at the start of a call, and the meaning of typed digits.

use super::pin::{Tried, Trying};
use super::{CallStores, Sealing, StepContext};
use crate::ports::{
    Announcements, Callers, CaseOpener, Cases, Histories, KnownCitizen, NumberSealer, PinMarker, Pins, Timer,
    Unavailable, Unsealed,
};
use crate::values::{CallerNumber, Disclosed, PinKind};
use dialogue::{Announcement, Call, Caller, CaseOnCall, Earlier, Input, Typed, Wanted};
use lifecycle::{Case, District, Heard, Ticket};
use std::time::Duration;

/// Longest time of a look-up. A call begins with three, one after another: the pseudonym, the citizen, and the PINs of
/// the citizen's earlier case.
pub const LOOK_UP: Duration = Duration::from_millis(900);

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    /// Looks the caller up. Anything that cannot be read counts as unknown, and the caller is still served.
    pub(super) async fn look_up(&self, call: &mut Call) {
        let citizen = async {
            match &self.asked.caller {
                Some(number) => self.citizen(number).await.unwrap_or_default(),
                None => None,
            }
        };
        let (citizen, announcement) = futures::join!(citizen, self.soon(self.stores.announcements().announcement()));
        let announcement = announcement.unwrap_or_default().filter(|announcement| announcement.until > self.now);
        let asked = citizen.as_ref().is_some_and(|citizen| citizen.contacting.is_some());
        let news = self.playbook.directory.news;
        // Confidential cases are left out. A caller without other cases counts as a stranger, so that nobody else on
        // this phone learns of the call.
        let heard = |case: &Case| case.heard(news, self.now) != Heard::Nothing;
        let citizen =
            citizen.map(|citizen| KnownCitizen { cases: citizen.cases.into_iter().filter(heard).collect(), ..citizen });
        // A number that is many people is nobody: the call is a stranger's, and no case is announced. Only cases that
        // the phone may hear of count; a confidential case would else show by the silence about the others.
        let shared = citizen.as_ref().is_some_and(KnownCitizen::shares_the_phone);
        let citizen = citizen.filter(|_| !shared);
        let citizen = citizen.filter(|citizen| !citizen.cases.is_empty() || citizen.contacting.is_some());
        let spoken = citizen.as_ref().and_then(|citizen| citizen.language.clone());
        if let Some(language) = spoken.filter(|language| self.playbook.languages().contains(language)) {
            call.language = language;
        }
        let mut earlier = citizen.as_ref().and_then(|citizen| Earlier::to_speak_of(&citizen.cases, news, self.now));
        if let Some(earlier) = &mut earlier {
            // If the PINs cannot be read, the case counts as having one, and the caller must give it.
            let pins = self.soon(self.stores.ledger().pins(&earlier.ticket)).await;
            earlier.pinned = pins.map_or(true, |pins| pins.own.is_some());
        }
        call.caller = Caller {
            known: citizen.is_some(),
            reachable: self.asked.caller.is_some(),
            owes_number: false,
            asked: asked || shared,
            place: citizen.as_ref().and_then(|citizen| last_place(&citizen.cases)),
            earlier,
            announcement: announcement.and_then(|announcement| {
                let said = announcement.said.get(&call.language)?.clone();
                Some(Announcement { said, to: announcement.to })
            }),
        };
    }

    /// Finds the case of this call by its contact: for a flow that begins with nothing, and for a state that nothing
    /// proves. The caller stays a stranger.
    pub(super) async fn take_over(&self, call: &mut Call) {
        call.caller = Caller { reachable: self.asked.caller.is_some(), ..Caller::default() };
        let spoken = self.soon(self.stores.ledger().spoken_on(&self.asked.contact)).await.unwrap_or_default();
        // The case that the call opened has no time of its own.
        if let Some(opened) = spoken.iter().find(|spoken| spoken.at.is_none()) {
            let case = self.soon(self.stores.ledger().case(&opened.ticket)).await.unwrap_or_default();
            call.case = case.as_ref().map(CaseOnCall::of);
        }
    }

    async fn citizen(&self, number: &CallerNumber) -> Result<Option<KnownCitizen>, Unavailable> {
        let pseudonym = self.pseudonym(number).await?;
        self.soon(self.stores.ledger().citizen(&pseudonym)).await
    }

    /// Returns the caller's pseudonym.
    pub(super) async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        self.soon(self.stores.numbers().pseudonym(number)).await
    }

    /// Seals the number of a case that this call made without it, and links the case to its caller. If that fails
    /// again, the next step tries.
    pub(super) async fn seal_later(&self, call: &mut Call) {
        let (Some(case), Some(number)) = (&call.case, &self.asked.caller) else { return };
        let unsealed = Unsealed {
            contact: self.asked.contact.clone(),
            ticket: case.ticket.clone(),
            language: call.language.clone(),
            drafted_at: case.drafted_at,
        };
        let Ok(citizen) = self.soon(self.stores.numbers().seal(number)).await else { return };
        if self.soon(self.stores.ledger().add_caller(&unsealed, &citizen)).await.is_ok() {
            call.caller.owes_number = false;
            let _ = self.sealing.set(Sealing::Later);
        }
    }

    /// Limits the time of a look-up. A look-up only improves the first words, and must not hold them up.
    pub(super) async fn soon<T: Send>(
        &self,
        look_up: impl Future<Output = Result<T, Unavailable>> + Send,
    ) -> Result<T, Unavailable> {
        self.stores.timer().answer_within(LOOK_UP, look_up).await
    }

    /// Returns the meaning of the typed digits. Without digits (the flow asks once more, or the caller typed nothing)
    /// it is silence.
    pub(super) async fn understand(&self, call: &Call) -> Result<Input, Unavailable> {
        let (Some(wanted), Some(digits)) = (call.wants(self.playbook), &self.asked.digits) else {
            return Ok(Input::Silence);
        };
        // A single 0 asks for a person, here as anywhere. It cannot be a PIN, which has four digits, and no ticket is
        // so short.
        if let Some(person) = dialogue::Key::new('0').filter(|_| digits.expose() == "0") {
            return Ok(Input::Key(person));
        }
        let value = |fits: bool| if fits { Typed::Value } else { Typed::Wrong };
        Ok(Input::Typed(match wanted {
            Wanted::Ticket => match Ticket::parse(digits.expose()) {
                Ok(ticket) => Typed::Ticket(ticket),
                Err(_) => Typed::Wrong,
            },
            Wanted::Pin => self.pin(call).await?,
            Wanted::NewPin => value(digits.makes_a_pin()),
            Wanted::DuressPin => value(digits.makes_a_pin() && self.is_another_pin(call).await?),
            Wanted::Disclosure => {
                let lacks = call.caller.earlier.as_ref().and_then(|earlier| earlier.lacks);
                let fits = lacks.is_some_and(|field| (field.form().1)(digits.expose()));
                value(fits && Disclosed::new(digits.expose()).is_some())
            }
        }))
    }

    /// Returns the case of the typed ticket if the PIN opens it. The phone makes no difference: a caller who chooses a
    /// ticket could otherwise learn on a phone if the phone made it.
    async fn pin(&self, call: &Call) -> Result<Typed, Unavailable> {
        let (Some(ticket), Some(pin)) = (call.asks_pin_of(), &self.asked.digits) else { return Ok(Typed::Wrong) };
        let (contact, step) = (&self.asked.contact, self.asked.number);
        let trying = Trying { ticket, pin, caller: self.asked.caller.as_ref(), contact, step, now: self.now };
        if self.try_pin(trying).await? == Tried::Wrong {
            let _ = self.wrong_pin.set(());
            return Ok(Typed::Wrong);
        }
        let case = self.stores.ledger().case(ticket).await?;
        let opened = case.and_then(|case| Earlier::by_pin(&case, self.now));
        Ok(opened.map_or(Typed::Wrong, |earlier| Typed::Case(Box::new(Earlier { pinned: true, ..earlier }))))
    }

    /// Returns true if the typed PIN differs from the one that the caller has just chosen, or uses.
    async fn is_another_pin(&self, call: &Call) -> Result<bool, Unavailable> {
        let (Some(ticket), Some(pin)) = (call.pins_ticket(), &self.asked.digits) else { return Ok(false) };
        let mark = self.stores.marker().mark(ticket, pin).await?;
        let pins = self.stores.ledger().pins(ticket).await?;
        let given = self.stores.ledger().proof(&self.asked.contact, ticket).await?;
        let chosen = if given == Some(PinKind::Duress) { pins.forced } else { pins.own };
        Ok(chosen.is_none_or(|chosen| !super::pin::alike(&chosen, &mark)))
    }
}

/// Returns the district of the caller's latest case with a known district. People call about the place where they live.
fn last_place(cases: &[Case]) -> Option<District> {
    let known = cases.iter().filter(|case| case.district != District::unknown());
    known.max_by_key(|case| case.drafted_at).map(|case| case.district.clone())
}
