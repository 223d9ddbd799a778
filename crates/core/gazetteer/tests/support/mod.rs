//! The State's places, read once.

use directory::Source;
use gazetteer::Places;
use std::sync::OnceLock;

/// The text of `places.toml`.
pub const PLACES: &str = include_str!("../../../../../directory/places.toml");

/// The State's places.
pub fn places() -> &'static Places {
    static READ: OnceLock<Places> = OnceLock::new();
    READ.get_or_init(|| Places::read(Source { file: "places.toml", text: PLACES }).unwrap())
}
