//! Masks the words that would identify a caller in a text that goes to a department.
//!
//! [`mask`] finds telephone, Aadhaar, Samagra, account and card numbers, other numbers of one person, e-mail addresses
//! and the names that callers say of themselves and their family, in Hindi and English, in both scripts, in digits and
//! in words, and puts a placeholder in their place. Dates, amounts, wards, tickets and helplines stay: the department
//! needs them. The words that the rules use are data in `rules/`; the sentences that measure the rules are in `tests/`.
//!
//! Masking helps but guarantees nothing: a person reads the words of a confidential case before they go to a
//! department.

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

/// The kind of a masked range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A telephone number, or the end of one.
    Phone,
    /// An Aadhaar number, or the end of one.
    Aadhaar,
    /// A Samagra ID, of a person or a family.
    Samagra,
    /// A bank account number.
    Account,
    /// A bank card number.
    Card,
    /// A secret, or another number by which an office finds one person.
    Number,
    /// An e-mail address, or an address for payments.
    Email,
    /// The name of a caller or of one of their family.
    Name,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] =
        [Self::Phone, Self::Aadhaar, Self::Samagra, Self::Account, Self::Card, Self::Number, Self::Email, Self::Name];

    /// Returns true if this kind consists of digits.
    #[must_use]
    pub fn is_number(self) -> bool {
        !matches!(self, Self::Email | Self::Name)
    }

    /// Returns the placeholder of this kind. [`mask`] never changes a placeholder, so masking twice is the same as
    /// masking once.
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

/// One masked range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The kind of the range.
    pub kind: Kind,
    /// The range, in bytes of the given text.
    pub range: Range<usize>,
}

/// A text that may go to a department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text with a placeholder for each range found.
    pub text: String,
    /// The ranges found, in order, without overlaps.
    pub found: Vec<Found>,
}

/// Masks a text. Pure: the same text always gets the same result.
///
/// ```
/// let masked = masking::mask("मेरा नंबर नौ आठ सात double three छह पाँच चार दो एक है, दो हज़ार रुपये नहीं मिले");
/// assert_eq!(masked.text, "मेरा नंबर [phone] है, दो हज़ार रुपये नहीं मिले");
/// ```
#[must_use]
pub fn mask(text: &str) -> Masked {
    // A placeholder may bring two halves of a number side by side. Another pass masks them, and so on until a pass
    // finds nothing. One pass is enough for nearly every text; the limit is for the oddest texts.
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
    // The sort is stable: of ranges that begin together an address precedes a number, and a number precedes a name.
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
    /// Returns this text with the given ranges masked too.
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

    /// Returns the range of the original text for a range of the masked text that contains no placeholder.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let (mut taken, mut put) = (0, 0);
        for f in &self.found {
            // The left side is where this placeholder begins in the masked text.
            if f.range.start + put - taken >= range.end {
                break;
            }
            taken += f.range.len();
            put += f.kind.placeholder().len();
        }
        range.start + taken - put..range.end + taken - put
    }
}
