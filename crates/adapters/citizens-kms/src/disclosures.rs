//! Seals the values that a citizen discloses to a department. They are encrypted under a KMS key of their own, so that
//! a value opens only for its case and field.

use aws_kit::error_code;
use aws_sdk_kms::Client;
use aws_sdk_kms::primitives::Blob;
use aws_smithy_types::base64;
use helpline::Disclosed;
use helpline::ports::{Actions, DisclosureOpener, DisclosureSealer, Unavailable};
use lifecycle::{Field, Sealed, Ticket};
use std::collections::HashMap;

/// The KMS key of disclosures.
#[derive(Debug, Clone)]
pub struct KmsDisclosures {
    client: Client,
    key: String,
}

impl KmsDisclosures {
    /// Seals and opens with this key, given by id or ARN.
    #[must_use]
    pub fn new(client: Client, key: String) -> Self {
        Self { client, key }
    }
}

/// The encryption context. It binds the ciphertext to its case and field, so that it cannot be moved to another.
fn context(ticket: &Ticket, field: Field) -> HashMap<String, String> {
    let pairs = [("purpose", "disclosure"), ("ticket", ticket.as_str()), ("field", field.as_str())];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

impl DisclosureSealer for KmsDisclosures {
    const ACTIONS: Actions = &["kms:Encrypt"];

    async fn seal_disclosure(&self, ticket: &Ticket, field: Field, value: &Disclosed) -> Result<Sealed, Unavailable> {
        let sealed = self
            .client
            .encrypt()
            .key_id(&self.key)
            .set_encryption_context(Some(context(ticket, field)))
            .plaintext(Blob::new(value.expose()))
            .send()
            .await
            .map_err(|e| Unavailable(error_code("kms", &e)))?;
        let sealed = sealed.ciphertext_blob.ok_or_else(|| Unavailable("kms gave no ciphertext".into()))?;
        Sealed::new(base64::encode(sealed)).map_err(|_| Unavailable("kms gave a ciphertext too long to keep".into()))
    }
}

impl DisclosureOpener for KmsDisclosures {
    const ACTIONS: Actions = &["kms:Decrypt"];

    async fn open(&self, ticket: &Ticket, field: Field, sealed: &Sealed) -> Result<Disclosed, Unavailable> {
        let sealed =
            base64::decode(sealed.as_str()).map_err(|_| Unavailable("the sealed value is no base64".into()))?;
        let opened = self
            .client
            .decrypt()
            .key_id(&self.key)
            .set_encryption_context(Some(context(ticket, field)))
            .ciphertext_blob(Blob::new(sealed))
            .send()
            .await
            .map_err(|e| Unavailable(error_code("kms", &e)))?;
        let bytes = opened.plaintext.ok_or_else(|| Unavailable("kms gave no plaintext".into()))?.into_inner();
        let value = String::from_utf8(bytes).ok().as_deref().and_then(Disclosed::new);
        value.ok_or_else(|| Unavailable("the opened value is no disclosure".into()))
    }
}
