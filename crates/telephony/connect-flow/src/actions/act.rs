//! The trait of every type of action: it tells its wires, runs on a stage, and shows a simulation its values.

use std::fmt::Debug;

use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Wiring},
};

/// The parameters of one action, and what it does with them.
pub(crate) trait Act: Debug + Send + Sync {
    fn wiring(&self) -> Wiring;

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt>;

    /// Whether a condition only interrupts it, so that the end of the flow leads back to it.
    fn is_interrupted(&self) -> bool {
        false
    }

    /// What it shows a simulation of what comes from outside and is compared.
    fn hints(&self, hints: &mut dyn Hints) {
        let _ = hints;
    }
}

/// Where values come from and what they are held against, as a simulation wants to know it.
pub(crate) trait Hints {
    /// The result is the value of this path.
    fn compares(&mut self, path: &[String]);
    /// The value of this path becomes that of the other.
    fn assigns(&mut self, from: &[String], to: &[String]);
    /// The value of this path must be a whole number.
    fn counts(&mut self, path: &[String], up_to: u64);
}

/// The name of a type, and its reader.
pub(crate) type Row = (&'static str, fn(&mut Object<'_>) -> Result<Box<dyn Act>, Wrong>);
