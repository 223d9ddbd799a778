//! Properties that hold for every text, even for words in random order.

#![expect(clippy::string_slice, reason = "a test fails by panicking")]

use masking::{Kind, mask};
use proptest::prelude::*;

/// Returns texts made of the words that the rules look for, in any order.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "मेरा",
        "नाम",
        "रमेश",
        "यादव",
        "है",
        "मैं",
        "बोल",
        "रहा",
        "हूँ",
        "नौ",
        "आठ",
        "double",
        "three",
        "ninety",
        "eight",
        "9876543210",
        "98765",
        "43210",
        "12",
        "९८",
        "-",
        ",",
        "।",
        ". ",
        "/",
        "@",
        "gmail",
        "dot",
        "com",
        "at",
        "एट",
        "आधार",
        "card",
        "नंबर",
        "खाता",
        "OTP",
        "पिन",
        "रुपये",
        "kg",
        "हज़ार",
        "और",
        "[phone]",
        "[name]",
        "[",
        "]",
        "+91",
        "(0755)",
        "टिकट",
        "से",
        "ग्राम",
        "पिता",
        "my name is",
        "AB",
        "ABCDE1234F",
        "\u{93c}",
        "\u{200d}",
        "ﬁ",
        "İ",
        "1,25,000",
        "last",
        "digits",
        "\n",
        "a/c",
        "D'",
    ]);
    let glue = prop::sample::select(vec!["", " ", " ", " "]);
    prop::collection::vec((pieces, glue), 0..24)
        .prop_map(|parts| parts.into_iter().map(|(p, g)| p.to_owned() + g).collect())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let masked = mask(text);
    let mut at = 0;
    let mut expected = String::new();
    for found in &masked.found {
        prop_assert!(at <= found.range.start && found.range.start < found.range.end, "in order, none empty");
        prop_assert!(text.is_char_boundary(found.range.start) && text.is_char_boundary(found.range.end));
        expected += &text[at..found.range.start];
        expected += found.kind.placeholder();
        at = found.range.end;
    }
    expected += &text[at..];
    prop_assert_eq!(&masked.text, &expected, "the text is the given one with the ranges replaced");
    let longest = Kind::ALL.map(|kind| kind.placeholder().len()).into_iter().max().unwrap_or(0);
    prop_assert!(masked.text.len() <= text.len() + masked.found.len() * longest);
    let again = mask(&masked.text);
    prop_assert_eq!(again.text, masked.text, "masking twice is masking once");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_of_the_rules_are_masked_once_and_whole(text in texts()) {
        holds(&text)?;
    }

    #[test]
    fn any_text_at_all_is_masked_once_and_whole(text in "\\PC{0,80}") {
        holds(&text)?;
    }

    /// A telephone number said in any way is hidden completely.
    #[test]
    fn a_telephone_number_is_hidden_however_it_is_said(
        digits in prop::collection::vec(0..10usize, 9),
        first in 6..10usize,
        scripts in prop::collection::vec(0..6usize, 10),
        glue in prop::sample::select(vec![" ", ", ", " - "]),
    ) {
        const WORDS: [[&str; 10]; 6] = [
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
            ["०", "१", "२", "३", "४", "५", "६", "७", "८", "९"],
            ["शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"],
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
            ["shunya", "ek", "do", "teen", "char", "paanch", "chhe", "saat", "aath", "nau"],
            ["ज़ीरो", "वन", "टू", "थ्री", "फोर", "फाइव", "सिक्स", "सेवन", "एट", "नाइन"],
        ];
        let digits = std::iter::once(first).chain(digits);
        let said: Vec<&str> = digits.zip(scripts).map(|(digit, script)| WORDS[script][digit]).collect();
        let text = format!("हमारे यहाँ पानी नहीं है {} यह नंबर है", said.join(glue));
        prop_assert_eq!(mask(&text).text, "हमारे यहाँ पानी नहीं है [phone] यह नंबर है");
    }
}

#[test]
fn a_long_text_is_masked_in_one_go() {
    let text = "मेरा नंबर 98765 43210 है और ".repeat(2000);
    assert_eq!(mask(&text).found.len(), 2000);
}
