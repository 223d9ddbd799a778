//! Reads the JSON of an envelope once, and names each mistake with its remedy.

use crate::{BadRequest, Envelope, Identity, Request};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// An example of an envelope, for error messages.
const FORM: &str =
    r#"{"by": {"as": "officer:FCS:L1:ramesh", "surface": "operator"}, "request": {"do": "list", "desk": "FCS"}}"#;

/// Reads an envelope.
///
/// # Errors
/// A [`BadRequest`] that names the first mistake.
pub fn read(event: &[u8]) -> Result<Envelope, BadRequest> {
    let Ok(Json::Object(mut given)) = serde_json::from_slice(event) else {
        return Err(BadRequest::new("request", format!("is no JSON object such as {FORM}")));
    };
    let (by, request) = (given.remove("by"), given.remove("request"));
    if let Some(name) = given.keys().next() {
        let glimpse: String = name.chars().take(20).collect();
        return Err(BadRequest::new(glimpse, format!("does not stand beside `by` and `request`; write {FORM}")));
    }
    let missing = |name: &str| BadRequest::new(name, format!("is missing; write {FORM}"));
    let by: Identity = part("by", &["as", "surface"], by.ok_or_else(|| missing("by"))?)?;
    let Json::Object(mut request) = request.ok_or_else(|| missing("request"))? else {
        return Err(BadRequest::new("request", format!("is no object; write {FORM}")));
    };
    let name = request.remove("do").ok_or_else(|| missing("do"))?;
    let request = Request::read(name.as_str().unwrap_or_default(), Json::Object(request))?;
    Ok(Envelope { by, request })
}

/// Reads one part of an envelope. `takes` lists its fields, for error messages.
pub(crate) fn part<T: DeserializeOwned>(part: &str, takes: &[&str], given: Json) -> Result<T, BadRequest> {
    serde_path_to_error::deserialize(given).map_err(|wrong| {
        let (path, said) = (wrong.path().to_string(), wrong.inner().to_string());
        let takes = if takes.is_empty() { "nothing more".to_owned() } else { takes.join(", ") };
        if let Some(name) = quoted(&said, "missing field `") {
            return BadRequest::new(name, format!("is missing; `{part}` takes {takes}"));
        }
        if let Some(name) = quoted(&said, "unknown field `") {
            let glimpse: String = name.chars().take(20).collect();
            return BadRequest::new(glimpse, format!("is not asked for; `{part}` takes {takes}"));
        }
        BadRequest::new(if path == "." { part.to_owned() } else { path }, told(&said))
    })
}

/// Returns the quoted name after `before` in a message of serde.
fn quoted<'a>(said: &'a str, before: &str) -> Option<&'a str> {
    said.strip_prefix(before)?.split('`').next()
}

/// Rewords a message of serde. The result repeats no value of the request.
fn told(said: &str) -> String {
    let wrong = ["invalid type: ", "invalid value: "].iter().any(|start| said.starts_with(start));
    if let Some((_, wanted)) = said.rsplit_once(", expected ").filter(|_| wrong) {
        let wanted = match wanted {
            "a string" => "a text",
            "u32" => "a whole number of 0 to 4294967295",
            "a map" => "an object of names and texts",
            other if other.starts_with("struct ") => "an object",
            other => other,
        };
        return format!("is not {wanted}");
    }
    match said.strip_prefix("unknown variant `").and_then(|rest| rest.rsplit_once("`, expected ")) {
        Some((_, known)) => format!("is none: expected {known}"),
        None => said.to_owned(),
    }
}
