//! The only place that draws random numbers for tickets.

use uuid::Uuid;

/// Returns 64 random bits, taken from the parts of a random UUID that hold no version mark.
#[must_use]
pub fn random() -> u64 {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    high.rotate_left(32) ^ low
}
