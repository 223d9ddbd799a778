//! The marks of PINs: codes under a KMS key of their own, which only who takes PINs may use. Ten thousand tries would
//! open any other.

use crate::mac;
use aws_sdk_kms::Client;
use helpline::Digits;
use helpline::ports::{Actions, PinMarker, Unavailable};
use lifecycle::Ticket;

/// The key of marks.
#[derive(Debug, Clone)]
pub struct KmsPins {
    client: Client,
    key: String,
}

impl KmsPins {
    /// Marks with this key, by id or ARN.
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
