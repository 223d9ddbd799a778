//! Makes a small file of a segment, for any phone and browser. `docs/adr/0014-a-note-is-an-mp3.md` says why MP3.

use crate::RATE;
use rusty_mp3::{Mp3Encoder, Mp3EncoderConfig};

/// The extension of the file's name.
pub const EXTENSION: &str = "mp3";
/// The media type of the file.
pub const MEDIA_TYPE: &str = "audio/mpeg";
/// The bit rate: 32 kbit/s, 240 kB a minute, an eighth of the size that Amazon Connect writes.
pub const KBIT_PER_S: u32 = 32;

/// Samples encoded at once: one second.
const PORTION: usize = RATE as usize;

/// Half the taps of the filter that finds the samples halfway between two known ones. It passes frequencies below 4 kHz
/// at 16 kHz: a windowed sinc of 16 taps (Hann), sum 1.
const BETWEEN: usize = 8;

/// Encodes a segment of 8 kHz as MP3 of 16 kHz (MPEG-2, mono), which every player can play. MPEG-2.5, which 8 kHz would
/// need, was never a standard.
#[must_use]
pub fn compact(sound: &[i16]) -> Vec<u8> {
    let mut encoder = Mp3Encoder::new(Mp3EncoderConfig { bitrate_kbps: KBIT_PER_S, vbr_quality: None });
    let taps = taps();
    let mut begins = 0;
    while begins < sound.len() {
        let ends = (begins + PORTION).min(sound.len());
        // The encoder refuses only rates other than the nine of MP3, and this is one of the nine.
        let pushed = encoder.push_pcm_f32(&doubled(sound, begins..ends, &taps), 1, RATE * 2);
        debug_assert!(pushed.is_ok());
        begins = ends;
    }
    encoder.finish();
    // Packets are read only now: the first one holds the length of the whole file, and players rely on it.
    let mut file = Vec::new();
    while let Ok(packet) = encoder.next_packet() {
        file.extend_from_slice(&packet);
    }
    file
}

fn taps() -> Vec<f32> {
    let taps: Vec<f64> = (0..2 * BETWEEN)
        .map(|n| {
            let x = std::f64::consts::PI * (n as f64 - BETWEEN as f64 + 0.5);
            x.sin() / x * (0.5 + 0.5 * (x / BETWEEN as f64).cos())
        })
        .collect();
    let sum: f64 = taps.iter().sum();
    taps.into_iter().map(|tap| (tap / sum) as f32).collect()
}

/// Returns part of the audio at twice the rate: each sample, and the sample halfway to the next.
fn doubled(sound: &[i16], part: std::ops::Range<usize>, taps: &[f32]) -> Vec<f32> {
    let at = |n: usize| n.checked_sub(BETWEEN - 1).and_then(|n| sound.get(n)).map_or(0.0, |s| f32::from(*s) / 32_768.0);
    let mut both = Vec::with_capacity(part.len() * 2);
    for n in part {
        both.push(sound.get(n).map_or(0.0, |s| f32::from(*s) / 32_768.0));
        both.push(taps.iter().enumerate().map(|(k, tap)| tap * at(n + k)).sum());
    }
    both
}
