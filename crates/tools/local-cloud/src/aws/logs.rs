//! Log messages of functions.

use crate::{Endpoint, Error};
use serde_json::{Map, Value, json};

/// Returns the messages of a log group; an empty list if the group does not exist yet.
///
/// # Errors
/// If the endpoint does not answer.
pub fn events(endpoint: &Endpoint, group: &str) -> Result<Vec<String>, Error> {
    let mut messages = Vec::new();
    let mut body = Map::from_iter([("logGroupName".to_owned(), json!(group))]);
    loop {
        let asked = Value::Object(body.clone());
        let page = match endpoint.json("logs", "Logs_20140328.FilterLogEvents", "1.1", &asked) {
            Err(Error::Refused { code, .. }) if code == "ResourceNotFoundException" => return Ok(messages),
            page => page?,
        };
        let events = page.get("events").and_then(Value::as_array).into_iter().flatten();
        messages.extend(events.filter_map(|event| Some(event.get("message")?.as_str()?.to_owned())));
        match page.get("nextToken").filter(|token| token.is_string()) {
            Some(token) => body.insert("nextToken".to_owned(), token.clone()),
            None => return Ok(messages),
        };
    }
}
