//! Finds the numbers that identify a person: by the words before them, by length and shape, by the words after them.

use crate::pieces::{Item, Join, Piece, letters_before, pieces};
use crate::rules::{Rules, rules};
use crate::shape::{are_years, is_date, is_mobile, is_toll_free, likely};
use crate::token::{Token, What, gap};
use crate::{Found, Kind};
use std::ops::Range;

/// The meaning of the words before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Of(Kind),
    /// A secret, such as a PIN or an OTP.
    Secret,
    Ticket,
    Postal,
}

#[derive(Debug, Clone, Copy, Default)]
struct Context {
    said: Option<Said>,
    /// `true` after words such as "the last four digits".
    last: bool,
}

/// Fewest digits of an identifying number that no word announces: a Samagra family ID is the shortest, with 8 digits.
const LONG: usize = 8;

/// Fewest digits of a number that a word announces: a landline without its area code has 6 or 7.
const NAMED: usize = 6;

/// Fewest digits of a secret, or of the end of a number, if the words say so.
const SHORT: usize = 3;

/// Most digits of an amount: no case is about more than ten crore.
const AMOUNT: usize = 9;

/// Greatest distance, in words, from a number to a word about it.
const FAR: usize = 8;

pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Found> {
    let rules = rules();
    let mut found = codes(text, tokens);
    let mut all = pieces(rules, text, tokens).into_iter().peekable();
    while let Some(mut piece) = all.next() {
        let context = context(rules, tokens, &piece);
        while let Some(next) = all.next_if(|next| joins(rules, context, &piece, next)) {
            piece.items.extend(next.items);
        }
        if let Some(kind) = judge(rules, text, tokens, context, &mut piece) {
            found.extend(range(text, tokens, &piece).map(|range| Found { kind, range }));
        }
    }
    found
}

/// Finds PANs (five letters, four digits, a letter) and numbers of voter's cards (three letters, seven digits).
fn codes(text: &str, tokens: &[Token]) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let What::Digits(digits) = &token.what else { continue };
        let Some(before) = letters_before(text, tokens, at).and_then(|b| tokens.get(b)) else { continue };
        let after = tokens.get(at + 1).filter(|after| gap(text, token, after).is_empty() && after.range.len() == 1);
        let end = match (before.range.len(), digits.len(), after) {
            (5, 4, Some(after)) => after.range.end,
            (3, 7, _) => token.range.end,
            _ => continue,
        };
        found.push(Found { kind: Kind::Number, range: before.range.start..end });
    }
    found
}

/// Returns true if the next piece is the rest of this number.
fn joins(rules: &Rules, context: Context, piece: &Piece, next: &Piece) -> bool {
    let (so_far, rest) = (piece.digits(), next.digits());
    let helpline = |digits: &str| rules.is("helpline", digits);
    if next.join == Join::Never || helpline(&so_far) || helpline(&rest) {
        return false;
    }
    if next.join == Join::Halves {
        return is_mobile(&(so_far + &rest));
    }
    !is_whole(context, &so_far) && !is_mobile(&rest) && rest.len() < WHOLE_ALONE
}

/// A number with this many digits is complete, whatever its kind.
const WHOLE_ALONE: usize = 12;

fn is_whole(context: Context, digits: &str) -> bool {
    match context.said {
        Some(Said::Of(Kind::Aadhaar)) => digits.len() >= 12,
        Some(Said::Of(Kind::Samagra)) => digits.len() >= 9,
        Some(Said::Of(Kind::Card)) => digits.len() >= 16,
        Some(Said::Of(Kind::Account)) => digits.len() >= 11,
        Some(Said::Ticket) => digits.len() >= 8,
        _ => is_mobile(digits) || digits.len() >= WHOLE_ALONE,
    }
}

/// Reads the words before a number.
fn context(rules: &Rules, tokens: &[Token], piece: &Piece) -> Context {
    let mut context = Context::default();
    let Some(first) = piece.items.first() else { return context };
    let (mut code, mut count) = (false, false);
    let before = tokens.get(first.first.saturating_sub(FAR)..first.first).unwrap_or_default();
    for (at, token) in before.iter().enumerate().rev() {
        let word = token.word();
        // The "four" of "last four" and of "four digits" is skipped.
        let last_before = at.checked_sub(1).and_then(|b| before.get(b)).is_some_and(|b| rules.is("last", b.word()));
        let passed = rules.spoken(token).is_some() && (count || last_before);
        if word.is_empty() || (rules.spoken(token).is_some() && !passed) {
            break;
        }
        count = rules.is("digits", word);
        context.last |= rules.is("last", word);
        code |= rules.is("postal", word);
        let said = said(rules, word, code);
        match (said, context.said) {
            // "आधार कार्ड", "राशन कार्ड": the word before "card" decides the kind.
            (Some(said), None | Some(Said::Of(Kind::Card))) => context.said = Some(said),
            (_, Some(_)) => break,
            (None, None) if passed || count => {}
            (None, None) if ["link", "last", "postal"].iter().any(|role| rules.is(role, word)) => {}
            (None, None) => break,
        }
    }
    context
}

