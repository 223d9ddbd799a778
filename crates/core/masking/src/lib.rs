//! What would give a caller away, masked in what leaves for a department.
//!
//! [`mask`] finds telephone, Aadhaar, Samagra, account and card numbers, other numbers of one person, e-mail addresses
//! and the names that callers say of themselves and their family, in Hindi and English, in both scripts, in digits and in
//! words, and puts a placeholder in their place. Dates, amounts, wards, tickets and helplines stay: the department needs
//! them. The words that the rules go by are data, in `rules/`; the sentences that they are measured on in `tests/`.
//!
//! It is a help, no promise: a quiet case is read by a person before anything leaves.

mod email;
mod fold;
mod names;
mod numbers;
mod pieces;
mod rules;
mod shape;
mod token;

use std::fmt;
use std::ops::Range;

/// What was masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A telephone number, or the end of one.
    Phone,
    /// An Aadhaar number, or the end of one.
    Aadhaar,
    /// A Samagra id, of a person or a family.
    Samagra,
    /// A bank account.
    Account,
    /// A bank card.
    Card,
    /// A secret, or another number by which an office finds one person.
    Number,
    /// An e-mail address, or one for payments.
    Email,
    /// A caller's name, or one of their family.
    Name,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Phone, Self::Aadhaar, Self::Samagra, Self::Account, Self::Card, Self::Number, Self::Email, Self::Name];

    /// Whether it is made of digits.
    #[must_use]
    pub fn is_number(self) -> bool {
        !matches!(self, Self::Email | Self::Name)
    }

    /// What stands in its place. Known to [`mask`], which never looks into one: masking twice is masking once.
    #[must_use]
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Phone => "[phone]",
            Self::Aadhaar => "[aadhaar]",
            Self::Samagra => "[samagra]",
            Self::Account => "[account]",
            Self::Card => "[card]",
            Self::Number => "[number]",
            Self::Email => "[email]",
            Self::Name => "[name]",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.placeholder().trim_matches(['[', ']']))
    }
}

/// One thing that was masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it was.
    pub kind: Kind,
    /// Where it stood, in bytes of the text as it was given.
    pub range: Range<usize>,
}

/// A text that may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text with a placeholder for each thing found.
    pub text: String,
    /// What was found, in order, without overlaps.
    pub found: Vec<Found>,
}

/// Masks a text. Pure, and the same for the same text.
///
/// ```
/// let masked = masking::mask("मेरा नंबर नौ आठ सात double three छह पाँच चार दो एक है, दो हज़ार रुपये नहीं मिले");
/// assert_eq!(masked.text, "मेरा नंबर [phone] है, दो हज़ार रुपये नहीं मिले");
/// ```
#[must_use]
pub fn mask(text: &str) -> Masked {
    // What a mask uncovers (two halves of a number now side by side, say) is masked too, so that a second look finds
    // nothing. It settles at the first look but for odd texts; the limit is there for the oddest.
    const LOOKS: usize = 8;
    let mut masked = Masked { text: text.to_owned(), found: Vec::new() };
    for _ in 0..LOOKS {
        let found = look(&masked.text);
        if found.is_empty() {
            break;
        }
        masked = masked.and(&found);
    }
    masked
}

fn look(text: &str) -> Vec<Found> {
    let tokens = token::tokens(text);
    let mut found = email::find(text, &tokens);
    found.extend(numbers::find(text, &tokens));
    found.extend(names::find(text, &tokens));
    // The sort is stable: of two that begin together the address comes before the number, the number before the name.
    found.sort_by_key(|f| f.range.start);
    let mut kept: Vec<Found> = Vec::new();
    for next in found {
        if kept.last().is_none_or(|last| last.range.end <= next.range.start) {
            kept.push(next);
        }
    }
    kept
}

impl Masked {
    /// This with what was found in its text masked, too.
    fn and(&self, found: &[Found]) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for f in found {
            text.push_str(self.text.get(at..f.range.start).unwrap_or_default());
            text.push_str(f.kind.placeholder());
            at = f.range.end;
        }
        text.push_str(self.text.get(at..).unwrap_or_default());
        let mut all = self.found.clone();
        all.extend(found.iter().map(|f| Found { kind: f.kind, range: self.origin(&f.range) }));
        all.sort_by_key(|f| f.range.start);
        Self { text, found: all }
    }

    /// Where a range of the masked text stood in the text as it was given. A placeholder is never inside the range.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let (mut taken, mut put) = (0, 0);
        for f in &self.found {
            // Where this placeholder begins in the masked text.
            if f.range.start + put - taken >= range.end {
                break;
            }
            taken += f.range.len();
            put += f.kind.placeholder().len();
        }
        range.start + taken - put..range.end + taken - put
    }
}
