//! Opens callers' numbers, for the functions that send them an SMS or call them.

use crate::CONTEXT;
use aws_kit::error_code;
use aws_sdk_kms::Client;
use aws_sdk_kms::primitives::Blob;
use helpline::CallerNumber;
use helpline::ports::{Actions, NumberOpener, Unavailable};

/// Opens numbers with the KMS key of numbers, for a function that may decrypt with it.
#[derive(Debug, Clone)]
pub struct KmsNumbers {
    client: Client,
}

impl KmsNumbers {
    /// Opens a number with the key that sealed it. The function needs leave to use that key.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

impl NumberOpener for KmsNumbers {
    const ACTIONS: Actions = &["kms:Decrypt"];

    async fn open_number(&self, sealed: &[u8]) -> Result<CallerNumber, Unavailable> {
        let (name, value) = CONTEXT;
        let opened =
            self.client.decrypt().encryption_context(name, value).ciphertext_blob(Blob::new(sealed)).send().await;
        let opened = opened.map_err(|e| Unavailable(error_code("kms", &e)))?;
        let text = opened.plaintext.and_then(|bytes| String::from_utf8(bytes.into_inner()).ok());
        let number = text.as_deref().and_then(CallerNumber::new);
        number.ok_or_else(|| Unavailable("the opened value is no telephone number".into()))
    }
}
