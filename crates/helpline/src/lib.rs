//! The helpline's use cases, and the ports through which they reach services.
//!
//! Each use case is a module: a step of a call ([`answer`]), a request of the staff ([`serve`]), a notice to a
//! department ([`deliver`]), an SMS to a citizen ([`sms`]), a recording and its transcript ([`recordings`]), the
//! scheme catalogue ([`schemes`]), and the sweep over due cases ([`sweep`]). The use cases are async and reach services
//! only through the traits in [`ports`]. The decisions are in the pure crates of `crates/core`.

mod calls;
mod commit;
mod draft;
mod notify;
mod patience;
pub mod ports;
pub mod recordings;
pub mod schemes;
pub mod sms;
mod staff;
mod sweep;
mod system_command;
mod values;

pub use calls::{
    CallStores, LOOK_UP, NotAnswered, Sealing, Stepped, TRIES_OF_A_CALL, TRIES_OF_A_CALLER, TRIES_OF_ITS_PHONE,
    TRIES_OF_OTHERS, TRIES_OF_THE_WITHHELD, TRIES_OVER_ALL, answer,
};
pub use notify::{
    Delivered, MANY, NoticeSlots, NoticeTime, NotifyStores, Parked, SlotReport, StaysParked, SubscriberStores, Unheard,
    compare_subscribers, deliver, deliver_parked, deliver_sms, deliver_waiting, park_unread,
};
pub use protocol::CallStep;
pub use staff::{CommandRequest, CommandResult, NotActed, ReadLimits, StaffStores, Unanswered, act, serve};
pub use sweep::{CannotMove, SweepReport, SweepStores, sweep};
pub use system_command::carry_out;
pub use values::{
    CallerNumber, Digits, Disclosed, EventKey, NotificationKey, PIN_DIGITS, PinKind, PinSlot, SealedCitizen,
};
