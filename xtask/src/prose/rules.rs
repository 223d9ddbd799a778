//! The rules of plain prose that a program can check, each on one line of text.

const CLAUSE: &str = "a clause is the subject; name the person or the thing";
const PHRASE: &str = "a clause stands for a noun; name the person or the thing";
const ENDING: &str = "the sentence ends in a pronoun; name the thing";

/// Words that begin a clause.
const OPENERS: [&str; 7] = ["What", "Whoever", "Who", "Whether", "Where", "That", "Which"];

/// Phrases in which a clause stands for a noun.
const PHRASES: [&str; 6] = ["whoever", "who has", "who calls", "what is", "what was", "what has"];

/// Ends of a sentence whose noun stands elsewhere.
const ENDINGS: [&str; 2] = ["of it.", "of them."];

/// Ends of a sentence or of a part of one, after which another begins.
const BREAKS: [&str; 3] = [". ", "; ", ": "];

/// The rule that a line breaks, if it breaks one.
pub(super) fn broken(line: &str) -> Option<&'static str> {
    if sentences(line).any(begins_with_a_clause) {
        return Some(CLAUSE);
    }
    if PHRASES.iter().any(|phrase| stands_in(line, phrase)) {
        return Some(PHRASE);
    }
    ENDINGS.iter().any(|end| line.ends_with(*end) || line.contains(&format!("{end} "))).then_some(ENDING)
}

/// The sentences of a line, and their parts after a semicolon or a colon.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let starts = BREAKS.iter().flat_map(move |mark| line.match_indices(*mark).map(|(at, mark)| at + mark.len()));
    std::iter::once(0).chain(starts).filter_map(move |at| line.get(at..))
}

/// A question is none: `What does it do?`.
fn begins_with_a_clause(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    let (Some(first), Some(next)) = (words.next(), words.next()) else { return false };
    let asks = next == "do" || next.starts_with("does") || next.starts_with("if");
    OPENERS.contains(&first) && next.starts_with(|c: char| c.is_ascii_lowercase()) && !asks
}

/// Returns `true` if the phrase stands in the line as whole words.
fn stands_in(line: &str, phrase: &str) -> bool {
    line.match_indices(phrase).any(|(at, phrase)| {
        let of_a_word = |c: char| c.is_alphanumeric() || c == '_';
        let before = line.get(..at).is_some_and(|before| before.ends_with(of_a_word));
        let after = line.get(at + phrase.len()..).is_some_and(|after| after.starts_with(of_a_word));
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: Option<&str>, lines: &[&str]) {
        for line in lines {
            assert_eq!(broken(line), rule, "{line}");
        }
    }

    #[test]
    fn a_clause_is_no_subject_of_a_sentence_nor_of_its_second_part() {
        check(
            Some(CLAUSE),
            &[
                "What follows is told.",
                "It is told. Whoever calls hears it.",
                "It is told; Where nobody acts it climbs.",
                "Note: That makes it late.",
            ],
        );
    }

    #[test]
    fn a_clause_stands_for_no_noun() {
        check(Some(PHRASE), &["Tells whoever asks.", "Asks who calls.", "Keeps what is said, and more."]);
    }

    #[test]
    fn no_sentence_ends_in_a_pronoun_whose_noun_stands_elsewhere() {
        check(Some(ENDING), &["Reads the rest of it.", "Reads all of them. Then it ends."]);
    }

    #[test]
    fn a_plain_sentence_and_a_question_pass() {
        check(
            None,
            &[
                "Returns the department, if one is known.",
                "What does the caller hear?",
                "Whether",
                "That",
                "`what_is` is a name, and somewhat is a word.",
                "A part of it, and the rest of them, are read.",
                "A list of items.",
                "",
            ],
        );
    }
}
