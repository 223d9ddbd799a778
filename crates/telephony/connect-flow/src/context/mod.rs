//! The surroundings of a running action: the contact, and the stage on which the action runs.

mod call;
mod callback;
mod contact;
mod fill;
mod hook;
mod stage;
mod then;

pub use self::{call::Call, callback::Callback, hook::Hook, stage::Take};
pub(crate) use self::{
    call::is_e164,
    contact::{Contact, Scope, fits},
    stage::{Others, Stage},
    then::{Halt, Leave, Then},
};
