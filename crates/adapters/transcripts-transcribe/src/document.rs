//! Reads the file that Amazon Transcribe writes (Amazon Transcribe Developer Guide, "Data input and output").

use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    results: Results,
}

#[derive(Deserialize)]
struct Results {
    transcripts: Vec<Transcript>,
}

#[derive(Deserialize)]
struct Transcript {
    transcript: String,
}

/// The file does not come from Amazon Transcribe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the file has no `results.transcripts` with a text")]
pub struct BadDocument;

/// Returns the transcript in a file. It is empty if no word was understood.
///
/// # Errors
/// [`BadDocument`] if the file has another form.
pub fn transcript_of(file: &[u8]) -> Result<String, BadDocument> {
    let document: Document = serde_json::from_slice(file).map_err(|_| BadDocument)?;
    let texts: Vec<&str> = document.results.transcripts.iter().map(|one| one.transcript.trim()).collect();
    if texts.is_empty() { Err(BadDocument) } else { Ok(texts.join(" ").trim().to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_read_from_the_file() {
        let file = r#"{"jobName":"x","accountId":"1","status":"COMPLETED","results":{"transcripts":[{"transcript":"राशन नहीं मिला।"}],"items":[]}}"#;
        assert_eq!(transcript_of(file.as_bytes()).as_deref(), Ok("राशन नहीं मिला।"));
        assert_eq!(transcript_of(br#"{"results":{"transcripts":[{"transcript":" "}]}}"#).as_deref(), Ok(""));
        for wrong in [&b""[..], b"{}", br#"{"results":{"transcripts":[]}}"#] {
            assert_eq!(transcript_of(wrong), Err(BadDocument));
        }
    }
}
