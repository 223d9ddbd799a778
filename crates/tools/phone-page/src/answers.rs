//! Answers that an agent reads out, from `directory/answers.toml`. A department approves each answer.

use crate::reply::Failed;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const FILE: &str = include_str!("../../../../directory/answers.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    answer: Vec<Answer>,
}

/// An answer, in the languages of the helpline.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    /// The department that approves the answer.
    department: String,
    /// The callers' question.
    question: String,
    hi: String,
    en: String,
    /// The approver and the day of the approval; `None` for a draft.
    approved: Option<String>,
}

fn read() -> Result<Vec<Answer>, toml::de::Error> {
    toml::from_str::<Answers>(FILE).map(|answers| answers.answer)
}

pub(crate) fn all() -> Result<Value, Failed> {
    let answers = read().map_err(|e| Failed::new(500, format!("directory/answers.toml: {e}")))?;
    Ok(json!({ "answers": answers }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_department_has_an_answer_in_both_languages_and_no_other_has() {
        let answers = read().unwrap();
        let directory = &state_directory::playbook().unwrap().directory;
        let all: BTreeSet<&str> = directory.departments.iter().map(|department| department.code.as_str()).collect();
        let answered: BTreeSet<&str> = answers.iter().map(|answer| answer.department.as_str()).collect();
        assert_eq!(answered, all);
        for answer in &answers {
            assert!(answer.hi.chars().any(|letter| ('\u{0900}'..='\u{097f}').contains(&letter)), "{}", answer.hi);
            assert!(answer.en.is_ascii() && answer.question.is_ascii(), "{}", answer.en);
        }
    }

    #[test]
    fn an_answer_promises_nothing_that_only_the_case_can_say() {
        for answer in read().unwrap() {
            assert!(!answer.en.chars().any(|c| c.is_ascii_digit()), "no figure without its source: {}", answer.en);
        }
    }
}
