//! Reads the event that S3 sends when a file arrives (Amazon S3 User Guide, "Event message structure").

use helpline::ports::ObjectLocation;
use percent_encoding::percent_decode_str;
use serde::Deserialize;

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    s3: Object,
}

#[derive(Deserialize)]
struct Object {
    bucket: Bucket,
    object: Name,
}

#[derive(Deserialize)]
struct Bucket {
    name: String,
}

#[derive(Deserialize)]
struct Name {
    key: String,
}

/// The message with which S3 tries a queue that is set for events (Amazon S3 User Guide, "Enabling event
/// notifications").
const TEST: &str = "s3:TestEvent";

#[derive(Deserialize)]
struct Test {
    #[serde(rename = "Event")]
    event: String,
}

/// The event does not come from S3.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the event has no `Records` with a bucket and a key, as an event of S3 has")]
pub struct NotOfS3;

/// Returns the locations of the files in an event, each under its real key. In the event the key is percent-encoded,
/// with a plus sign for a space.
///
/// # Errors
/// [`NotOfS3`] if the event has another form.
pub fn places(event: &[u8]) -> Result<Vec<ObjectLocation>, NotOfS3> {
    if serde_json::from_slice(event).is_ok_and(|Test { event }: Test| event == TEST) {
        return Ok(Vec::new());
    }
    let event: Event = serde_json::from_slice(event).map_err(|_| NotOfS3)?;
    let place = |Record { s3 }: Record| {
        let key = s3.object.key.replace('+', " ");
        ObjectLocation { bucket: s3.bucket.name, key: percent_decode_str(&key).decode_utf8_lossy().into_owned() }
    };
    Ok(event.records.into_iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(in_event: &str) -> String {
        let event =
            format!(r#"{{"Records": [{{"s3": {{"bucket": {{"name": "b"}}, "object": {{"key": "{in_event}"}}}}}}]}}"#);
        places(event.as_bytes()).unwrap().remove(0).key
    }

    #[test]
    fn a_key_is_read_however_its_colon_comes() {
        for (in_event, is) in [
            ("ivr/c_06%3A30_UTC.wav", "ivr/c_06:30_UTC.wav"),
            ("ivr/c_06%3a30_UTC.wav", "ivr/c_06:30_UTC.wav"),
            ("ivr/c_06:30_UTC.wav", "ivr/c_06:30_UTC.wav"),
            // A file stored with an encoded colon has that name.
            ("ivr/c_06%253A30_UTC.wav", "ivr/c_06%3A30_UTC.wav"),
            ("my+calls/ivr/c_x.wav", "my calls/ivr/c_x.wav"),
        ] {
            assert_eq!(key(in_event), is);
        }
    }

    #[test]
    fn the_message_with_which_s3_tries_a_queue_tells_of_no_file() {
        let event = br#"{"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b", "RequestId": "1"}"#;
        assert_eq!(places(event), Ok(Vec::new()));
    }

    #[test]
    fn what_s3_never_sends_is_refused() {
        for event in [&b"{}"[..], b"", br#"{"Records": [{"s3": {}}]}"#] {
            assert_eq!(places(event), Err(NotOfS3));
        }
    }
}
