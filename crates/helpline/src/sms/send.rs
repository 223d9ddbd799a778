//! One SMS: if it is sent, when, and with which outcome.

use crate::ports::{
    Cases, NumberOpener, QueuePatience, SendResult, SmsLedger, SmsSender, SmsState, Unavailable, stores,
};
use crate::values::{EventKey, NotificationKey};
use dialogue::Contacting;
use directory::{Sms, SmsKind, SmsTemplates};
use jiff::Timestamp;
use lifecycle::{CitizenHours, Confidentiality, News, State, act_opens_at, in_india};
use std::time::Duration;

stores! {
    /// The stores for sending an SMS.
    pub trait SmsStores {
        /// The table.
        ledger: Ledger = Cases + SmsLedger;
        /// Opens callers' numbers.
        numbers: Numbers = NumberOpener;
        /// Sends the SMS.
        sender: Sender = SmsSender;
        /// The queue of the keys of SMS.
        queue: Queue = QueuePatience;
    }
}

/// The outcome for an SMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsOutcome {
    /// It was handed over now.
    HandedOver,
    /// It was handed over before, or may have been.
    Before,
    /// No SMS is sent, for this reason.
    NotSent(&'static str),
    /// It is tried again after this pause.
    PutOff(Duration),
    /// The service refused it, with this code.
    Refused(String),
}

/// The hours in which an SMS about a case is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// By day, and only in the evening to citizens who asked for the evening.
    Day,
    /// At any hour. A local cloud wakes nobody.
    Any,
}

/// Longest time for which a message is hidden. A queue hides a message for 12 hours at most, counted from its receipt
/// (Amazon SQS developer guide, "Visibility timeout"). It refuses a longer pause, and then the message comes again at
/// once.
const LONGEST_PAUSE: Duration = Duration::from_secs(11 * 60 * 60);

/// The pause of an SMS while somebody must still read its case's transcript.
const UNTIL_READ: Duration = Duration::from_secs(60 * 60);

/// An SMS that was begun this long ago was not finished, because the function ends after 30 seconds.
const SURELY_ENDED: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// The pause if the service takes no more for now.
const THROTTLED: Duration = Duration::from_secs(60);

/// The time after its event in which an SMS is still news.
const NEWS: jiff::SignedDuration = jiff::SignedDuration::from_hours(72);

/// Sends one SMS, once.
///
/// # Errors
/// [`Unavailable`] if a service did not answer. The queue delivers the key again.
pub async fn send<P: SmsStores>(
    texts: &SmsTemplates,
    stores: &P,
    key: &NotificationKey,
    (now, hours): (Timestamp, Hours),
) -> Result<SmsOutcome, Unavailable> {
    match key {
        NotificationKey::Event(of) => of_an_event(texts, stores, of, (now, hours)).await,
        NotificationKey::Scheme { contact, code } => match stores.ledger().wanted_sms(contact, code).await? {
            // The caller pressed a key for this SMS, so it may come at any hour. It holds nothing about the caller.
            Some(wanted) if now <= wanted.at + NEWS => hand_over(stores, key, &wanted.number, &wanted.sms, now).await,
            Some(_) => Ok(SmsOutcome::NotSent("it is no news any more")),
            None => Ok(SmsOutcome::NotSent("nobody asked for it")),
        },
    }
}

/// Sends the SMS about an event to its citizen.
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
    // The case may have changed since the event.
    let Some(case) = stores.ledger().case(&key.ticket).await? else {
        return Ok(SmsOutcome::NotSent("there is no such case"));
    };
    let s = &case.standing;
    if s.state == State::Withdrawn
        || matches!(s.quiet, Some(Confidentiality::Violence | Confidentiality::Child | Confidentiality::Protected))
    {
        return Ok(SmsOutcome::NotSent("it is safer not to"));
    }
    // A machine found words in the transcript that may be unsafe to text. The SMS waits until a person has read them.
    if !s.unread.is_empty() {
        return Ok(SmsOutcome::PutOff(UNTIL_READ));
    }
    let Some(phone) = stores.ledger().phone(&case.contact).await? else {
        return Ok(SmsOutcome::NotSent("the number was withheld"));
    };
    let citizens = match phone.contacting {
        Some(allowed @ (Contacting::Any | Contacting::Evening)) => allowed.hours(),
        Some(Contacting::No) | None => return Ok(SmsOutcome::NotSent("the citizen has not allowed it")),
    };
    if hours == Hours::Day {
        // The first SMS tells of the citizen's own call. Each later one tells of an act of the department.
        let opens_at = match kind {
            SmsKind::Ticket => event.at,
            _ => act_opens_at(&case, event.at, News::NextDay, citizens),
        };
        let unopened = Duration::try_from(opens_at.duration_since(now)).ok().filter(|pause| !pause.is_zero());
        let pause = unopened.map(|pause| pause.min(LONGEST_PAUSE)).or_else(|| until_the_hour(citizens, now));
        if let Some(pause) = pause {
            return Ok(SmsOutcome::PutOff(pause));
        }
    }
    let Some(sms) = texts.sms(kind, &event.language, &key.ticket) else {
        return Ok(SmsOutcome::NotSent("there is no text for it"));
    };
    hand_over(stores, &NotificationKey::Event(key.clone()), &phone.number, &sms, now).await
}

/// Hands an SMS over, unless an earlier try began to.
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
        // The try that began it stopped in the middle, so the SMS may have been sent.
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

/// Returns the time until an SMS may be sent, [`LONGEST_PAUSE`] at most. `None` if it may be sent now.
fn until_the_hour(citizens: CitizenHours, now: Timestamp) -> Option<Duration> {
    let (here, (from, night)) = (in_india(now), citizens.span());
    if (from..night).contains(&here.time()) {
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
        use CitizenHours::{Day, Evening};
        let pause = |hours, at: &str| until_the_hour(hours, at.parse().unwrap()).map(|pause| pause.as_secs() / 60);
        assert_eq!(pause(Day, "2026-11-26T12:00:00+05:30"), None);
        assert_eq!(pause(Day, "2026-11-26T06:30:00+05:30"), Some(150));
        assert_eq!(pause(Day, "2026-11-26T21:00:00+05:30"), Some(11 * 60), "and then looks again");
        assert_eq!(pause(Evening, "2026-11-26T16:00:00+05:30"), Some(60));
        assert_eq!(pause(Evening, "2026-11-26T22:00:00+05:30"), Some(11 * 60));
        assert_eq!(pause(Evening, "2026-11-26T18:00:00+05:30"), None);
    }
}
