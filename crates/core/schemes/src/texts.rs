//! Checks the texts of a scheme file: every language has each text, no text has markup or takes too long, and each
//! figure has a source.

use crate::figures::figures;
use crate::said::told;
use crate::{Said, WORDS_PER_SECOND, seconds};
use directory::{DataError, Directory, Placed, Source};
use lifecycle::LanguageCode;
use std::collections::BTreeMap;
use std::ops::Range;

/// One text in each language, in the form of the file.
pub(crate) type Texts = BTreeMap<String, Placed<String>>;

/// A file, and the directory against which it is checked.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) directory: &'a Directory,
}

impl Reader<'_> {
    /// Reads the text in every language of the directory. `at` is the position for the error if no language has the
    /// text.
    pub(crate) fn said(self, what: &str, texts: &Texts, at: Range<usize>) -> Result<Said, DataError> {
        let languages = &self.directory.languages;
        if let Some(lacking) = languages.iter().find(|language| !texts.contains_key(language.as_str())) {
            let at = texts.values().next().map_or(at, Placed::span);
            return Err(self.source.error(
                at,
                format!("{what} is not said in `{lacking}`"),
                "say it in every language",
            ));
        }
        let mut said = BTreeMap::new();
        for (name, text) in texts {
            let Some(language) = languages.iter().find(|language| language.as_str() == name) else {
                let what = format!("`{name}` is no language of the directory");
                return Err(self.source.error(text.span(), what, "leave it out, or add the language"));
            };
            self.plain(what, text)?;
            said.insert(language.clone(), text.get_ref().clone());
        }
        Ok(Said::new(said))
    }

    /// Reads a text as [`Self::said`] does, and checks that speaking it takes at most `most` seconds.
    pub(crate) fn said_within(self, what: &str, most: f64, texts: &Texts, at: Range<usize>) -> Result<Said, DataError> {
        let said = self.said(what, texts, at)?;
        for (language, text) in texts {
            let lasts = seconds(text.get_ref());
            if lasts > most {
                let what = format!("{what} lasts {} in `{language}`", told(lasts));
                let help = format!("say it in at most {most} s, {} words", (most * WORDS_PER_SECOND).floor());
                return Err(self.source.error(text.span(), what, help));
            }
        }
        Ok(said)
    }

    /// Refuses signs that a voice, a page or a message would take for a command, and empty texts.
    fn plain(self, what: &str, text: &Placed<String>) -> Result<(), DataError> {
        let is_bad = |c: &char| c.is_control() || MARKUP.contains(*c) || TURNS.contains(c);
        let bad = text.get_ref().chars().find(is_bad);
        if let Some(bad) = bad {
            let what = format!("{what} holds `{}`, as markup does", bad.escape_default());
            return Err(self.source.error(text.span(), what, "write plain words, as they are spoken"));
        }
        if text.get_ref().trim().is_empty() {
            return Err(self.source.error(text.span(), format!("{what} is empty"), "write its words, or leave it out"));
        }
        Ok(())
    }

    /// Checks that each figure of the texts lies within words that `allowed` returns for the language.
    pub(crate) fn sourced<'t>(
        self,
        what: &str,
        texts: &Texts,
        allowed: impl Fn(&str) -> Vec<&'t str>,
        help: &str,
    ) -> Result<(), DataError> {
        for (language, text) in texts {
            let (at, text) = (text.span(), text.get_ref().as_str());
            let covered: Vec<Range<usize>> =
                allowed(language).into_iter().flat_map(|words| places(text, words)).collect();
            let is_covered = |figure: &Range<usize>| {
                covered.iter().any(|place| place.start <= figure.start && figure.end <= place.end)
            };
            if let Some(figure) = figures(text).into_iter().find(|figure| !is_covered(figure)) {
                let figure = text.get(figure).unwrap_or_default();
                return Err(self.source.error(at, format!("no fact covers `{figure}` in {what}"), help));
            }
        }
        Ok(())
    }
}

/// Returns the positions of `words` in a text.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(words).filter(move |_| !words.is_empty()).map(move |(at, _)| at..at + words.len())
}

/// Returns the words of a fact in a language.
pub(crate) fn in_language<'a>(said: &'a Said, language: &str) -> &'a str {
    said.all().find(|(known, _)| LanguageCode::as_str(known) == language).map_or("", |(_, text)| text)
}

/// Signs of HTML, SSML, Markdown, JSON and templates.
const MARKUP: &str = "<>&{}[]\\|*_#$^~`";

/// Signs that turn the direction of the text after them (Unicode TR9). With them, a reader would see the text in
/// another order than a listener hears it.
const TURNS: [char; 12] = [
    '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}',
    '\u{2068}', '\u{2069}', '\u{FEFF}',
];
