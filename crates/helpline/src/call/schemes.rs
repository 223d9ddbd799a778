//! What a step lacks of schemes, fetched.

use super::{CallPorts, Scene};
use crate::ports::{SealedCitizen, Unavailable};
use crate::schemes::week_of;
use crate::texting::WantedSms;
use dialogue::{Call, Found, Learned, Payment, SchemeId, Step, Wants};
use lifecycle::{LanguageCode, Ticket};

impl<P: CallPorts, D: Fn() -> Ticket, R: Fn(&Step) -> String> Scene<'_, P, D, R> {
    /// Counts it, if it can be counted: the call does not depend on it.
    pub(super) async fn learn(&self, learned: Option<Learned>) {
        if let Some(learned) = learned {
            self.ports.count(&week_of(self.now), &learned).await.unwrap_or_default();
        }
    }

    /// Puts it on the shelf. What cannot be read is not told: the menus go on without it.
    pub(super) async fn fetch(&self, wants: &Wants, call: &mut Call) {
        let Call { shelf, language, .. } = call;
        match wants {
            Wants::Sms(id) => shelf.sent = Some(self.want_sms(id, language).await.unwrap_or(false)),
            Wants::Payment(code) => {
                let payment = self.ports.payment(code, self.asked.caller.as_ref()).await;
                shelf.payment = Some(payment.unwrap_or(Payment::Unknown));
            }
            Wants::List => shelf.listed = Some(self.ports.listed(self.now).await.unwrap_or_default()),
            Wants::Text(code) => {
                let told = self.ports.told(code, self.now).await;
                let found = told.map_or(Found::Unknown, |told| told.map_or(Found::Over, Found::Text));
                shelf.told.insert(code.clone(), found);
            }
        }
    }

    /// Has it sent to the caller's phone. Whether it will be, surely.
    async fn want_sms(&self, scheme: &SchemeId, language: &LanguageCode) -> Result<bool, Unavailable> {
        let language = self.playbook.of_the_directory(language);
        let Some(number) = &self.asked.caller else { return Ok(false) };
        let Some(sms) = self.ports.sms(scheme, language, self.now).await? else { return Ok(false) };
        let SealedCitizen { number, .. } = self.ports.seal(number).await?;
        let contact = self.asked.contact.clone();
        let wanted = WantedSms { contact, scheme: scheme.clone(), number, sms, at: self.now };
        self.ports.want_sms(&wanted).await.map(|()| true)
    }
}
