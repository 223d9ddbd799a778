//! Notices to departments.

mod deliver;
mod hourly;
mod parked;
mod subscribers;

pub use deliver::{Delivered, MANY, NotifyStores, deliver, deliver_sms, park_unread};
pub use hourly::{NoticeSlots, NoticeTime, SlotReport, deliver_waiting};
pub use parked::{Parked, StaysParked, deliver_parked};
pub use subscribers::{SubscriberStores, Unheard, compare_subscribers};
