//! How a delivery is signed: Standard Webhooks 1.0, `v1`.

use uuid::Uuid;

use crate::core::crypto::{self, PurposeKey};

/// What a secret begins with, so that people and scanners know it as one.
const PREFIX: &str = "whsec_";

/// The key of a secret. It is derived from the installation's own secret and the secret's id, and stands in no table.
#[derive(Clone)]
pub struct SigningKey(Vec<u8>);

impl SigningKey {
    /// The key of the secret of this id.
    #[must_use]
    pub fn derive(installation: &PurposeKey, secret: Uuid) -> Self {
        Self(installation.sign(secret.as_bytes()))
    }

    /// The secret as the receiver takes it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", crypto::to_base64(&self.0))
    }

    /// The signature of what is sent under an id at an instant, in seconds.
    #[must_use]
    pub fn sign(&self, id: &str, at: i64, body: &str) -> String {
        let at = at.to_string();
        let parts = [id, ".", &at, ".", body].map(str::as_bytes);
        format!("v1,{}", crypto::to_base64(&crypto::hmac_sha256(&self.0, &parts)))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// The signatures by some keys, as the header `webhook-signature` carries them.
#[must_use]
pub fn signatures(keys: &[SigningKey], id: &str, at: i64, body: &str) -> String {
    keys.iter().map(|key| key.sign(id, at, body)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[test]
    fn the_example_of_the_specification_has_its_signature() {
        let key = SigningKey(STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap());
        let signed = key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(key.text(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    #[test]
    fn each_secret_has_a_key_of_its_own() {
        let (one, other) =
            (PurposeKey::derive(b"secret", "webhooks"), PurposeKey::derive(b"other", "webhooks"));
        let id = Uuid::from_u128(7);
        let texts = [(&one, id), (&one, Uuid::from_u128(8)), (&other, id)]
            .map(|(key, id)| SigningKey::derive(key, id).text());
        assert!(texts[0] != texts[1] && texts[0] != texts[2]);
        assert_eq!(texts[0], SigningKey::derive(&one, id).text());
        let keys = [SigningKey::derive(&one, id), SigningKey::derive(&one, Uuid::from_u128(8))];
        assert_eq!(signatures(&keys, "a", 1, "{}").matches("v1,").count(), 2);
    }
}
