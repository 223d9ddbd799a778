//! English translations of the prompts, for a developer who does not speak the caller's language.

use dialogue::{Arg, Line};
use lifecycle::LanguageCode;
use local_cloud::Stack;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The language of the reader.
const ENGLISH: &str = "en";

/// The state that both ends of a call share: translations of the prompts, and the number of answered steps.
#[derive(Debug, Default)]
pub struct Words {
    english: RefCell<BTreeMap<String, String>>,
    /// The English of the announcement, by its words in another language.
    announced: RefCell<BTreeMap<String, String>>,
    answered: Cell<u32>,
}

impl Words {
    /// Learns the announcement of a stack, which no file of this build holds. Without it the call is heard all the same.
    pub(crate) fn learn(&self, stack: &Stack) {
        let said = stack.announcement().unwrap_or_default();
        self.announced.borrow_mut().extend(pairs(said.iter().map(|(language, text)| (&**language, &**text))));
    }

    /// Records an answer of the function.
    pub(crate) fn note(&self, answer: &Value) {
        self.answered.set(self.answered.get().saturating_add(1));
        for (text, cue) in [("say", "say_cue"), ("ask", "ask_cue")] {
            let of = |key: &str| answer.get(key).and_then(Value::as_str);
            let (Some(text), Some(cue)) = (of(text), of(cue)) else { continue };
            if let Some(english) = self.in_english(cue).filter(|english| english != text && !english.is_empty()) {
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

    /// The prompts that a cue names, in English.
    fn in_english(&self, cue: &str) -> Option<String> {
        let mut lines = Line::parse_cue(cue)?;
        for arg in lines.iter_mut().flat_map(|line| &mut line.args) {
            if let Arg::Words(words) = arg
                && let Some(english) = self.announced.borrow().get(words).or_else(|| of_schemes().get(words))
            {
                words.clone_from(english);
            }
        }
        let playbook = state_directory::playbook().ok()?;
        let language = playbook.directory.languages.iter().find(|language| language.as_str() == ENGLISH)?;
        // An invitation to the other language is always spoken in that language.
        let language: &LanguageCode = language;
        Some(playbook.say(&lines, language)).filter(|text| !text.trim().is_empty())
    }
}

/// The English of what the schemes of this build say, by their words in another language.
fn of_schemes() -> &'static BTreeMap<String, String> {
    static ENGLISH_OF: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    ENGLISH_OF.get_or_init(|| {
        let schemes = state_directory::schemes().map(Vec::as_slice).unwrap_or_default();
        let said = schemes.iter().flat_map(|scheme| {
            let chunks = scheme.chunks.iter().map(|chunk| &chunk.said);
            let questions = scheme.questions.iter().map(|question| &question.said);
            chunks.chain(questions).chain([&scheme.name, &scheme.trouble_said, &scheme.sms])
        });
        said.flat_map(|said| pairs(said.all().map(|(language, text)| (language.as_str(), text)))).collect()
    })
}

/// The English of a text by each of its other languages.
fn pairs<'a>(said: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let said: Vec<(&str, &str)> = said.collect();
    let english = said.iter().find(|(language, _)| *language == ENGLISH).map(|(_, text)| *text);
    let others = said.iter().filter(|(language, _)| *language != ENGLISH);
    others.filter_map(|(_, text)| Some(((*text).to_owned(), english?.to_owned()))).collect()
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

    #[test]
    fn a_scheme_is_read_in_english_by_the_words_of_its_file() {
        let scheme = state_directory::schemes().unwrap().first().unwrap();
        let in_language = |code: &str| scheme.name.in_language(&LanguageCode::new(code).unwrap()).to_owned();
        let (hindi, english) = (in_language("hi"), in_language("en"));
        assert_eq!(of_schemes().get(&hindi), Some(&english));
    }

    #[test]
    fn the_announcement_is_read_in_english_too() {
        let words = Words::default();
        words.announced.borrow_mut().extend(pairs([("hi", "बिजली बंद है।"), ("en", "Power is out.")].into_iter()));
        let line = Line::of("announcement").with(Arg::Words("बिजली बंद है।".to_owned()));
        assert!(words.in_english(&Line::cue(&[line])).unwrap().contains("Power is out."));
    }
}
