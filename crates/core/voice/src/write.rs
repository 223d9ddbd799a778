//! Writes recordings as Amazon Connect does, for the local telephone and for tests.

use crate::RATE;
use std::f64::consts::PI;

/// Samples of the beep: 0.4 s.
const BEEP: usize = RATE as usize * 2 / 5;
/// Samples in which the beep swells and falls: 10 ms.
const FADE: usize = RATE as usize / 100;

/// Returns the beep of `infra/prompts/README.md`: 0.4 s of 1 kHz at -6 dB, faded.
#[must_use]
pub fn beep() -> Vec<i16> {
    let swell = |n: usize| (n.min(BEEP - 1 - n) as f64 / FADE as f64).min(1.0);
    let wave = |n: usize| (2.0 * PI * 1_000.0 * n as f64 / f64::from(RATE)).sin();
    (0..BEEP).map(|n| (16_384.0 * swell(n) * wave(n)) as i16).collect()
}

/// Returns a WAV file of 8 kHz, PCM 16, with the prompts on the left and the caller on the right. Silence fills the
/// shorter channel.
#[must_use]
pub fn stereo(prompts: &[i16], caller: &[i16]) -> Vec<u8> {
    let at = |sound: &[i16], n: usize| sound.get(n).copied().unwrap_or(0);
    let frames = prompts.len().max(caller.len());
    let data: Vec<u8> = (0..frames).flat_map(|n| [at(prompts, n), at(caller, n)]).flat_map(i16::to_le_bytes).collect();
    wav(1, 2, RATE, 16, &data)
}

/// Returns a WAV file of samples in a coding (1 PCM, 7 µ-law).
#[must_use]
pub fn wav(coding: u16, channels: u16, rate: u32, bits: u16, data: &[u8]) -> Vec<u8> {
    let frame = channels * bits / 8;
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    // A coding other than PCM gives the length of the rest of its description: 0.
    let rest: &[u8] = if coding == 1 { &[] } else { &[0, 0] };
    let description = 16 + u32::from(coding != 1) * 2;
    let mut file = Vec::with_capacity(46 + data.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&length.saturating_add(20 + description).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&description.to_le_bytes());
    file.extend_from_slice(&coding.to_le_bytes());
    file.extend_from_slice(&channels.to_le_bytes());
    file.extend_from_slice(&rate.to_le_bytes());
    file.extend_from_slice(&(rate * u32::from(frame)).to_le_bytes());
    file.extend_from_slice(&frame.to_le_bytes());
    file.extend_from_slice(&bits.to_le_bytes());
    file.extend_from_slice(rest);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(data);
    file
}

/// Returns a call with one segment: the beep, and then the caller's audio.
#[must_use]
pub fn one_segment(said: &[i16]) -> Vec<u8> {
    segments(&[said])
}

/// Returns a call with several segments, each after its beep.
#[must_use]
pub fn segments(said: &[&[i16]]) -> Vec<u8> {
    let (mut prompts, mut caller) = (Vec::new(), Vec::new());
    for take in said {
        prompts.extend(beep());
        caller.resize(prompts.len(), 0);
        caller.extend_from_slice(take);
        prompts.resize(caller.len(), 0);
    }
    stereo(&prompts, &caller)
}

/// Returns a stand-in for a voice: waves of 120 Hz with three formants, in syllables of a quarter of a second.
#[must_use]
pub fn voice(seconds: f64) -> Vec<i16> {
    let rate = f64::from(RATE);
    let sample = |n: usize| {
        let t = n as f64 / rate;
        let pitch = 120.0 + 15.0 * (2.0 * PI * 0.7 * t).sin();
        let wave: f64 = (1..=25)
            .map(|k| {
                let hz = f64::from(k) * pitch;
                let formant = |at: f64, wide: f64| 1.0 / (1.0 + ((hz - at) / wide).powi(2));
                let loud = formant(600.0, 120.0) + 0.6 * formant(1_200.0, 150.0) + 0.3 * formant(2_500.0, 250.0);
                loud * (2.0 * PI * hz * t).sin()
            })
            .sum();
        let syllable = (PI * (t * 4.0).fract()).sin().powi(2) * f64::from(u8::from((t * 4.0) as u64 % 5 != 4));
        (5_000.0 * wave * syllable).clamp(-32_767.0, 32_767.0) as i16
    };
    (0..(seconds * rate) as usize).map(sample).collect()
}

/// Returns noise of a mean loudness in decibels of full scale; the same for the same seed.
#[must_use]
pub fn noise(seconds: f64, decibels: f64, seed: u32) -> Vec<i16> {
    let mut state = seed;
    // Uniform values between -1 and 1 are 4.8 dB below full scale.
    let loud = 32_768.0 * 10_f64.powf((decibels + 4.77) / 20.0);
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1 << 23) - 1.0
    };
    (0..(seconds * f64::from(RATE)) as usize).map(|_| (loud * draw()).clamp(-32_767.0, 32_767.0) as i16).collect()
}

/// Returns the sum of two audio signals.
#[must_use]
pub fn mixed(one: &[i16], other: &[i16]) -> Vec<i16> {
    let at = |sound: &[i16], n: usize| sound.get(n).copied().unwrap_or(0);
    (0..one.len().max(other.len())).map(|n| at(one, n).saturating_add(at(other, n))).collect()
}
