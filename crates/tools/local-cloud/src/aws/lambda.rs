//! Lambda functions: invoked, and for tests reconfigured, published and detached from their event sources.

use crate::endpoint::escape;
use crate::{Endpoint, Error};
use serde_json::{Value, json};

const SERVICE: &str = "lambda";

/// Invokes a function (`NAME` or `NAME:ALIAS`) and waits for its answer.
///
/// # Errors
/// [`Error::Function`] if the function failed; other errors if it could not be invoked.
pub fn invoke(endpoint: &Endpoint, function: &str, event: &Value) -> Result<Value, Error> {
    let path = format!("/2015-03-31/functions/{}/invocations", escape(function));
    let reply = endpoint.rest(SERVICE, "POST", &path, &[], Some(event))?;
    let body: Value = serde_json::from_str(&reply.body).map_err(|cause| Error::answer(SERVICE, "Invoke", cause))?;
    if reply.function_error.is_none() {
        return Ok(body);
    }
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or("unknown").to_owned();
    Err(Error::Function { function: function.to_owned(), error_type: text("errorType"), message: text("errorMessage") })
}

/// Sends an event to a function without waiting for the function.
///
/// # Errors
/// If the function could not be invoked.
pub fn invoke_later(endpoint: &Endpoint, function: &str, event: &Value) -> Result<(), Error> {
    let path = format!("/2015-03-31/functions/{}/invocations", escape(function));
    endpoint.rest(SERVICE, "POST", &path, &[("X-Amz-Invocation-Type", "Event")], Some(event)).map(drop)
}

/// Returns a function's environment variables.
///
/// # Errors
/// If there is no such function.
pub fn environment(endpoint: &Endpoint, function: &str) -> Result<Value, Error> {
    let configuration = ask(endpoint, "GET", &format!("functions/{}/configuration", escape(function)), None)?;
    Ok(configuration.pointer("/Environment/Variables").cloned().unwrap_or_else(|| json!({})))
}

/// Replaces all environment variables of the unpublished function. Its alias `live` keeps the old ones until
/// [`publish_live`].
///
/// # Errors
/// If there is no such function.
pub fn set_environment(endpoint: &Endpoint, function: &str, variables: &Value) -> Result<(), Error> {
    let body = json!({ "Environment": { "Variables": variables } });
    ask(endpoint, "PUT", &format!("functions/{}/configuration", escape(function)), Some(&body)).map(drop)
}

/// Publishes the current code and configuration as a version and points the alias `live` to it.
///
/// # Errors
/// If there is no such function.
pub fn publish_live(endpoint: &Endpoint, function: &str) -> Result<(), Error> {
    let published = ask(endpoint, "POST", &format!("functions/{}/versions", escape(function)), Some(&json!({})))?;
    let version = published.get("Version").cloned().unwrap_or_default();
    point_live(endpoint, function, version.as_str().unwrap_or_default())
}

/// Returns the version that a function's alias `live` points to.
///
/// # Errors
/// If there is no such function or alias.
pub fn live_version(endpoint: &Endpoint, function: &str) -> Result<String, Error> {
    let alias = ask(endpoint, "GET", &format!("functions/{}/aliases/live", escape(function)), None)?;
    let version = alias.get("FunctionVersion").and_then(Value::as_str);
    version.map(str::to_owned).ok_or_else(|| Error::answer(SERVICE, "GetAlias", "no `FunctionVersion`"))
}

/// Points a function's alias `live` to a version.
///
/// # Errors
/// If there is no such function, alias or version.
pub fn point_live(endpoint: &Endpoint, function: &str, version: &str) -> Result<(), Error> {
    let body = json!({ "FunctionVersion": version });
    ask(endpoint, "PUT", &format!("functions/{}/aliases/live", escape(function)), Some(&body)).map(drop)
}

/// Returns the event sources of a function.
///
/// # Errors
/// If nobody answers.
pub fn event_sources(endpoint: &Endpoint, function: &str) -> Result<Vec<EventSource>, Error> {
    let listed = ask(endpoint, "GET", "event-source-mappings/", None)?;
    let all = listed.get("EventSourceMappings").and_then(Value::as_array).cloned().unwrap_or_default();
    let sources = all.iter().filter_map(|mapping| {
        let text = |key: &str| mapping.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        text("FunctionArn").split(':').any(|part| part == function).then(|| EventSource {
            id: text("UUID"),
            source_arn: text("EventSourceArn"),
            enabled: text("State") == "Enabled",
        })
    });
    Ok(sources.collect())
}

/// An event source of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSource {
    /// The id by which [`switch_event_source`] switches it.
    pub id: String,
    /// The ARN of the stream or queue.
    pub source_arn: String,
    /// `true` if it is switched on.
    pub enabled: bool,
}

/// Switches an event source on or off.
///
/// # Errors
/// If there is no such event source.
pub fn switch_event_source(endpoint: &Endpoint, id: &str, enabled: bool) -> Result<(), Error> {
    let body = json!({ "Enabled": enabled });
    ask(endpoint, "PUT", &format!("event-source-mappings/{}", escape(id)), Some(&body)).map(drop)
}

fn ask(endpoint: &Endpoint, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Error> {
    let reply = endpoint.rest(SERVICE, method, &format!("/2015-03-31/{path}"), &[], body)?;
    serde_json::from_str(&reply.body).map_err(|cause| Error::answer(SERVICE, path, cause))
}
