//! SMS to citizens: who gets one, and that each is sent once.

mod send;

pub use send::{Hours, SmsOutcome, SmsStores, send};
