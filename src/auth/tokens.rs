//! Access tokens (RFC 9068) of people's sessions and of machine clients: short-lived, signed with ES256, checked by a fixed list of rules
//! (RFC 8725).

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, Header, Validation};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keyring::{BadKey, DatedKey, Keyring};
use super::policy::ClientScope;
use crate::core::crypto;

/// How long an access token is good for, in seconds.
pub const ACCESS_TOKEN_SECONDS: i64 = 15 * 60;
/// How far the clocks of two servers may differ, in seconds.
const CLOCK_SKEW_SECONDS: i64 = 30;
/// How long a key is believed after the next one began to sign: as long as its last token lives, by any server's clock.
pub const KEYS_ARE_BELIEVED_FOR: TimeDelta =
    TimeDelta::seconds(ACCESS_TOKEN_SECONDS + 2 * CLOCK_SKEW_SECONDS);
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
    /// The user, or the machine client.
    pub sub: Uuid,
    /// Audience.
    pub aud: String,
    /// End, in seconds since 1970.
    pub exp: i64,
    /// Beginning, in seconds since 1970.
    pub iat: i64,
    /// The token's own id.
    pub jti: Uuid,
    /// The client it was issued to: the service's own page, or the machine client itself.
    pub client_id: String,
    /// The session it belongs to, of a user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<Uuid>,
    /// What it is good for, of a machine client (RFC 9068, 2.2.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// To whom a token was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A user's session.
    Session(Uuid),
    /// A machine client, for these scopes.
    Client(Vec<ClientScope>),
}

impl Claims {
    /// To whom it was issued; `None` where it contradicts itself.
    #[must_use]
    pub fn holder(&self) -> Option<Holder> {
        match (self.sid, &self.scope) {
            (Some(session), None) if self.client_id == CLIENT => Some(Holder::Session(session)),
            (None, Some(scope)) if self.client_id == self.sub.to_string() => {
                ClientScope::split(scope).map(Holder::Client)
            }
            _ => None,
        }
    }
}

/// The keys that are believed now, and how often they were replaced.
#[derive(Clone)]
struct Keys {
    generation: u64,
    ring: Arc<Keyring>,
}

/// A token whose signature was checked, and by which keys: a thread that still had the old ones may remember it after
/// they were replaced.
#[derive(Clone)]
struct Remembered {
    generation: u64,
    claims: Arc<Claims>,
}

/// Issues and checks access tokens.
pub struct Tokens {
    issuer: String,
    keys: RwLock<Keys>,
    remembered: Cache<Vec<u8>, Remembered>,
}

impl Tokens {
    /// Tokens of `issuer`, signed with one of these keys.
    ///
    /// # Errors
    /// [`BadKey`] when one of them is something else, or there is none.
    pub fn new(issuer: String, keys: &[DatedKey]) -> Result<Self, BadKey> {
        let ring = Arc::new(Keyring::new(keys, KEYS_ARE_BELIEVED_FOR)?);
        let keys = RwLock::new(Keys { generation: 0, ring });
        let remembered = Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(REMEMBERED).build();
        Ok(Self { issuer, keys, remembered })
    }

    /// Takes other keys from now on; tokens of keys that are gone are good no longer.
    ///
    /// # Errors
    /// [`BadKey`]; the present keys stay then.
    pub fn replace_keys(&self, keys: &[DatedKey]) -> Result<(), BadKey> {
        let ring = Arc::new(Keyring::new(keys, KEYS_ARE_BELIEVED_FOR)?);
        let mut present = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        *present = Keys { generation: present.generation + 1, ring };
        drop(present);
        self.remembered.invalidate_all();
        Ok(())
    }

