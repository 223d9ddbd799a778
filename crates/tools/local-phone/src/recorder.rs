//! The recording that Amazon Connect would make of a call: one stereo file, beeps on the left, the caller on the right.

use crate::{CallReport, Error};
use jiff::Timestamp;
use std::f64::consts::PI;
use std::path::Path;

/// Samples in a millisecond.
const PER_MS: usize = voice::RATE as usize / 1_000;
/// The highest frequency that a telephone carries, Hz.
const BAND: f64 = 3_400.0;
/// Length of the low-pass filter on each side, in waves.
const WAVES: f64 = 12.0;

/// Returns the S3 key that Amazon Connect would give the recording of a call that began at `at`.
#[must_use]
pub fn recording_key(contact: &str, at: Timestamp) -> String {
    let at = jiff::tz::Offset::UTC.to_datetime(at);
    let (day, minute) = (at.strftime("%Y/%m/%d"), at.strftime("%Y%m%dT%H:%M"));
    format!("recordings/ivr/{day}/{contact}_{minute}_UTC.wav")
}

/// Makes the recording of a call whose caller spoke the WAV file `said`. Returns `None` if nothing was recorded.
///
/// # Errors
/// If the file cannot be read.
pub fn recording(report: &CallReport, said: &Path) -> Result<Option<Vec<u8>>, Error> {
    if report.recorded_ms.is_empty() {
        return Ok(None);
    }
    let sound = telephone(said)?;
    let mut rest = sound.as_slice();
    let mut takes = Vec::new();
    for ms in &report.recorded_ms {
        let samples = usize::try_from(*ms).unwrap_or(usize::MAX).saturating_mul(PER_MS);
        let (take, after) = rest.split_at_checked(samples).unwrap_or((rest, &[]));
        takes.push(take);
        rest = after;
    }
    Ok(Some(voice::write::segments(&takes)))
}

/// Reads the file's first channel as a telephone carries it: at 8 kHz, without frequencies above 3.4 kHz.
fn telephone(file: &Path) -> Result<Vec<i16>, Error> {
    let failed = |cause: hound::Error| Error::Recording { file: file.display().to_string(), cause: cause.to_string() };
    let mut reader = hound::WavReader::open(file).map_err(failed)?;
    let spec = reader.spec();
    let channels = usize::from(spec.channels.max(1));
    let samples: Result<Vec<f64>, hound::Error> = match spec.sample_format {
        hound::SampleFormat::Float => {
            reader.samples::<f32>().step_by(channels).map(|s| s.map(|s| f64::from(s) * 32_768.0)).collect()
        }
        hound::SampleFormat::Int => {
            let full = 2_f64.powi(i32::from(spec.bits_per_sample) - 1);
            reader.samples::<i32>().step_by(channels).map(|s| s.map(|s| f64::from(s) / full * 32_768.0)).collect()
        }
    };
    Ok(at_8_khz(&samples.map_err(failed)?, f64::from(spec.sample_rate)))
}

fn at_8_khz(sound: &[f64], rate: f64) -> Vec<i16> {
    let step = rate / f64::from(voice::RATE);
    let cut = BAND.min(0.45 * rate) / rate;
    let reach = WAVES / (2.0 * cut);
    let sample = |n: usize| {
        let middle = n as f64 * step;
        let from = (middle - reach).ceil().max(0.0) as usize;
        let near = sound.iter().enumerate().skip(from).take((2.0 * reach) as usize);
        let sum: f64 = near
            .map(|(k, s)| {
                let x = k as f64 - middle;
                let sinc = if x.abs() < 1e-9 { 2.0 * cut } else { (2.0 * PI * cut * x).sin() / (PI * x) };
                s * sinc * (0.5 + 0.5 * (PI * x / reach).cos())
            })
            .sum();
        sum.clamp(-32_768.0, 32_767.0) as i16
    };
    (0..(sound.len() as f64 / step) as usize).map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_lies_where_amazon_connect_would_put_it() {
        let at: Timestamp = "2026-11-26T06:30:05Z".parse().unwrap();
        assert_eq!(recording_key("c-1", at), "recordings/ivr/2026/11/26/c-1_20261126T06:30_UTC.wav");
    }

    #[test]
    fn a_call_is_recorded_take_by_take_at_8_khz() {
        let path = std::env::temp_dir().join(format!("local-phone-{}-spoken.wav", std::process::id()));
        let spec = hound::WavSpec {
            channels: 2,
            sample_rate: 22_050,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).unwrap();
        for n in 0..66_150 {
            let wave = (2.0 * PI * 300.0 * f64::from(n) / 22_050.0).sin();
            writer.write_sample((8_000.0 * wave) as i16).unwrap();
            writer.write_sample(0_i16).unwrap();
        }
        writer.finalize().unwrap();
        let report = CallReport {
            contact_id: "c-1".into(),
            ticket: None,
            department: None,
            ended: "hung-up".into(),
            recorded_ms: vec![2_000, 5_000],
            unused_keys: vec![],
            steps: vec![],
        };
        let file = recording(&report, &path).unwrap().unwrap();
        let nothing = CallReport { recorded_ms: vec![], ..report };
        assert_eq!(recording(&nothing, &path).unwrap(), None);
        std::fs::remove_file(path).unwrap();
        let recording = voice::Recording::read(&file).unwrap();
        let long: Vec<f64> = recording.segments().iter().map(|take| voice::seconds(take.sound.len()).round()).collect();
        assert_eq!(long, [2.0, 1.0], "what the file has no more of is not said");
        let loudest = recording.segments().first().and_then(|take| take.sound.iter().max().copied()).unwrap();
        assert!((7_500..8_500).contains(&loudest), "{loudest}");
    }
}
