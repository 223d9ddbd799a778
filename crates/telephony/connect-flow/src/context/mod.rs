//! What surrounds an action while it runs: the contact, and the stage on which it acts.

mod contact;
mod stage;

pub use self::{contact::Call, stage::Take};
pub(crate) use self::{
    contact::{Contact, Scope, fits, is_e164},
    stage::{Halt, Leave, Stage, Then, weight},
};
