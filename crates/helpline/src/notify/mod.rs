//! Telling departments.

mod deliver;

pub use deliver::{Delivered, MANY, deliver, notices_of};
