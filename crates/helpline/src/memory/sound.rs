//! Recordings, calls and sound in memory.

use super::Memory;
use crate::ports::Unavailable;
use crate::sound::{FetchRecordings, Fetched, FindContact, FindSpoken, KeepSound, Place, Recorded, SpokenOf};
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
