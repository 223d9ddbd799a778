//! A value that knows where in its file it stands.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Range;
use toml::Spanned;

/// A value and its place in the file it was read from. In a compact form, which a build makes of files it has
/// checked, the place is left out: nobody will ask for it again.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    at: Range<usize>,
    value: T,
}

impl<T> Placed<T> {
    /// Its place, in bytes of the file.
    pub fn span(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The value.
    pub fn get_ref(&self) -> &T {
        &self.value
    }

    /// The value, without its place.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let spanned = Spanned::deserialize(deserializer)?;
            Ok(Self { at: spanned.span(), value: spanned.into_inner() })
        } else {
            Ok(Self { at: 0..0, value: T::deserialize(deserializer)? })
        }
    }
}

impl<T: Serialize> Serialize for Placed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
