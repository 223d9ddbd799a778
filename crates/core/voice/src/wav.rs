//! Reads a WAV file piece by piece, as its bytes come: the form first, then the samples of two channels.

use crate::{RATE, Refused};

/// Most bytes before the samples. Amazon Connect writes 44; a file with more is no telephone's.
const MOST_HEADER: usize = 64 * 1024;

/// The codings of a WAV file that a telephone writes ("Multimedia Programming Interface and Data Specifications 1.0"):
/// linear PCM, µ-law, and the form that names its coding in its first two further bytes.
const PCM: u16 = 1;
const U_LAW: u16 = 7;
const EXTENSIBLE: u16 = 0xfffe;

/// How a sample is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Pcm16,
    ULaw,
}

impl Coding {
    /// Bytes of a sample.
    fn bytes(self) -> usize {
        match self {
            Self::Pcm16 => 2,
            Self::ULaw => 1,
        }
    }

    fn sample(self, bytes: &[u8]) -> i16 {
        match (self, bytes) {
            (Self::Pcm16, [low, high]) => i16::from_le_bytes([*low, *high]),
            (Self::ULaw, [code]) => linear(*code),
            _ => 0,
        }
    }
}

/// A µ-law code as a linear sample (ITU-T G.711).
fn linear(code: u8) -> i16 {
    const BIAS: i16 = 0x84;
    let code = !code;
    let (segment, step) = (i16::from((code >> 4) & 7), i16::from(code & 15));
    let size = (((step << 3) + BIAS) << segment) - BIAS;
    if code & 0x80 == 0 { size } else { -size }
}

/// A WAV file of which a part has come.
#[derive(Debug, Default)]
pub(crate) struct Wav {
    /// Bytes that are not read yet: the header until its samples begin, later less than a frame.
    rest: Vec<u8>,
    form: Option<Form>,
    /// Bytes that have come.
    came: u64,
}

#[derive(Debug, Clone, Copy)]
struct Form {
    coding: Coding,
    /// Bytes of samples that the header promises and that have not come yet.
    left: u64,
    /// Frames that the header promises.
    frames: u64,
}

impl Wav {
    /// Reads the next bytes of the file. Calls `frame` for each pair of samples: prompts, caller.
    ///
    /// # Errors
    /// [`Refused`] if the file is none of a telephone. No further byte needs to come.
    pub(crate) fn push(&mut self, bytes: &[u8], frame: &mut impl FnMut(i16, i16)) -> Result<(), Refused> {
        self.came += bytes.len() as u64;
        self.rest.extend_from_slice(bytes);
        if self.form.is_none() {
            let Some((form, at)) = header(&self.rest)? else {
                return if self.rest.len() > MOST_HEADER { Err(no_wav()) } else { Ok(()) };
            };
            self.form = Some(form);
            self.rest.drain(..at);
        }
        let Some(form) = &mut self.form else { return Ok(()) };
        let size = form.coding.bytes();
        let ours = usize::try_from(form.left).unwrap_or(usize::MAX).min(self.rest.len());
        let whole = ours - ours % (2 * size);
        for pair in self.rest.get(..whole).unwrap_or_default().chunks_exact(2 * size) {
            let (prompts, said) = pair.split_at(size);
            frame(form.coding.sample(prompts), form.coding.sample(said));
        }
        form.left -= whole as u64;
        self.rest.drain(..whole);
        if form.left < 2 * size as u64 {
            // The samples are over; what comes behind them is no sound.
            form.left = 0;
            self.rest.clear();
        }
        Ok(())
    }

    /// Returns the frames that the header promises.
    ///
    /// # Errors
    /// [`Refused`] if the file ended before its samples.
    pub(crate) fn promised(&self) -> Result<u64, Refused> {
        match self.form {
            Some(form) => Ok(form.frames),
            None if self.came == 0 => Err(Refused::Empty),
            None => Err(no_wav()),
        }
    }
}

fn no_wav() -> Refused {
    Refused::Form("it does not begin as one".to_owned())
}

/// Returns the form of the samples, and where they begin; `None` if more bytes must come.
fn header(file: &[u8]) -> Result<Option<(Form, usize)>, Refused> {
    let begins = |word: &[u8], at: usize| file.get(at..at + 4).is_none_or(|found| found == word);
    if !begins(b"RIFF", 0) || !begins(b"WAVE", 8) {
        return Err(no_wav());
    }
    let (mut at, mut coding) = (12, None);
    loop {
        let Some([name @ .., a, b, c, d]) = file.get(at..at + 8) else { return Ok(None) };
        let length = u32::from_le_bytes([*a, *b, *c, *d]);
        let body = at + 8;
        if name == b"data" {
            let coding: Coding = coding.ok_or_else(no_wav)?;
            let frames = u64::from(length) / (2 * coding.bytes() as u64);
            return Ok(Some((Form { coding, left: u64::from(length), frames }, body)));
        }
        // Parts have even lengths.
        let next =
            body.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).saturating_add(length as usize % 2);
        if name == b"fmt " {
            let Some(found) = file.get(body..next) else { return Ok(None) };
            coding = Some(coding_of(found)?);
        }
        at = next;
    }
}

/// Reads the part `fmt `: coding, channels, samples a second and bits of a sample.
fn coding_of(found: &[u8]) -> Result<Coding, Refused> {
    let word = |at: usize| match found.get(at..at + 2) {
        Some([low, high]) => Ok(u16::from_le_bytes([*low, *high])),
        _ => Err(no_wav()),
    };
    let (channels, bits) = (word(2)?, word(14)?);
    let coding = match word(0)? {
        EXTENSIBLE => word(24)?,
        coding => coding,
    };
    let coding = match (coding, bits) {
        (PCM, 16) => Coding::Pcm16,
        (U_LAW, 8) => Coding::ULaw,
        (coding, bits) => return Err(Refused::Form(format!("its samples have coding {coding} and {bits} bits"))),
    };
    if channels != 2 {
        return Err(Refused::Channels(usize::from(channels)));
    }
    let rate = u32::from(word(4)?) | u32::from(word(6)?) << 16;
    if rate == RATE { Ok(coding) } else { Err(Refused::Rate(rate)) }
}
