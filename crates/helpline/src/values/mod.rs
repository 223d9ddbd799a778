//! What the use cases speak of: below their ports, which use it too.

mod caller;
mod digits;
mod event_key;
mod owed;
mod sealed;

pub use caller::CallerNumber;
pub use digits::{Digits, PIN_DIGITS, PinKind};
pub use event_key::EventKey;
pub use owed::Owed;
pub use sealed::{Disclosed, SealedCitizen};
