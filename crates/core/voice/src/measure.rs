//! Measures a segment: speech, clipping, and noise that covers the speech.
//!
//! A voice swells and falls, and its waves repeat 60 to 400 times a second. So a stretch of 40 ms counts as voice if it
//! is louder than the segment's own quiet parts, repeats itself at such a rate, and is no plain tone (a key, a beep). A
//! steady hum is no louder than the segment's quiet parts, and noise does not repeat itself. A segment is speech if it
//! has a third of a second of voice in all: the word "haan" is as long.

/// Samples per stretch: 40 ms, two waves of the deepest voice.
const STRETCH: usize = 320;
/// Samples from one stretch to the next: 20 ms.
const STEP: usize = 160;
/// Wavelengths of a voice, in samples: 400 to 60 Hz.
const WAVE: std::ops::RangeInclusive<usize> = 20..=133;
/// Least correlation of a stretch with itself one wave later. White noise reaches 0.35, vowels reach 0.6 and more.
const REPEATS: f64 = 0.5;
/// Least loudness of voice, in decibels above the quiet parts.
const ABOVE_QUIET: f64 = 4.0;
/// Decibels of full scale below which nobody hears anything on a telephone.
const AUDIBLE: f64 = -50.0;
/// Fewest milliseconds of voice that count as speech.
const SPEECH_MS: u32 = 300;
/// Share of the stretches, the quietest ones, that count as the quiet parts.
const QUIET: f64 = 0.1;
/// Largest share of power that remains of one or two tones if each sample is predicted from the four before. Ten times
/// more remains of a vowel.
const TONE_LEFT: f64 = 0.003;
/// Decibels of voice above the quiet parts below which listening is tiring (an assumption, to be set by the listeners).
const CLEAR: f64 = 12.0;
/// Decibels of full scale above which a segment without speech is noise, not silence.
const NOISE: f64 = -40.0;
/// Full scale: slightly below the value of µ-law's loudest step (ITU-T G.711: 32,124).
const FULL: u16 = 32_000;
/// Fewest consecutive samples at full scale that make a clipped wave.
const FLAT: usize = 3;
/// A segment is clipped if one in this many samples lies in a clipped wave.
const CLIPPED_ONE_IN: usize = 2_000;

/// The measured quality of a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The length in seconds.
    pub seconds: f64,
    /// Milliseconds of voice.
    pub voice_ms: u32,
    /// `true` if somebody speaks.
    pub speech: bool,
    /// `true` if waves are cut off at full scale.
    pub clipped: bool,
    /// `true` if noise covers the speech, or if there is only noise.
    pub noisy: bool,
}

/// Measures audio of 8 kHz.
#[must_use]
pub fn measure(sound: &[i16]) -> Measure {
    let stretches: Vec<Stretch> = sound.windows(STRETCH).step_by(STEP).map(Stretch::of).collect();
    let mut louds: Vec<f64> = stretches.iter().map(|stretch| stretch.loud).collect();
    louds.sort_by(f64::total_cmp);
    let quiet = louds.get((louds.len() as f64 * QUIET) as usize).copied().unwrap_or(f64::NEG_INFINITY);
    let least = (quiet + ABOVE_QUIET).max(AUDIBLE);
    let voice: Vec<f64> = stretches.iter().filter(|s| s.voiced && s.loud >= least).map(|s| s.loud).collect();
    let voice_ms = u32::try_from(voice.len() * STEP * 1_000 / crate::RATE as usize).unwrap_or(u32::MAX);
    let speech = voice_ms >= SPEECH_MS;
    let loud = voice.iter().sum::<f64>() / voice.len().max(1) as f64;
    let noisy = if speech { loud - quiet < CLEAR } else { quiet > NOISE };
    Measure { seconds: crate::seconds(sound.len()), voice_ms, speech, clipped: is_clipped(sound), noisy }
}

/// One stretch of a segment.
struct Stretch {
    /// The loudness in decibels of full scale.
    loud: f64,
    /// `true` if the stretch repeats itself as a voice does.
    voiced: bool,
}

impl Stretch {
    fn of(sound: &[i16]) -> Self {
        let mean = sound.iter().map(|s| f64::from(*s)).sum::<f64>() / sound.len().max(1) as f64;
        let sound: Vec<f64> = sound.iter().map(|s| (f64::from(*s) - mean) / 32_768.0).collect();
        let power: f64 = sound.iter().map(|s| s * s).sum::<f64>() / sound.len().max(1) as f64;
        let loud = 10.0 * power.max(1e-12).log10();
        Self { loud, voiced: loud >= AUDIBLE && repeats(&sound) && !is_a_tone(&sound) }
    }
}

/// Returns true if a stretch resembles itself one wave later.
fn repeats(sound: &[f64]) -> bool {
    WAVE.map(|wave| {
        let later = sound.get(wave..).unwrap_or_default();
        let now = sound.get(..later.len()).unwrap_or_default();
        let both: f64 = now.iter().map(|s| s * s).sum::<f64>() * later.iter().map(|s| s * s).sum::<f64>();
        if both > 0.0 { product(now, later) / both.sqrt() } else { 0.0 }
    })
    .any(|alike| alike >= REPEATS)
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Returns true if four samples predict the fifth: they do so for one or two tones, but for no voice (Levinson and
/// Durbin's recursion over a windowed stretch).
fn is_a_tone(sound: &[f64]) -> bool {
    let n = sound.len().max(1) as f64;
    let window = |at: usize| 0.5 - 0.5 * (2.0 * std::f64::consts::PI * at as f64 / n).cos();
    let sound: Vec<f64> = sound.iter().enumerate().map(|(at, s)| s * window(at)).collect();
    let like: Vec<f64> = (0..=4).map(|lag| product(&sound, sound.get(lag..).unwrap_or_default())).collect();
    let all = like.first().copied().unwrap_or_default();
    let (mut left, mut says) = (all, vec![1.0]);
    for order in 1..=4 {
        if left <= 0.0 {
            break;
        }
        let miss: f64 = says.iter().zip(like.iter().take(order + 1).skip(1).rev()).map(|(a, r)| a * r).sum();
        let turn = -miss / left;
        let back: Vec<f64> = std::iter::once(0.0).chain(says.iter().rev().copied()).collect();
        says.push(0.0);
        for (a, b) in says.iter_mut().zip(back) {
            *a += turn * b;
        }
        left *= 1.0 - turn * turn;
    }
    left < TONE_LEFT * all
}

fn is_clipped(sound: &[i16]) -> bool {
    let flat = |run: &&[i16]| run.len() >= FLAT && run.first().is_some_and(|s| s.unsigned_abs() >= FULL);
    let same = |a: &i16, b: &i16| a.unsigned_abs() >= FULL && b.unsigned_abs() >= FULL && (*a > 0) == (*b > 0);
    let clipped: usize = sound.chunk_by(same).filter(flat).map(<[i16]>::len).sum();
    clipped > 0 && clipped >= sound.len() / CLIPPED_ONE_IN
}
