//! Recordings of every kind, each with its outcome.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod sound;

use sound::{Speaker, as_u_law, decoded, mono};
use voice::write::{mixed, noise, one_segment, segments, stereo, wav};
use voice::{MOST_BYTES, RATE, Reader, Recording, Refused, compact, measure, seconds};

/// Returns the outcome for a file: the length and quality of each segment, or the reason for a refusal.
fn outcome(file: Vec<u8>) -> String {
    let recording = match Recording::read(&file) {
        Ok(recording) => recording,
        Err(why) => return format!("refused: {why}"),
    };
    let segments = recording.segments().into_iter().map(|take| {
        let m = measure(take.sound);
        let marks = [
            (take.after_beep, if m.speech { "speech" } else { "no speech" }),
            (!take.after_beep, if m.speech { "speech without a beep" } else { "neither beep nor speech" }),
            (m.clipped, "clipped"),
            (m.noisy, "noisy"),
            (recording.cut, "cut"),
        ];
        let marks: Vec<&str> = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect();
        format!("{:.0} s {}", m.seconds, marks.join(", "))
    });
    segments.collect::<Vec<_>>().join("; ")
}

#[test]
fn every_kind_of_recording_has_its_outcome() {
    for speaker in Speaker::all() {
        let said = speaker.says();
        let long = seconds(said.len());
        let whole = format!("{long:.0} s");
        let loud: Vec<i16> = said.iter().map(|s| s.saturating_mul(12)).collect();
        let key: Vec<i16> = mixed(&sound::tone(770.0, 0.2), &sound::tone(1_336.0, 0.2));
        let pause = vec![0; 16_000];
        let data = |file: &[u8]| file[44..].to_vec();
        let cut = |file: Vec<u8>, bytes: usize| file[..bytes].to_vec();
        let half = one_segment(&said).len() / 2;
        let talked_over = stereo(&mixed(&[voice::write::beep(), pause.clone(), said.clone()].concat(), &[]), &{
            [vec![0; voice::write::beep().len()], said.clone()].concat()
        });
        let table: Vec<(&str, Vec<u8>, String)> = vec![
            ("one take", one_segment(&said), format!("{whole} speech")),
            ("the same in u-law", as_u_law(&one_segment(&said)), format!("{whole} speech")),
            ("two takes", segments(&[&said, &pause]), format!("{whole} speech; 2 s no speech")),
            ("a prompt in the middle of it", talked_over, format!("{:.0} s speech", long + 2.0)),
            ("street noise 20 dB below", one_segment(&mixed(&said, &noise(long, -46.0, 7))), format!("{whole} speech")),
            (
                "street noise as loud",
                one_segment(&mixed(&said, &noise(long, -27.0, 7))),
                format!("{whole} speech, noisy"),
            ),
            ("shouted into the phone", one_segment(&loud), format!("{whole} speech, clipped")),
            ("nothing said", one_segment(&pause), "2 s no speech".into()),
            ("nothing said, and a key", one_segment(&[pause.clone(), key].concat()), "2 s no speech".into()),
            ("nothing said, on a bus", one_segment(&noise(5.0, -30.0, 3)), "5 s no speech, noisy".into()),
            ("no beep", stereo(&[], &said), format!("{whole} speech without a beep")),
            ("nothing at all", stereo(&[], &pause), "2 s neither beep nor speech".into()),
            ("cut in the middle", cut(one_segment(&said), half), format!("{:.0} s speech, cut", long / 2.0 - 0.25)),
            (
                "mono",
                mono(&said),
                "refused: it has 1 channels, and not prompts on the left and the caller on the right".into(),
            ),
            (
                "16 kHz",
                wav(1, 2, 16_000, 16, &data(&one_segment(&said))),
                "refused: it has 16000 samples a second, and a telephone's has 8000".into(),
            ),
            ("a header and no sound", wav(1, 2, RATE, 16, &[]), "refused: there is no sound in it".into()),
            ("0 bytes", vec![], "refused: there is no sound in it".into()),
        ];
        for (what, file, expected) in table {
            assert_eq!(outcome(file), expected, "{what}, {}", speaker.name());
        }
    }
}

