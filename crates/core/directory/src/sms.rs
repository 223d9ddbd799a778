//! The texts of the SMS to citizens: `sms.toml`.

use crate::{DataError, Directory, Placed, Source};
use lifecycle::{Confidentiality, Event, Kind, LanguageCode, Ticket, What};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A kind of SMS about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SmsKind {
    /// The case has a ticket.
    Ticket,
    /// An officer has acknowledged the case.
    Acknowledged,
    /// The department asks the citizen something.
    Question,
    /// The department says that it has acted.
    ActionTaken,
    /// The department has answered a question about a scheme.
    Answered,
}

impl SmsKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Ticket, Self::Acknowledged, Self::Question, Self::ActionTaken, Self::Answered];

    /// Returns the kind's name in `sms.toml` and in the name of a template.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Acknowledged => "acknowledged",
            Self::Question => "question",
            Self::ActionTaken => "action-taken",
            Self::Answered => "answered",
        }
    }

    /// Returns the kind of SMS that this event causes, if it causes an SMS. An event of a case about violence, of a
    /// case about a child or of a protected case causes none, because the offender may read the phone.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        if matches!(
            event.standing.quiet,
            Some(Confidentiality::Violence | Confidentiality::Child | Confidentiality::Protected)
        ) {
            return None;
        }
        match &event.what {
            What::Registered { .. } | What::NoteKept { revives: true, .. } => Some(Self::Ticket),
            What::Acknowledged {} => Some(Self::Acknowledged),
            What::Asked { .. } => Some(Self::Question),
            What::ActionTaken { .. } if event.standing.kind == Kind::Query => Some(Self::Answered),
            What::ActionTaken { .. } => Some(Self::ActionTaken),
            _ => None,
        }
    }
}

/// The variable that stands for the ticket in a template (TRAI, Telecom Commercial Communications Customer Preference
/// Regulations 2018; the form is that of the operators' DLT portals).
const VARIABLE: &str = "{#var#}";

/// Longest SMS with its ticket: two parts in UCS-2 (3GPP TS 23.040: 67 characters a part).
pub const MOST_SMS_CHARS: usize = 134;

/// Characters of the longest written ticket: ten digits in groups of four.
const TICKET_CHARS: usize = 12;

/// The checked texts, by kind and language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SmsTemplates(BTreeMap<(SmsKind, String), String>);

/// An SMS that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// The template's name, such as `ticket-hi`.
    pub template: String,
    /// The template's registered id, if it is stored with the text. Otherwise the id stands in the deployment's
    /// settings.
    pub registered: Option<String>,
    /// The text of the SMS.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sms: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: Placed<String>,
    said: BTreeMap<String, Placed<String>>,
}

impl SmsTemplates {
    /// Reads the texts for the languages of `directory`.
    ///
    /// # Errors
    /// A [`DataError`] with the line of the first mistake.
    pub fn read(source: Source<'_>, directory: &Directory) -> Result<Self, DataError> {
        let file: File = source.parse()?;
        let mut texts = BTreeMap::new();
        for Entry { kind: name, said } in &file.sms {
            let Some(kind) = SmsKind::ALL.into_iter().find(|kind| kind.as_str() == name.get_ref()) else {
                let all = SmsKind::ALL.map(SmsKind::as_str).join(", ");
                let what = format!("`{}` is unknown here", name.get_ref());
                return Err(source.error(name.span(), what, format!("write one of {all}")));
            };
            if let Some(lacking) = directory.languages.iter().find(|language| !said.contains_key(language.as_str())) {
                let what = format!("`{}` is not told in `{lacking}`", kind.as_str());
                return Err(source.error(name.span(), what, "give the text in every language".to_owned()));
            }
            for (language, text) in said {
                if !directory.languages.iter().any(|known| known.as_str() == language) {
                    let what = format!("`{language}` is no language of the directory");
                    return Err(source.error(text.span(), what, "leave it out, or add the language".to_owned()));
                }
                check(source, kind, text)?;
                texts.insert((kind, language.clone()), text.get_ref().clone());
            }
        }
        Ok(Self(texts))
    }

    /// Returns the SMS of this kind about a ticket. If `language` has no text, the first language, by code, that has a
    /// text is used. Returns `None` if no language has a text of this kind.
    #[must_use]
    pub fn sms(&self, kind: SmsKind, language: &LanguageCode, ticket: &Ticket) -> Option<Sms> {
        let of_this_kind = self.0.iter().filter(|((of, _), _)| *of == kind);
        let (language, text) =
            language.choose(of_this_kind.map(|((_, language), text)| (language, (language, text))))?;
        let (template, text) = (format!("{}-{language}", kind.as_str()), text.replace(VARIABLE, &written(ticket)));
        Some(Sms { template, registered: None, text })
    }

