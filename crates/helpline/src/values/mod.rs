//! What the use cases speak of: below their ports, which use it too.

mod event_key;
mod notification_key;
mod pin_kind;
mod sealed;

pub use event_key::EventKey;
pub use notification_key::NotificationKey;
pub use pin_kind::PinKind;
pub use protocol::{CallerNumber, Digits, PIN_DIGITS};
pub use sealed::{Disclosed, SealedCitizen};
