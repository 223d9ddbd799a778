//! An answer to one caller's question, offered as what every caller may hear.

use desk_api::AnswerLine;
use lifecycle::LanguageCode;
use schemes::{MOST_CHUNK_SECONDS, seconds};
use serde_json::Value;
use std::fmt::Write as _;

/// The answer as TOML for the file of a scheme: one chunk for each part that a voice says in one breath.
pub(super) fn offered(answer: &AnswerLine, languages: &[LanguageCode]) -> String {
    let scheme = answer.scheme.as_deref().unwrap_or("no scheme that was heard");
    let day = lifecycle::in_india(answer.at.0).date();
    let mut toml = format!("# {}, {day}, asked about: {scheme}\n", answer.ticket);
    toml.push_str(
        "# Take out what concerns one person alone, say it in every language, and give each figure its [[facts]].\n",
    );
    for said in breaths(&answer.answer) {
        toml.push_str("[[chunks]]\nabout = \"what\"\n");
        for language in languages {
            let said = if language.as_str() == answer.language { said.as_str() } else { "" };
            // A string of JSON is one of TOML.
            let _ = writeln!(toml, "said.{language} = {}", Value::from(said));
        }
        toml.push('\n');
    }
    toml
}

/// The sentences of a text, as many together as fit into a chunk.
fn breaths(text: &str) -> Vec<String> {
    let mut breaths: Vec<String> = Vec::new();
    for sentence in sentences(text) {
        let longer = breaths.last().map(|last| format!("{last} {sentence}"));
        match longer.filter(|longer| seconds(longer) <= MOST_CHUNK_SECONDS) {
            Some(longer) => {
                breaths.pop();
                breaths.push(longer);
            }
            None => breaths.push(sentence.to_owned()),
        }
    }
    breaths
}

/// The sentences of a text: what ends with a mark before a space, and so no figure such as `31.3.2027`.
fn sentences(text: &str) -> Vec<&str> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '।' | '.' | '?' | '!')).map(|(at, c)| at + c.len_utf8());
    let ends = ends.filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
    let mut sentences = Vec::new();
    let mut from = 0;
    for end in ends.chain([text.len()]) {
        sentences.extend(text.get(from..end).map(str::trim).filter(|sentence| !sentence.is_empty()));
        from = end;
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_figure_with_points_stays_whole() {
        assert_eq!(sentences("Rs.1250.50 by 31.3.2027. Then? Ask."), ["Rs.1250.50 by 31.3.2027.", "Then?", "Ask."]);
    }

    #[test]
    fn an_answer_is_offered_as_chunks_that_can_be_said() {
        let answer = "नए फ़ॉर्म मार्च में खुलेंगे। पंचायत में आधार और बैंक की किताब लेकर जाइए। जिनका नाम कट गया है वे भी उसी समय फिर से आवेदन दे सकती हैं।";
        let answer = json!({
            "ticket": "42710839", "at": "2026-11-26T06:30:00Z", "scheme": "ladli-behna", "language": "hi",
            "answer": answer,
        });
        let languages = ["hi", "en"].map(|code| LanguageCode::new(code).unwrap());
        let offered = offered(&serde_json::from_value(answer).unwrap(), &languages);
        assert!(offered.starts_with("# 42710839, 2026-11-26, asked about: ladli-behna\n# Take out"), "{offered}");
        let chunks: Vec<&str> = offered.split("[[chunks]]\n").skip(1).collect();
        assert_eq!(chunks.len(), 2, "{offered}");
        let first = "about = \"what\"\nsaid.hi = \"नए फ़ॉर्म मार्च में खुलेंगे। पंचायत में आधार और बैंक की किताब लेकर जाइए।\"\nsaid.en = \"\"\n\n";
        assert_eq!(chunks.first(), Some(&first));
    }
}
