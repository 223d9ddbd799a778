//! Texting a citizen: whether they are texted, and that it is once.

mod send;

pub use send::{Hours, SmsOutcome, SmsStores, send};
