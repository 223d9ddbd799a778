//! The one place that draws numbers for tickets.

use uuid::Uuid;

/// 64 random bits: those of a random UUID that hold no version mark.
#[must_use]
pub fn random() -> u64 {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    high.rotate_left(32) ^ low
}
