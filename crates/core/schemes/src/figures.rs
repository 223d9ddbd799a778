//! Amounts, dates and other figures of a text, in digits or in words.

use crate::numbers::{Word, word};
use std::ops::Range;

/// Finds the positions of the figures of a text.
///
/// A figure is a run of number words that meets one of three conditions: it holds a digit or a number above ten
/// ("पंद्रह सौ", "sixty"); it has more than one word ("twenty-five", a telephone number digit by digit); or a counted
/// thing follows it ("एक किलो", "two years"). An ordinal is a name, not a figure: "the twelfth class".
pub(crate) fn figures(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(Range<usize>, Word)> =
        words(text).into_iter().map(|at| (at.clone(), text.get(at).map_or(Word::Other, word))).collect();
    let mut found = Vec::new();
    let mut rest = words.as_slice();
    while let Some(((first, kind), after)) = rest.split_first() {
        rest = after;
        if !matches!(kind, Word::Large | Word::Small) {
            continue;
        }
        let (mut run, mut large, mut count) = (first.clone(), *kind == Word::Large, 1);
        while let Some(((next, kind), after)) = rest.split_first() {
            if !matches!(kind, Word::Large | Word::Small) || !is_joined(text, run.end, next.start) {
                break;
            }
            (run.end, large, count, rest) = (next.end, large || *kind == Word::Large, count + 1, after);
        }
        let counted =
            rest.first().is_some_and(|(next, kind)| *kind == Word::Unit && is_joined(text, run.end, next.start));
        if large || count > 1 || counted {
            found.push(run);
        }
    }
    found
}

/// Returns true if nothing but spaces and dashes stands between two words.
fn is_joined(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.chars().all(|c| c == ' ' || c == '-'))
}

/// Finds the positions of the words of a text.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_of_a_word(*c)) {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => words.push(at..end),
        }
    }
    words
}

/// Returns true for letters, digits and the signs of Devanagari that stand with a letter, but not for its full stops.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{0963}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::figures;

    fn found(text: &str) -> Vec<&str> {
        figures(text).into_iter().filter_map(|at| text.get(at)).collect()
    }

    #[test]
    fn an_amount_a_date_and_a_number_to_dial_are_figures_in_words_and_digits() {
        assert_eq!(found("हर महीने पंद्रह सौ रुपये मिलते हैं।"), ["पंद्रह सौ"]);
        assert_eq!(found("डेढ़ लाख रूपए, या 1,500 रुपये, या १५०० रुपये"), ["डेढ़ लाख", "1", "500", "१५००"]);
        assert_eq!(found("साठ साल से ऊपर"), ["साठ"]);
        assert_eq!(
            found("Fifteen hundred rupees a month, from April twenty twenty-six."),
            ["Fifteen hundred", "twenty twenty-six"]
        );
        assert_eq!(found("Dial one nine three zero."), ["one nine three zero"]);
        assert_eq!(found("पाँच किलो अनाज हर व्यक्ति को"), ["पाँच"]);
        assert_eq!(found("दो हज़ार पच्चीस में"), ["दो हज़ार पच्चीस"]);
        assert_eq!(found("सौ यूनिट तक"), ["सौ"]);
        assert_eq!(found("साठ से ऊपर, या ग्यारह।"), ["साठ", "ग्यारह"]);
        assert_eq!(found("For those above sixty."), ["sixty"]);
    }

    #[test]
    fn a_number_that_says_how_many_papers_is_none() {
        assert_eq!(found("एक आवेदन और दो काग़ज़ लाइए। हर साल।"), [""; 0]);
        assert_eq!(found("Bring one photo. Every year, one by one."), [""; 0]);
        assert_eq!(found("सात, आठ"), [""; 0]);
    }
}
