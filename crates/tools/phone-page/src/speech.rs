//! Splits a prompt by language, so that a screen reader or a voice pronounces every word correctly.

use serde::Serialize;

/// A part of a prompt, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Part {
    pub(crate) lang: String,
    pub(crate) text: String,
}

/// The script of a letter. Digits, punctuation and spaces belong to the part before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Devanagari,
    Latin,
}

fn script(letter: char) -> Option<Script> {
    match letter {
        '\u{0900}'..='\u{0963}' | '\u{0966}'..='\u{097f}' => Some(Script::Devanagari),
        _ if letter.is_ascii_alphabetic() => Some(Script::Latin),
        _ => None,
    }
}

/// Splits a text by script. Text in the script of `language`, the answer's language, is in that language. Text in the
/// other script is Hindi or English.
pub(crate) fn parts(text: &str, language: Option<&str>) -> Vec<Part> {
    let lang = |script: Script| match (script, language) {
        (Script::Devanagari, Some(language)) if language != "en" => language.to_owned(),
        (Script::Devanagari, _) => "hi".to_owned(),
        (Script::Latin, _) => "en".to_owned(),
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut current = None;
    for letter in text.chars() {
        let found = script(letter);
        if found.is_some() && found != current {
            current = found;
            // Characters before the first letter belong to that letter's part.
            let lead = match parts.pop() {
                Some(only) if parts.is_empty() && only.lang.is_empty() => only.text,
                Some(last) => {
                    parts.push(last);
                    String::new()
                }
                None => String::new(),
            };
            parts.push(Part { lang: found.map(lang).unwrap_or_default(), text: lead });
        }
        match parts.last_mut() {
            Some(part) => part.text.push(letter),
            None => parts.push(Part { lang: String::new(), text: letter.to_string() }),
        }
    }
    for part in &mut parts {
        if part.lang.is_empty() {
            part.lang = language.unwrap_or("en").to_owned();
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, language: Option<&str>, expected: &[(&str, &str)]) {
        let found = parts(text, language);
        let found: Vec<(&str, &str)> = found.iter().map(|part| (&*part.lang, &*part.text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_invitation_to_english_within_hindi_is_english() {
        check("नमस्ते। For English, press nine.", Some("hi"), &[("hi", "नमस्ते। "), ("en", "For English, press nine.")]);
    }

    #[test]
    fn figures_and_marks_go_with_their_neighbours() {
        check("155343: Call 2.", Some("en"), &[("en", "155343: Call 2.")]);
        check("42", Some("hi"), &[("hi", "42")]);
        check("", Some("hi"), &[]);
    }

    #[test]
    fn another_language_in_devanagari_is_named_by_the_answer() {
        check("नमस्कार", Some("mr"), &[("mr", "नमस्कार")]);
        check("नमस्ते", Some("en"), &[("hi", "नमस्ते")]);
    }
}
