//! `TransferParticipantToThirdParty` (pages `participant-actions-transferparticipanttothirdparty`,
//! `transfer-to-phone-number`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then, is_e164},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Terminal, Wiring},
    outside::{Dialled, Told},
    trace::{Ended, Happening},
};

#[derive(Debug)]
struct TransferParticipantToThirdParty {
    number: Text,
    limit_seconds: Text,
    /// `true` if the flow continues after the third party has hung up.
    goes_on: bool,
    digits: Option<Text>,
}

/// Longest wait for the third party to answer, in seconds (page `transfer-to-phone-number`).
const MAX_SECONDS: u64 = 600;
/// Most DTMF digits that are sent to the third party.
const MAX_DIGITS: usize = 50;
/// The pause that a comma among these digits means.
const COMMA_MS: u64 = 750;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const NUMBER: &str = "ThirdPartyPhoneNumber";
    const LIMIT: &str = "ThirdPartyConnectionTimeLimitSeconds";
    let number = given.text(NUMBER)?.ok_or_else(|| given.missing(NUMBER))?;
    let limit_seconds = given.number_text(LIMIT, &(0..=MAX_SECONDS))?.ok_or_else(|| given.missing(LIMIT))?;
    let goes_on = given.flag("ContinueFlowExecution")?.ok_or_else(|| given.missing("ContinueFlowExecution"))?;
    let digits = given.reference("ThirdPartyDTMFDigits")?;
    if let Some(mut caller) = given.object("CallerId")? {
        caller.reference("Number")?;
        caller.text("Name")?;
        caller.finish();
    }
    Ok(Box::new(TransferParticipantToThirdParty { number, limit_seconds, goes_on, digits }))
}

impl Act for TransferParticipantToThirdParty {
    fn wiring(&self) -> Wiring {
        const FOR_GOOD: Wiring = Wiring {
            terminal: Terminal::OnSuccess,
            ..Wiring::plain(&[
                Branch::Required(ErrorType::NoMatchingError),
                Branch::Optional(ErrorType::CallFailed),
                Branch::Optional(ErrorType::ConnectionTimeLimitExceeded),
            ])
        };
        const AND_BACK: Wiring = Wiring::plain(&[
            Branch::Required(ErrorType::NoMatchingError),
            Branch::Required(ErrorType::CallFailed),
            Branch::Required(ErrorType::ConnectionTimeLimitExceeded),
        ]);
        if self.goes_on { AND_BACK } else { FOR_GOOD }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let number = stage.needed(&self.number, "the number is missing")?;
        let limit = stage.number(&self.limit_seconds, 0..=MAX_SECONDS, "the time limit is not a number up to 600")?;
        if !is_e164(&number) {
            return Err(Halt::because("the number is not in the form E.164"));
        }
        let digits = self.digits.as_ref().map(|digits| stage.text(digits)).unwrap_or_default();
        let key = |c: char| c.is_ascii_digit() || matches!(c, ',' | '*' | '#');
        if digits.len() > MAX_DIGITS || !digits.chars().all(key) {
            return Err(Halt::because("the digits to send are more than 50, or not all of `0` to `9`, `,`, `*`, `#`"));
        }
        let dialled = stage.world.dial(&number);
        let dialled = match stage.told(dialled, Told::Dialled) {
            Dialled::Answered { ringing_ms, .. } if ringing_ms > limit.saturating_mul(1_000) => Dialled::NoAnswer,
            dialled => dialled,
        };
        let talk_ms = match dialled {
            Dialled::Answered { talk_ms, .. } => Some(talk_ms),
            Dialled::NoAnswer | Dialled::Failed => None,
        };
        stage.note(Happening::Dialled { number, talk_ms });
        match dialled {
            Dialled::Answered { talk_ms, ringing_ms } => {
                stage.ask_patience();
                let commas = u64::try_from(digits.matches(',').count()).unwrap_or(u64::MAX);
                let before = ringing_ms.saturating_add(commas.saturating_mul(COMMA_MS));
                stage.pass(before.saturating_add(talk_ms))?;
                stage.patience_until = None;
                if self.goes_on { Ok(Then::Next) } else { Err(Halt::end(Ended::ThirdPartyHungUp)) }
            }
            Dialled::NoAnswer => {
                stage.pass(limit.saturating_mul(1_000))?;
                let cause = "the other party did not answer in time".into();
                Err(Halt::Error(ErrorType::ConnectionTimeLimitExceeded, cause))
            }
            Dialled::Failed => Err(Halt::Error(ErrorType::CallFailed, "the other party could not be called".into())),
        }
    }
}
