//! A recording's place and name.
//!
//! The name is `PREFIX/ivr/YYYY/MM/DD/CONTACT_YYYYMMDDTHH:MM_UTC.wav`, as public stacks show it; AWS does not document it.
//! S3 writes it into its events percent-encoded, with a plus sign for a blank (Amazon S3 User Guide, "Event message
//! structure"): the colon comes as `%3A`.

use helpline::ports::Unavailable;
use helpline::sound::{FindContact, Place, Recorded};
use lifecycle::ContactId;
use percent_encoding::percent_decode_str;

/// The folder of the menu part's recordings; without it the recording is of an agent.
const MENU_PART: &str = "ivr";

/// The place of a recording that an event tells of, and the contact that its name begins with. `None`: it is no
/// recording of a caller's menu part.
#[must_use]
pub fn place_and_contact(bucket: &str, key_in_event: &str) -> Option<(Place, ContactId)> {
    let blank = key_in_event.replace('+', " ");
    let key = percent_decode_str(&blank).decode_utf8().ok()?.into_owned();
    let mut folders = key.split('/');
    let name = folders.next_back()?;
    let (contact, rest) = name.split_once('_')?;
    let ours = folders.any(|folder| folder == MENU_PART) && rest.ends_with(".wav");
    let contact = ContactId::new(contact).ok().filter(|_| ours)?;
    Some((Place { bucket: bucket.to_owned(), key }, contact))
}

/// Believes a recording's name: for a local cloud, which has no Amazon Connect to ask.
#[derive(Debug, Clone, Copy)]
pub struct ByName;

impl FindContact for ByName {
    async fn recorded(&self, _: &Place, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        Ok(Some(Recorded { contact: named.clone(), began_at: None }))
    }
}

/// Has nobody to ask: the stack was deployed without an instance of Amazon Connect.
#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl FindContact for Nobody {
    async fn recorded(&self, _: &Place, _: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        Err(Unavailable("no instance of Amazon Connect is named; deploy with `ConnectInstanceId`".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTACT: &str = "1d9e6a5c-0000-4000-8000-000000000001";

    fn read(key: &str) -> Option<String> {
        place_and_contact("b", key).map(|(place, contact)| format!("{contact} at {}", place.key))
    }

    #[test]
    fn a_key_is_read_however_its_colon_comes() {
        let folder = "recordings/ivr/2026/11/26";
        for (in_event, key) in [
            (
                format!("{folder}/{CONTACT}_20261126T06%3A30_UTC.wav"),
                format!("{folder}/{CONTACT}_20261126T06:30_UTC.wav"),
            ),
            (
                format!("{folder}/{CONTACT}_20261126T06%3a30_UTC.wav"),
                format!("{folder}/{CONTACT}_20261126T06:30_UTC.wav"),
            ),
            (
                format!("{folder}/{CONTACT}_20261126T06:30_UTC.wav"),
                format!("{folder}/{CONTACT}_20261126T06:30_UTC.wav"),
            ),
            // Somebody stored it with the colon encoded: then that is its name.
            (
                format!("{folder}/{CONTACT}_20261126T06%253A30_UTC.wav"),
                format!("{folder}/{CONTACT}_20261126T06%3A30_UTC.wav"),
            ),
            (format!("my+calls/ivr/{CONTACT}_x.wav"), format!("my calls/ivr/{CONTACT}_x.wav")),
        ] {
            assert_eq!(read(&in_event), Some(format!("{CONTACT} at {key}")));
        }
    }

    #[test]
    fn what_is_no_callers_recording_is_left_alone() {
        for key in [
            format!("recordings/2026/11/26/{CONTACT}_20261126T06%3A30_UTC.wav"),
            format!("recordings/ivr/2026/11/26/{CONTACT}_20261126T06%3A30_UTC.json"),
            format!("recordings/ivr/2026/11/26/{CONTACT}.wav"),
            "recordings/ivr/a%2Fb%23c_1.wav".to_owned(),
            "recordings/ivr/%FF_1.wav".to_owned(),
            "ivr".to_owned(),
            String::new(),
        ] {
            assert_eq!(read(&key), None, "{key}");
        }
    }
}
