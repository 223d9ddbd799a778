//! English translations of the prompts, for a developer who does not speak the caller's language.

use dialogue::Line;
use lifecycle::LanguageCode;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// The state that both ends of a call share: translations of the prompts, and the number of answered steps.
#[derive(Debug, Default)]
pub struct Words {
    english: RefCell<BTreeMap<String, String>>,
    answered: Cell<u32>,
}

impl Words {
    /// Records an answer of the function.
    pub(crate) fn note(&self, answer: &Value) {
        self.answered.set(self.answered.get().saturating_add(1));
        for (text, cue) in [("say", "say_cue"), ("ask", "ask_cue")] {
            let of = |key: &str| answer.get(key).and_then(Value::as_str);
            let (Some(text), Some(cue)) = (of(text), of(cue)) else { continue };
            if let Some(english) = english(cue).filter(|english| english != text && !english.is_empty()) {
                self.english.borrow_mut().insert(text.to_owned(), english);
            }
        }
    }

    /// Returns the English of a prompt from an answer; `None` if the prompt is English already.
    #[must_use]
    pub fn english(&self, text: &str) -> Option<String> {
        self.english.borrow().get(text).cloned()
    }

    /// Returns the number of answered steps.
    pub(crate) fn answered(&self) -> u32 {
        self.answered.get()
    }
}

/// Returns the prompts that a cue names, in English.
fn english(cue: &str) -> Option<String> {
    let lines = Line::parse_cue(cue)?;
    let playbook = state_directory::playbook().ok()?;
    let language = playbook.directory.languages.iter().find(|language| language.as_str() == "en")?;
    // An invitation to the other language is always spoken in that language.
    let language: &LanguageCode = language;
    Some(playbook.say(&lines, language)).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn english_stands_beside_what_is_said_in_another_language() {
        let words = Words::default();
        words.note(&json!({ "say": "-", "say_cue": "-", "ask": "शिकायत", "ask_cue": "option_complaint;key=1" }));
        let english = words.english("शिकायत").unwrap();
        assert!(english.contains("press one"), "{english}");
        assert_eq!(words.english("-"), None);
        words.note(&json!({ "say": english, "say_cue": "option_complaint;key=1" }));
        assert_eq!(words.english(&english), None, "English needs none");
        assert_eq!(words.answered(), 2);
    }
}