    fn keys(&self) -> Keys {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A token for a user's session, good from `now` on.
    ///
    /// # Errors
    /// When signing fails: a fault of ours.
    pub fn issue(&self, user_id: Uuid, session_id: Uuid, now: DateTime<Utc>) -> Result<String, BadKey> {
        let claims =
            Claims { client_id: CLIENT.to_owned(), sid: Some(session_id), ..self.claims(user_id, now) };
        self.sign(&claims, now)
    }

    /// A token for a machine client and some of its scopes, good from `now` on.
    ///
    /// # Errors
    /// When signing fails: a fault of ours.
    pub fn issue_to_client(
        &self,
        id: Uuid,
        scopes: &[ClientScope],
        now: DateTime<Utc>,
    ) -> Result<String, BadKey> {
        let claims = Claims { scope: Some(ClientScope::join(scopes)), ..self.claims(id, now) };
        self.sign(&claims, now)
    }

    /// Who issues the tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    fn claims(&self, subject: Uuid, now: DateTime<Utc>) -> Claims {
        Claims {
            iss: self.issuer.clone(),
            sub: subject,
            aud: AUDIENCE.to_owned(),
            exp: now.timestamp() + ACCESS_TOKEN_SECONDS,
            iat: now.timestamp(),
            jti: Uuid::new_v4(),
            client_id: subject.to_string(),
            sid: None,
            scope: None,
        }
    }

    fn sign(&self, claims: &Claims, now: DateTime<Utc>) -> Result<String, BadKey> {
        let keys = self.keys();
        let key = keys.ring.signing(now).ok_or(BadKey::Missing)?;
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.id.clone());
        jsonwebtoken::encode(&header, claims, &key.signing)
            .map_err(|error| BadKey::Unreadable(error.to_string()))
    }

    /// The claims of a token that is ours, whole and in time; `None` for anything else.
    #[must_use]
    pub fn check(&self, token: &str, now: DateTime<Utc>) -> Option<Arc<Claims>> {
        if token.len() > MAX_TOKEN_BYTES {
            return None;
        }
        let digest = crypto::sha256(&[token.as_bytes()]);
        let keys = self.keys();
        let remembered = self.remembered.get(&digest).filter(|known| known.generation == keys.generation);
        let claims = if let Some(known) = remembered {
            known.claims
        } else {
            let claims = Arc::new(self.verify(&keys.ring, token, now)?);
            let known = Remembered { generation: keys.generation, claims: Arc::clone(&claims) };
            self.remembered.insert(digest, known);
            claims
        };
        (claims.iat <= now.timestamp() + CLOCK_SKEW_SECONDS && now.timestamp() < claims.exp).then_some(claims)
    }

    /// The public keys, for whoever wants to check our tokens (RFC 7517).
    #[must_use]
    pub fn public_keys(&self, now: DateTime<Utc>) -> JwkSet {
        self.keys().ring.public(now)
    }

    fn verify(&self, keys: &Keyring, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) || header.crit.is_some() {
            return None;
        }
        let key = keys.find_valid(header.kid.as_deref()?, now)?;
        let mut rules = Validation::new(Algorithm::ES256);
        rules.set_audience(&[AUDIENCE]);
        rules.set_issuer(&[&self.issuer]);
        // Time is judged by the clock that was handed in.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.checking, &rules).ok()?.claims;
        claims.holder().is_some().then_some(claims)
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tokens({})", self.issuer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(now: DateTime<Utc>) -> DatedKey {
        DatedKey { signs_from: now, pem: crypto::new_signing_key().unwrap() }
    }

    /// A thread that checked a token by the old keys may remember it after they were replaced and all was forgotten.
    #[test]
    fn what_was_checked_by_stolen_keys_is_not_believed_any_more() {
        let now = DateTime::from_timestamp(1_764_000_000, 0).unwrap();
        let tokens = Tokens::new("thidua".to_owned(), &[key(now)]).unwrap();
        let token = tokens.issue(Uuid::now_v7(), Uuid::now_v7(), now).unwrap();
        let claims = tokens.check(&token, now).unwrap();
        tokens.replace_keys(&[key(now)]).unwrap();
        let late = Remembered { generation: 0, claims };
        tokens.remembered.insert(crypto::sha256(&[token.as_bytes()]), late);
        assert!(tokens.check(&token, now).is_none());
    }
}
