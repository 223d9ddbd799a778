//! Reads a recording and cuts it into segments.

use crate::beep::{Beep, Listener};
use crate::{RATE, seconds};
use std::io::Cursor;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// Largest recording that is read: 32 MiB, 17 minutes of stereo PCM 16. The flow records three minutes per note
/// (`infra/flows/inbound.json`: four times 45 s), so a larger file is no recording of this helpline. Decoded, it needs
/// less than 80 MB of memory.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Most segments of a call: no sequence of keys leads to so many.
const MOST_TAKES: usize = 20;

/// Samples after a beep that still belong to the beep: its echo on the caller's channel, 50 ms.
const ECHO: usize = RATE as usize / 20;

/// The reason to refuse a recording. A person must then listen to the original file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The file has no audio.
    #[error("there is no sound in it")]
    Empty,
    /// The file is too large.
    #[error("it has {0} bytes, and no recording of a call has over {MOST_BYTES}")]
    TooLarge(u64),
    /// The file is not audio, or not in a form that a telephone writes.
    #[error("it is no WAV file of PCM or \u{b5}-law: {0}")]
    Form(String),
    /// The file does not have two channels, so it does not show which channel is the caller's.
    #[error("it has {0} channels, and not prompts on the left and the caller on the right")]
    Channels(usize),
    /// The file is not telephone audio.
    #[error("it has {0} samples a second, and a telephone's has {RATE}")]
    Rate(u32),
}

/// A decoded recording: the caller's audio and the beeps.
#[derive(Debug, Clone)]
pub struct Recording {
    caller: Vec<i16>,
    beeps: Vec<Beep>,
    /// `true` if the file ends before the end that its own header promises.
    pub cut: bool,
}

/// A segment: the audio of the caller after one beep.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    /// The beginning of the segment, in seconds from the beginning of the recording.
    pub begins_s: f64,
    /// The audio.
    pub sound: &'a [i16],
    /// `true` if a beep precedes the segment. Without a beep the whole recording is one segment, so that no words are
    /// lost for lack of a tone.
    pub after_beep: bool,
}

impl Recording {
    /// Reads a WAV file as Amazon Connect writes it. A truncated file is no error: everything in it is read, except for
    /// the last seventh of a second.
    ///
    /// [`Refused`], with the reason.
    /// [`Refused`] has the reason.
    pub fn read(file: Vec<u8>) -> Result<Self, Refused> {
        let bytes = file.len() as u64;
        match bytes {
            0 => return Err(Refused::Empty),
            _ if bytes > MOST_BYTES => return Err(Refused::TooLarge(bytes)),
            _ => {}
        }
        let form = |e: Error| Refused::Form(e.to_string());
        let source = MediaSourceStream::new(Box::new(Cursor::new(file)), Default::default());
        let mut hint = Hint::new();
        hint.with_extension("wav");
        let mut format = symphonia::default::get_probe()
            .probe(&hint, source, FormatOptions::default(), MetadataOptions::default())
            .map_err(form)?;
        let track = format.default_track(TrackType::Audio).ok_or(Refused::Empty)?;
        let promised = track.num_frames;
        let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
        let parameters = parameters.ok_or_else(|| Refused::Form("it does not say how it is coded".to_owned()))?;
        let channels = parameters.channels.as_ref().map_or(0, |channels| channels.count());
        if channels != 2 {
            return Err(Refused::Channels(channels));
        }
        let rate = parameters.sample_rate.unwrap_or_default();
        if rate != RATE {
            return Err(Refused::Rate(rate));
        }
        let mut decoder = symphonia::default::get_codecs()
            .make_audio_decoder(parameters, &AudioDecoderOptions::default())
            .map_err(form)?;
        // A frame has at least two bytes, whatever length the header promises.
        let room = promised.unwrap_or_default().min(bytes / 2);
        let mut caller = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        let (mut listener, mut both) = (Listener::default(), Vec::<i16>::new());
        // A truncated file ends with an error: the audio before it is valid.
        while let Ok(Some(packet)) = format.next_packet() {
            let Ok(decoded) = decoder.decode(&packet) else { break };
            decoded.copy_to_vec_interleaved(&mut both);
            for frame in both.chunks_exact(2) {
                if let [prompts, said] = frame {
                    listener.hear(f64::from(*prompts) / 32_768.0);
                    caller.push(*said);
                }
            }
        }
        if caller.is_empty() {
            return Err(Refused::Empty);
        }
        let cut = promised.is_some_and(|promised| promised > caller.len() as u64);
        Ok(Self { caller, beeps: listener.beeps(), cut })
    }

    /// Returns the length in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        seconds(self.caller.len())
    }

    /// Returns the segments in order. A segment goes from one beep to the next beep or to the end. The prompt "go on
    /// speaking" is on the prompts' channel and ends no segment. Silence is never cut out of a segment, because it may
    /// be a whisper.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment<'_>> {
        let ends = self.beeps.iter().skip(1).map(|next| next.begins).chain([self.caller.len()]);
        let segments: Vec<Segment<'_>> = self
            .beeps
            .iter()
            .zip(ends)
            .filter_map(|(beep, ends)| {
                let begins = (beep.ends + ECHO).min(ends);
                let sound = self.caller.get(begins..ends)?;
                Some(Segment { begins_s: seconds(begins), sound, after_beep: true })
            })
            .take(MOST_TAKES)
            .collect();
        if segments.is_empty() {
            return vec![Segment { begins_s: 0.0, sound: &self.caller, after_beep: false }];
        }
        segments
    }
}
