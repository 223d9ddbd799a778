//! Reads settings from the environment that `infra/template.yaml` gives a function.
//!
//! A function reads all its settings when it starts. An unknown value stops it there, because a misspelt setting must
//! stop a deployment instead of silently choosing a behaviour.

use std::env;

/// A setting that is missing, or whose value the function does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSetting {
    /// The function's environment lacks the setting, or its value is empty.
    #[error("no setting `{0}`; set it in the function's environment in infra/template.yaml")]
    Missing(&'static str),
    /// The value is not one of those allowed.
    #[error("the setting `{name}` is `{value}`; write {allowed} in the function's environment in infra/template.yaml")]
    Unknown {
        /// The setting's name.
        name: &'static str,
        /// The value in the environment.
        value: String,
        /// The allowed values, as a text for people.
        allowed: String,
    },
}

/// Reads the setting `name`, a free text such as the name of a table.
///
/// # Errors
/// [`BadSetting::Missing`] if it is absent or empty.
pub fn setting(name: &'static str) -> Result<String, BadSetting> {
    env::var(name).ok().filter(|value| !value.is_empty()).ok_or(BadSetting::Missing(name))
}

/// Reads the setting `name`, which must be one of `words`. Returns the meaning beside the word.
///
/// ```
/// # use aws_kit::{BadSetting, setting_of};
/// # fn main_of_a_function() -> Result<(), BadSetting> {
/// let any_time = setting_of("TIME", [("present", false), ("any", true)])?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// [`BadSetting`] if it is absent or another word. The error names the setting, its value and the words.
pub fn setting_of<T, const N: usize>(name: &'static str, words: [(&str, T); N]) -> Result<T, BadSetting> {
    meaning(name, setting(name)?, words, None, |_| None)
}

/// Reads the setting `name`, which must be one of `words` or a text that `read` accepts, such as a Region. In an error,
/// `form` describes such a text.
///
/// # Errors
/// [`BadSetting`] if it is absent, or neither one of the words nor such a text.
pub fn setting_or<T, const N: usize>(
    name: &'static str,
    words: [(&str, T); N],
    form: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, BadSetting> {
    meaning(name, setting(name)?, words, Some(form), read)
}

fn meaning<T, const N: usize>(
    name: &'static str,
    value: String,
    words: [(&str, T); N],
    form: Option<&str>,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, BadSetting> {
    let quoted = words.iter().map(|(word, _)| format!("`{word}`"));
    let allowed = quoted.chain(form.map(str::to_owned)).collect::<Vec<_>>().join(" or ");
    let known = words.into_iter().find(|(word, _)| *word == value).map(|(_, meaning)| meaning);
    known.or_else(|| read(&value)).ok_or(BadSetting::Unknown { name, value, allowed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A variable that Cargo sets while tests run.
    const SET: &str = "CARGO_PKG_NAME";

    #[derive(Debug, PartialEq, Eq)]
    enum Texted {
        Nobody,
        In(String),
    }

    fn texted(value: &str) -> Result<Texted, BadSetting> {
        let region = |text: &str| text.starts_with("ap-").then(|| Texted::In(text.to_owned()));
        meaning("SMS_REGION", value.to_owned(), [("none", Texted::Nobody)], Some("a Region"), region)
    }

    #[test]
    fn a_setting_is_what_its_word_means() {
        assert_eq!(setting_of(SET, [("approved", 1), ("aws-kit", 2)]), Ok(2));
        assert_eq!(setting(SET), Ok("aws-kit".to_owned()));
    }

    #[test]
    fn a_setting_that_is_no_word_of_its_list_stops_the_start_and_says_which_words_there_are() {
        let why = setting_of(SET, [("drafts", true), ("approved", false)]).unwrap_err();
        let said = "the setting `CARGO_PKG_NAME` is `aws-kit`; write `drafts` or `approved` in the function's \
                    environment in infra/template.yaml";
        assert_eq!(why.to_string(), said);
    }

    #[test]
    fn a_setting_that_nobody_set_is_missing_and_has_no_meaning() {
        let missing = Err(BadSetting::Missing("NOBODY_SETS_THIS"));
        assert_eq!(setting_of("NOBODY_SETS_THIS", [("", true)]), missing);
        assert_eq!(setting_or("NOBODY_SETS_THIS", [("", true)], "anything", |_| Some(true)), missing);
    }

    #[test]
    fn a_setting_may_be_a_word_or_a_text_of_a_form_and_nothing_else() {
        assert_eq!(texted("none"), Ok(Texted::Nobody));
        assert_eq!(texted("ap-south-1"), Ok(Texted::In("ap-south-1".to_owned())));
        let why = texted("None").unwrap_err();
        assert!(why.to_string().contains("is `None`; write `none` or a Region in"), "{why}");
    }
}
