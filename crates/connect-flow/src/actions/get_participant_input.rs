//! `GetParticipantInput`: a menu of one key, or digits to store (page
//! `participant-actions-getparticipantinput`).

use super::{
    Act,
    keypad::Rules,
    prompt::{self, Source},
};
use crate::{
    caller::{AfterSpeech, Input, Keys, Moment, Prompt, Response, is_key},
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Conditions, Object, Terminal, Wiring},
    stage::{Halt, Stage, Then},
    text::Text,
    trace::{Ended, Happening, Warning},
};

#[derive(Debug)]
struct GetParticipantInput {
    prompt: Option<Source>,
    time_limit_ms: u64,
    /// None for a menu.
    store: Option<Store>,
}

#[derive(Debug)]
struct Store {
    maximum_length: Text,
    gap_seconds: Option<Text>,
    terminator: String,
    cancel_key: bool,
}

/// What a store-mode input is when no key came (pages `store-customer-input`, `participant-actions-getparticipantinput`).
const TIMED_OUT: &str = "Timeout";
const DEFAULT_GAP_SECONDS: u64 = 5;
const MAX_GAP_SECONDS: u64 = 20;
const MAX_TERMINATOR_KEYS: usize = 5;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    for (key, feature) in [("EnableDTMFBuffer", "the buffer of keys"), ("InputEncryption", "encrypted input")] {
        if given.has(key) {
            return Err(given.refuse(key, feature));
        }
    }
    let prompt = prompt::read(given)?;
    let seconds = given.integer("InputTimeLimitSeconds", 1..=u64::MAX)?;
    let stores = given.flag("StoreInput")?.unwrap_or(false);
    let dtmf = given.object("DTMFConfiguration")?.map(Dtmf::read).transpose()?.unwrap_or_default();
    let store = if stores {
        let mut validation = given.object("InputValidation")?.ok_or_else(|| given.missing("InputValidation"))?;
        let maximum_length = maximum_length(&mut validation)?;
        Some(Store {
            maximum_length,
            gap_seconds: dtmf.gap_seconds,
            terminator: dtmf.terminator.unwrap_or_else(|| "#".to_owned()),
            cancel_key: !dtmf.cancel_key_disabled,
        })
    } else {
        None
    };
    Ok(Box::new(GetParticipantInput { prompt, time_limit_ms: seconds.saturating_mul(1_000), store }))
}

fn maximum_length(validation: &mut Object<'_>) -> Result<Text, ReadError> {
    if validation.has("PhoneNumberValidation") {
        return Err(validation.refuse("PhoneNumberValidation", "the check of a telephone number"));
    }
    let mut custom = validation.object("CustomValidation")?.ok_or_else(|| validation.missing("CustomValidation"))?;
    validation.finish()?;
    let length = custom.number_text("MaximumLength", &(1..=u64::MAX))?;
    custom.finish()?;
    length.ok_or_else(|| custom.missing("MaximumLength"))
}

#[derive(Debug, Default)]
struct Dtmf {
    terminator: Option<String>,
    gap_seconds: Option<Text>,
    cancel_key_disabled: bool,
}

impl Dtmf {
    fn read(mut given: Object<'_>) -> Result<Self, ReadError> {
        const TERMINATOR: &str = "InputTerminationSequence";
        let terminator = given.scalar(TERMINATOR)?;
        let cancel_key_disabled = given.flag("DisableCancelKey")?.unwrap_or(false);
        let gap_seconds = given.number_text("InterdigitTimeLimitSeconds", &(1..=MAX_GAP_SECONDS))?;
        given.finish()?;
        if let Some(keys) = &terminator {
            if keys.len() > MAX_TERMINATOR_KEYS || !keys.chars().all(is_key) {
                return Err(given.value_of(TERMINATOR, keys, "1 to 5 keys of `0` to `9`, `*`, `#`"));
            }
            if keys.contains('*') && !cancel_key_disabled {
                return Err(given.value_of(TERMINATOR, keys, "free of `*`, unless `DisableCancelKey` is `True`"));
            }
        }
        Ok(Self { terminator, gap_seconds, cancel_key_disabled })
    }
}

