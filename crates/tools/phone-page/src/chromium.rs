//! Where a Chromium is, for the journey that uses the page as a person does.

use std::env;
use std::path::PathBuf;

/// Names it another program than those that are usual.
const CHROMIUM: &str = "CHROMIUM";
const USUAL: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The Chromium of this machine: what the environment variable `CHROMIUM` names, else the first on the path.
///
/// # Errors
/// When there is none, with what to do.
pub fn chromium() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os(CHROMIUM).filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).flat_map(|folder| USUAL.map(|name| folder.join(name))).find(|p| p.is_file());
    found.ok_or_else(|| format!("no Chromium was found; install the package chromium, or set `{CHROMIUM}` to one"))
}