    /// Returns the names of all templates.
    #[must_use]
    pub fn templates(&self) -> Vec<String> {
        self.0.keys().map(|(kind, language)| format!("{}-{language}", kind.as_str())).collect()
    }
}

/// Writes a ticket in groups of four digits.
fn written(ticket: &Ticket) -> String {
    let digits: Vec<char> = ticket.as_str().chars().collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn check(source: Source<'_>, kind: SmsKind, text: &Placed<String>) -> Result<(), DataError> {
    let tickets = text.get_ref().matches(VARIABLE).count();
    match kind {
        SmsKind::Ticket if tickets != 1 => {
            let what = format!("the ticket does not stand once, as `{VARIABLE}`");
            return Err(source.error(text.span(), what, "write it where the ticket belongs".to_owned()));
        }
        SmsKind::Ticket => {}
        // An officer who holds the phone would read which case it made.
        _ if tickets > 0 => {
            let what = format!("the ticket stands in an SMS of the kind `{}`", kind.as_str());
            return Err(source.error(text.span(), what, "leave it out: only the first SMS has it".to_owned()));
        }
        _ => {}
    }
    let variables = tickets * VARIABLE.len();
    let chars = text.get_ref().chars().count() - variables + tickets * TICKET_CHARS;
    if chars > MOST_SMS_CHARS {
        let what = format!("{chars} characters with the ticket");
        return Err(source.error(text.span(), what, format!("say it in {MOST_SMS_CHARS}, two parts of an SMS")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let text = include_str!("../../../../directory/departments.toml");
        let holidays = include_str!("../../../../directory/holidays.toml");
        Directory::read(crate::Sources {
            departments: Source { file: "departments.toml", text },
            holidays: Source { file: "holidays.toml", text: holidays },
        })
        .unwrap()
    }

    fn read(text: &str) -> Result<SmsTemplates, String> {
        SmsTemplates::read(Source { file: "sms.toml", text }, &directory()).map_err(|e| e.to_string())
    }

    #[test]
    fn each_kind_is_told_in_each_language_neutrally() {
        let texts = read(include_str!("../../../../directory/sms.toml")).unwrap();
        assert_eq!(texts.templates().len(), SmsKind::ALL.len() * directory().languages.len());
        let ticket = Ticket::parse("42710839").unwrap();
        let sms = texts.sms(SmsKind::Ticket, &LanguageCode::new("hi").unwrap(), &ticket).unwrap();
        assert_eq!(sms.template, "ticket-hi");
        assert!(sms.text.contains("4271 0839"), "{}", sms.text);
        let bundeli = texts.sms(SmsKind::Ticket, &LanguageCode::new("bns").unwrap(), &ticket).unwrap();
        assert_eq!(bundeli.template, "ticket-hi", "nearly everybody understands Hindi");
        for kind in SmsKind::ALL.into_iter().filter(|kind| *kind != SmsKind::Ticket) {
            let sms = texts.sms(kind, &LanguageCode::new("hi").unwrap(), &ticket).unwrap();
            assert!(!sms.text.contains("4271") && !sms.text.contains("0839"), "{}", sms.text);
        }
        for department in &directory().departments {
            for name in directory().languages.iter().map(|language| department.said.in_language(language)) {
                assert!(texts.0.values().all(|text| !text.contains(name)), "{name}");
            }
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let sms = |rest: &str| format!("[[sms]]\nkind = \"ticket\"\n{rest}");
        for (text, said) in [
            ("[[sms]]\nkind = \"tickets\"\nsaid = {}".to_owned(), "`tickets` is unknown here"),
            (sms("said.hi = \"{#var#}\""), "is not told in `en`"),
            (sms("said.hi = \"{#var#}\"\nsaid.en = \"no number\""), "does not stand once"),
            (sms("said.hi = \"{#var#}\"\nsaid.en = \"{#var#}\"\nsaid.fr = \"{#var#}\""), "`fr` is no language"),
            (
                "[[sms]]\nkind = \"question\"\nsaid.hi = \"{#var#}\"\nsaid.en = \"\"".to_owned(),
                "stands in an SMS of the kind `question`",
            ),
            (
                sms(&format!("said.hi = \"{{#var#}}\"\nsaid.en = \"{{#var#}} {}\"", "x".repeat(130))),
                "two parts of an SMS",
            ),
        ] {
            let why = read(&text).unwrap_err();
            assert!(why.contains(said) && why.contains("sms.toml:"), "{why}");
        }
    }
}
