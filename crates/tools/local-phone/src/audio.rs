//! The length of a recorded note.

use crate::Error;
use std::path::Path;

/// Length of the note that is spoken if no recording is given: a sentence or two.
pub(crate) const SAMPLE_MS: u64 = 8_000;

/// Returns the length of a WAV file, from its header, in milliseconds.
pub(crate) fn length_ms(file: &Path) -> Result<u64, Error> {
    let failed = |cause: String| Error::Recording { file: file.display().to_string(), cause };
    let reader = hound::WavReader::open(file).map_err(|e| failed(e.to_string()))?;
    let rate = u64::from(reader.spec().sample_rate);
    let ms = u64::from(reader.duration()).saturating_mul(1_000).checked_div(rate);
    ms.filter(|ms| *ms > 0).ok_or_else(|| failed("there is no sound in it".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn file(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("local-phone-{}-{name}", std::process::id()))
    }

    fn recording(name: &str, samples: u32) -> PathBuf {
        let path = file(name);
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 8_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).unwrap();
        (0..samples).for_each(|_| writer.write_sample(0_i16).unwrap());
        writer.finalize().unwrap();
        path
    }

    #[test]
    fn the_length_is_read_from_the_header() {
        let path = recording("two-and-a-half.wav", 20_000);
        assert_eq!(length_ms(&path).unwrap(), 2_500);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_file_without_sound_and_a_file_of_another_kind_are_refused() {
        let path = recording("empty.wav", 0);
        let said = length_ms(&path).unwrap_err().to_string();
        assert!(
            said.ends_with(": there is no sound in it; give a WAV file, such as a voice recorder writes"),
            "{said}"
        );
        std::fs::write(&path, "no sound at all").unwrap();
        assert!(length_ms(&path).is_err());
        std::fs::remove_file(&path).unwrap();
        let said = length_ms(&path).unwrap_err().to_string();
        assert!(said.starts_with(&path.display().to_string()), "{said}");
    }
}
