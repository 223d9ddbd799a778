//! `GetParticipantInput`: a menu of one key, digits to store, or the switch of the DTMF buffer (pages
//! `participant-actions-getparticipantinput`, `store-customer-input`, `touchtone-buffering`).

use super::{
    act::Act,
    ask::{Question, Said},
    keypad::{Collected, Rules},
    phone_number::PhoneNumber,
    prompt::{self, Source},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    outside::{Input, is_key},
    problem::Problem,
    trace::Happening,
};

#[derive(Debug)]
struct GetParticipantInput {
    prompt: Option<Source>,
    time_limit_ms: u64,
    /// The rules for a stored input; `None` for a menu.
    store: Option<Store>,
}

#[derive(Debug)]
struct Store {
    validation: Validation,
    gap_seconds: Option<Text>,
    terminator: String,
    cancel_key: bool,
    /// The id of the key that encrypts the stored value.
    encrypted_with: Option<Text>,
}

#[derive(Debug)]
enum Validation {
    Length(Text),
    Number(PhoneNumber),
}

/// The stored value when no key came (pages `store-customer-input`, `participant-actions-getparticipantinput`).
const TIMED_OUT: &str = "Timeout";
const DEFAULT_GAP_SECONDS: u64 = 5;
const MAX_GAP_SECONDS: u64 = 20;
const MAX_TERMINATOR_KEYS: usize = 5;
/// Most keys of a telephone number: the 15 digits of E.164 and a prefix (assumed).
const MAX_NUMBER_KEYS: usize = 20;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    if given.has("EnableDTMFBuffer") {
        return read_switch(given);
    }
    let prompt = prompt::read(given)?;
    let seconds = given.integer("InputTimeLimitSeconds", 1..=u64::MAX)?;
    let stores = given.flag("StoreInput")?.unwrap_or(false);
    let dtmf = given.object("DTMFConfiguration")?.map(Dtmf::read).transpose()?.unwrap_or_default();
    let store = if stores {
        let validation = given.object("InputValidation")?.ok_or_else(|| given.missing("InputValidation"))?;
        let encrypted_with = given.object("InputEncryption")?.map(encryption).transpose()?;
        let validation = Validation::read(validation)?;
        if encrypted_with.is_some() && matches!(validation, Validation::Number(_)) {
            given.place("InputEncryption").remark(Problem::NoBranchHere { branch: "InputEncryption" });
        }
        Some(Store {
            validation,
            gap_seconds: dtmf.gap_seconds,
            terminator: dtmf.terminator.unwrap_or_else(|| "#".to_owned()),
            cancel_key: !dtmf.cancel_key_disabled,
            encrypted_with,
        })
    } else {
        None
    };
    Ok(Box::new(GetParticipantInput { prompt, time_limit_ms: seconds.saturating_mul(1_000), store }))
}

fn encryption(mut given: Object<'_>) -> Result<Text, Wrong> {
    let id = given.text("EncryptionKeyId")?.ok_or_else(|| given.missing("EncryptionKeyId"))?;
    given.text("Key")?.ok_or_else(|| given.missing("Key"))?;
    given.finish();
    Ok(id)
}

impl Validation {
    fn read(mut given: Object<'_>) -> Result<Self, Wrong> {
        let number = given.object("PhoneNumberValidation")?.map(PhoneNumber::read).transpose()?;
        let custom = given.object("CustomValidation")?;
        given.finish();
        match (number, custom) {
            (Some(number), None) => Ok(Self::Number(number)),
            (None, Some(mut custom)) => {
                let length = custom.number_text("MaximumLength", &(1..=u64::MAX))?;
                custom.finish();
                length.map(Self::Length).ok_or_else(|| custom.missing("MaximumLength"))
            }
            (None, None) => Err(given.missing("CustomValidation")),
            (Some(_), Some(_)) => {
                let of = "`CustomValidation` and `PhoneNumberValidation`".to_owned();
                Err(given.wrong(Problem::OnlyOne { of }))
            }
        }
    }
}

#[derive(Debug, Default)]
struct Dtmf {
    terminator: Option<String>,
    gap_seconds: Option<Text>,
    cancel_key_disabled: bool,
}

impl Dtmf {
    fn read(mut given: Object<'_>) -> Result<Self, Wrong> {
        const TERMINATOR: &str = "InputTerminationSequence";
        let terminator = given.scalar(TERMINATOR)?;
        let cancel_key_disabled = given.flag("DisableCancelKey")?.unwrap_or(false);
        let gap_seconds = given.number_text("InterdigitTimeLimitSeconds", &(1..=MAX_GAP_SECONDS))?;
        given.finish();
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
        const NO_MATCHING_ERROR: Branch = Branch::Required(ErrorType::NoMatchingError);
        match &self.store {
            Some(Store { validation: Validation::Length(_), .. }) => Wiring::plain(&[NO_MATCHING_ERROR]),
            Some(_) => Wiring::plain(&[Branch::Required(ErrorType::InvalidPhoneNumber), NO_MATCHING_ERROR]),
            None => Wiring {
                conditions: Conditions::Keys,
                ..Wiring::plain(&[
                    Branch::Required(ErrorType::InputTimeLimitExceeded),
                    Branch::Required(ErrorType::NoMatchingCondition),
                    NO_MATCHING_ERROR,
                ])
            },
        }
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        match &self.store {
            Some(store) => self.store(store, action, stage),
            None => self.choose(action, stage),
        }
    }
}

