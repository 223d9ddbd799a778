//! The call as a pure function.
//!
//! [`step`] takes the playbook (directory, script and prompts), where the call is, and what the caller did; it
//! answers where the call is now, what is said, and what must be written before it may be said. There is no
//! clock here, no I/O, and no word of Amazon Connect: say, ask, record, hand over, end.

mod call;
mod line;
mod map;
mod playbook;
mod prompts;
mod script;
mod shape;
mod step;

pub use call::{Call, CaseOnCall, Input, Key, Target};
pub use line::{Arg, Line};
pub use map::{Place, Way};
pub use playbook::{Data, Playbook, Sources};
pub use step::{Commit, MAX_STEPS, Reply, Step, refused, step};

/// Longest that one prompt may last: the research of IVR callers finds longer ones forgotten before they end.
pub const MAX_PROMPT_SECONDS: f64 = 9.0;
