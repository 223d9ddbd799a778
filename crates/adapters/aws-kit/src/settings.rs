//! Settings come from the environment that `infra/template.yaml` gives a function.

use std::env;

/// A setting that the function's environment lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no setting `{0}`; set it in the function's environment in infra/template.yaml")]
pub struct MissingSetting(pub &'static str);

/// The setting `name`.
///
/// # Errors
/// [`MissingSetting`] if it is absent or empty.
pub fn setting(name: &'static str) -> Result<String, MissingSetting> {
    env::var(name).ok().filter(|value| !value.is_empty()).ok_or(MissingSetting(name))
}