#[test]
fn what_is_no_sound_and_what_is_too_much_is_refused_politely() {
    for file in [b"no sound at all".to_vec(), b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), vec![0; 4_096]] {
        let Err(Refused::Form(why)) = Recording::read(&file) else { panic!("it is no recording") };
        assert!(!why.is_empty());
    }
    let large = vec![0; usize::try_from(MOST_BYTES).unwrap() + 1];
    assert_eq!(Recording::read(&large).unwrap_err(), Refused::TooLarge(MOST_BYTES + 1));
}

#[test]
fn a_recording_of_an_hour_is_read_in_pieces_of_any_size_as_it_is_at_once() {
    let said = voice::write::voice(1.0);
    let file = segments(&[&said, &said]);
    let whole = Recording::read(&file).unwrap();
    for size in [1, 3, 45, 4_096, 1_000_003] {
        let mut reader = Reader::default();
        file.chunks(size).for_each(|piece| reader.push(piece));
        let recording = reader.finish().unwrap();
        let sounds = |recording: &Recording| recording.segments().iter().map(|s| s.sound.to_vec()).collect::<Vec<_>>();
        assert_eq!(sounds(&recording), sounds(&whole), "in pieces of {size}");
    }
    // A note, and then an hour in the queue that the recorder fills with silence.
    let mut reader = Reader::default();
    let header = wav(1, 2, RATE, 16, &[]);
    let promised = u32::try_from(MOST_BYTES - 65_536).unwrap();
    reader.push(&header[..40]);
    reader.push(&promised.to_le_bytes());
    let note = &one_segment(&said)[44..];
    reader.push(note);
    let silence = vec![0_u8; 1 << 20];
    let mut left = promised as usize - note.len();
    while left > 0 {
        let piece = left.min(silence.len());
        reader.push(&silence[..piece]);
        left -= piece;
    }
    let recording = reader.finish().unwrap();
    assert!(!recording.cut && (recording.seconds() - 3_600.0).abs() < 0.01, "{} s", recording.seconds());
    assert!(measure(recording.segments()[0].sound).speech);
}

#[test]
fn the_deployed_beep_is_found() {
    let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../infra/prompts/beep.wav")).unwrap();
    let beep = decoded(&file, "wav");
    assert_eq!(beep.len(), 3_200);
    let said = voice::write::voice(2.0);
    let recording = Recording::read(&stereo(&beep, &[vec![0; beep.len()], said.clone()].concat())).unwrap();
    let segments = recording.segments();
    assert!(segments[0].after_beep && seconds(segments[0].sound.len()) > 1.9, "{:?}", segments[0].begins_s);
}

#[test]
fn an_endless_row_of_beeps_is_no_endless_row_of_takes() {
    let said = vec![0_i16; 1_600];
    let recording = Recording::read(&segments(&vec![said.as_slice(); 50])).unwrap();
    assert_eq!(recording.segments().len(), 20);
}

fn said_once() -> Vec<i16> {
    voice::write::voice(1.0)
}

#[test]
fn the_small_file_says_what_was_said() {
    for speaker in Speaker::all() {
        let said = speaker.says();
        let file = compact(&said);
        let per_second = file.len() as f64 / seconds(said.len());
        assert!((3_900.0..4_400.0).contains(&per_second), "{per_second:.0} bytes a second");
        let heard = decoded(&file, "mp3");
        assert!((heard.len() as f64 / 16_000.0 - seconds(said.len())).abs() < 0.1, "{} of {}", heard.len(), said.len());
        let alike = sound::likeness(&said, &heard);
        assert!(alike > 0.95, "{alike:.3}, {}", speaker.name());
    }
    assert!(decoded(&compact(&voice::write::voice(0.05)), "mp3").len() > 400, "however short");
    assert_eq!(compact(&said_once()), compact(&said_once()), "the same each time");
}
