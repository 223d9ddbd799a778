//! Notices to departments.

mod deliver;
mod hourly;
mod parked;

pub use deliver::{Delivered, MANY, NotifyStores, deliver, deliver_sms, park_unread};
pub use hourly::{NoticeSlots, NoticeTime, SlotReport, deliver_waiting};
pub use parked::{Parked, StaysParked, deliver_parked};
