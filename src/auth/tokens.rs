//! Access tokens (RFC 9068): short-lived, signed with ES256, checked by a fixed list of rules (RFC 8725).

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypto;

/// How long an access token is good for, in seconds.
pub const ACCESS_TOKEN_SECONDS: i64 = 15 * 60;
/// How far the clocks of two servers may differ, in seconds.
const CLOCK_SKEW_SECONDS: i64 = 30;
/// The API as an audience.
const AUDIENCE: &str = "thidua-api";
/// The client that people use: the service's own page.
const CLIENT: &str = "thidua";
/// `typ` of an access token (RFC 9068, 2.1); any other kind of token is refused here.
const TYPE: &str = "at+jwt";
/// A checked signature is remembered this long; expiry and revocation are looked at every time.
const REMEMBERED: Duration = Duration::from_mins(1);
const MOST_REMEMBERED: u64 = 10_000;
/// More than any token of ours has.
const MAX_TOKEN_BYTES: usize = 4096;

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// The user.
    pub sub: Uuid,
    /// Audience.
    pub aud: String,
    /// End, in seconds since 1970.
    pub exp: i64,
    /// Beginning, in seconds since 1970.
    pub iat: i64,
    /// The token's own id.
    pub jti: Uuid,
    /// The client it was issued to.
    pub client_id: String,
    /// The session it belongs to.
    pub sid: Uuid,
}

/// A signing key can't be used.
#[derive(Debug, thiserror::Error)]
#[error("the signing key is not a P-256 private key in PKCS #8 PEM form: {0}")]
pub struct BadKey(String);

/// Issues and checks access tokens.
pub struct Tokens {
    issuer: String,
    key_id: String,
    signing: EncodingKey,
    checking: DecodingKey,
    public: JwkSet,
    remembered: Cache<Vec<u8>, Arc<Claims>>,
}

impl Tokens {
    /// Tokens of `issuer`, signed with a P-256 key in PEM form.
    ///
    /// # Errors
    /// [`BadKey`] when the PEM text is something else.
    pub fn new(issuer: String, pem: &str) -> Result<Self, BadKey> {
        let bad = |error: jsonwebtoken::errors::Error| BadKey(error.to_string());
        let signing = EncodingKey::from_ec_pem(pem.as_bytes()).map_err(bad)?;
        let mut jwk = Jwk::from_encoding_key(&signing, Algorithm::ES256).map_err(bad)?;
        let key_id = jwk.thumbprint(ThumbprintHash::SHA256).map_err(bad)?;
        jwk.common.key_id = Some(key_id.clone());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        let checking = DecodingKey::from_jwk(&jwk).map_err(bad)?;
        let remembered = Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(REMEMBERED).build();
        Ok(Self { issuer, key_id, signing, checking, public: JwkSet { keys: vec![jwk] }, remembered })
    }

    /// A token for a user's session, good from `now` on.
    ///
    /// # Errors
    /// When signing fails: a fault of ours.
    pub fn issue(&self, user_id: Uuid, session_id: Uuid, now: DateTime<Utc>) -> Result<String, BadKey> {
        let claims = Claims {
            iss: self.issuer.clone(),
            sub: user_id,
            aud: AUDIENCE.to_owned(),
            exp: now.timestamp() + ACCESS_TOKEN_SECONDS,
            iat: now.timestamp(),
            jti: Uuid::new_v4(),
            client_id: CLIENT.to_owned(),
            sid: session_id,
        };
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.key_id.clone());
        jsonwebtoken::encode(&header, &claims, &self.signing).map_err(|error| BadKey(error.to_string()))
    }

    /// The claims of a token that is ours, whole and in time; `None` for anything else.
    #[must_use]
    pub fn check(&self, token: &str, now: DateTime<Utc>) -> Option<Arc<Claims>> {
        if token.len() > MAX_TOKEN_BYTES {
            return None;
        }
        let digest = crypto::sha256(&[token.as_bytes()]);
        let claims = if let Some(claims) = self.remembered.get(&digest) {
            claims
        } else {
            let claims = Arc::new(self.verified(token)?);
            self.remembered.insert(digest, Arc::clone(&claims));
            claims
        };
        (claims.iat <= now.timestamp() + CLOCK_SKEW_SECONDS && now.timestamp() < claims.exp).then_some(claims)
    }

    /// The public keys, for whoever wants to check our tokens (RFC 7517).
    #[must_use]
    pub fn public_keys(&self) -> &JwkSet {
        &self.public
    }

    fn verified(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let is_ours = header.typ.as_deref() == Some(TYPE) && header.kid.as_deref() == Some(&self.key_id);
        if !is_ours || header.crit.is_some() {
            return None;
        }
        let mut rules = Validation::new(Algorithm::ES256);
        rules.set_audience(&[AUDIENCE]);
        rules.set_issuer(&[&self.issuer]);
        // Time is judged by the clock that was handed in.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.checking, &rules).ok()?.claims;
        (claims.client_id == CLIENT).then_some(claims)
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tokens({})", self.key_id)
    }
}
