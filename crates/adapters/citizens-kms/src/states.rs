//! Derives the keys of calls' states: codes of a dated label, under a key of their own. One day's key makes
//! neither another day's key nor a pseudonym nor the mark of a PIN.

use crate::mac_bytes;
use aws_sdk_kms::Client;
use helpline::ports::{Actions, StateKeys, Unavailable};
use jiff::civil::Date;
use protocol::SealKey;

/// The KMS key of the keys of states.
#[derive(Debug, Clone)]
pub struct KmsStates {
    client: Client,
    key: String,
}

impl KmsStates {
    /// Derives with this key, given by id or ARN.
    #[must_use]
    pub fn new(client: Client, key: String) -> Self {
        Self { client, key }
    }
}

impl StateKeys for KmsStates {
    const ACTIONS: Actions = &["kms:GenerateMac"];

    async fn state_key(&self, day: Date) -> Result<SealKey, Unavailable> {
        let code = mac_bytes(&self.client, &self.key, SealKey::label(day).as_bytes()).await?;
        let key: [u8; 32] = code.try_into().map_err(|_| Unavailable("kms gave a mac of another length".into()))?;
        Ok(SealKey::new(day, key))
    }
}
