//! Suggestions for texts, and the errors for mistakes in the words.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use directory::Source;
use proptest::prelude::*;
use sorting_help::{MOST, Words};
use support::{WORDS, directory, words};

/// Returns the first suggestion, with its reasons.
fn first(said: &str) -> String {
    match words().suggest(said).first() {
        Some(s) => {
            let reasons: Vec<String> = s.reasons.iter().map(|(word, weight)| format!("{word} {weight}")).collect();
            format!("{}/{}: {}", s.assignment.department, s.assignment.category, reasons.join(", "))
        }
        None => "nothing".to_owned(),
    }
}

#[test]
fn a_suggestion_says_the_words_that_speak_for_it() {
    assert_eq!(first("मेरा जॉब कार्ड नहीं बना"), "PRD/mgnrega-wages: जॉब कार्ड 6");
}

#[test]
fn a_word_is_known_in_either_script_and_any_common_spelling() {
    let hindi = first("राशन नहीं मिला");
    assert!(hindi.starts_with("FCS/ration-not-given"), "{hindi}");
    for said in ["rashan nahi mila", "Raashan nahin milaa"] {
        assert_eq!(first(said), hindi);
    }
}

#[test]
fn it_says_nothing_when_it_does_not_know() {
    for said in ["", "नमस्ते", "मेरी कोई नहीं सुनता", "hello, can you hear me", "🙏", "123"]
    {
        assert_eq!(first(said), "nothing", "{said}");
        assert!(words().sure(said).is_none());
    }
}

#[test]
fn it_is_not_sure_between_two() {
    let said = "मेरी पेंशन और मेरी बकाया छात्रवृत्ति दोनों नहीं आईं, स्कूल में";
    assert_eq!(words().suggest("पेंशन, ट्रांसफार्मर").len(), 2);
    assert!(words().sure("पेंशन, छात्रवृत्ति").is_none());
    assert!(words().suggest(said).len() <= MOST);
}

#[test]
fn a_quiet_matter_is_noticed_with_its_words() {
    let concerns = words().concerns("मेरा पति मारता है और थाने वाले रिपोर्ट नहीं लिखते");
    let quiet: Vec<String> = concerns.iter().map(|c| c.quiet.to_string()).collect();
    assert_eq!(quiet, ["violence", "police"]);
    assert!(words().concerns("हैंडपंप ख़राब है").is_empty());
}

/// Returns the error for the words after one change, and its distance from the change.
fn refused(from: &str, to: &str) -> (String, usize) {
    let line = WORDS.lines().position(|l| l.contains(from)).expect("the line to change is there") + 1;
    let text = WORDS.replacen(from, to, 1);
    let error = Words::read(Source { file: "words.toml", text: &text }, directory()).unwrap_err();
    assert_eq!(error.file, "words.toml");
    (format!("{}; {}", error.what, error.help), error.line.abs_diff(line))
}

#[test]
fn an_unknown_department_names_its_line_and_those_there_are() {
    let (said, off) = refused("department = \"FCS\"", "department = \"FCZ\"");
    assert!(said.starts_with("no department `FCZ`; there are REV, PRD, UDH"), "{said}");
    assert_eq!(off, 0);
}

#[test]
fn an_unknown_category_names_its_line_and_those_there_are() {
    let (said, off) = refused("category = \"hand-pump\"", "category = \"handpump\"");
    let there_are = "general, hand-pump, tap-water, dirty-water, borewell";
    assert_eq!((said, off), (format!("no category `handpump` in `PHE`; there are {there_are}"), 0));
}

#[test]
fn an_unknown_reason_to_be_quiet_a_heavy_weight_and_an_empty_word_are_refused() {
    let (said, off) = refused("why = \"police\"", "why = \"polise\"");
    assert!(said.starts_with("`polise` is unknown here; write one of violence, child"), "{said}");
    assert_eq!(off, 0);
    assert_eq!(refused("strong = 6", "strong = 60").0, "a weight of `60`; give 1 to 20");
    assert_eq!(refused("\"तहसीलदार\"", "\"-\"").0, "`-` holds no word; write one word or several");
}

proptest! {
    #[test]
    fn any_text_is_answered_and_always_alike(text in "\\PC{0,60}") {
        let suggested = words().suggest(&text);
        prop_assert!(suggested.len() <= MOST);
        prop_assert_eq!(&suggested, &words().suggest(&text));
        for s in suggested {
            prop_assert_eq!(s.score, s.reasons.iter().map(|(_, weight)| weight).sum::<u16>());
        }
        let _ = words().concerns(&text);
    }
}
