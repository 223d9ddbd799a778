//! The trait of every action type: it declares transitions, runs the action, and reports compared values to a
//! simulation.

use std::fmt::Debug;

use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Wiring},
};

/// The parameters of one action, and its behaviour.
pub(crate) trait Act: Debug + Send + Sync {
    fn wiring(&self) -> Wiring;

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt>;

    /// Returns true if a condition only interrupts the action. When the flow then ends, the action goes on.
    fn is_interrupted(&self) -> bool {
        false
    }

    /// Reports to a simulation the values from outside that the action compares.
    fn hints(&self, hints: &mut dyn Hints) {
        let _ = hints;
    }
}

/// Collects the sources of values and their comparisons, for a simulation.
pub(crate) trait Hints {
    /// The action's result is the value of this path, which the conditions compare.
    fn compares(&mut self, path: &[String]);
    /// The action copies the value of path `from` to path `to`.
    fn assigns(&mut self, from: &[String], to: &[String]);
    /// The value of this path must be a whole number of at most `up_to`.
    fn counts(&mut self, path: &[String], up_to: u64);
}

/// The name of an action type, and its reader.
pub(crate) type Row = (&'static str, fn(&mut Object<'_>) -> Result<Box<dyn Act>, Wrong>);
