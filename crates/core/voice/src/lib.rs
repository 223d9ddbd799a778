//! Reads the recording of a call and finds the caller's own words in it.
//!
//! Amazon Connect writes one stereo WAV file of the recorded parts of a call: prompts on the left, the caller on the
//! right, 8 kHz. [`Reader`] reads the file as its bytes come and finds the beeps on the left. [`Recording::segments`] returns
//! the segments after the beeps on the right. [`measure`] tells the quality of a segment, and [`compact`] makes a small
//! file from it. Nothing here knows AWS, a clock or a file: the crate turns bytes into values.

mod beep;
mod choose;
mod measure;
mod mp3;
mod recording;
mod wav;
#[cfg(feature = "write")]
pub mod write;

pub use beep::Beep;
pub use choose::choose;
pub use measure::{Measure, measure};
pub use mp3::{EXTENSION, KBIT_PER_S, MEDIA_TYPE, compact};
pub use recording::{MOST_BYTES, Reader, Recording, Refused, Segment};

/// Samples per second of every recording that is read (Amazon Connect: telephone audio).
pub const RATE: u32 = 8_000;

/// Returns the duration of samples, in seconds.
#[must_use]
pub fn seconds(samples: usize) -> f64 {
    samples as f64 / f64::from(RATE)
}
