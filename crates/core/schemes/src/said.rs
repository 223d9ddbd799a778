//! One text in every language, and the time that speaking it takes.

use lifecycle::LanguageCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words that the helpline's voice speaks in a second (measured for its prompts: `words_per_second` of
/// `directory/prompts/hi.toml` and `en.toml`).
pub const WORDS_PER_SECOND: f64 = 2.3;

/// Returns the seconds that it takes to speak `text`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a text has tens of words")]
pub fn seconds(text: &str) -> f64 {
    text.split_whitespace().count() as f64 / WORDS_PER_SECOND
}

/// Writes seconds for the author who must shorten a text. They are rounded up, so that a text above the limit never
/// seems to be within the limit.
pub(crate) fn told(seconds: f64) -> String {
    format!("{:.1} s", (seconds * 10.0).ceil() / 10.0)
}

/// One text in every language of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Said(BTreeMap<LanguageCode, String>);

impl Said {
    pub(crate) fn new(texts: BTreeMap<LanguageCode, String>) -> Self {
        Self(texts)
    }

    /// Returns the text in `language`, else in Hindi, else in any language that it has.
    #[must_use]
    pub fn in_language(&self, language: &LanguageCode) -> &str {
        language.choose(self.0.iter().map(|(known, text)| (known.as_str(), text))).map_or("", String::as_str)
    }

    /// Returns the text in each of its languages.
    pub fn all(&self) -> impl Iterator<Item = (&LanguageCode, &str)> {
        self.0.iter().map(|(language, text)| (language, text.as_str()))
    }
}

impl From<Said> for BTreeMap<String, String> {
    fn from(said: Said) -> Self {
        said.0.into_iter().map(|(language, text)| (language.to_string(), text)).collect()
    }
}

impl TryFrom<BTreeMap<String, String>> for Said {
    type Error = lifecycle::BadCode;

    fn try_from(texts: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        let texts = texts.into_iter().map(|(language, text)| Ok((LanguageCode::new(language)?, text)));
        texts.collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_without_a_text_in_their_language_hears_hindi() {
        let code = |code: &str| LanguageCode::new(code).unwrap();
        let said = Said::new(BTreeMap::from([(code("en"), "water".to_owned()), (code("hi"), "पानी".to_owned())]));
        assert_eq!(["en", "hi", "bns"].map(|language| said.in_language(&code(language))), ["water", "पानी", "पानी"]);
        let only_english = Said::new(BTreeMap::from([(code("en"), "water".to_owned())]));
        assert_eq!(only_english.in_language(&code("bns")), "water");
    }
}
