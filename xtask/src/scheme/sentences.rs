//! One version of a scheme as callers hear it, sentence by sentence in every language.

use schemes::{Said, SchemeVersion, State};
use std::fmt::Write as _;

/// A version with all its sentences, spoken and sent.
pub(super) fn sentences(text: &SchemeVersion) -> String {
    let scheme = &text.scheme;
    let until = scheme.ends.map_or_else(String::new, |ends| format!(" until before {ends}"));
    let state = match &text.state {
        State::Draft => "a draft".to_owned(),
        State::Approved(approval) => format!("approved by {}", approval.by),
        State::Withdrawn { by, at, .. } => format!("withdrawn by {by} on {}", notice::in_india(*at)),
    };
    let mut told = format!(
        "{} version {} of {}, written by {}, {state}; its time is from {}{until}\n",
        scheme.code, text.version, scheme.department, text.written_by, scheme.starts
    );
    said(&mut told, "name", &scheme.name);
    for chunk in &scheme.chunks {
        said(&mut told, chunk.about.as_str(), &chunk.said);
    }
    for question in &scheme.questions {
        said(&mut told, "question", &question.said);
    }
    said(&mut told, "trouble", &scheme.trouble_said);
    said(&mut told, "SMS", &scheme.sms);
    told
}

fn said(told: &mut String, what: &str, said: &Said) {
    let mut label = what;
    // Hindi is what most callers hear.
    let mut all: Vec<_> = said.all().collect();
    all.sort_by_key(|(language, _)| language.as_str() != "hi");
    for (language, text) in all {
        // Writing to a string cannot fail.
        let _ = writeln!(told, "  {label:<9} {:<3} {text}", language.as_str());
        label = "";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lifecycle::StaffId;

    #[test]
    fn a_version_is_told_in_sentences_with_hindi_first() {
        let all = state_directory::schemes().unwrap();
        let scheme = all.iter().find(|scheme| scheme.code.as_str() == "ladli-behna").unwrap().clone();
        let text = schemes::draft(None, scheme, StaffId::new("sunita").unwrap()).unwrap();
        let told = sentences(&text);
        let lines: Vec<&str> = told.lines().collect();
        assert!(
            lines[0].starts_with("ladli-behna version 1 of WCD, written by sunita, a draft; its time is from "),
            "{told}"
        );
        assert_eq!(lines[1], "  name      hi  लाड़ली बहना");
        assert_eq!(lines[2], "            en  Ladli Behna");
        assert!(lines[3].starts_with("  amount    hi  लाड़ली बहना में हर महीने"), "{told}");
        assert!(told.contains("\n  SMS       hi  "), "{told}");
        assert!(!told.contains('{'), "no JSON: {told}");
    }
}
