//! The words around a name: short patterns, as `places.toml` writes them.

use crate::key::Token;
use serde::{Deserialize, Serialize};
use sorting_help::spell;

/// Most words that `..` skips.
const GAP: usize = 3;

/// One part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Step {
    /// This word.
    Word(String),
    /// A word that begins with this; written with a star.
    Begins(String),
    /// Up to [`GAP`] words of any kind; written `..`.
    Gap,
}

/// Patterns before and after a name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Sides {
    /// Each pattern begins with the word next to the name, and therefore reads backwards.
    before: Vec<Vec<Step>>,
    after: Vec<Vec<Step>>,
}

/// Reads a pattern; `None` if it has no word.
pub(crate) fn pattern(written: &str) -> Option<Vec<Step>> {
    let step = |word: &str| match (word, word.strip_suffix('*')) {
        ("..", _) => Some(Step::Gap),
        (_, Some(begin)) => Some(Step::Begins(some(spell::folded(begin))?)),
        (word, None) => Some(Step::Word(some(spell::folded(word))?)),
    };
    let steps: Vec<Step> = written.split_whitespace().map(step).collect::<Option<_>>()?;
    steps.iter().any(|step| *step != Step::Gap).then_some(steps)
}

fn some(folded: String) -> Option<String> {
    (!folded.is_empty()).then_some(folded)
}

impl Sides {
    /// Adds a pattern that stands before a name.
    pub(crate) fn add_before(&mut self, mut steps: Vec<Step>) {
        steps.reverse();
        self.before.push(steps);
    }

    /// Adds a pattern that stands after a name.
    pub(crate) fn add_after(&mut self, steps: Vec<Step>) {
        self.after.push(steps);
    }

    /// Returns the number of words before the name that fit the longest pattern.
    pub(crate) fn before(&self, tokens: &[Token], start: usize) -> Option<usize> {
        let before = tokens.get(..start)?;
        // `paused` marks a pause between a token and the token before it. Read backwards, the earlier token has the
        // pause.
        let pauses = tokens.iter().skip(1).map(|token| token.paused).take(start);
        let mut words: Vec<(&str, bool)> = before.iter().map(|t| t.folded.as_str()).zip(pauses).collect();
        words.reverse();
        self.before.iter().filter_map(|steps| fits(steps, &words, false)).max()
    }

    /// Returns the number of words after the name that fit the longest pattern.
    pub(crate) fn after(&self, tokens: &[Token], end: usize) -> Option<usize> {
        let words: Vec<(&str, bool)> = tokens.get(end..)?.iter().map(|t| (t.folded.as_str(), t.paused)).collect();
        self.after.iter().filter_map(|steps| fits(steps, &words, false)).max()
    }
}

/// Returns the number of words that fit the steps, or `None` if they do not fit. Only a gap may span a pause.
fn fits(steps: &[Step], words: &[(&str, bool)], leapt: bool) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(0) };
    if *step == Step::Gap {
        return (0..=GAP).find_map(|over| Some(over + fits(rest, words.get(over..)?, true)?));
    }
    let ((word, paused), others) = words.split_first()?;
    let same = match step {
        Step::Word(this) => word == this,
        Step::Begins(begin) => word.starts_with(begin.as_str()),
        Step::Gap => false,
    };
    (same && (leapt || !paused)).then(|| fits(rest, others, false)).flatten().map(|more| more + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::tokens;

    fn after(written: &str, text: &str) -> Option<usize> {
        let mut sides = Sides::default();
        sides.add_after(pattern(written).unwrap());
        sides.after(&tokens(text), 1)
    }

    fn before(written: &str, text: &str) -> Option<usize> {
        let (mut sides, tokens) = (Sides::default(), tokens(text));
        sides.add_before(pattern(written).unwrap());
        sides.before(&tokens, tokens.len() - 1)
    }

    #[test]
    fn words_stand_after_a_name_and_before_it() {
        assert_eq!(after("ज़िले", "सीहोर जिले में"), Some(1));
        assert_eq!(after("ज़िले", "सीहोर में"), None);
        assert_eq!(before("ज़िला", "हमारा ज़िला सीहोर"), Some(1));
        assert_eq!(before("calling from", "I am calling from Sehore"), Some(2));
    }

    #[test]
    fn a_star_takes_any_end_and_two_dots_some_words() {
        assert_eq!(after("से .. बोल* रह*", "सागर से रामलाल बोल रहा हूँ"), Some(4));
        assert_eq!(after("से .. बोल* रह*", "सागर से बोल दिया"), None);
    }

    #[test]
    fn only_a_gap_goes_past_a_pause() {
        assert_eq!(after("ज़िला", "भोपाल, ज़िला सीहोर"), None);
        assert_eq!(before("ज़िला", "गया था ज़िला, सीहोर"), None);
        assert_eq!(after("से .. बोल* रह*", "सागर से, रामलाल बोल रहा हूँ"), Some(4));
    }

    #[test]
    fn a_pattern_has_a_word() {
        assert_eq!(pattern(".."), None);
        assert_eq!(pattern("*"), None);
        assert_eq!(pattern(""), None);
    }
}
