//! Numbers as people say them: consecutive digits, pairs and words, joined into pieces.

use crate::rules::{Rules, Spoken};
use crate::token::{Token, What, ends_sentence, gap};

/// Digits that were said or written without a break.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// The index of the first token.
    pub(crate) first: usize,
    /// The index of the last token.
    pub(crate) last: usize,
    pub(crate) digits: String,
    /// `true` if written with digits, not as a word.
    pub(crate) written: bool,
}

/// The connection of a piece with the piece before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// No connection.
    Never,
    /// A pause: a comma, "and", the end of a sentence.
    Pause,
    /// A stroke, or "to": either two numbers, or two halves of one.
    Halves,
}

/// Items with only spaces and dashes between them.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) items: Vec<Item>,
    pub(crate) join: Join,
}

impl Piece {
    pub(crate) fn digits(&self) -> String {
        self.items.iter().map(|item| item.digits.as_str()).collect()
    }
}

/// An item with this many digits is a number of its own, whatever stands beside it: a telephone number has ten.
const WHOLE: usize = 10;

/// Most words in a pause, such as "उसके बाद".
const PAUSE_WORDS: usize = 2;

/// Returns all pieces of the text, in order.
pub(crate) fn pieces(rules: &Rules, text: &str, tokens: &[Token]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let item = match read(rules, text, tokens, at) {
            Read::Item(item) => item,
            Read::Skip(next) => {
                at = next;
                continue;
            }
        };
        at = item.last + 1;
        let tie = match pieces.last_mut().and_then(|piece| Some((piece.items.last()?, piece.items.len()))) {
            Some((before, _)) => tie(rules, text, tokens, before, &item),
            None => Tie::Apart(Join::Never),
        };
        match (tie, pieces.last_mut()) {
            (Tie::Together, Some(piece)) => piece.items.push(item),
            (Tie::Apart(join), _) => pieces.push(Piece { items: vec![item], join }),
            (Tie::Together, None) => {}
        }
    }
    pieces
}

enum Read {
    Item(Item),
    /// No item here; reading goes on at this token.
    Skip(usize),
}

fn read(rules: &Rules, text: &str, tokens: &[Token], at: usize) -> Read {
    let Some(token) = tokens.get(at) else { return Read::Skip(at + 1) };
    let (last, digits, written) = match &token.what {
        What::Digits(digits) => {
            if let Some(next) = after_grouped(text, tokens, at) {
                return Read::Skip(next);
            }
            (at, digits.clone(), true)
        }
        _ => match spoken(rules, tokens, at) {
            Some((last, digits)) => (last, digits, false),
            None => return Read::Skip(at + 1),
        },
    };
    let next = tokens.get(last + 1).map_or("", Token::word);
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map_or("", Token::word);
    // These are amounts or counts of digits: "दो हज़ार", the "उन्नीस" of "दो हज़ार उन्नीस", the "four" of "the last
    // four digits", "आखिरी चार नंबर".
    let of_digits = !written && (rules.is("digits", next) || rules.is("last", before));
    let amount = digits.len() <= 3 && (rules.is("scale", next) || rules.is("scale", before));
    if amount || of_digits {
        return Read::Skip(last + 1);
    }
    Read::Item(Item { first: at, last, digits, written })
}

/// Returns the token after an amount with separated thousands, such as `1,25,000`.
fn after_grouped(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let mut lens = Vec::new();
    let mut next = at;
    while let Some(What::Digits(digits)) = tokens.get(next).map(|t| &t.what) {
        let before = next.checked_sub(1).and_then(|b| tokens.get(b));
        let comma = before.zip(tokens.get(next)).is_some_and(|(before, this)| gap(text, before, this) == ",");
        if next != at && !comma {
            break;
        }
        lens.push(digits.len());
        next += 1;
    }
    match lens.as_slice() {
        [1..=3, middle @ .., 3] if middle.iter().all(|len| (2..=3).contains(len)) => Some(next),
        _ => None,
    }
}

/// Reads digits said as words from this token on. Returns the last token, and the digits.
fn spoken(rules: &Rules, tokens: &[Token], at: usize) -> Option<(usize, String)> {
    let next = tokens.get(at + 1);
    match rules.spoken(tokens.get(at)?)? {
        Spoken::Digits(digits) => Some((at, digits.clone())),
        Spoken::Tens(tens) => match next.and_then(|next| rules.spoken(next)) {
            Some(Spoken::Digits(unit)) if unit.len() == 1 && unit != "0" => Some((at + 1, format!("{tens}{unit}"))),
            _ => Some((at, format!("{tens}0"))),
        },
        Spoken::Times(times) => {
            let digits = match &next?.what {
                What::Digits(digits) => digits.clone(),
                _ => match rules.spoken(next?)? {
                    Spoken::Digits(digits) => digits.clone(),
                    _ => return None,
                },
            };
            let first = digits.get(..1)?;
            Some((at + 1, first.repeat(times - 1) + &digits))
        }
    }
}

enum Tie {
    Together,
    Apart(Join),
}

/// Returns the connection between two consecutive items.
fn tie(rules: &Rules, text: &str, tokens: &[Token], before: &Item, item: &Item) -> Tie {
    let between = tokens.get(before.last + 1..item.first).unwrap_or_default();
    if between.len() > PAUSE_WORDS
        || between.iter().any(|t| !["filler", "to"].iter().any(|role| rules.is(role, t.word())))
    {
        return Tie::Apart(Join::Never);
    }
    let around = tokens.get(before.last..=item.first).unwrap_or_default();
    let gaps: Vec<&str> = around.iter().zip(around.iter().skip(1)).map(|(a, b)| gap(text, a, b)).collect();
    if gaps.iter().any(|gap| gap.contains(|c: char| !(c.is_whitespace() || "-–—_()+*.,।;/\u{a0}".contains(c)))) {
        return Tie::Apart(Join::Never);
    }
    if gaps.iter().any(|gap| gap.contains('/')) || between.iter().any(|t| rules.is("to", t.word())) {
        return Tie::Apart(Join::Halves);
    }
    let pause = !between.is_empty() || gaps.iter().any(|gap| gap.contains(',') || ends_sentence(gap));
    if pause {
        return Tie::Apart(Join::Pause);
    }
    let whole = |item: &Item| item.written && item.digits.len() >= WHOLE;
    let prefix = matches!(before.digits.as_str(), "0" | "91" | "091" | "0091") || has_letters(text, tokens, before);
    if whole(before) || (whole(item) && !prefix) { Tie::Apart(Join::Never) } else { Tie::Together }
}

/// Returns true if Latin letters stand right before the item: the `MP20` of a licence.
fn has_letters(text: &str, tokens: &[Token], item: &Item) -> bool {
    letters_before(text, tokens, item.first).is_some()
}

/// Returns the token of Latin letters that is written together with this token.
pub(crate) fn letters_before(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    /// Most letters: a longer token is an ordinary word, as in `number12345678`.
    const MOST: usize = 5;
    let before = at.checked_sub(1)?;
    let (letters, token) = (tokens.get(before)?, tokens.get(at)?);
    let written = text.get(letters.range.clone())?;
    let are = gap(text, letters, token).is_empty()
        && written.len() <= MOST
        && written.chars().all(|c| c.is_ascii_alphabetic());
    are.then_some(before)
}
