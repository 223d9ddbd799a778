//! Switches rules of EventBridge, such as the sweep's schedule, on and off.

use crate::{Endpoint, Error};
use serde_json::json;

/// Switches a rule on.
///
/// # Errors
/// If there is no such rule.
pub fn enable_rule(endpoint: &Endpoint, rule: &str) -> Result<(), Error> {
    ask(endpoint, "EnableRule", rule)
}

/// Switches a rule off.
///
/// # Errors
/// If there is no such rule.
pub fn disable_rule(endpoint: &Endpoint, rule: &str) -> Result<(), Error> {
    ask(endpoint, "DisableRule", rule)
}

fn ask(endpoint: &Endpoint, action: &str, rule: &str) -> Result<(), Error> {
    endpoint.json("events", &format!("AWSEvents.{action}"), "1.1", &json!({ "Name": rule })).map(drop)
}
