//! Notices to departments.

mod deliver;
mod parked;

pub use deliver::{Delivered, MANY, NotifyStores, deliver, deliver_sms, park_unread};
pub use parked::{Parked, StaysParked, deliver_parked};
