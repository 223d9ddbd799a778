//! One text: whether it is sent, and what came of it.

use crate::ports::{
    Cases, NumberOpener, QueuePatience, SendResult, SmsLedger, SmsSender, SmsState, Unavailable, stores,
};
use crate::values::{EventKey, NotificationKey};
use dialogue::Contacting;
use directory::{Sms, SmsKind, SmsTemplates};
use jiff::Timestamp;
use jiff::civil::time;
use lifecycle::{Confidentiality, State, in_india};
use std::time::Duration;

stores! {
    /// What texting needs.
    pub trait SmsStores {
        /// The table.
        ledger: Ledger = Cases + SmsLedger;
        /// The key of numbers.
        numbers: Numbers = NumberOpener;
        /// Sends.
        sender: Sender = SmsSender;
        /// The queue of keys.
        queue: Queue = QueuePatience;
    }
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsOutcome {
    /// It was handed over, now.
    HandedOver,
    /// It was handed over before, or may have been.
    Before,
    /// Nobody is texted, and why.
    NotSent(&'static str),
    /// It is tried again after a while.
    PutOff(Duration),
    /// The service says no, with this code.
    Refused(String),
}

/// When texts are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// By day, and to whoever said so in the evening.
    Day,
    /// At any: on a local cloud nobody sleeps.
    Any,
}

/// Nobody is woken: texts are sent from here (TRAI allows service texts around the clock; people sleep) …
const MORNING: jiff::civil::Time = time(9, 0, 0, 0);
/// … to here,
const NIGHT: jiff::civil::Time = time(21, 0, 0, 0);
/// and to whoever said "in the evening" from here.
const EVENING: jiff::civil::Time = time(17, 0, 0, 0);

/// Longest that a message is hidden. A queue hides one for 12 hours at most, counted from when it was received (Amazon SQS
/// developer guide, "Visibility timeout"); a longer pause is refused, and the message comes again at once.
const LONGEST_PAUSE: Duration = Duration::from_secs(11 * 60 * 60);

/// How long a text is put off whose case somebody must read first.
const UNTIL_READ: Duration = Duration::from_secs(60 * 60);

/// A text that was begun so long ago was not finished: the function ends after 30 seconds.
const SURELY_ENDED: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// Pause where the service takes no more for now.
const THROTTLED: Duration = Duration::from_secs(60);

/// How long after its event a text is still news.
const NEWS: jiff::SignedDuration = jiff::SignedDuration::from_hours(72);

/// Texts somebody, once.
///
/// # Errors
/// [`Unavailable`]: it is tried again.
pub async fn send<P: SmsStores>(
    texts: &SmsTemplates,
    stores: &P,
    key: &NotificationKey,
    (now, hours): (Timestamp, Hours),
) -> Result<SmsOutcome, Unavailable> {
    match key {
        NotificationKey::Event(of) => of_an_event(texts, stores, of, (now, hours)).await,
        NotificationKey::Scheme { contact, code } => match stores.ledger().wanted_sms(contact, code).await? {
            // They pressed the key for it: the hour is theirs, and nothing of theirs is in it.
            Some(wanted) if now <= wanted.at + NEWS => hand_over(stores, key, &wanted.number, &wanted.sms, now).await,
            Some(_) => Ok(SmsOutcome::NotSent("it is no news any more")),
            None => Ok(SmsOutcome::NotSent("nobody asked for it")),
        },
    }
}

/// Texts the citizen of an event.
async fn of_an_event<P: SmsStores>(
    texts: &SmsTemplates,
    stores: &P,
    key: &EventKey,
    (now, hours): (Timestamp, Hours),
) -> Result<SmsOutcome, Unavailable> {
    let Some(event) = stores.ledger().event(key).await? else {
        return Ok(SmsOutcome::NotSent("there is no such event"));
    };
    let Some(kind) = SmsKind::of(&event) else { return Ok(SmsOutcome::NotSent("nobody is texted of it")) };
    if now > event.at + NEWS {
        return Ok(SmsOutcome::NotSent("it is no news any more"));
    }
    // What is known of the case since.
    let Some(case) = stores.ledger().case(&key.ticket).await? else {
        return Ok(SmsOutcome::NotSent("there is no such case"));
    };
    let s = &case.standing;
    if s.state == State::Withdrawn
        || matches!(s.quiet, Some(Confidentiality::Violence | Confidentiality::Child | Confidentiality::Protected))
    {
        return Ok(SmsOutcome::NotSent("it is safer not to"));
    }
    // A machine found in the words what may be unsafe to text; whoever reads them says if it is.
    if !s.unread.is_empty() {
        return Ok(SmsOutcome::PutOff(UNTIL_READ));
    }
    let Some(phone) = stores.ledger().phone(&case.contact).await? else {
        return Ok(SmsOutcome::NotSent("the number was withheld"));
    };
    let from = match phone.contacting {
        Some(Contacting::Any) => MORNING,
        Some(Contacting::Evening) => EVENING,
        Some(Contacting::No) | None => return Ok(SmsOutcome::NotSent("the citizen has not allowed it")),
    };
    if hours == Hours::Day
        && let Some(pause) = until_the_hour(from, now)
    {
        return Ok(SmsOutcome::PutOff(pause));
    }
    let Some(sms) = texts.sms(kind, &event.language, &key.ticket) else {
        return Ok(SmsOutcome::NotSent("there is no text for it"));
    };
    hand_over(stores, &NotificationKey::Event(key.clone()), &phone.number, &sms, now).await
}

/// Hands a text over, unless that was begun before.
async fn hand_over<P: SmsStores>(
    stores: &P,
    key: &NotificationKey,
    number: &[u8],
    sms: &Sms,
    now: Timestamp,
) -> Result<SmsOutcome, Unavailable> {
    let number = stores.numbers().open_number(number).await?;
    match stores.ledger().begin_sms(key, now).await? {
        None => {}
        Some(SmsState::Sending { since }) if now < since + SURELY_ENDED => return Ok(SmsOutcome::PutOff(THROTTLED)),
        // Whoever began it stopped in the middle: it may have been sent.
        Some(SmsState::Sending { .. }) => {
            stores.ledger().record_sms(key, &SmsState::Unknown).await?;
            return Ok(SmsOutcome::Before);
        }
        Some(_) => return Ok(SmsOutcome::Before),
    }
    let (state, became) = match stores.sender().send_sms(&number, sms).await {
        SendResult::Over(message) => (SmsState::Sent { message }, SmsOutcome::HandedOver),
        SendResult::Refused(code) => (SmsState::Refused { code: code.clone() }, SmsOutcome::Refused(code)),
        SendResult::Unknown => (SmsState::Unknown, SmsOutcome::Before),
        SendResult::Later(_) => {
            stores.ledger().put_off_sms(key).await?;
            return Ok(SmsOutcome::PutOff(THROTTLED));
        }
    };
    stores.ledger().record_sms(key, &state).await?;
    Ok(became)
}

/// How long it is until texts are sent, where it is not the hour.
fn until_the_hour(from: jiff::civil::Time, now: Timestamp) -> Option<Duration> {
    let here = in_india(now);
    if (from..NIGHT).contains(&here.time()) {
        return None;
    }
    let day = if here.time() < from { here.date() } else { here.date().tomorrow().ok()? };
    let pause = Duration::try_from(day.to_datetime(from).duration_since(here)).ok()?;
    Some(pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_woken_and_who_said_in_the_evening_is_texted_then() {
        let pause = |from, at: &str| until_the_hour(from, at.parse().unwrap()).map(|pause| pause.as_secs() / 60);
        assert_eq!(pause(MORNING, "2026-11-26T12:00:00+05:30"), None);
        assert_eq!(pause(MORNING, "2026-11-26T06:30:00+05:30"), Some(150));
        assert_eq!(pause(MORNING, "2026-11-26T21:00:00+05:30"), Some(11 * 60), "and then looks again");
        assert_eq!(pause(EVENING, "2026-11-26T16:00:00+05:30"), Some(60));
        assert_eq!(pause(EVENING, "2026-11-26T22:00:00+05:30"), Some(11 * 60));
        assert_eq!(pause(EVENING, "2026-11-26T18:00:00+05:30"), None);
    }
}
