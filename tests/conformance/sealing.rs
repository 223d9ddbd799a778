//! The promises of every store of secrets: a citizen has one pseudonym, and a sealed value opens only where it belongs.

use acceptance::line::draw;
use helpline::ports::{DisclosureOpener, DisclosureSealer, NumberOpener, NumberSealer, PinMarker, StateKeys};
use helpline::{CallerNumber, Digits, Disclosed};
use lifecycle::{ContactId, Field, Sealed};
use protocol::seal;
use std::collections::BTreeSet;

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_sealing {
    ($tests:ident) => {
        $tests!(sealing:
            no_two_numbers_have_one_pseudonym_and_a_number_keeps_its_own,
            a_sealed_number_opens_and_an_altered_one_is_not_that_number,
            a_disclosure_opens_for_its_case_and_field_alone,
            the_longest_disclosure_can_be_sealed_and_shows_nothing,
            a_mark_tells_one_pin_of_one_case_and_repeats,
            a_day_has_one_key_of_states_and_no_other_day_has_it,
        );
    };
}
pub(crate) use all_sealing;

/// The sealing ports of a scenario, one for each privilege.
pub trait Sealing {
    /// The port that seals numbers.
    fn sealer(&self) -> &impl NumberSealer;
    /// The port that opens numbers.
    fn opener(&self) -> &impl NumberOpener;
    /// The port that seals and opens disclosures.
    fn disclosures(&self) -> &(impl DisclosureSealer + DisclosureOpener);
    /// The port that computes the marks of PINs.
    fn pins(&self) -> &impl PinMarker;
    /// The port that derives the keys of states.
    fn states(&self) -> &impl StateKeys;
}

fn number(last: u32) -> CallerNumber {
    CallerNumber::new(&format!("+9198765{last:05}")).unwrap()
}

pub async fn no_two_numbers_have_one_pseudonym_and_a_number_keeps_its_own(on: &impl Sealing) {
    // Consecutive numbers, and numbers with the same digits in another order.
    let numbers: Vec<CallerNumber> = [0, 1, 10, 100, 1_000, 10_000, 12, 21, 99, 990].map(number).into();
    let mut seen = BTreeSet::new();
    for number in &numbers {
        let sealed = on.sealer().seal(number).await.unwrap();
        assert_eq!(on.sealer().pseudonym(number).await.unwrap(), sealed.pseudonym);
        assert!(!sealed.pseudonym.contains(number.expose().trim_start_matches('+')), "a pseudonym shows its number");
        seen.insert(sealed.pseudonym);
    }
    assert_eq!(seen.len(), numbers.len());
}

pub async fn a_sealed_number_opens_and_an_altered_one_is_not_that_number(on: &impl Sealing) {
    let (one, other) = (number(1), number(10));
    let sealed = on.sealer().seal(&one).await.unwrap().number;
    let others = on.sealer().seal(&other).await.unwrap().number;
    assert_eq!(on.opener().open_number(&sealed).await, Ok(one.clone()));
    assert_eq!(on.opener().open_number(&others).await, Ok(other));
    let digits = one.expose().trim_start_matches('+').as_bytes();
    assert!(sealed.windows(digits.len()).all(|part| part != digits), "the sealed number can be read");
    let mut altered = sealed.clone();
    *altered.last_mut().unwrap() ^= 1;
    // AWS and LocalStack refuse both altered values; MiniStack opens them as other numbers.
    for altered in [&altered[..], &sealed[..sealed.len() - 1]] {
        assert_ne!(on.opener().open_number(altered).await, Ok(one.clone()));
    }
    assert!(on.opener().open_number(b"sealed by nobody").await.is_err());
}

pub async fn a_disclosure_opens_for_its_case_and_field_alone(on: &impl Sealing) {
    let (ticket, other) = (draw(), draw());
    let value = Disclosed::new("MP-HLT/2026-77").unwrap();
    let sealed = on.disclosures().seal_disclosure(&ticket, Field::SamagraId, &value).await.unwrap();
    assert_eq!(on.disclosures().open(&ticket, Field::SamagraId, &sealed).await, Ok(value.clone()));
    assert!(on.disclosures().open(&other, Field::SamagraId, &sealed).await.is_err());
    for field in [Field::RationCard, Field::ConsumerNumber] {
        assert!(on.disclosures().open(&ticket, field, &sealed).await.is_err(), "{field:?}");
    }
    assert!(on.disclosures().open(&ticket, Field::SamagraId, &Sealed::new("c2VhbGVk").unwrap()).await.is_err());
}

pub async fn the_longest_disclosure_can_be_sealed_and_shows_nothing(on: &impl Sealing) {
    let ticket = draw();
    let value = Disclosed::new(&"A1-/".repeat(Disclosed::LONGEST / 4)).unwrap();
    let sealed = on.disclosures().seal_disclosure(&ticket, Field::SamagraId, &value).await.unwrap();
    assert!(!sealed.as_str().contains(value.expose()));
    assert_eq!(on.disclosures().open(&ticket, Field::SamagraId, &sealed).await, Ok(value));
}

pub async fn a_mark_tells_one_pin_of_one_case_and_repeats(on: &impl Sealing) {
    let pin = |digits: &str| Digits::new(digits).unwrap();
    let (ticket, other) = (draw(), draw());
    let mark = on.pins().mark(&ticket, &pin("4711")).await.unwrap();
    assert_eq!(on.pins().mark(&ticket, &pin("4711")).await, Ok(mark.clone()));
    for (of, digits) in [(&ticket, "4712"), (&ticket, "7411"), (&ticket, "47110"), (&other, "4711")] {
        assert_ne!(on.pins().mark(of, &pin(digits)).await.unwrap(), mark, "{digits} of {of}");
    }
}

pub async fn a_day_has_one_key_of_states_and_no_other_day_has_it(on: &impl Sealing) {
    let contact = ContactId::new("contact-1").unwrap();
    let mut seen = BTreeSet::new();
    for day in ["2026-11-30", "2026-12-01", "2027-11-30"] {
        let day = day.parse().unwrap();
        let (key, again) = (on.states().state_key(day).await.unwrap(), on.states().state_key(day).await.unwrap());
        assert_eq!(key.day, day);
        let sealed = seal(Some(&key), &contact, 1, "{}");
        assert_eq!(seal(Some(&again), &contact, 1, "{}"), sealed);
        seen.insert(sealed.split('.').nth(2).unwrap().to_owned());
    }
    assert_eq!(seen.len(), 3);
}
