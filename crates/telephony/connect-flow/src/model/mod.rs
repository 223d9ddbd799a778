//! An action as data: its identifier, its transitions, and the errors that it can end with.

mod action;
mod error_type;
mod wiring;

pub use self::error_type::ErrorType;
pub(crate) use self::{
    action::{Action, Condition, Wires},
    wiring::{Branch, Conditions, Terminal, Wiring},
};
