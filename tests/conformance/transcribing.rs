//! The promise of every transcriber: a job is begun once, however often somebody asks for it.

use acceptance::line::draw;
use helpline::ports::{NoteStore, Transcriber, TranscriptJob};
use helpline::recordings::note_name;
use lifecycle::{ContactId, LanguageCode};

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_transcribing {
    ($tests:ident) => {
        $tests!(transcribing:
            a_job_begun_twice_is_one_job_and_another_attempt_is_another,
        );
    };
}
pub(crate) use all_transcribing;

/// The transcription jobs of a scenario.
pub trait Transcribing {
    /// The port that begins jobs.
    fn transcriber(&self) -> &impl Transcriber;
    /// The port that keeps the jobs' notes.
    fn notes(&self) -> &impl NoteStore;
    /// Returns the number of jobs.
    async fn jobs(&self) -> usize;
}

pub async fn a_job_begun_twice_is_one_job_and_another_attempt_is_another(on: &impl Transcribing) {
    let ticket = draw();
    let contact = ContactId::new(format!("call-{ticket}")).unwrap();
    on.notes().keep(&note_name(&ticket, &contact).unwrap(), "audio/mpeg", b"ID3 sound".to_vec()).await.unwrap();
    let job = TranscriptJob { ticket, contact, language: LanguageCode::new("hi").unwrap(), attempt: 1 };
    for _ in 0..2 {
        assert_eq!(on.transcriber().begin(&job).await, Ok(()));
    }
    assert_eq!(on.jobs().await, 1);
    assert_eq!(on.transcriber().begin(&TranscriptJob { attempt: 2, ..job }).await, Ok(()));
    assert_eq!(on.jobs().await, 2);
}
