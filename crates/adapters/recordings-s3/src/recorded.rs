//! A recording's name: `PREFIX/ivr/YYYY/MM/DD/CONTACT_YYYYMMDDTHH:MM_UTC.wav`, as public stacks show it; AWS does not
//! document it.

use lifecycle::ContactId;

/// The folder of the menu part's recordings; without it the recording is of an agent.
const MENU_PART: &str = "ivr";

/// The contact that a recording's name begins with. `None`: it is no recording of a caller's menu part.
#[must_use]
pub fn contact_of(key: &str) -> Option<ContactId> {
    let mut folders = key.split('/');
    let name = folders.next_back()?;
    let (contact, rest) = name.split_once('_')?;
    let ours = folders.any(|folder| folder == MENU_PART) && rest.ends_with(".wav");
    ContactId::new(contact).ok().filter(|_| ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTACT: &str = "1d9e6a5c-0000-4000-8000-000000000001";

    #[test]
    fn a_recordings_name_begins_with_its_contact() {
        for key in ["recordings/ivr/2026/11/26/{}_20261126T06:30_UTC.wav", "my calls/ivr/{}_x.wav"] {
            let read = contact_of(&key.replace("{}", CONTACT));
            assert_eq!(read.as_ref().map(ContactId::as_str), Some(CONTACT), "{key}");
        }
    }

    #[test]
    fn what_is_no_callers_recording_is_left_alone() {
        for key in [
            format!("recordings/2026/11/26/{CONTACT}_20261126T06%3A30_UTC.wav"),
            format!("recordings/ivr/2026/11/26/{CONTACT}_20261126T06%3A30_UTC.json"),
            format!("recordings/ivr/2026/11/26/{CONTACT}.wav"),
            "recordings/ivr/a#c_1.wav".to_owned(),
            "recordings/ivr/\u{fffd}_1.wav".to_owned(),
            "ivr".to_owned(),
            String::new(),
        ] {
            assert_eq!(contact_of(&key), None, "{key}");
        }
    }
}
