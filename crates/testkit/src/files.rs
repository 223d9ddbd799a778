//! Recordings with their contacts, voice notes and transcripts.

use crate::Memory;
use helpline::ports::{
    Actions, Contacts, Evidence, Fetched, NoteStore, ObjectLocation, Owner, Recorded, Recordings, Streamed,
    Transcriber, TranscriptJob, TranscriptStore, Unavailable,
};
use lifecycle::{Attachment, ContactId};

fn at(place: &ObjectLocation) -> (String, String) {
    (place.bucket.clone(), place.key.clone())
}

impl Contacts for Memory {
    const ACTIONS: Actions = &[];

    async fn recorded(&self, place: &ObjectLocation, named: &ContactId) -> Result<Owner, Unavailable> {
        let known = self.port("recorded", |kept| Ok(kept.recorded.get(&at(place)).cloned())).await?;
        Ok(known.unwrap_or_else(|| Owner::Call(Recorded { contact: named.clone(), began_at: None })))
    }
}

impl Recordings for Memory {
    const ACTIONS: Actions = &[];

    async fn fetch(&self, place: &ObjectLocation, most: u64) -> Result<Fetched, Unavailable> {
        self.port("fetch", |kept| {
            Ok(match kept.recordings.get(&at(place)) {
                None => Fetched::Nothing,
                Some(file) if file.len() as u64 > most => Fetched::TooLarge(file.len() as u64),
                Some(file) => Fetched::File(file.clone()),
            })
        })
        .await
    }

    /// Hands out pieces of an uneven size, as a network does.
    async fn stream(
        &self,
        place: &ObjectLocation,
        most: u64,
        take: &mut (dyn FnMut(&[u8]) + Send),
    ) -> Result<Streamed, Unavailable> {
        self.port("stream", |kept| {
            Ok(match kept.recordings.get(&at(place)) {
                None => Streamed::Nothing,
                Some(file) if file.len() as u64 > most => Streamed::TooLarge(file.len() as u64),
                Some(file) => {
                    file.chunks(4_099).for_each(take);
                    Streamed::Whole
                }
            })
        })
        .await
    }
}

impl NoteStore for Memory {
    const ACTIONS: Actions = &[];

    async fn keep(&self, name: &Attachment, _: &str, file: Vec<u8>) -> Result<(), Unavailable> {
        self.port("keep", |kept| {
            kept.times_kept += 1;
            kept.sounds.insert(name.to_string(), file);
            Ok(())
        })
        .await
    }
}

impl Transcriber for Memory {
    const ACTIONS: Actions = &[];

    async fn begin(&self, job: &TranscriptJob) -> Result<(), Unavailable> {
        self.port("begin", |kept| {
            if !kept.jobs.contains(job) {
                kept.jobs.push(job.clone());
            }
            Ok(())
        })
        .await
    }
}

impl TranscriptStore for Memory {
    const ACTIONS: Actions = &[];

    async fn seal_text(&self, name: &Attachment, text: &str) -> Result<(), Unavailable> {
        self.port("seal_text", |kept| {
            kept.sealed_texts.insert(name.to_string(), text.to_owned());
            Ok(())
        })
        .await
    }

    async fn forget(&self, name: &Attachment) -> Result<(), Unavailable> {
        self.port("forget", |kept| {
            kept.forgotten.push(name.to_string());
            kept.sealed_texts.remove(name.as_str());
            kept.sounds.remove(name.as_str());
            Ok(())
        })
        .await
    }
}

impl Evidence for Memory {
    const ACTIONS: Actions = &[];

    async fn link(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        let there = self.port("link", |kept| Ok(kept.sounds.contains_key(name.as_str()))).await?;
        Ok(there.then(|| format!("https://sound.example/{name}")))
    }

    async fn unseal(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        self.port("unseal", |kept| Ok(kept.sealed_texts.get(name.as_str()).cloned())).await
    }
}
