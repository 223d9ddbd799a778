//! The same words in English, for whoever listens and does not speak the caller's language.

use dialogue::Line;
use lifecycle::LanguageCode;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// What both ends of a call know of it: the English of what is said, and how many steps were answered.
#[derive(Debug, Default)]
pub struct Words {
    english: RefCell<BTreeMap<String, String>>,
    answered: Cell<u32>,
}

impl Words {
    /// Notes an answer of the function.
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

    /// The English of a text that an answer gave, unless it is English already.
    #[must_use]
    pub fn english(&self, text: &str) -> Option<String> {
        self.english.borrow().get(text).cloned()
    }

    /// How many steps were answered.
    pub(crate) fn answered(&self) -> u32 {
        self.answered.get()
    }
}

/// The prompts that a cue names, in English.
fn english(cue: &str) -> Option<String> {
    let lines = Line::parse_cue(cue)?;
    let playbook = state_directory::playbook().ok()?;
    let language = playbook.directory.languages.iter().find(|language| language.as_str() == "en")?;
    // An invitation to the other language is spoken in that language, whoever listens.
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