impl Act for GetParticipantInput {
    fn wiring(&self) -> Wiring {
        match self.store {
            Some(_) => Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)]),
            None => Wiring {
                terminal: Terminal::No,
                errors: &[
                    Branch::Required(ErrorType::InputTimeLimitExceeded),
                    Branch::Required(ErrorType::NoMatchingCondition),
                    Branch::Required(ErrorType::NoMatchingError),
                ],
                conditions: Conditions::Keys,
            },
        }
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let rules = self.store.as_ref().map(|store| store.rules(stage)).transpose()?;
        let Some(keys) = self.ask(action, rules.as_ref(), stage)? else {
            stage.note(Happening::NoKey);
            return match rules {
                Some(_) => {
                    stage.contact.stored_input = Some(TIMED_OUT.to_owned());
                    Ok(Then::Next)
                }
                None => Err(Halt::Error(ErrorType::InputTimeLimitExceeded, "no key came in time".into())),
            };
        };
        let (taken, value, ms) = match &rules {
            Some(rules) => {
                let input = rules.collect(keys.as_str(), stage.pace.key_press_ms);
                (input.taken, input.value, input.ms)
            }
            None => (1, keys.as_str().chars().take(1).collect(), 0),
        };
        stage.note(Happening::Pressed { keys: keys.as_str().chars().take(taken).collect() });
        stage.pass(ms);
        let lost: String = keys.as_str().chars().skip(taken).collect();
        if !lost.is_empty() {
            stage.warn(Warning::KeysLost { keys: lost });
        }
        if rules.is_none() {
            return Ok(Then::Result(Some(value)));
        }
        stage.contact.stored_input = Some(value);
        Ok(Then::Next)
    }
}

impl Store {
    fn rules(&self, stage: &mut Stage<'_>) -> Result<Rules, Halt> {
        let length =
            stage.number(&self.maximum_length, 1..=u64::MAX, "the maximum length is not a number from 1 up")?;
        let gap_seconds = match &self.gap_seconds {
            Some(text) => {
                stage.number(text, 1..=MAX_GAP_SECONDS, "the time between keys is not a number from 1 to 20")?
            }
            None => DEFAULT_GAP_SECONDS,
        };
        Ok(Rules {
            maximum_length: usize::try_from(length).unwrap_or(usize::MAX),
            terminator: self.terminator.clone(),
            cancel_key: self.cancel_key,
            gap_ms: gap_seconds.saturating_mul(1_000),
        })
    }
}

impl GetParticipantInput {
    /// Plays the prompt and waits; gives the keys, if any came, at the moment of the first.
    fn ask(&self, action: &Action, rules: Option<&Rules>, stage: &mut Stage<'_>) -> Result<Option<Keys>, Halt> {
        let sound = self.prompt.as_ref().map(|prompt| prompt.sound(stage)).transpose()?;
        let heard = sound.as_ref().map(|sound| sound.heard(action, stage.now_ms));
        let conditions = action.wires.conditions.iter();
        let menu: Vec<String> = conditions.map(|condition| stage.text(&condition.operand)).collect();
        let menu: Vec<&str> = menu.iter().map(String::as_str).collect();
        let input = match rules {
            Some(rules) => Input::Store { maximum_length: rules.maximum_length, terminator: &rules.terminator },
            None => Input::Menu { keys: &menu },
        };
        let response = stage.caller.respond(&Prompt {
            action: &action.identifier,
            heard,
            input,
            recording: stage.recording_since.is_some(),
            time_limit_ms: self.time_limit_ms,
            at_ms: stage.now_ms,
        });

        let prompt_ms = heard.map_or(0, |heard| heard.ms);
        let plan = Plan::of(response, prompt_ms, stage.pace.key_press_ms);
        let limit = prompt_ms.saturating_add(self.time_limit_ms);
        let in_time = plan.at_ms <= limit;
        let end = plan.at_ms.min(limit);
        if let Some(heard) = heard {
            stage.heard(&heard, prompt_ms.min(end));
        }
        let silence = end.saturating_sub(prompt_ms);
        if let Some(ms) = plan.speech_ms {
            stage.note(Happening::Spoke { ms: ms.min(silence), recorded: stage.recording_since.is_some() });
        }
        stage.pass(if heard.is_some() { silence } else { end });
        match plan.then {
            AfterSpeech::HangUp if in_time => Err(Halt::End(Ended::CallerHungUp)),
            AfterSpeech::Press(keys) if in_time => Ok(Some(keys)),
            _ => Ok(None),
        }
    }
}

/// A response laid out from the start of the prompt.
#[derive(Debug)]
struct Plan {
    speech_ms: Option<u64>,
    /// When `then` happens.
    at_ms: u64,
    then: AfterSpeech,
}

impl Plan {
    fn of(response: Response, prompt_ms: u64, key_press_ms: u64) -> Self {
        let moment = |at| match at {
            Moment::Usual => prompt_ms.saturating_add(key_press_ms),
            Moment::FromStart(ms) => ms,
            Moment::AfterPrompt(ms) => prompt_ms.saturating_add(ms),
        };
        match response {
            Response::Silence => Self { speech_ms: None, at_ms: u64::MAX, then: AfterSpeech::Silence },
            Response::Press { keys, at } => Self { speech_ms: None, at_ms: moment(at), then: AfterSpeech::Press(keys) },
            Response::HangUp { at } => Self { speech_ms: None, at_ms: moment(at), then: AfterSpeech::HangUp },
            Response::Speak { ms, then } => {
                let end = if then == AfterSpeech::Silence { u64::MAX } else { prompt_ms.saturating_add(ms) };
                Self { speech_ms: Some(ms), at_ms: end, then }
            }
        }
    }
}
