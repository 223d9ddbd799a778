//! A transcript, as a machine reads it: the words that may leave, the matters to read first, the department.

use gazetteer::Places;
use lifecycle::{Assignment, District, Words};
use masking::mask;
use sorting_help::Suggestion;

/// The lists by which a transcript is read.
#[derive(Debug, Clone, Copy)]
pub struct Suggests<'a> {
    /// The words that speak for each department.
    pub words: &'a sorting_help::Words,
    /// The State's villages, tehsils and districts.
    pub places: &'a Places,
}

/// Longest masked transcript, in characters: the limit of the ledger. The sealed transcript stays whole.
const LONGEST: usize = 4_000;

/// The result of reading a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The transcript without the words that would give the speaker away.
    pub words: Words,
    /// `true` if the transcript touches a matter that a person must read first.
    pub concerns: bool,
    /// The department and category to which the case may belong.
    pub suggested: Option<Assignment>,
    /// `true` if the suggestion clearly leads all others.
    pub sure: bool,
    /// The words behind the suggestion and behind `concerns`.
    pub reasons: Option<Words>,
    /// The district from which the speaker says to call. A district that is only named does not count: it may be the
    /// place where something was bought.
    pub place: Option<District>,
}

impl Reading {
    /// Reads a transcript. Returns `None` if it holds no words.
    #[must_use]
    pub fn of(text: &str, by: &Suggests<'_>) -> Option<Self> {
        let words = words(&mask(text).text)?;
        let concerns = by.words.concerns(text);
        let suggestions = by.words.suggest(text);
        let sure = by.words.sure(text);
        let mut reasons: Vec<String> = suggestions.iter().map(reason).collect();
        reasons.extend(concerns.iter().map(|concern| format!("{}: {}", concern.quiet, concern.reasons.join(", "))));
        Some(Self {
            words,
            concerns: !concerns.is_empty(),
            sure: sure.is_some(),
            suggested: suggestions.into_iter().next().map(|first| first.assignment),
            reasons: self::words(&reasons.join("; ")),
            place: by.places.find(text).filter(|found| found.told).map(|found| found.district),
        })
    }
}

/// Formats a suggestion, such as `FCS/ration-not-given 9: राशन 6, दुकान 3`.
fn reason(suggestion: &Suggestion) -> String {
    let Suggestion { assignment, score, reasons } = suggestion;
    let words: Vec<String> = reasons.iter().map(|(word, weight)| format!("{word} {weight}")).collect();
    format!("{}/{} {score}: {}", assignment.department, assignment.category, words.join(", "))
}

/// Returns the text as the ledger takes it: without control characters, cut at [`LONGEST`]. `None` if it is empty.
fn words(text: &str) -> Option<Words> {
    let plain = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut plain: Vec<char> = plain.collect();
    if plain.len() > LONGEST {
        plain.truncate(LONGEST - 1);
        plain.push('…');
    }
    Words::new(plain.into_iter().collect::<String>()).ok()
}

/// Returns the words that somebody typed for the citizen, masked like a transcript. `None` if nothing is left.
pub(crate) fn without_traces(typed: &Words) -> Option<Words> {
    words(&mask(typed.as_str()).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Reading> {
        Reading::of(
            text,
            &Suggests { words: state_directory::words().unwrap(), places: state_directory::places().unwrap() },
        )
    }

    #[test]
    fn a_text_leaves_without_numbers_and_with_where_it_belongs() {
        let read = read("राशन की दुकान बंद रहती है, मेरा नंबर 94250 12345 है").unwrap();
        assert_eq!(read.words.as_str(), "राशन की दुकान बंद रहती है, मेरा नंबर [phone] है");
        assert!(read.sure && !read.concerns);
        assert_eq!(read.suggested.map(|to| to.department.to_string()).as_deref(), Some("FCS"));
        assert_eq!(read.place, None);
        let told = self::read("मैं सीहोर ज़िले से बोल रहा हूँ, पानी नहीं आता").unwrap();
        assert_eq!(told.place.map(|place| place.to_string()).as_deref(), Some("sehore"));
        assert!(read.reasons.is_some_and(|reasons| reasons.as_str().contains("राशन")));
    }

    #[test]
    fn what_a_person_must_read_says_why() {
        let read = read("पति रोज़ मारता है").unwrap();
        assert!(read.concerns && read.reasons.is_some_and(|reasons| reasons.as_str().contains("violence: ")));
    }

    #[test]
    fn a_long_text_is_cut_with_a_mark_and_an_empty_one_is_none() {
        assert_eq!(read(" \n "), None);
        let long = read(&"पानी ".repeat(2_000)).unwrap();
        assert!(long.words.as_str().chars().count() <= LONGEST && long.words.as_str().ends_with('…'));
    }
}
