//! Puts objects into buckets, gets them, and opens them by a link.

use crate::endpoint::escape;
use crate::{Endpoint, Error};

const SERVICE: &str = "s3";

/// Returns an object's path; each part of its key is escaped.
fn path(bucket: &str, key: &str) -> String {
    let parts: Vec<String> = key.split('/').map(escape).collect();
    format!("/{bucket}/{}", parts.join("/"))
}

/// Puts an object.
///
/// # Errors
/// If there is no such bucket.
pub fn put(endpoint: &Endpoint, bucket: &str, key: &str, file: Vec<u8>) -> Result<(), Error> {
    endpoint.file(SERVICE, "PUT", &path(bucket, key), &[("Content-Type", "audio/wav")], file).map(drop)
}

/// Gets an object.
///
/// # Errors
/// If there is no such object.
pub fn get(endpoint: &Endpoint, bucket: &str, key: &str) -> Result<Vec<u8>, Error> {
    endpoint.file(SERVICE, "GET", &path(bucket, key), &[], Vec::new())
}

/// Gets the object at a link to this cloud.
///
/// # Errors
/// If the link leads to another cloud, or there is no object.
pub fn open(endpoint: &Endpoint, link: &str) -> Result<Vec<u8>, Error> {
    endpoint.file(SERVICE, "GET", endpoint.path_of(link)?, &[], Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_is_escaped_and_folders_are_not() {
        assert_eq!(path("b", "ivr/2026/c_T06:30.wav"), "/b/ivr/2026/c_T06%3A30.wav");
    }
}
