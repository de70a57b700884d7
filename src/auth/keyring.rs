//! The keys that sign access tokens: each signs from its instant on until the next one does, and is believed for as
//! long as its last token lives.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde_json::Value;

/// A signing key and the instant from which it signs.
#[derive(Clone)]
pub struct DatedKey {
    /// When it begins to sign.
    pub signs_from: DateTime<Utc>,
    /// P-256, PKCS #8, PEM.
    pub pem: String,
}

impl std::fmt::Debug for DatedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DatedKey({})", self.signs_from)
    }
}

/// Keys that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum BadKey {
    /// Something else than a key.
    #[error("a signing key is not a P-256 private key in PKCS #8 PEM form: {0}")]
    Unreadable(String),
    /// No key at all.
    #[error("there is no signing key")]
    Missing,
}

/// The key that signs badges, apart from those of access tokens: these end with their last token, a badge is verified years later.
pub struct BadgeKey(Key);

impl BadgeKey {
    /// The key in this file.
    ///
    /// # Errors
    /// [`BadKey`] when it is something else.
    pub fn new(pem: &str) -> Result<Self, BadKey> {
        let key = DatedKey { signs_from: DateTime::UNIX_EPOCH, pem: pem.to_owned() };
        Ok(Self(Key::new(&key)?))
    }

    /// A credential as a signed text (compact JWS, ES256) that carries the public key by which it is checked.
    ///
    /// # Errors
    /// When signing fails: a fault of ours.
    pub fn sign(&self, credential: &Value) -> Result<String, BadKey> {
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(self.0.id.clone());
        header.jwk = Some(self.0.public.clone());
        let signed = jsonwebtoken::encode(&header, credential, &self.0.signing);
        signed.map_err(|error| BadKey::Unreadable(error.to_string()))
    }

    /// The public half, for whoever wants to check a badge (RFC 7517).
    #[must_use]
    pub fn public(&self) -> JwkSet {
        JwkSet { keys: vec![self.0.public.clone()] }
    }
}

impl std::fmt::Debug for BadgeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BadgeKey({})", self.0.id)
    }
}

/// One key, ready for use.
pub(super) struct Key {
    /// Its thumbprint (RFC 7638): `kid` of the tokens it signed.
    pub id: String,
    pub signing: EncodingKey,
    pub checking: DecodingKey,
    signs_from: DateTime<Utc>,
    public: Jwk,
}

/// All keys, the first to sign first; never empty.
pub(super) struct Keyring {
    keys: Vec<Key>,
    /// How long a token lives, with the difference of two clocks.
    believed_for: TimeDelta,
}

impl Keyring {
    /// The ring of these keys.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn new(keys: &[DatedKey], believed_for: TimeDelta) -> Result<Self, BadKey> {
        let mut keys: Vec<Key> = keys.iter().map(Key::new).collect::<Result<_, _>>()?;
        keys.sort_by_key(|key| key.signs_from);
        if keys.is_empty() { Err(BadKey::Missing) } else { Ok(Self { keys, believed_for }) }
    }

    /// The key that signs now: the last one that has begun, or the first that will.
    pub fn signing(&self, now: DateTime<Utc>) -> Option<&Key> {
        self.keys.iter().rev().find(|key| key.signs_from <= now).or_else(|| self.keys.first())
    }

    /// The key of this id, while its tokens can be good. A server whose clock is ahead signs with the next one first,
    /// so keys to come are believed, too.
    pub fn find_valid(&self, id: &str, now: DateTime<Utc>) -> Option<&Key> {
        self.all_valid(now).find(|key| key.id == id)
    }

    /// The public halves of all keys that are believed.
    pub fn public(&self, now: DateTime<Utc>) -> JwkSet {
        JwkSet { keys: self.all_valid(now).map(|key| key.public.clone()).collect() }
    }

    fn all_valid(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Key> {
        let next = self.keys.iter().skip(1).map(|key| Some(key.signs_from)).chain([None]);
        self.keys
            .iter()
            .zip(next)
            .filter(move |(_, next)| is_valid(*next, self.believed_for, now))
            .map(|(key, _)| key)
    }
}

/// Whether a key is believed that was followed by another at `next`.
#[must_use]
pub fn is_valid(next: Option<DateTime<Utc>>, believed_for: TimeDelta, now: DateTime<Utc>) -> bool {
    next.is_none_or(|next| now < next + believed_for)
}

impl Key {
    fn new(key: &DatedKey) -> Result<Self, BadKey> {
        let bad = |error: jsonwebtoken::errors::Error| BadKey::Unreadable(error.to_string());
        let signing = EncodingKey::from_ec_pem(key.pem.as_bytes()).map_err(bad)?;
        let mut public = Jwk::from_encoding_key(&signing, Algorithm::ES256).map_err(bad)?;
        let id = public.thumbprint(ThumbprintHash::SHA256).map_err(bad)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        let checking = DecodingKey::from_jwk(&public).map_err(bad)?;
        Ok(Self { id, signing, checking, signs_from: key.signs_from, public })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::crypto::new_signing_key;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + 60 * minutes, 0).unwrap()
    }

    #[test]
    fn a_key_signs_until_the_next_one_and_is_believed_while_its_tokens_live() {
        let key = |minutes| DatedKey { signs_from: at(minutes), pem: new_signing_key().unwrap() };
        let (old, new) = (key(0), key(100));
        let ring = Keyring::new(&[new.clone(), old.clone()], TimeDelta::minutes(16)).unwrap();
        let id = |key: &DatedKey| Key::new(key).unwrap().id;
        let (old, new) = (id(&old), id(&new));
        for (minutes, signing, believed) in [
            (-5, &old, vec![&old, &new]),
            (0, &old, vec![&old, &new]),
            (99, &old, vec![&old, &new]),
            (100, &new, vec![&old, &new]),
            (115, &new, vec![&old, &new]),
            (116, &new, vec![&new]),
        ] {
            let now = at(minutes);
            assert_eq!(&ring.signing(now).unwrap().id, signing, "{minutes}");
            let found: Vec<_> =
                [&old, &new].into_iter().filter(|id| ring.find_valid(id, now).is_some()).collect();
            assert_eq!(found, believed, "{minutes}");
            assert_eq!(ring.public(now).keys.len(), believed.len(), "{minutes}");
        }
    }

    #[test]
    fn a_ring_without_a_key_is_none() {
        assert!(matches!(Keyring::new(&[], TimeDelta::minutes(16)), Err(BadKey::Missing)));
        let broken = DatedKey { signs_from: at(0), pem: "no key".to_owned() };
        assert!(matches!(Keyring::new(&[broken], TimeDelta::minutes(16)), Err(BadKey::Unreadable(_))));
    }
}
