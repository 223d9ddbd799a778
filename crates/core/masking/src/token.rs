//! A text as tokens (words, digits and placeholders) with gaps between them.

use crate::Kind;
use crate::fold::fold;
use std::ops::Range;

/// A word, a number or a placeholder in the text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) range: Range<usize>,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A word, folded.
    Word(String),
    /// Digits of any script, as ASCII.
    Digits(String),
    /// A placeholder. No rule looks into or past it.
    Placeholder,
}

impl Token {
    /// Returns the folded word; empty for digits and placeholders.
    pub(crate) fn word(&self) -> &str {
        match &self.what {
            What::Word(word) => word,
            _ => "",
        }
    }
}

/// Returns the ASCII form of an ASCII, Devanagari or full-width digit.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

fn is_letter(c: char) -> bool {
    let devanagari = matches!(c, '\u{900}'..='\u{963}' | '\u{970}'..='\u{97f}' | '\u{200c}' | '\u{200d}');
    devanagari || (c.is_alphabetic() && digit(c).is_none())
}

pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let (len, what) = match Kind::ALL.into_iter().find(|kind| rest.starts_with(kind.placeholder())) {
            Some(kind) => (kind.placeholder().len(), Some(What::Placeholder)),
            None if digit(c).is_some() => {
                let digits: String = rest.chars().map_while(digit).collect();
                (rest.chars().take(digits.len()).map(char::len_utf8).sum(), Some(What::Digits(digits)))
            }
            None if is_letter(c) => {
                let len = word_len(rest);
                (len, Some(What::Word(fold(rest.get(..len).unwrap_or_default()))))
            }
            None => (c.len_utf8(), None),
        };
        if let Some(what) = what {
            tokens.push(Token { range: at..at + len, what });
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    tokens
}

/// Returns the length in bytes of the word that begins here. An apostrophe belongs to the word (`D'Souza`), and so does
/// the stroke of `a/c`.
fn word_len(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = matches!(c, '\'' | '’') && len > 0 && chars.peek().is_some_and(|next| is_letter(*next));
        let account = c == '/' && len == 1 && rest.starts_with(['a', 'A']) && matches!(chars.peek(), Some('c' | 'C'));
        if !(is_letter(c) || inside || account) {
            break;
        }
        len += c.len_utf8();
    }
    len
}

/// Returns the text between two tokens.
pub(crate) fn gap<'a>(text: &'a str, before: &Token, after: &Token) -> &'a str {
    text.get(before.range.end..after.range.start).unwrap_or_default()
}

/// Returns true if a sentence ends in a gap. A full stop ends a sentence only before a space.
pub(crate) fn ends_sentence(gap: &str) -> bool {
    gap.contains(['।', '?', '!', ';', '\n', '|']) || gap.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::{What, tokens};

    #[test]
    fn words_digits_and_placeholders_are_told_apart() {
        let kinds: Vec<What> = tokens("नंबर ९८७65 [phone] D'Souza a/c").into_iter().map(|t| t.what).collect();
        let word = |w: &str| What::Word(w.to_owned());
        let digits = What::Digits("98765".to_owned());
        assert_eq!(kinds, [word("नबर"), digits, What::Placeholder, word("d'souza"), word("a/c")]);
    }
}
