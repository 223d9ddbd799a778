//! Recordings, calls and sound in memory.

use super::Memory;
use crate::ports::Unavailable;
use crate::recordings::{
    FetchRecordings, Fetched, FindContact, FindSpoken, HandOut, KeepSound, MakeTexts, Place, Recorded, SealTexts,
    SpokenOf, TextJob,
};
use lifecycle::{Attachment, ContactId, What};

fn at(place: &Place) -> (String, String) {
    (place.bucket.clone(), place.key.clone())
}

impl FindContact for Memory {
    async fn recorded(&self, place: &Place, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        let known = self.kept().recorded.get(&at(place)).cloned();
        Ok(known.unwrap_or_else(|| Some(Recorded { contact: named.clone(), began_at: None })))
    }
}

impl FetchRecordings for Memory {
    async fn fetch(&self, place: &Place, most: u64) -> Result<Fetched, Unavailable> {
        Ok(match self.kept().recordings.get(&at(place)) {
            None => Fetched::Nothing,
            Some(file) if file.len() as u64 > most => Fetched::TooLarge(file.len() as u64),
            Some(file) => Fetched::File(file.clone()),
        })
    }
}

impl KeepSound for Memory {
    async fn keep(&self, name: &Attachment, _: &str, file: Vec<u8>) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_sound {
            return Err(Unavailable("the place for sound refuses".into()));
        }
        kept.times_kept += 1;
        kept.sounds.insert(name.to_string(), file);
        Ok(())
    }
}

impl FindSpoken for Memory {
    async fn spoken_on(&self, contact: &ContactId) -> Result<Vec<SpokenOf>, Unavailable> {
        let kept = self.kept();
        let opened = kept.contacts.get(contact).map(|ticket| SpokenOf { ticket: ticket.clone(), at: None });
        let mut more: Vec<SpokenOf> = kept
            .events
            .values()
            .filter(|event| matches!(&event.what, What::NoteLeft { contact: on, .. } if on == contact))
            .map(|event| SpokenOf { ticket: event.ticket.clone(), at: Some(event.at) })
            .collect();
        more.sort_by_key(|spoken| (spoken.at, spoken.ticket.clone()));
        Ok(opened.into_iter().chain(more).collect())
    }
}

impl MakeTexts for Memory {
    async fn begin(&self, job: &TextJob) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_sound {
            return Err(Unavailable("whoever makes texts refuses".into()));
        }
        if !kept.jobs.contains(job) {
            kept.jobs.push(job.clone());
        }
        Ok(())
    }
}

impl SealTexts for Memory {
    async fn seal_text(&self, name: &Attachment, text: &str) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_sound {
            return Err(Unavailable("the place for texts refuses".into()));
        }
        kept.sealed_texts.insert(name.to_string(), text.to_owned());
        Ok(())
    }

    async fn forget(&self, name: &Attachment) -> Result<(), Unavailable> {
        self.kept().forgotten.push(name.to_string());
        Ok(())
    }
}

impl HandOut for Memory {
    async fn link(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        let there = self.kept().sounds.contains_key(name.as_str());
        Ok(there.then(|| format!("https://sound.example/{name}")))
    }

    async fn unseal(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        Ok(self.kept().sealed_texts.get(name.as_str()).cloned())
    }
}
