//! Finds e-mail addresses and addresses for payments, written or spoken.

use crate::rules::{Rules, rules};
use crate::token::{Token, What, gap};
use crate::{Found, Kind};

pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Found> {
    let rules = rules();
    let mut found = written(text);
    for at in 0..tokens.len() {
        let says = rules.said("at", tokens, at);
        let Some(last) = (says > 0).then(|| house(rules, tokens, at + says)).flatten() else { continue };
        let Some(first) = local(rules, text, tokens, at) else { continue };
        if let (Some(first), Some(last)) = (tokens.get(first), tokens.get(last)) {
            found.push(Found { kind: Kind::Email, range: first.range.start..last.range.end });
        }
    }
    found
}

/// Finds addresses with an `@` between two words.
fn written(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let belongs = |c: &char| {
            c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-') || matches!(c, '\u{900}'..='\u{963}')
        };
        let local: usize = before.chars().rev().take_while(belongs).map(char::len_utf8).sum();
        let host: String = after.chars().take_while(belongs).collect();
        // A full stop after the address ends the sentence.
        let host = host.trim_end_matches(['.', '-', '+', '%']).len();
        if local > 0 && host > 0 {
            found.push(Found { kind: Kind::Email, range: at - local..at + 1 + host });
        }
    }
    found
}

/// Returns the last token of "gmail dot com" from `at` on.
fn house(rules: &Rules, tokens: &[Token], at: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let known = rules.is("mail-house", word(at));
    let mut last = at;
    while rules.is("dot", word(last + 1)) && rules.is("mail-end", word(last + 2)) {
        last += 2;
    }
    // "gmail.com" with a written full stop is two words side by side.
    if last == at && known && rules.is("mail-end", word(at + 1)) {
        last += 1;
    }
    (!word(at).is_empty() && (known || last > at)).then_some(last)
}

/// Returns the first token of the words before "at".
fn local(rules: &Rules, text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let ordinary =
        |word: &str| ["stop", "link", "mail-word", "copula"].iter().any(|role| rules.is(role, word)) || word.is_empty();
    let mut first = at.checked_sub(1)?;
    let letter = |t: &Token| text.get(t.range.clone()).is_some_and(|t| t.chars().count() == 1);
    let this = tokens.get(first)?;
    if ordinary(this.word()) && !letter(this) && !matches!(this.what, What::Digits(_)) {
        return None;
    }
    while let Some(before) = first.checked_sub(1) {
        let (token, this) = (tokens.get(before)?, tokens.get(first)?);
        let spaces = gap(text, token, this).chars().all(|c| c.is_whitespace() || matches!(c, '.' | '_' | '-'));
        let dotted = rules.is("dot", token.word()) || rules.is("dot", this.word()) || token.word() == "underscore";
        let spelled = letter(token) && letter(this);
        let number = matches!(this.what, What::Digits(_)) || rules.spoken(this).is_some();
        let named = rules.is_name(token.word()) && rules.is_name(this.word());
        let belongs = dotted || spelled || ((number || named) && !ordinary(token.word()));
        if token.what == What::Placeholder || !spaces || !belongs || (token.word().is_empty() && !number && !dotted) {
            break;
        }
        first = before;
    }
    Some(first)
}
