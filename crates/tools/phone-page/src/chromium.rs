//! Finds Chromium, for the test that uses the page as a person does.

use std::env;
use std::path::PathBuf;

/// The environment variable that names a program other than the usual ones.
const CHROMIUM: &str = "CHROMIUM";
const USUAL: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Returns this machine's Chromium: the program that the environment variable `CHROMIUM` names, else the first on the
/// path.
///
/// # Errors
/// If there is none; the error says how to get one.
pub fn chromium() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os(CHROMIUM).filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).flat_map(|folder| USUAL.map(|name| folder.join(name))).find(|p| p.is_file());
    found.ok_or_else(|| format!("no Chromium was found; install the package chromium, or set `{CHROMIUM}` to one"))
}