impl GetParticipantInput {
    /// Takes one key: from the DTMF buffer without playing the prompt, or from the caller.
    fn choose(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let buffered = stage.contact.take_buffered();
        let keys = if buffered.is_empty() {
            let conditions = action.wires.conditions.iter();
            let menu: Vec<String> = conditions.map(|condition| stage.text(&condition.operand)).collect();
            let menu: Vec<&str> = menu.iter().map(String::as_str).collect();
            let sound = self.prompt.as_ref().map(|prompt| prompt.sound(stage)).transpose()?;
            let input = Input::Menu { keys: &menu };
            match (Question { sound: sound.as_ref(), input, time_limit_ms: self.time_limit_ms }).ask(action, stage)? {
                Said::Keys(keys) => keys.as_str().to_owned(),
                Said::Nothing | Said::Words(_) => {
                    stage.note(Happening::NoKey);
                    return Err(Halt::Error(ErrorType::InputTimeLimitExceeded, "no key came in time".into()));
                }
            }
        } else {
            buffered
        };
        let (key, rest) = split(&keys, 1);
        stage.note(Happening::Pressed { keys: key.clone() });
        stage.keep_keys(&rest);
        Ok(Then::Result(Some(key)))
    }

    /// Collects digits. The keys in the DTMF buffer come first; if they complete the input, no prompt is played.
    fn store(&self, store: &Store, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let rules = store.rules(stage)?;
        let buffered = stage.contact.take_buffered();
        let mut keys = buffered.clone();
        if !rules.collect(&buffered, buffered.len(), 0).complete {
            let sound = match (&self.prompt, buffered.is_empty()) {
                (Some(prompt), true) => Some(prompt.sound(stage)?),
                _ => None,
            };
            let input = Input::Store { maximum_length: rules.maximum_length, terminator: &rules.terminator };
            let time_limit_ms = if buffered.is_empty() { self.time_limit_ms } else { rules.gap_ms };
            if let Said::Keys(more) = (Question { sound: sound.as_ref(), input, time_limit_ms }).ask(action, stage)? {
                keys.push_str(more.as_str());
            }
        }
        if keys.is_empty() {
            stage.note(Happening::NoKey);
            stage.contact.scope.stored_input = Some(TIMED_OUT.to_owned());
            return Ok(Then::Next);
        }
        // If the caller pressed nothing, the question has already waited for the next key.
        let pressed_now = keys.len() > buffered.len();
        // Buffered keys come at once, and the question has already waited for the first key after them.
        let at_once = buffered.len().saturating_add(1);
        let Collected { value, taken, ms, complete } = rules.collect(&keys, at_once, stage.pace.key_press_ms);
        let (taken, rest) = split(&keys, taken);
        stage.note(Happening::Pressed { keys: taken });
        stage.pass(if complete || pressed_now { ms } else { 0 })?;
        stage.keep_keys(&rest);
        let value = match &store.validation {
            Validation::Length(_) => value,
            Validation::Number(number) => number.dialled(&value).ok_or_else(|| {
                Halt::Error(ErrorType::InvalidPhoneNumber, "what was keyed is no telephone number".into())
            })?,
        };
        keep_input(value, store.encrypted_with.as_ref(), stage);
        Ok(Then::Next)
    }
}

/// Stores the keys that the caller pressed. The text that stands for a ciphertext holds none of these keys.
fn keep_input(keyed: String, encrypted_with: Option<&Text>, stage: &mut Stage<'_>) {
    let value = match encrypted_with {
        Some(id) => format!("encrypted with {}", stage.text(id)),
        None => keyed,
    };
    stage.contact.scope.stored_input = Some(value);
}

fn split(keys: &str, taken: usize) -> (String, String) {
    (keys.chars().take(taken).collect(), keys.chars().skip(taken).collect())
}

impl Store {
    fn rules(&self, stage: &mut Stage<'_>) -> Result<Rules, Halt> {
        let maximum_length = match &self.validation {
            Validation::Length(length) => {
                let length = stage.number(length, 1..=u64::MAX, "the maximum length is not a number from 1 up")?;
                usize::try_from(length).unwrap_or(usize::MAX)
            }
            Validation::Number(_) => MAX_NUMBER_KEYS,
        };
        let gap_seconds = match &self.gap_seconds {
            Some(text) => {
                stage.number(text, 1..=MAX_GAP_SECONDS, "the time between keys is not a number from 1 to 20")?
            }
            None => DEFAULT_GAP_SECONDS,
        };
        Ok(Rules {
            maximum_length,
            terminator: self.terminator.clone(),
            cancel_key: self.cancel_key,
            gap_ms: gap_seconds.saturating_mul(1_000),
        })
    }
}

/// Switches the DTMF buffer on or off (page `set-touchtone-buffer-behavior`).
#[derive(Debug)]
struct Switch {
    on: bool,
    /// `true` if the buffered keys become the stored input.
    store: bool,
    encrypted_with: Option<Text>,
}

fn read_switch(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let on = given.flag("EnableDTMFBuffer")?.unwrap_or(false);
    let store = given.flag("StoreInput")?.unwrap_or(false);
    let encrypted_with = given.object("InputEncryption")?.map(encryption).transpose()?;
    // The console writes a time limit, which has no effect here.
    given.scalar("InputTimeLimitSeconds")?;
    Ok(Box::new(Switch { on, store, encrypted_with }))
}

impl Act for Switch {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if self.on {
            stage.contact.buffer.get_or_insert_default();
            return Ok(Then::Next);
        }
        let keys = stage.contact.buffer.take().unwrap_or_default();
        if self.store {
            keep_input(keys, self.encrypted_with.as_ref(), stage);
        }
        Ok(Then::Next)
    }
}
