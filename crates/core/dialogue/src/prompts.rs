//! The prompts of one language, read from its file.

use crate::MAX_PROMPT_SECONDS;
use directory::{DataError, Placed, Source};
use jiff::civil::Date;
use lifecycle::LanguageCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    language: Placed<String>,
    locale: Placed<String>,
    /// The complete language that this draft follows: prompts that the draft lacks are said in it.
    draft_like: Option<Placed<String>>,
    words_per_second: Placed<f64>,
    digits: Placed<Vec<String>>,
    date: Placed<String>,
    weekdays: Placed<Vec<String>>,
    months: Placed<Vec<String>>,
    prompts: Placed<BTreeMap<String, Placed<String>>>,
}

/// The words of the helpline in one language.
#[derive(Debug, Clone)]
pub(crate) struct Prompts {
    pub(crate) language: LanguageCode,
    pub(crate) locale: String,
    /// The complete language that a draft follows. A draft is heard only where drafts are spoken.
    pub(crate) draft_like: Option<LanguageCode>,
    pub(crate) words_per_second: f64,
    pub(crate) digits: Vec<String>,
    /// The form of a day, with placeholders for its weekday, day and month.
    date: String,
    /// The names of the weekdays, from Monday on.
    weekdays: Vec<String>,
    months: Vec<String>,
    pub(crate) texts: BTreeMap<String, String>,
}

impl Prompts {
    pub(crate) fn check(file: File, source: Source<'_>) -> Result<Self, DataError> {
        let language = LanguageCode::new(file.language.get_ref().as_str())
            .map_err(|e| source.error(file.language.span(), e.to_string(), "use the ISO 639 code"))?;
        let draft_like = file.draft_like.map(|like| {
            LanguageCode::new(like.get_ref().as_str())
                .map_err(|e| source.error(like.span(), e.to_string(), "name the language that is complete"))
        });
        let lists = [
            (&file.digits, "digits", 10, "write the words for 0 to 9"),
            (&file.weekdays, "weekdays", 7, "write them from Monday on"),
            (&file.months, "months", 12, "write them from January on"),
        ];
        for (list, what, count, help) in lists {
            if list.get_ref().len() != count {
                return Err(source.error(list.span(), format!("{} {what}", list.get_ref().len()), help));
            }
        }
        if let Some(lacking) =
            ["{weekday}", "{day}", "{month}"].iter().find(|place| !file.date.get_ref().contains(**place))
        {
            return Err(source.error(
                file.date.span(),
                format!("a date without {lacking}"),
                "give it a place for each",
            ));
        }
        let rate = *file.words_per_second.get_ref();
        if !(1.0..=5.0).contains(&rate) {
            return Err(source.error(file.words_per_second.span(), format!("`{rate}` words a second"), "give 1 to 5"));
        }
        for (key, text) in file.prompts.get_ref() {
            let seconds = words(text.get_ref()) / rate;
            if text.get_ref().trim().is_empty() || seconds > MAX_PROMPT_SECONDS {
                let what = format!("prompt `{key}` lasts {seconds:.1} s");
                return Err(source.error(text.span(), what, format!("say it in at most {MAX_PROMPT_SECONDS} s")));
            }
        }
        let texts = file.prompts.into_inner().into_iter().map(|(key, text)| (key, text.into_inner())).collect();
        Ok(Self {
            language,
            locale: file.locale.into_inner(),
            draft_like: draft_like.transpose()?,
            words_per_second: rate,
            digits: file.digits.into_inner(),
            date: file.date.into_inner(),
            weekdays: file.weekdays.into_inner(),
            months: file.months.into_inner(),
            texts,
        })
    }

    /// Returns the language in which the directory's own texts are said: the directory has none in a draft's language.
    pub(crate) fn of_the_directory(&self) -> &LanguageCode {
        self.draft_like.as_ref().unwrap_or(&self.language)
    }

    /// Returns the word for a digit.
    pub(crate) fn digit(&self, digit: char) -> &str {
        let index = digit.to_digit(10).and_then(|d| usize::try_from(d).ok());
        index.and_then(|i| self.digits.get(i)).map_or("", String::as_str)
    }

    /// Returns a small number as it is said.
    pub(crate) fn number(&self, number: u16) -> String {
        self.digits.get(usize::from(number)).cloned().unwrap_or_else(|| number.to_string())
    }

    /// Returns a day as it is said.
    pub(crate) fn date(&self, date: Date) -> String {
        let nth = |list: &[String], from_0: i8| {
            usize::try_from(from_0).ok().and_then(|index| list.get(index)).cloned().unwrap_or_default()
        };
        self.date
            .replace("{weekday}", &nth(&self.weekdays, date.weekday().to_monday_zero_offset()))
            .replace("{day}", &date.day().to_string())
            .replace("{month}", &nth(&self.months, date.month() - 1))
    }

    /// Returns the words for the digits of a number in pairs, as people remember it: "four two, seven one, …".
    pub(crate) fn in_pairs(&self, digits: &str) -> String {
        let words: Vec<&str> = digits.chars().map(|c| self.digit(c)).collect();
        let pairs: Vec<String> = words.chunks(2).map(|pair| pair.join(" ")).collect();
        pairs.join(", ")
    }
}

/// Counts the words of a text.
#[expect(clippy::cast_precision_loss, reason = "a prompt has tens of words")]
pub(crate) fn words(text: &str) -> f64 {
    text.split_whitespace().count() as f64
}
