//! Telling departments.

mod deliver;

pub use deliver::{Delivered, MANY, NotifyStores, deliver, deliver_parked};
