//! Makes the marks of PINs: codes under a KMS key of their own, which only functions that take PINs may use. Without a
//! secret key, ten thousand tries would find the PIN of any mark.

use crate::mac;
use aws_sdk_kms::Client;
use helpline::Digits;
use helpline::ports::{Actions, PinMarker, Unavailable};
use lifecycle::Ticket;

/// The KMS key of the marks.
#[derive(Debug, Clone)]
pub struct KmsPins {
    client: Client,
    key: String,
}

impl KmsPins {
    /// Marks with this key, given by id or ARN.
    #[must_use]
    pub fn new(client: Client, key: String) -> Self {
        Self { client, key }
    }
}

impl PinMarker for KmsPins {
    const ACTIONS: Actions = &["kms:GenerateMac"];

    async fn mark(&self, ticket: &Ticket, pin: &Digits) -> Result<String, Unavailable> {
        mac(&self.client, &self.key, format!("{ticket}/{}", pin.expose()).as_bytes()).await
    }
}
