//! The loop of a function: an event comes, and its answer or its failure goes back to AWS Lambda.

use lambda_runtime::{Diagnostic, Error, LambdaEvent, run, service_fn};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt::Display;

/// A failed invocation, as AWS Lambda reports it in `errorType` and `errorMessage` and in its log.
#[derive(Debug, PartialEq, Eq)]
pub struct Failed {
    name: &'static str,
    message: String,
}

impl Failed {
    /// A failure under `name`, which alarms and people search for; so a name never changes.
    pub fn new(name: &'static str, why: &impl Display) -> Self {
        Self { name, message: why.to_string() }
    }

    /// Returns the name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl From<Failed> for Diagnostic {
    fn from(failed: Failed) -> Self {
        Self { error_type: failed.name.to_owned(), error_message: failed.message }
    }
}

/// Answers events until AWS Lambda ends the process. `handle` gets the text of each event.
///
/// # Errors
/// If the Runtime API of AWS Lambda does not answer.
pub async fn serve<A: Serialize, F: Into<Failed>>(handle: impl AsyncFn(&[u8]) -> Result<A, F>) -> Result<(), Error> {
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let answered = handle(event.payload.get().as_bytes()).await;
        answered.map_err(|why| Diagnostic::from(why.into()))
    }))
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_reported_under_its_name_and_no_type() {
        let reported = Diagnostic::from(Failed::new("SweepIncomplete", &"3 cases stay due"));
        assert_eq!(
            (reported.error_type.as_str(), reported.error_message.as_str()),
            ("SweepIncomplete", "3 cases stay due")
        );
    }
}
