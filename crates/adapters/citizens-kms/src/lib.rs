//! Seals the data of a citizen: the caller's number here, PINs in `KmsPins`, and disclosures in `KmsDisclosures`.
//!
//! The space of telephone numbers is so small that somebody could try all of them, so a plain hash would hide nothing:
//! the pseudonym is a message authentication code under a KMS key that never leaves KMS. The number itself is encrypted
//! under another KMS key. [`KmsCitizens`] only encrypts with that key; only the functions that send SMS or call back
//! may decrypt.

mod disclosures;
mod numbers;
mod pins;
mod states;

pub use disclosures::KmsDisclosures;
pub use numbers::KmsNumbers;
pub use pins::KmsPins;
pub use states::KmsStates;

use aws_kit::error_code;
use aws_sdk_kms::Client;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::MacAlgorithmSpec;
use helpline::ports::{Actions, NumberSealer, Unavailable};
use helpline::{CallerNumber, SealedCitizen};
use std::fmt::Write as _;

/// The encryption context of a number. It binds the ciphertext to its purpose, so that it cannot be moved elsewhere.
const CONTEXT: (&str, &str) = ("purpose", "citizen-number");

/// The two KMS keys: of pseudonyms and of numbers.
#[derive(Debug, Clone)]
pub struct KmsCitizens {
    client: Client,
    pseudonym_key: String,
    number_key: String,
}

impl KmsCitizens {
    /// Seals with these keys, given by id or ARN.
    #[must_use]
    pub fn new(client: Client, pseudonym_key: String, number_key: String) -> Self {
        Self { client, pseudonym_key, number_key }
    }

    async fn encrypted(&self, number: &[u8]) -> Result<Vec<u8>, Unavailable> {
        let (name, value) = CONTEXT;
        let sealed = self
            .client
            .encrypt()
            .key_id(&self.number_key)
            .encryption_context(name, value)
            .plaintext(Blob::new(number))
            .send()
            .await
            .map_err(|e| Unavailable(error_code("kms", &e)))?;
        Ok(sealed.ciphertext_blob.ok_or_else(|| Unavailable("kms gave no ciphertext".into()))?.into_inner())
    }
}

impl NumberSealer for KmsCitizens {
    const ACTIONS: Actions = &["kms:Encrypt", "kms:GenerateMac"];

    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        let bytes = number.expose().as_bytes();
        let (pseudonym, number) =
            futures::try_join!(mac(&self.client, &self.pseudonym_key, bytes), self.encrypted(bytes))?;
        Ok(SealedCitizen { pseudonym, number })
    }

    async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        mac(&self.client, &self.pseudonym_key, number.expose().as_bytes()).await
    }
}

/// Returns a message authentication code in hexadecimal digits.
async fn mac(client: &Client, key: &str, message: &[u8]) -> Result<String, Unavailable> {
    let mac = mac_bytes(client, key, message).await?;
    Ok(mac.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

/// Returns a message authentication code.
async fn mac_bytes(client: &Client, key: &str, message: &[u8]) -> Result<Vec<u8>, Unavailable> {
    let mac = client
        .generate_mac()
        .key_id(key)
        .mac_algorithm(MacAlgorithmSpec::HmacSha256)
        .message(Blob::new(message))
        .send()
        .await
        .map_err(|e| Unavailable(error_code("kms", &e)))?;
    Ok(mac.mac.ok_or_else(|| Unavailable("kms gave no mac".into()))?.into_inner())
}
