//! The public keys by which a machine client proves itself.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

/// The shortest modulus of an RSA key, in bytes: 2048 bits.
const RSA_MODULUS_BYTES: usize = 256;
/// The longest, 4096 bits: a longer one would cost a lot at every call.
const RSA_MODULUS_BYTES_MAX: usize = 512;
/// Members that only a secret key has.
const SECRET_MEMBERS: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// Why a key is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// It is none, or of another kind: P-256, Ed25519 or RSA of 2048 to 4096 bits are taken.
    Unusable,
    /// It holds the secret half.
    Secret,
}

/// A public key that checks signatures, with the algorithms that it is for.
///
/// # Errors
/// [`KeyFault`].
pub fn check_key(key: &Value) -> Result<(DecodingKey, &'static [Algorithm]), KeyFault> {
    if SECRET_MEMBERS.iter().any(|member| key.get(*member).is_some()) {
        return Err(KeyFault::Secret);
    }
    let key: Jwk = serde_json::from_value(key.clone()).map_err(|_| KeyFault::Unusable)?;
    let common = &key.common;
    let is_for_signatures = common.public_key_use.as_ref().is_none_or(|own| *own == PublicKeyUse::Signature)
        && common.key_operations.as_ref().is_none_or(|own| own.contains(&KeyOperations::Verify));
    let algorithms: &[Algorithm] = match &key.algorithm {
        AlgorithmParameters::EllipticCurve(own) if own.curve == EllipticCurve::P256 => &[Algorithm::ES256],
        AlgorithmParameters::OctetKeyPair(own) if own.curve == EllipticCurve::Ed25519 => &[Algorithm::EdDSA],
        AlgorithmParameters::RSA(own) if has_length(&own.n) => &[Algorithm::RS256, Algorithm::PS256],
        _ => return Err(KeyFault::Unusable),
    };
    if !is_for_signatures {
        return Err(KeyFault::Unusable);
    }
    DecodingKey::from_jwk(&key).map(|checking| (checking, algorithms)).map_err(|_| KeyFault::Unusable)
}

fn has_length(modulus: &str) -> bool {
    let bytes = crate::core::crypto::from_text(modulus).map_or(0, |bytes| bytes.len());
    (RSA_MODULUS_BYTES..=RSA_MODULUS_BYTES_MAX).contains(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn public_keys_that_sign_are_taken_and_nothing_else() {
        let curve = json!({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
        let with = |name: &str, value: Value| {
            let mut own = curve.clone();
            own[name] = value;
            own
        };
        let edwards =
            json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
        let short = json!({"kty": "RSA", "e": "AQAB", "n": crate::core::crypto::to_text(&[0xff; 128])});
        let long = json!({"kty": "RSA", "e": "AQAB", "n": crate::core::crypto::to_text(&[0xff; 256])});
        let huge = json!({"kty": "RSA", "e": "AQAB", "n": crate::core::crypto::to_text(&[0xff; 2048])});
        for (key, expected) in [
            (curve.clone(), Ok(&[Algorithm::ES256][..])),
            (with("use", json!("sig")), Ok(&[Algorithm::ES256][..])),
            (edwards, Ok(&[Algorithm::EdDSA][..])),
            (long, Ok(&[Algorithm::RS256, Algorithm::PS256][..])),
            (with("use", json!("enc")), Err(KeyFault::Unusable)),
            (with("crv", json!("P-384")), Err(KeyFault::Unusable)),
            (with("d", json!("AAAA")), Err(KeyFault::Secret)),
            (json!({"kty": "oct", "k": "AAAA"}), Err(KeyFault::Secret)),
            (short, Err(KeyFault::Unusable)),
            (huge, Err(KeyFault::Unusable)),
            (json!({"kty": "EC"}), Err(KeyFault::Unusable)),
            (json!({}), Err(KeyFault::Unusable)),
        ] {
            assert_eq!(check_key(&key).map(|(_, algorithms)| algorithms), expected, "{key}");
        }
    }
}
