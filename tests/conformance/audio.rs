//! The promises of every store for recordings, notes and transcripts.

use acceptance::line::draw;
use helpline::ports::{
    Evidence, Fetched, NoteStore, ObjectLocation, Recordings, Streamed, TranscriptStore, Unavailable,
};
use helpline::recordings::{note_name, sealed_name, transcript_name};
use lifecycle::{Attachment, ContactId, Ticket};

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_audio {
    ($tests:ident) => {
        $tests!(audio:
            a_recording_that_is_not_there_is_nothing,
            a_recording_is_fetched_under_its_name_as_it_is,
            a_recording_is_read_piece_by_piece_as_it_is,
            a_recording_larger_than_was_asked_for_is_told_with_its_size,
            a_note_is_heard_at_its_link_and_of_a_note_that_is_not_there_is_no_link,
            a_sealed_text_is_read_whole_under_its_name_alone,
            a_forgotten_file_is_gone_and_to_forget_it_again_is_no_failure,
        );
    };
}
pub(crate) use all_audio;

/// The files of a scenario. Each privilege has its own port. A telephone and a browser act from outside.
pub trait Audio {
    /// The port that fetches recordings.
    fn recordings(&self) -> &impl Recordings;
    /// The port that keeps notes.
    fn notes(&self) -> &impl NoteStore;
    /// The port that seals transcripts.
    fn transcripts(&self) -> &impl TranscriptStore;
    /// The port that hands out notes and transcripts.
    fn evidence(&self) -> &impl Evidence;
    /// Puts a recording at a key, as the telephone does.
    async fn record(&self, key: &str, file: &[u8]) -> ObjectLocation;
    /// Opens a link in a browser; returns the file.
    async fn browse(&self, link: &str) -> Option<Vec<u8>>;
}

/// Returns a file of `bytes` bytes, in which each page of 256 bytes differs from its neighbours.
fn file(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|at| (at ^ (at >> 8)).to_le_bytes()[0]).collect()
}

fn case() -> (Ticket, ContactId) {
    let ticket = draw();
    let contact = ContactId::new(format!("call-{ticket}")).unwrap();
    (ticket, contact)
}

pub async fn a_recording_that_is_not_there_is_nothing(on: &impl Audio) {
    let mut place = on.record("ivr/2026/11/24/here.wav", b"sound").await;
    place.key = "ivr/2026/11/24/elsewhere.wav".to_owned();
    assert_eq!(on.recordings().fetch(&place, 1_000).await, Ok(Fetched::Nothing));
}

pub async fn a_recording_is_fetched_under_its_name_as_it_is(on: &impl Audio) {
    let sound = file(300_000);
    for key in ["ivr/2026/11/24/c_20261124T06:30_UTC.wav", "ivr/c_06%3A30.wav", "my calls/a+b.wav", "ivr/शिकायत.wav"]
    {
        let place = on.record(key, &sound).await;
        assert_eq!(place.key, key);
        assert_eq!(on.recordings().fetch(&place, 300_000).await, Ok(Fetched::File(sound.clone())), "{key}");
    }
}

pub async fn a_recording_is_read_piece_by_piece_as_it_is(on: &impl Audio) {
    let sound = file(300_000);
    let mut place = on.record("ivr/pieces.wav", &sound).await;
    let mut read = Vec::new();
    let streamed = on.recordings().stream(&place, 300_000, &mut |piece| read.extend_from_slice(piece)).await;
    assert_eq!((streamed, read.len()), (Ok(Streamed::Whole), sound.len()));
    assert!(read == sound, "the pieces are in order");
    let nothing = &mut |_: &[u8]| panic!("nothing is read");
    assert_eq!(on.recordings().stream(&place, 299_999, nothing).await, Ok(Streamed::TooLarge(300_000)));
    place.key = "ivr/elsewhere.wav".to_owned();
    assert_eq!(on.recordings().stream(&place, 300_000, nothing).await, Ok(Streamed::Nothing));
}

pub async fn a_recording_larger_than_was_asked_for_is_told_with_its_size(on: &impl Audio) {
    let place = on.record("ivr/long.wav", &file(2_000)).await;
    assert_eq!(on.recordings().fetch(&place, 1_999).await, Ok(Fetched::TooLarge(2_000)));
    assert_eq!(on.recordings().fetch(&place, 2_000).await, Ok(Fetched::File(file(2_000))));
    let empty = on.record("ivr/empty.wav", b"").await;
    assert_eq!(on.recordings().fetch(&empty, 0).await, Ok(Fetched::File(Vec::new())));
}

pub async fn a_note_is_heard_at_its_link_and_of_a_note_that_is_not_there_is_no_link(on: &impl Audio) {
    let (ticket, contact) = case();
    let name = note_name(&ticket, &contact).unwrap();
    assert_eq!(on.evidence().link(&name).await, Ok(None));
    for _ in 0..2 {
        on.notes().keep(&name, "audio/mpeg", file(5_000)).await.unwrap();
    }
    let link = on.evidence().link(&name).await.unwrap().unwrap();
    assert_eq!(on.browse(&link).await, Some(file(5_000)));
}

/// Reads a sealed transcript by name, with the privilege to open it.
async fn read(on: &impl Audio, name: &Attachment) -> Result<Option<String>, Unavailable> {
    on.evidence().unseal(name).await
}

pub async fn a_sealed_text_is_read_whole_under_its_name_alone(on: &impl Audio) {
    let ((ticket, contact), (other, stranger)) = (case(), case());
    let name = sealed_name(&ticket, &contact).unwrap();
    assert_eq!(read(on, &name).await, Ok(None));
    on.transcripts().seal_text(&name, "बिजली नहीं है।\nNo power since Monday.").await.unwrap();
    assert_eq!(read(on, &name).await, Ok(Some("बिजली नहीं है।\nNo power since Monday.".to_owned())));
    on.transcripts().seal_text(&name, "anew").await.unwrap();
    assert_eq!(read(on, &name).await, Ok(Some("anew".to_owned())));
    assert_eq!(read(on, &sealed_name(&other, &stranger).unwrap()).await, Ok(None));
}

pub async fn a_forgotten_file_is_gone_and_to_forget_it_again_is_no_failure(on: &impl Audio) {
    let (ticket, contact) = case();
    let names = [transcript_name(&ticket, &contact).unwrap(), sealed_name(&ticket, &contact).unwrap()];
    for name in &names {
        on.transcripts().seal_text(name, "words").await.unwrap();
    }
    for _ in 0..2 {
        assert_eq!(on.transcripts().forget(&names[0]).await, Ok(()));
    }
    assert_eq!(read(on, &names[0]).await, Ok(None));
    assert_eq!(read(on, &names[1]).await, Ok(Some("words".to_owned())), "the other file stays");
}