fn said(rules: &Rules, word: &str, code: bool) -> Option<Said> {
    let roles = [
        ("phone", Said::Of(Kind::Phone)),
        ("aadhaar", Said::Of(Kind::Aadhaar)),
        ("samagra", Said::Of(Kind::Samagra)),
        ("account", Said::Of(Kind::Account)),
        ("card", Said::Of(Kind::Card)),
        ("other", Said::Of(Kind::Number)),
        ("ticket", Said::Ticket),
        ("postal-one", Said::Postal),
        ("secret", if code { Said::Postal } else { Said::Secret }),
    ];
    roles.into_iter().find(|(role, _)| rules.is(role, word)).map(|(_, said)| said)
}

/// Returns the kind of the number if it identifies a person. Removes the last item if that is an amount of its own.
fn judge(rules: &Rules, text: &str, tokens: &[Token], context: Context, piece: &mut Piece) -> Option<Kind> {
    let mut digits = piece.digits();
    let next = piece.items.last().and_then(|last| tokens.get(last.last + 1));
    if next.is_some_and(|next| rules.is("unit", next.word())) {
        let rest = digits.len() - piece.items.last().map_or(0, |last| last.digits.len());
        let rest = digits.get(..rest).unwrap_or_default();
        if piece.items.len() > 1 && (is_mobile(rest) || (context.said.is_some() && is_whole(context, rest))) {
            digits = rest.to_owned();
            piece.items.pop();
        } else if digits.len() <= AMOUNT && (context.said.is_none() || piece.items.len() == 1) {
            return None;
        }
    }
    if digits.len() <= AMOUNT && is_money(rules, text, tokens, piece) {
        return None;
    }
    if rules.is("helpline", &digits) || is_toll_free(&digits) || are_years(&piece.items) {
        return None;
    }
    let least = match context.said {
        Some(Said::Secret) => SHORT,
        Some(_) if context.last => SHORT,
        Some(_) => NAMED,
        None => LONG,
    };
    if digits.len() < least {
        return None;
    }
    match context.said {
        Some(Said::Of(Kind::Account | Kind::Number)) if digits.len() >= least => kind_of(context, &digits),
        Some(Said::Ticket | Said::Postal) if digits.len() <= 8 || !is_mobile(&digits) && digits.len() == 10 => None,
        Some(Said::Ticket | Said::Postal) => Some(likely(&digits)),
        Some(_) => kind_of(context, &digits),
        None if is_date(&piece.items) || is_ticket_after(rules, tokens, piece, &digits) => None,
        None => Some(likely(&digits)),
    }
}

fn kind_of(context: Context, digits: &str) -> Option<Kind> {
    match context.said? {
        Said::Of(Kind::Aadhaar | Kind::Samagra | Kind::Card) if is_mobile(digits) && digits.len() == 10 => {
            Some(Kind::Phone)
        }
        Said::Of(kind) => Some(kind),
        Said::Secret => Some(Kind::Number),
        Said::Ticket | Said::Postal => None,
    }
}

fn is_money(rules: &Rules, text: &str, tokens: &[Token], piece: &Piece) -> bool {
    let Some(first) = piece.items.first().map(|item| item.first) else { return false };
    let word = first.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", Token::word);
    let start = tokens.get(first).map_or(0, |token| token.range.start);
    rules.is("currency", word) || text.get(..start).is_some_and(|before| before.trim_end().ends_with('₹'))
}

/// Returns true if the words after the number call it a ticket: "42710839 टिकट नंबर है".
fn is_ticket_after(rules: &Rules, tokens: &[Token], piece: &Piece, digits: &str) -> bool {
    let after = piece.items.last().map_or(0, |last| last.last + 1);
    let rest = tokens.get(after..).unwrap_or_default();
    let mut words = rest.iter().take(FAR).map(Token::word).skip_while(|word| rules.is("link", word));
    digits.len() == 8 && words.next().is_some_and(|word| rules.is("ticket", word))
}

/// Returns the range of the piece, with the plus, the bracket or the letters that belong to it.
fn range(text: &str, tokens: &[Token], piece: &Piece) -> Option<Range<usize>> {
    let (first, last): (&Item, &Item) = (piece.items.first()?, piece.items.last()?);
    let mut start = tokens.get(first.first)?.range.start;
    let before = first.first.checked_sub(1).and_then(|before| tokens.get(before));
    if let Some(letters) = letters_before(text, tokens, first.first).and_then(|at| tokens.get(at)) {
        start = letters.range.start;
    } else if let Some(plus) = before.filter(|before| ["plus", "प्लस"].contains(&before.word())) {
        start = plus.range.start;
    } else if text.get(..start).is_some_and(|before| before.ends_with(['+', '('])) {
        start -= 1;
    }
    Some(start..tokens.get(last.last)?.range.end)
}
