//! Stores codes, days and moments as plain words.

use crate::SchemeCode;
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{CategoryCode, DepartmentCode, StaffId};
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

/// A value with one spelling.
pub(crate) trait Written: Sized {
    fn write(&self) -> String;
    fn read(given: &str) -> Result<Self, String>;
}

macro_rules! written {
    ($($name:ident => $read:expr),+ $(,)?) => {$(
        impl Written for $name {
            fn write(&self) -> String {
                self.to_string()
            }
            fn read(given: &str) -> Result<Self, String> {
                $read(given).map_err(|e| e.to_string())
            }
        }
    )+};
}
written! {
    SchemeCode => SchemeCode::new,
    DepartmentCode => DepartmentCode::new,
    CategoryCode => CategoryCode::new,
    StaffId => StaffId::new,
    Date => str::parse::<Date>,
    Timestamp => str::parse::<Timestamp>,
}

impl<T: Written> Written for Option<T> {
    fn write(&self) -> String {
        self.as_ref().map(T::write).unwrap_or_default()
    }
    fn read(given: &str) -> Result<Self, String> {
        if given.is_empty() { Ok(None) } else { T::read(given).map(Some) }
    }
}

pub(crate) fn serialize<T: Written, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.write())
}

pub(crate) fn deserialize<'de, T: Written, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}
