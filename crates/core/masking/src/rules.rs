//! The words that the rules use, read once from `rules/`.

use crate::fold::fold;
use crate::token::Token;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const NUMBERS: &str = include_str!("../rules/numbers.txt");
const WORDS: &str = include_str!("../rules/words.txt");
const NAMES: &str = include_str!("../rules/names.txt");

/// The meaning of a word in a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// One or two digits.
    Digits(String),
    /// English tens. A unit after them belongs to them.
    Tens(char),
    /// The next digit is repeated this many times.
    Times(usize),
}

pub(crate) struct Rules {
    numbers: HashMap<String, Spoken>,
    roles: HashMap<&'static str, HashSet<String>>,
    phrases: HashMap<&'static str, Vec<Vec<String>>>,
    names: HashSet<String>,
}

/// Returns the rules. A line that cannot be read is left out; a test checks that there is none.
pub(crate) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules = Rules {
            numbers: HashMap::new(),
            roles: HashMap::new(),
            phrases: HashMap::new(),
            names: lines(NAMES).flat_map(str::split_whitespace).map(fold).collect(),
        };
        for (said, words) in lines(NUMBERS).filter_map(number) {
            rules.numbers.extend(words.split_whitespace().map(|word| (fold(word), said.clone())));
        }
        for (role, words) in lines(WORDS).filter_map(|line| line.split_once(": ")) {
            for word in words.split_whitespace() {
                match word.split_once('+') {
                    None => _ = rules.roles.entry(role).or_default().insert(fold(word)),
                    Some(_) => rules.phrases.entry(role).or_default().push(word.split('+').map(fold).collect()),
                }
            }
        }
        // The longest phrase comes first: "मेरा पूरा नाम" before "मेरा नाम".
        rules.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| usize::MAX - phrase.len()));
        rules
    })
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn number(line: &'static str) -> Option<(Spoken, &'static str)> {
    let (value, words) = line.split_once(' ')?;
    match value {
        "tens" => {
            let (value, words) = words.split_once(' ')?;
            Some((Spoken::Tens(value.chars().next()?), words))
        }
        "times" => {
            let (value, words) = words.split_once(' ')?;
            Some((Spoken::Times(value.parse().ok()?), words))
        }
        digits if digits.chars().all(|c| c.is_ascii_digit()) => Some((Spoken::Digits(digits.to_owned()), words)),
        _ => None,
    }
}

impl Rules {
    /// Returns the token's meaning in a number, if it has one.
    pub(crate) fn spoken(&self, token: &Token) -> Option<&Spoken> {
        self.numbers.get(token.word())
    }

    /// Returns true if the folded word has the role.
    pub(crate) fn is(&self, role: &str, word: &str) -> bool {
        self.roles.get(role).is_some_and(|words| words.contains(word))
    }

    /// Returns true if the folded word is a common name.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        self.names.contains(word)
    }

    /// Returns the number of tokens from `at` on that have the role, as a phrase or as one word; 0 if they have not.
    pub(crate) fn said(&self, role: &str, tokens: &[Token], at: usize) -> usize {
        let rest = tokens.get(at..).unwrap_or_default();
        let phrases = self.phrases.get(role).map(Vec::as_slice).unwrap_or_default();
        let phrase = phrases.iter().find(|phrase| {
            rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(word, token)| word == token.word())
        });
        match (phrase, rest.first()) {
            (Some(phrase), _) => phrase.len(),
            (None, Some(first)) if self.is(role, first.word()) => 1,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, WORDS, lines, number, rules};

    #[test]
    fn every_line_of_the_rules_is_read() {
        for line in lines(NUMBERS) {
            assert!(number(line).is_some(), "numbers.txt: `{line}`");
        }
        for line in lines(WORDS) {
            assert!(line.split_once(": ").is_some_and(|(role, _)| !role.contains(' ')), "words.txt: `{line}`");
        }
        assert!(rules().numbers.len() > 250 && rules().names.len() > 300);
    }

    #[test]
    fn every_number_from_0_to_99_can_be_said() {
        let said: Vec<&str> = lines(NUMBERS).filter_map(|line| line.split(' ').next()).collect();
        for value in 0..100 {
            assert!(said.contains(&value.to_string().as_str()), "{value}");
        }
    }

    #[test]
    fn no_word_says_two_numbers() {
        let mut before = std::collections::HashMap::new();
        for (value, words) in lines(NUMBERS).filter_map(number) {
            for word in words.split_whitespace() {
                let other = before.insert(super::fold(word), value.clone());
                assert!(other.as_ref().is_none_or(|other| *other == value), "`{word}` is {value:?} and {other:?}");
            }
        }
    }
}
