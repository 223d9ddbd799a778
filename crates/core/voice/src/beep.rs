//! Finds the beep: 0.4 s of 1 kHz (`infra/prompts/beep.wav`).
//!
//! Blocks of 10 ms hold ten whole waves of 1 kHz, so that one Goertzel filter gives the share of a block's power that
//! lies in the tone. A voice has half of its power at 1 kHz for a moment; only a tone has nine tenths there for a
//! quarter of a second.

use std::f64::consts::PI;

/// Samples per block: 10 ms at 8 kHz, ten waves of the tone.
pub(crate) const BLOCK: usize = 80;

/// Frequency of the tone, in Hz.
const TONE: f64 = 1_000.0;

/// Least share of a block's power in the tone during a beep. It is 0.999 after µ-law, and 0.99 with line noise 20 dB
/// below.
const PURE: f64 = 0.9;

/// Least mean square of a beep: -32 dB of full scale, 26 dB below the beep.
const LOUD: f64 = 0.000_6;

/// Fewest blocks of a beep: 0.25 s of the beep's 0.4 s, because the recording may begin within the beep.
const SHORTEST: usize = 25;

/// Most blocks of a beep: 0.6 s; a longer tone is another tone.
const LONGEST: usize = 60;

/// A beep in a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beep {
    /// The first sample of the beep.
    pub begins: usize,
    /// The first sample after the beep: from here on the caller speaks.
    pub ends: usize,
}

/// Listens to the prompts' channel, block by block.
#[derive(Debug, Default)]
pub(crate) struct Listener {
    block: Vec<f64>,
    heard: usize,
    run: usize,
    beeps: Vec<Beep>,
}

impl Listener {
    /// Takes one more sample, between -1 and 1.
    pub(crate) fn hear(&mut self, sample: f64) {
        self.block.push(sample);
        if self.block.len() == BLOCK {
            self.heard += 1;
            if is_tone(&self.block) {
                self.run += 1
            } else {
                self.tone_ends(self.heard - 1)
            }
            self.block.clear();
        }
    }

    /// Returns all beeps, once the recording has ended.
    pub(crate) fn beeps(mut self) -> Vec<Beep> {
        self.tone_ends(self.heard);
        self.beeps
    }

    fn tone_ends(&mut self, at: usize) {
        if (SHORTEST..=LONGEST).contains(&self.run) {
            self.beeps.push(Beep { begins: (at - self.run) * BLOCK, ends: at * BLOCK });
        }
        self.run = 0;
    }
}

/// Returns true if a block holds the tone and little else.
fn is_tone(block: &[f64]) -> bool {
    let power: f64 = block.iter().map(|s| s * s).sum();
    let n = block.len() as f64;
    if power / n < LOUD {
        return false;
    }
    let turn = 2.0 * (2.0 * PI * TONE / f64::from(crate::RATE)).cos();
    let (before, last) = block.iter().fold((0.0, 0.0), |(older, old), s| (old, s + turn * old - older));
    let at_tone = before * before + last * last - turn * before * last;
    2.0 * at_tone / (n * power) >= PURE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(sound: impl IntoIterator<Item = f64>) -> Vec<Beep> {
        let mut listener = Listener::default();
        sound.into_iter().for_each(|sample| listener.hear(sample));
        listener.beeps()
    }

    fn tone(hz: f64, seconds: f64, loud: f64) -> Vec<f64> {
        let samples = (seconds * 8_000.0) as usize;
        (0..samples).map(|n| loud * (2.0 * PI * hz * n as f64 / 8_000.0).sin()).collect()
    }

    #[test]
    fn the_beep_is_found_to_a_hundredth_of_a_second() {
        let sound = [vec![0.0; 4_037], tone(1_000.0, 0.4, 0.5), vec![0.0; 8_000]].concat();
        let beeps = heard(sound);
        assert_eq!(beeps.len(), 1);
        assert!(beeps[0].begins.abs_diff(4_037) <= BLOCK && beeps[0].ends.abs_diff(7_237) <= BLOCK, "{beeps:?}");
    }

    #[test]
    fn a_beep_cut_at_its_beginning_or_its_end_is_one() {
        assert_eq!(heard([tone(1_000.0, 0.3, 0.5), vec![0.0; 800]].concat()), [Beep { begins: 0, ends: 2_400 }]);
        assert_eq!(heard([vec![0.0; 800], tone(1_000.0, 0.3, 0.5)].concat()), [Beep { begins: 800, ends: 3_200 }]);
    }

    #[test]
    fn other_tones_keys_and_noise_are_none() {
        let mut state = 1_u32;
        let noise = (0..80_000).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state) / f64::from(u32::MAX) - 0.5
        });
        let key: Vec<f64> =
            tone(770.0, 0.4, 0.3).iter().zip(tone(1_336.0, 0.4, 0.3)).map(|(low, high)| low + high).collect();
        for (what, sound) in [
            ("a ring", tone(400.0, 0.4, 0.5)),
            ("a longer tone", tone(1_000.0, 2.0, 0.5)),
            ("a click", tone(1_000.0, 0.1, 0.5)),
            ("a faint tone", tone(1_000.0, 0.4, 0.01)),
            ("the key 5", key),
            ("noise", noise.collect()),
            ("nothing", vec![]),
        ] {
            assert_eq!(heard(sound), [], "{what}");
        }
    }
}
