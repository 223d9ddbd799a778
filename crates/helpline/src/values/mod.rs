//! Values that the use cases and their ports share.

mod event_key;
mod notification_key;
mod pin_kind;
mod sealed;

pub use event_key::EventKey;
pub use notification_key::NotificationKey;
pub use pin_kind::{PinKind, PinSlot};
pub use protocol::{CallerNumber, Digits, PIN_DIGITS};
pub use sealed::{Disclosed, SealedCitizen};
