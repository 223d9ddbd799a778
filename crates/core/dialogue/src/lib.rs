//! The call as a pure function.
//!
//! [`step`] takes the playbook (directory, script and prompts), the state of the call and the caller's input. It
//! returns the new state, the words to say, and the write that must succeed before they are said. This crate has no
//! clock, no I/O and no word of Amazon Connect: it knows only say, ask, record, hand over and end.

mod call;
mod caller;
mod commit;
mod fetched;
mod line;
mod map;
mod playbook;
mod prompts;
mod purpose;
mod say;
mod schemes;
mod script;
mod shape;
mod stage;
mod step;
mod when;
mod wording;

pub use call::{Call, CaseOnCall, Input, Key, SchemeKey, Target, Typed};
pub use caller::{Announcement, Caller, Contacting, Earlier, Proof};
pub use commit::{About, Act, Commit};
pub use fetched::{
    Fetched, Found, InScheme, Listed, Payment, Said, SchemeId, SchemeMetric, SchemePlace, SpokenScheme, Wants,
};
pub use lifecycle::Stage;
pub use line::{Arg, Line};
pub use map::{Place, Way};
pub use playbook::{Data, Playbook, Sources};
pub use purpose::{Direction, Purpose};
pub use script::Wanted;
pub use step::{MAX_STEPS, Reply, STEPS_OF_A_FLOW, Step, enter, refused, step};

/// Longest that one prompt may last, in seconds. Research on IVR callers finds that they forget a longer prompt before
/// it ends.
pub const MAX_PROMPT_SECONDS: f64 = 9.0;
