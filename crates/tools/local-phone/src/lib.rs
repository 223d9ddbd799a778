//! A telephone for this machine.
//!
//! [`place`] calls the helpline: it runs the file in `infra/flows/` for that call, action by action, and sends the
//! deployed function the events that Amazon Connect would send. The clock is virtual, so a call of three minutes takes
//! a second. The clock does not measure the speed of the functions.

mod audio;
mod error;
mod flows;
mod interactive;
mod line;
mod recorder;
mod report;
mod script;
mod scripted;
mod tell;
mod words;

pub use error::Error;
pub use flows::FlowFile;
pub use line::{Office, Ringing, WITHHELD, place, place_by_hand, place_for};
pub use recorder::{recording, recording_key};
pub use report::{CallReport, StepReport};
pub use script::{Script, read_keys};
pub use words::Words;
