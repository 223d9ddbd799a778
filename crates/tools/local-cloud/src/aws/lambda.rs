//! Invokes Lambda functions, and reads and replaces their environment variables for tests.

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

/// Returns a function's environment variables.
///
/// # Errors
/// If there is no such function.
pub fn environment(endpoint: &Endpoint, function: &str) -> Result<Value, Error> {
    let configuration = ask(endpoint, "GET", &format!("functions/{}/configuration", escape(function)), None)?;
    Ok(configuration.pointer("/Environment/Variables").cloned().unwrap_or_else(|| json!({})))
}

/// Replaces all environment variables of the function's unpublished version. The alias still leads to the version
/// before.
///
/// # Errors
/// If there is no such function.
pub fn set_environment(endpoint: &Endpoint, function: &str, variables: &Value) -> Result<(), Error> {
    let body = json!({ "Environment": { "Variables": variables } });
    ask(endpoint, "PUT", &format!("functions/{}/configuration", escape(function)), Some(&body)).map(drop)
}

fn ask(endpoint: &Endpoint, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Error> {
    let reply = endpoint.rest(SERVICE, method, &format!("/2015-03-31/{path}"), &[], body)?;
    serde_json::from_str(&reply.body).map_err(|cause| Error::answer(SERVICE, path, cause))
}
