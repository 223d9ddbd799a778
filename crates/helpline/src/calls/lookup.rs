//! The caller: the look-ups at the start of a call, and the meaning of typed digits.

use super::pin::{Tried, Trying};
use super::{CallStores, StepContext};
use crate::ports::{Announcements, Callers, Cases, KnownCitizen, NumberSealer, PinMarker, Pins, Timer, Unavailable};
use crate::values::{CallerNumber, Disclosed};
use dialogue::{Announcement, Call, Caller, Earlier, Input, Proof, Typed, Wanted, is_ordinary};
use lifecycle::{Case, District, Ticket};
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
        // Confidential cases are left out. A caller without other cases counts as a stranger, so that nobody else on
        // this phone learns of the call.
        let citizen = citizen
            .map(|citizen| KnownCitizen { cases: citizen.cases.into_iter().filter(is_ordinary).collect(), ..citizen });
        let citizen = citizen.filter(|citizen| !citizen.cases.is_empty() || citizen.contacting.is_some());
        let spoken = citizen.as_ref().and_then(|citizen| citizen.language.clone());
        if let Some(language) = spoken.filter(|language| self.playbook.languages().contains(language)) {
            call.language = language;
        }
        let mut earlier = citizen.as_ref().and_then(|citizen| Earlier::to_speak_of(&citizen.cases, self.now));
        if let Some(earlier) = &mut earlier {
            // If the PINs cannot be read, the case counts as having one, and the caller must give it.
            let pins = self.soon(self.stores.ledger().pins(&earlier.ticket)).await;
            earlier.pinned = pins.map_or(true, |pins| pins.own.is_some());
        }
        call.caller = Caller {
            known: citizen.is_some(),
            reachable: self.asked.caller.is_some(),
            asked: citizen.as_ref().is_some_and(|citizen| citizen.contacting.is_some()),
            place: citizen.as_ref().and_then(|citizen| last_place(&citizen.cases)),
            earlier,
            announcement: announcement.and_then(|announcement| {
                let said = announcement.said.get(&call.language)?.clone();
                Some(Announcement { said, to: announcement.to })
            }),
        };
    }

    async fn citizen(&self, number: &CallerNumber) -> Result<Option<KnownCitizen>, Unavailable> {
        let pseudonym = self.pseudonym(number).await?;
        self.soon(self.stores.ledger().citizen(&pseudonym)).await
    }

    /// Returns the caller's pseudonym.
    pub(super) async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        self.soon(self.stores.numbers().pseudonym(number)).await
    }

    /// Limits the time of a look-up. A look-up only improves the first words, and must not hold them up.
    async fn soon<T: Send>(
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
                Ok(ticket) => self.own_or_any(ticket).await?,
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

    /// Returns the case if it is an ordinary case of this very phone: it opens with its number. For any other case,
    /// such as a confidential one of this phone, the PIN is asked for, and the caller does not hear which it is.
    async fn own_or_any(&self, ticket: Ticket) -> Result<Typed, Unavailable> {
        let Some(number) = &self.asked.caller else { return Ok(Typed::Ticket(ticket)) };
        let pseudonym = self.pseudonym(number).await?;
        if !self.stores.ledger().is_theirs(&pseudonym, &ticket).await? {
            return Ok(Typed::Ticket(ticket));
        }
        let case = self.stores.ledger().case(&ticket).await?.filter(is_ordinary);
        Ok(match case {
            Some(case) => self.earlier(&case, Proof::Phone).await?.map_or(Typed::Ticket(ticket), Typed::Case),
            None => Typed::Ticket(ticket),
        })
    }

    async fn earlier(&self, case: &Case, proof: Proof) -> Result<Option<Box<Earlier>>, Unavailable> {
        let pinned = self.stores.ledger().pins(&case.ticket).await?.own.is_some();
        Ok(Earlier::of(case, pinned, proof, self.now).map(Box::new))
    }

    async fn pin(&self, call: &Call) -> Result<Typed, Unavailable> {
        let (Some(ticket), Some(pin)) = (call.asks_pin_of(), &self.asked.digits) else { return Ok(Typed::Wrong) };
        let (contact, step) = (&self.asked.contact, self.asked.number);
        let trying = Trying { ticket, pin, caller: self.asked.caller.as_ref(), contact, step, now: self.now };
        Ok(match self.try_pin(trying).await? {
            Tried::Wrong => Typed::Wrong,
            Tried::Locked => Typed::Locked,
            // The ledger knows which PIN it was. Nobody on the line can tell.
            Tried::Right { chosen_in } => match self.stores.ledger().case(ticket).await? {
                Some(case) => {
                    let closes = chosen_in.as_ref() == Some(&case.contact);
                    self.earlier(&case, Proof::Pin { closes }).await?.map_or(Typed::Wrong, Typed::Case)
                }
                None => Typed::Wrong,
            },
        })
    }

    async fn is_another_pin(&self, call: &Call) -> Result<bool, Unavailable> {
        let (Some(ticket), Some(pin)) = (call.pins_ticket(), &self.asked.digits) else { return Ok(false) };
        let mark = self.stores.marker().mark(ticket, pin).await?;
        Ok(self.stores.ledger().pins(ticket).await?.own.is_none_or(|own| !super::pin::alike(&own, &mark)))
    }
}

/// Returns the district of the caller's latest case with a known district. People call about the place where they live.
fn last_place(cases: &[Case]) -> Option<District> {
    let known = cases.iter().filter(|case| case.district != District::unknown());
    known.max_by_key(|case| case.drafted_at).map(|case| case.district.clone())
}
