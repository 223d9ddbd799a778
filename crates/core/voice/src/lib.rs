//! A recording of a call, and the caller's own words in it.
//!
//! Amazon Connect writes one stereo WAV of what was recorded in the menu part of a call: prompts on the left, the caller
//! on the right, 8 kHz. [`Recording::read`] reads it and finds the beeps on the left; [`Recording::takes`] are what was
//! said on the right after each; [`measure`] says what can be heard in a take; [`compact`] makes a small file of it.
//! Nothing here knows AWS, a clock or a file: bytes in, values out.

mod beep;
mod choose;
mod measure;
mod mp3;
mod recording;
#[cfg(feature = "write")]
pub mod write;

pub use beep::Beep;
pub use choose::choose;
pub use measure::{Measure, measure};
pub use mp3::{EXTENSION, KBIT_PER_S, MEDIA_TYPE, compact};
pub use recording::{MOST_BYTES, Recording, Refused, Take};

/// Samples a second of every recording that is read (Amazon Connect: telephone sound).
pub const RATE: u32 = 8_000;

/// Samples as seconds.
#[must_use]
pub fn seconds(samples: usize) -> f64 {
    samples as f64 / f64::from(RATE)
}
