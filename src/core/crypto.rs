//! The few cryptographic operations the house needs, all from one provider.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use aws_lc_rs::{digest, hmac, rand};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Characters in a line of a PEM file (RFC 7468).
const PEM_LINE: usize = 64;

/// The system's source of randomness failed; nothing secret can be made.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no random bytes")]
pub struct NoRandomness;

/// SHA-256 of the parts in a row.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    context.finish().as_ref().to_vec()
}

/// SHA-256 of bytes that come one after another.
pub struct Hasher(digest::Context);

impl Default for Hasher {
    fn default() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }
}

impl Hasher {
    /// Takes the next bytes in.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0.finish().as_ref().to_vec()
    }
}

/// Bytes as hexadecimal digits in lower case.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    hex::encode(bytes)
}

/// A fresh secret of 32 bytes.
///
/// # Errors
/// [`NoRandomness`] when the system has none.
pub fn random_secret() -> Result<[u8; 32], NoRandomness> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A fresh P-256 key in PEM form.
///
/// # Errors
/// [`NoRandomness`] when the system has none.
pub fn new_signing_key() -> Result<String, NoRandomness> {
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &rand::SystemRandom::new())
        .map_err(|_| NoRandomness)?;
    let text = STANDARD.encode(key.as_ref());
    let lines: Vec<String> =
        text.chars().collect::<Vec<_>>().chunks(PEM_LINE).map(|line| line.iter().collect()).collect();
    Ok(format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n")))
}

/// Bytes as text that fits in a URL.
#[must_use]
pub fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes behind such a text, if it is one.
#[must_use]
pub fn from_text(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Bytes as text in the alphabet of base64, with its padding.
#[must_use]
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// HMAC-SHA256 of the parts in a row.
#[must_use]
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        context.update(part);
    }
    context.sign().as_ref().to_vec()
}

/// A secret key for one purpose, never for two.
#[derive(Clone)]
pub struct PurposeKey(hmac::Key);

impl PurposeKey {
    /// The key that belongs to `purpose` under the installation's secret.
    #[must_use]
    pub fn derive(secret: &[u8], purpose: &str) -> Self {
        let master = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let derived = hmac::sign(&master, purpose.as_bytes());
        Self(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))
    }

    /// The mark of `message`: 32 bytes that only the holder of the key can make.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        hmac::sign(&self.0, message).as_ref().to_vec()
    }

    /// Whether `mark` is the mark of `message`, in constant time.
    #[must_use]
    pub fn verify(&self, message: &[u8], mark: &[u8]) -> bool {
        hmac::verify(&self.0, message, mark).is_ok()
    }
}

impl std::fmt::Debug for PurposeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PurposeKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ() {
        let secrets: std::collections::HashSet<_> = (0..1000).map(|_| random_secret().unwrap()).collect();
        assert_eq!(secrets.len(), 1000);
    }

    #[test]
    fn keys_of_two_purposes_do_not_know_each_other() {
        let cursor = PurposeKey::derive(b"secret", "cursor");
        let refresh = PurposeKey::derive(b"secret", "refresh");
        let mark = cursor.sign(b"message");
        assert!(cursor.verify(b"message", &mark));
        assert!(!refresh.verify(b"message", &mark));
        assert!(!cursor.verify(b"massage", &mark));
    }
}
