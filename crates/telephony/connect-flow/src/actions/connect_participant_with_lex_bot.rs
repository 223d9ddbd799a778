//! `ConnectParticipantWithLexBot` (pages `participant-actions-connectparticipantwithlexbot`, `get-customer-input`).

use serde_json::{Value, json};

use super::{
    act::Act,
    ask::{Question, Said},
    keypad::{Collected, Rules},
    prompt::{self, Source},
    service::{Spoken, asked},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Template, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    outside::Input,
    problem::Problem,
    trace::Happening,
};

#[derive(Debug)]
struct Bot {
    prompt: Option<Source>,
    parameters: Vec<(Text, Template)>,
}

/// How long the bot waits for the caller (assumed: the limit is a setting of the bot, and no flow holds it).
const TIME_LIMIT_MS: u64 = 4_000;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let prompt = prompt::read(given)?;
    let bots = [given.has("LexV2Bot"), given.has("LexBot")];
    match bots {
        [true, true] => return Err(given.wrong(Problem::OnlyOne { of: "`LexV2Bot` and `LexBot`".to_owned() })),
        [false, false] => return Err(given.missing("LexV2Bot")),
        _ => {}
    }
    let mut parameters = Vec::new();
    for key in ["LexV2Bot", "LexBot", "LexSessionAttributes", "LexInitializationData", "LexTimeoutSeconds"] {
        let place = given.place(key);
        let Some(value) = given.get(key) else { continue };
        let value = Template::read(value).map_err(|problem| place.wrong(problem))?;
        parameters.push((Text::words(key), value));
    }
    Ok(Box::new(Bot { prompt, parameters }))
}

/// The rules for the keys that a caller presses for a bot. `#` ends the keys, `*` deletes them, and the bot waits five
/// seconds for each key (page `get-customer-input`).
fn keypad() -> Rules {
    Rules { maximum_length: usize::MAX, terminator: "#".to_owned(), cancel_key: true, gap_ms: 5_000 }
}

impl Act for Bot {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Any,
            ..Wiring::plain(&[
                Branch::Required(ErrorType::NoMatchingCondition),
                Branch::Required(ErrorType::NoMatchingError),
                Branch::Optional(ErrorType::InputTimeLimitExceeded),
            ])
        }
    }

    /// The result is the intent. The action clears the DTMF buffer.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        stage.contact.clear_buffer();
        let parameters = stage.fill_all(&self.parameters)?;
        let sound = self.prompt.as_ref().map(|prompt| prompt.sound(stage)).transpose()?;
        let intents: Vec<String> =
            action.wires.conditions.iter().map(|condition| stage.text(&condition.operand)).collect();
        let intents: Vec<&str> = intents.iter().map(String::as_str).collect();
        let input = Input::Bot { intents: &intents };
        let said = Question { sound: sound.as_ref(), input, time_limit_ms: TIME_LIMIT_MS }.ask(action, stage)?;
        let (keyed, words) = match said {
            Said::Nothing => {
                stage.note(Happening::NoKey);
                let cause = "the caller said nothing".into();
                return Err(Halt::Error(ErrorType::InputTimeLimitExceeded, cause));
            }
            Said::Keys(keys) => {
                let Collected { value, taken, ms, .. } = keypad().collect(keys.as_str(), 1, stage.pace.key_press_ms);
                stage.note(Happening::Pressed { keys: keys.as_str().chars().take(taken).collect() });
                stage.pass(ms)?;
                (Some(value), None)
            }
            Said::Words(words) => (None, words),
        };
        let said = Spoken { keyed: keyed.as_deref(), words: words.as_deref() };
        let (intent, data) = asked(action, parameters, said, stage)?;
        let mut known = json!({ "IntentName": intent, "Slots": {}, "SessionAttributes": {} });
        if let (Value::Object(known), Value::Object(data)) = (&mut known, data) {
            known.extend(data);
        }
        stage.contact.scope.results.insert("Lex", known);
        Ok(Then::Result(intent))
    }
}
