//! A value with its position in the file.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Range;
use toml::Spanned;

/// A value and its position in the file from which it was read. The compact form of the checked files leaves the
/// position out, because only the messages about mistakes need it.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    at: Range<usize>,
    value: T,
}

impl<T> Placed<T> {
    /// Returns the position, as a range of bytes in the file.
    pub fn span(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Returns the value.
    pub fn get_ref(&self) -> &T {
        &self.value
    }

    /// Returns the value without its position.
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
