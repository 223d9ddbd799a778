//! The speakers of the tests, and a decoder for written files.

use std::f64::consts::PI;
use std::process::Command;
use symphonia::core::formats::TrackType;
use symphonia::core::formats::probe::Hint;
use symphonia::core::io::MediaSourceStream;
use voice::RATE;
use voice::write::wav;

/// A speaker of a complaint.
#[derive(Debug, Clone, Copy)]
pub enum Speaker {
    /// A synthetic voice, the same everywhere.
    Made,
    /// espeak-ng, with a language and the words.
    Espeak(&'static str, &'static str),
}

impl Speaker {
    /// Returns all speakers that this machine has.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Made];
        if Command::new("espeak-ng").arg("--version").output().is_ok_and(|said| said.status.success()) {
            all.push(Self::Espeak("hi", "राशन की दुकान तीन महीने से बंद है। मेरा गाँव बड़वानी ज़िले में है।"));
            all.push(Self::Espeak("en", "The hand pump in our village has been broken since last month."));
        } else {
            eprintln!("espeak-ng is not installed: only the made voice speaks");
        }
        all
    }

    pub fn name(self) -> String {
        match self {
            Self::Made => "a made voice".to_owned(),
            Self::Espeak(language, _) => format!("espeak-ng, {language}"),
        }
    }

    /// Returns the complaint as a telephone carries it: 8 kHz.
    pub fn says(self) -> Vec<i16> {
        match self {
            Self::Made => voice::write::voice(6.0),
            Self::Espeak(language, words) => {
                let said = Command::new("espeak-ng").args(["-v", language, "--stdout", words]).output().unwrap();
                to_telephone(&decoded(&said.stdout, "wav"), 22_050)
            }
        }
    }
}

/// Returns audio at 8 kHz without frequencies above 3.4 kHz, by a windowed sinc.
fn to_telephone(sound: &[i16], rate: u32) -> Vec<i16> {
    let step = f64::from(rate) / f64::from(RATE);
    let frames = (sound.len() as f64 / step) as usize;
    let cut = 3_400.0 / f64::from(rate);
    let sample = |n: usize| {
        let middle = n as f64 * step;
        let from = (middle - 60.0).ceil().max(0.0) as usize;
        let sum: f64 = (from..sound.len().min(from + 120))
            .map(|k| {
                let x = k as f64 - middle;
                let sinc = if x.abs() < 1e-9 { 2.0 * cut } else { (2.0 * PI * cut * x).sin() / (PI * x) };
                f64::from(sound[k]) * sinc * (0.5 + 0.5 * (PI * x / 60.0).cos())
            })
            .sum();
        sum.clamp(-32_768.0, 32_767.0) as i16
    };
    (0..frames).map(sample).collect()
}

pub fn tone(hz: f64, seconds: f64) -> Vec<i16> {
    let frames = (seconds * f64::from(RATE)) as usize;
    (0..frames).map(|n| (8_000.0 * (2.0 * PI * hz * n as f64 / f64::from(RATE)).sin()) as i16).collect()
}

/// Returns a file of one channel.
pub fn mono(sound: &[i16]) -> Vec<u8> {
    let data: Vec<u8> = sound.iter().flat_map(|s| s.to_le_bytes()).collect();
    wav(1, 1, RATE, 16, &data)
}

/// Returns the same file in µ-law (ITU-T G.711).
pub fn as_u_law(file: &[u8]) -> Vec<u8> {
    let data: Vec<u8> = file[44..].chunks(2).map(|two| u_law(i16::from_le_bytes([two[0], two[1]]))).collect();
    wav(7, 2, RATE, 8, &data)
}

fn u_law(sample: i16) -> u8 {
    let sign = if sample < 0 { 0x80 } else { 0 };
    let loud = sample.unsigned_abs().min(32_635) + 132;
    let exponent = 15 - loud.leading_zeros() as u16 - 7;
    let mantissa = (loud >> (exponent + 3)) & 0x0F;
    !(sign | (exponent << 4) as u8 | mantissa as u8)
}

/// Returns the first channel of a file, at its own rate.
pub fn decoded(file: &[u8], extension: &str) -> Vec<i16> {
    let source = MediaSourceStream::new(Box::new(std::io::Cursor::new(file.to_vec())), Default::default());
    let mut hint = Hint::new();
    hint.with_extension(extension);
    let probe = symphonia::default::get_probe();
    let mut format = probe.probe(&hint, source, Default::default(), Default::default()).unwrap();
    let track = format.default_track(TrackType::Audio).unwrap();
    let parameters = track.codec_params.as_ref().unwrap().audio().unwrap();
    let mut decoder = symphonia::default::get_codecs().make_audio_decoder(parameters, &Default::default()).unwrap();
    let (mut sound, mut part) = (Vec::new(), Vec::<i16>::new());
    // A file that was written to a pipe does not hold its length, and ends with an error.
    while let Ok(Some(packet)) = format.next_packet() {
        let decoded = decoder.decode(&packet).unwrap();
        let channels = decoded.num_planes();
        decoded.copy_to_vec_interleaved(&mut part);
        sound.extend(part.iter().step_by(channels));
    }
    sound
}

/// Returns the correlation of `heard`, at 16 kHz, with `said`, at 8 kHz. It is 1 if they are alike, and `heard` may
/// begin anywhere in the first tenth of a second.
pub fn likeness(said: &[i16], heard: &[i16]) -> f64 {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let said: Vec<f64> = said.iter().take(8_000).map(|s| f64::from(*s)).collect();
    let alike = (0..1_600).map(|late| {
        let heard: Vec<f64> = heard.iter().skip(late).step_by(2).take(said.len()).map(|s| f64::from(*s)).collect();
        product(&said, &heard) / (product(&said, &said) * product(&heard, &heard)).sqrt().max(1.0)
    });
    alike.fold(0.0, f64::max)
}
