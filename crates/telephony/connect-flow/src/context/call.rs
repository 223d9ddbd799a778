//! An incoming call.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// An incoming call.
///
/// ```
/// use connect_flow::Call;
///
/// let instance = "arn:aws:connect:ap-southeast-1:111122223333:instance/00000000-0000-4000-8000-000000000001";
/// let mut call = Call::inbound("contact-1", None, "+911800000000", instance);
/// call.language_code = "hi-IN".to_owned();
/// call.attributes.insert("tier".to_owned(), "gold".to_owned());
/// call.system.insert("Media".to_owned(), serde_json::json!({ "Sip": { "Headers": { "From": "x" } } }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `$.ContactId`.
    pub contact_id: String,
    /// The caller's number in E.164; `None` if it is withheld.
    pub caller: Option<String>,
    /// The dialled number, in E.164.
    pub dialled: String,
    /// The ARN of the Amazon Connect instance, which also names the region.
    pub instance_arn: String,
    /// `$.LanguageCode`.
    pub language_code: String,
    /// `$.InitiationMethod`: `INBOUND`, or `API` for a call that was placed.
    pub initiation_method: String,
    /// Contact attributes that the call begins with.
    pub attributes: BTreeMap<String, String>,
    /// `$.External` as an earlier flow left it.
    pub external: Option<Value>,
    /// More system attributes by the first name of their path, such as `Media` for `$.Media.Sip.Headers.From`.
    /// Functions do not get them.
    pub system: Map<String, Value>,
}

impl Call {
    /// Makes an inbound call in `en-US` without attributes.
    pub fn inbound(
        contact_id: impl Into<String>,
        caller: Option<&str>,
        dialled: impl Into<String>,
        instance_arn: impl Into<String>,
    ) -> Self {
        Self {
            contact_id: contact_id.into(),
            caller: caller.map(str::to_owned),
            dialled: dialled.into(),
            instance_arn: instance_arn.into(),
            language_code: "en-US".to_owned(),
            initiation_method: "INBOUND".to_owned(),
            attributes: BTreeMap::new(),
            external: None,
            system: Map::new(),
        }
    }
}

/// Returns true if a number is in E.164: a plus and 7 to 15 digits, the first not 0.
pub(crate) fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.chars().all(|digit| digit.is_ascii_digit())
    })
}
