//! Stands in for the keys of KMS: different numbers get different pseudonyms, and a sealed value can be opened again.

use crate::Memory;
use helpline::ports::{
    Actions, DisclosureOpener, DisclosureSealer, NumberOpener, NumberSealer, PinMarker, StateKeys, Unavailable,
};
use helpline::{CallerNumber, Digits, Disclosed, SealedCitizen};
use jiff::civil::Date;
use lifecycle::{Field, Sealed, Ticket};
use protocol::SealKey;
use sha2::{Digest as _, Sha256};

/// Stands for a key that never leaves its service.
const KEY: u8 = 0x5a;

/// Returns the pseudonym of a number. Like a keyed code, it is the same for the same number and for no other.
#[must_use]
pub fn pseudonym_of(number: &CallerNumber) -> String {
    hex(&Sha256::new().chain_update([KEY]).chain_update(number.expose()).finalize())
}

/// Returns a caller's number as the service seals it.
#[must_use]
pub fn sealed(number: &CallerNumber) -> SealedCitizen {
    SealedCitizen { pseudonym: pseudonym_of(number), number: covered(number.expose().as_bytes()) }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn covered(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ KEY).collect()
}

impl NumberSealer for Memory {
    const ACTIONS: Actions = &[];

    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        self.port("seal", |_| Ok(sealed(number))).await
    }

    async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        self.port("pseudonym", |_| Ok(pseudonym_of(number))).await
    }
}

impl NumberOpener for Memory {
    const ACTIONS: Actions = &[];

    async fn open_number(&self, sealed: &[u8]) -> Result<CallerNumber, Unavailable> {
        let opened = || {
            let number = String::from_utf8(covered(sealed)).ok().as_deref().and_then(CallerNumber::new);
            number.ok_or_else(|| Unavailable("the opened value is no telephone number".into()))
        };
        self.port("open_number", |_| opened()).await
    }
}

impl PinMarker for Memory {
    const ACTIONS: Actions = &[];

    async fn mark(&self, ticket: &Ticket, pin: &Digits) -> Result<String, Unavailable> {
        self.port("mark", |_| Ok(hex(&covered(format!("{ticket}/{}", pin.expose()).as_bytes())))).await
    }
}

impl StateKeys for Memory {
    const ACTIONS: Actions = &[];

    async fn state_key(&self, day: Date) -> Result<SealKey, Unavailable> {
        let key = Sha256::new().chain_update([KEY]).chain_update(SealKey::label(day)).finalize();
        self.port("state_key", |_| Ok(SealKey::new(day, key.into()))).await
    }
}

impl DisclosureSealer for Memory {
    const ACTIONS: Actions = &[];

    async fn seal_disclosure(&self, ticket: &Ticket, field: Field, value: &Disclosed) -> Result<Sealed, Unavailable> {
        let code = hex(format!("{ticket}/{field}/{}", value.expose()).as_bytes());
        self.port("seal_disclosure", |_| Sealed::new(code).map_err(|e| Unavailable(e.to_string()))).await
    }
}

impl DisclosureOpener for Memory {
    const ACTIONS: Actions = &[];

    async fn open(&self, ticket: &Ticket, field: Field, sealed: &Sealed) -> Result<Disclosed, Unavailable> {
        let opened = || {
            let digits: Vec<u32> = sealed.as_str().chars().filter_map(|c| c.to_digit(16)).collect();
            let bytes = digits.chunks(2).filter_map(|two| u8::try_from(two.first()? * 16 + two.get(1)?).ok()).collect();
            let text = String::from_utf8(bytes).unwrap_or_default();
            let value = text.strip_prefix(&format!("{ticket}/{field}/")).and_then(Disclosed::new);
            value.ok_or_else(|| Unavailable("sealed for another case or field".into()))
        };
        self.port("open", |_| opened()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_two_numbers_are_one_citizen_and_a_sealed_one_opens_again() {
        let memory = Memory::default();
        let number = |digits: &str| CallerNumber::new(digits).unwrap();
        let (one, other) = (number("+919000000001"), number("+919000000010"));
        assert_ne!(pseudonym_of(&one), pseudonym_of(&other), "the same digits in another order");
        for number in [one, other] {
            let citizen = memory.seal(&number).await.unwrap();
            assert_eq!(memory.open_number(&citizen.number).await, Ok(number));
        }
    }
}
