//! Reads a recording and cuts it into segments.

use crate::beep::{Beep, Listener};
use crate::wav::Wav;
use crate::{RATE, seconds};

/// Longest recording that is read: an hour. Amazon Connect writes one file for the menu part of a contact, and does not
/// say if the file holds silence for the time in which the recorder pauses (Amazon Connect Administrator Guide, "Set
/// recording behavior"). With silence, a caller who leaves a note and then waits for an agent has a long file.
const LONGEST: u64 = 60 * 60;

/// Largest recording that is read, in bytes: `LONGEST` of stereo PCM 16, and a header. It is read piece by piece; of
/// two channels only the caller's is kept, 58 MB.
pub const MOST_BYTES: u64 = LONGEST * RATE as u64 * 4 + 64 * 1024;

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

/// A recording of which a part has come.
#[derive(Debug, Default)]
pub struct Reader {
    wav: Wav,
    listener: Listener,
    caller: Vec<i16>,
    bytes: u64,
    refused: Option<Refused>,
}

impl Reader {
    /// Reads the next bytes of a WAV file as Amazon Connect writes it. After a refusal further bytes are left aside.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.refused.is_some() {
            return;
        }
        self.bytes += bytes.len() as u64;
        if self.bytes > MOST_BYTES {
            self.refused = Some(Refused::TooLarge(self.bytes));
            return;
        }
        let Self { wav, listener, caller, .. } = self;
        let frame = &mut |prompts: i16, said: i16| {
            listener.hear(f64::from(prompts) / 32_768.0);
            caller.push(said);
        };
        self.refused = wav.push(bytes, frame).err();
    }

    /// Returns the recording, once its last byte has come. A truncated file is no error: it is read to its end.
    ///
    /// # Errors
    /// [`Refused`], with the reason.
    pub fn finish(self) -> Result<Recording, Refused> {
        let Self { wav, listener, caller, refused, .. } = self;
        refused.map_or(Ok(()), Err)?;
        let promised = wav.promised()?;
        if caller.is_empty() {
            return Err(Refused::Empty);
        }
        let cut = promised > caller.len() as u64;
        Ok(Recording { caller, beeps: listener.beeps(), cut })
    }
}

impl Recording {
    /// Reads a whole file at once. [`Reader`] reads it piece by piece.
    ///
    /// # Errors
    /// [`Refused`] has the reason.
    pub fn read(file: &[u8]) -> Result<Self, Refused> {
        let mut reader = Reader::default();
        reader.push(file);
        reader.finish()
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
