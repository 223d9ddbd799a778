//! Fetches the things that a step lacks, above all schemes.

use super::caller_actions::OpenedBy;
use super::{CallStores, LOOK_UP, StepContext};
use crate::ports::{
    Cases, Counted, NumberSealer, Payments, Pins, SchemeMetrics, SchemeVoice, SmsRequests, Timer, Try, Unavailable,
    WantedSms,
};
use crate::schemes::week_of;
use crate::values::{EventKey, SealedCitizen};
use dialogue::{Call, Found, Payment, SchemeId, SchemeMetric, Stage, Wants};
use lifecycle::{Case, LanguageCode, Ticket, What, in_india};
use std::time::Duration;

/// Longest time that a caller waits for a count.
const COUNT: Duration = Duration::from_millis(200);

/// Most schemes that one phone is sent in a day.
const MOST_SMS_A_DAY: u32 = 10;

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    /// Counts a use of a scheme, if it can be counted. The call does not depend on the count.
    pub(super) async fn learn(&self, metric: Option<SchemeMetric>) {
        if let Some(metric) = metric {
            let week = week_of(self.now);
            let counted = self.stores.timer().within(COUNT, self.stores.ledger().count(&week, &metric)).await;
            counted.unwrap_or(Ok(())).unwrap_or_default();
        }
    }

    /// Fetches a missing thing, or asks for an SMS, and gives the result to the call. If something cannot be read, the
    /// menus go on without it.
    pub(super) async fn provide(&self, wants: &Wants, call: &mut Call) {
        let opened = match wants {
            Wants::Answer(_) => self.opened_by(call).await.unwrap_or(OpenedBy::Nothing),
            _ => OpenedBy::Phone,
        };
        let Call { fetched, language, .. } = call;
        match wants {
            Wants::Sms(id) => fetched.sent = Some(self.want_sms(id, language).await.unwrap_or(false)),
            Wants::Answer(ticket) => fetched.answer = Some(self.answer_to(ticket, opened).await.unwrap_or(None)),
            Wants::Payment(code) => {
                let asked = self.stores.payments().payment(code, self.asked.caller.as_ref());
                let payment = self.stores.timer().answer_within(LOOK_UP, asked).await;
                fetched.payment = Some(payment.unwrap_or(Payment::Unknown));
            }
            Wants::List => fetched.listed = Some(self.stores.schemes().listed(self.now).await.unwrap_or_default()),
            Wants::Text(code) => {
                let told = self.stores.schemes().told(code, self.now).await;
                let found = told.map_or(Found::Unknown, |told| told.map_or(Found::Over, Found::Text));
                fetched.told.insert(code.clone(), found);
            }
        }
    }

    /// Returns the answer to the question of a case, if the case is still answered. Without a PIN, only the answer of
    /// an ordinary case is returned, and only once its phone may hear of the answer.
    async fn answer_to(&self, ticket: &Ticket, opened: OpenedBy) -> Result<Option<String>, Unavailable> {
        let by_pin = matches!(opened, OpenedBy::Pin(_));
        let heard = |case: &Case| match by_pin {
            true => Stage::of(case),
            false => case.heard(self.playbook.directory.news, self.now).stage(),
        };
        let answered = |case: &Case| heard(case) == Some(Stage::Answered);
        let case = self.stores.ledger().case(ticket).await?.filter(answered);
        let Some(sequence) = case.and_then(|case| case.answered_in) else { return Ok(None) };
        let event = self.stores.ledger().event(&EventKey { ticket: ticket.clone(), sequence }).await?;
        Ok(event.and_then(|event| match event.what {
            What::ActionTaken { note, .. } => Some(note.as_str().to_owned()),
            _ => None,
        }))
    }

    /// Requests a scheme as an SMS to the caller's phone. Returns `true` if it will surely be sent. A daily limit
    /// bounds the SMS that a caller with a forged number can cause.
    async fn want_sms(&self, scheme: &SchemeId, language: &LanguageCode) -> Result<bool, Unavailable> {
        let language = self.playbook.of_the_directory(language);
        let Some(number) = &self.asked.caller else { return Ok(false) };
        let Some(sms) = self.stores.schemes().sms(scheme, language, self.now).await? else { return Ok(false) };
        let SealedCitizen { number, pseudonym } = self.stores.numbers().seal(number).await?;
        let contact = self.asked.contact.clone();
        let counters = vec![(format!("sms#{pseudonym}#{}", in_india(self.now).date()), MOST_SMS_A_DAY)];
        let of = scheme.code.to_string();
        let attempt = Try { contact: contact.clone(), step: self.asked.number, at: self.now, counters, of };
        if self.stores.ledger().count_try(&attempt).await? == Counted::TooMany {
            return Ok(false);
        }
        let wanted = WantedSms { contact, scheme: scheme.clone(), number, sms, at: self.now };
        self.stores.ledger().want_sms(&wanted).await.map(|()| true)
    }
}
