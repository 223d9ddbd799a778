//! Recognises numbers by their digits alone.

use crate::Kind;
use crate::pieces::Item;

/// Returns true for a mobile number, with or without its country or trunk code.
pub(crate) fn is_mobile(digits: &str) -> bool {
    let bare = match digits.len() {
        10 => Some(digits),
        11 => digits.strip_prefix('0'),
        12 => digits.strip_prefix("91"),
        13 => digits.strip_prefix("091"),
        14 => digits.strip_prefix("0091"),
        _ => None,
    };
    bare.is_some_and(|bare| bare.starts_with(['6', '7', '8', '9']))
}

/// Returns true for a landline number with its area code.
fn is_landline(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('0')
}

/// Returns true for a toll-free number, which belongs to an office and not to a caller.
pub(crate) fn is_toll_free(digits: &str) -> bool {
    (10..=12).contains(&digits.len()) && (digits.starts_with("1800") || digits.starts_with("1860"))
}

/// Returns the most likely kind of a number when no word names the kind.
pub(crate) fn likely(digits: &str) -> Kind {
    match digits.len() {
        _ if is_mobile(digits) || is_landline(digits) => Kind::Phone,
        9 => Kind::Samagra,
        12 => Kind::Aadhaar,
        16 => Kind::Card,
        _ => Kind::Number,
    }
}

/// Returns true for a date, such as `12-05-2024` or `2024-03-15`. Only dashes and spaces stand between the items,
/// because strokes and commas separate pieces.
pub(crate) fn is_date(items: &[Item]) -> bool {
    let [a, b, c] = items else { return false };
    let (a, b, c) = (value(a), value(b), value(c));
    let of_month = |day: Option<u32>, month: Option<u32>| {
        day.is_some_and(|d| (1..=31).contains(&d)) && month.is_some_and(|m| (1..=12).contains(&m))
    };
    (of_month(a, b) && is_year(c)) || (is_year(a) && of_month(c, b))
}

/// Returns true if all items are years, as in `2022-2023`.
pub(crate) fn are_years(items: &[Item]) -> bool {
    items.iter().all(|item| item.digits.len() == 4 && is_year(value(item)))
}

fn value(item: &Item) -> Option<u32> {
    item.written.then(|| item.digits.parse().ok()).flatten()
}

fn is_year(value: Option<u32>) -> bool {
    value.is_some_and(|year| (1900..2100).contains(&year))
}
