//! The identifiers that an action may have (page `flow-language-actions`).

use crate::problem::Problem;

const MAX_CHARACTERS: usize = 50;
const FORBIDDEN: &str = "%:(\\/)=$,;[]{}";
const RESERVED: [&str; 10] = [
    "__proto__",
    "constructor",
    "__defineGetter__",
    "__defineSetter__",
    "toString",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "valueOf",
];

pub(super) fn check(identifier: &str, taken: bool) -> Result<(), Problem> {
    let reason = if taken {
        "is used twice".to_owned()
    } else if identifier.chars().count() > MAX_CHARACTERS {
        format!("is longer than {MAX_CHARACTERS} characters")
    } else if let Some(letter) = identifier.chars().find(|&letter| FORBIDDEN.contains(letter)) {
        format!("has the forbidden character `{letter}`")
    } else if RESERVED.contains(&identifier) {
        "is reserved".to_owned()
    } else {
        return Ok(());
    };
    Err(Problem::Identifier { identifier: identifier.to_owned(), reason })
}
