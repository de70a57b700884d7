//! Which client asks: by its secret, or by an assertion that it signed (RFC 7523).

use std::net::IpAddr;

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::Validation;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::endpoints::TOKEN_PATH;
use super::error::OAuthError;
use super::form::{Form, Proof};
use crate::core::crypto;
use crate::db::{self, Connection};
use crate::features::clients::rules::check_key;
use crate::features::clients::store::{self, Client};
use crate::operations::state::State;

/// How far ahead an assertion may end; some libraries say an hour.
const ASSERTION_LIVES: TimeDelta = TimeDelta::hours(1);
/// How far the clock of a client may differ.
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(30);
/// The longest `jti`, in bytes.
const MOST_JTI_BYTES: usize = 256;

/// What an assertion says.
#[derive(Debug, Deserialize)]
struct Assertion {
    iss: Uuid,
    sub: Uuid,
    aud: Value,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    jti: String,
}

/// What a client is asked about.
pub(super) struct Asked {
    proof: Proof,
    from: Option<IpAddr>,
    now: DateTime<Utc>,
    /// What an assertion may name as its audience.
    audiences: Vec<String>,
}

impl Asked {
    /// How the client of a request proves itself.
    pub fn of(request: &HttpRequest, state: &State, form: &Form) -> Result<Self, OAuthError> {
        let issuer = state.authenticator.tokens().issuer();
        Ok(Self {
            proof: form.proof(request)?,
            from: state.trusted_proxies.client_of(request),
            now: state.clock.now(),
            audiences: vec![issuer.to_owned(), format!("{}{TOKEN_PATH}", state.public_base_url)],
        })
    }

    /// The client, once it has proved itself.
    ///
    /// # Errors
    /// `invalid_client`, whatever was wrong.
    pub async fn authenticate(&self, tx: &mut Connection, state: &State) -> Result<Client, OAuthError> {
        let (claimed, by_basic) = match &self.proof {
            Proof::Secret { client, by_basic, .. } => (*client, *by_basic),
            Proof::Assertion(assertion) => (claimed_subject(assertion), false),
        };
        let refused = OAuthError::InvalidClient { by_basic };
        let Some(id) = claimed else { return Err(refused) };
        let client = match store::find(tx, id).await {
            Err(db::Error::NotFound) => return Err(refused),
            client => client?,
        };
        let has_proved = match &self.proof {
            Proof::Secret { secret, .. } => {
                store::has_secret(tx, id, &crypto::sha256(&[secret.as_bytes()])).await?
            }
            Proof::Assertion(assertion) => self.accept(tx, id, assertion).await?,
        };
        let may = client.is_active_on(state.clock.today()) && client.networks.allow(self.from);
        if has_proved && may { Ok(client) } else { Err(refused) }
    }

    /// Whether an assertion is the client's, in time, meant for us, and comes for the first time.
    async fn accept(&self, tx: &mut Connection, client: Uuid, assertion: &str) -> Result<bool, OAuthError> {
        let Some(key_id) = jsonwebtoken::decode_header(assertion).ok().and_then(|header| header.kid) else {
            return Ok(false);
        };
        let key = match store::find_key(tx, client, &key_id).await {
            Err(db::Error::NotFound) => return Ok(false),
            key => key?,
        };
        let Ok((checking, algorithms)) = check_key(&key.public_key) else { return Ok(false) };
        // Audience and time are judged below, by the clock that was handed in.
        let rules = Validation {
            algorithms: algorithms.to_vec(),
            validate_aud: false,
            validate_exp: false,
            validate_nbf: false,
            ..Validation::default()
        };
        let Ok(read) = jsonwebtoken::decode::<Assertion>(assertion, &checking, &rules) else {
            return Ok(false);
        };
        let claims = read.claims;
        if claims.iss != client || claims.sub != client || !self.is_meant_and_in_time(&claims) {
            return Ok(false);
        }
        let kept_until = self.now + ASSERTION_LIVES + CLOCK_SKEW;
        let jti = crypto::sha256(&[claims.jti.as_bytes()]);
        Ok(store::take_assertion(tx, (client, &jti), kept_until).await?)
    }

    fn is_meant_and_in_time(&self, claims: &Assertion) -> bool {
        let is_ours = |audience: &Value| {
            audience.as_str().is_some_and(|own| self.audiences.iter().any(|audience| audience == own))
        };
        let is_meant =
            is_ours(&claims.aud) || claims.aud.as_array().is_some_and(|all| all.iter().any(is_ours));
        let (skew, now) = (CLOCK_SKEW.num_seconds(), self.now.timestamp());
        let is_in_time = now < claims.exp.saturating_add(skew)
            && claims.exp <= now + ASSERTION_LIVES.num_seconds() + skew
            && claims.nbf.is_none_or(|from| from <= now + skew);
        is_meant && is_in_time && (1..=MOST_JTI_BYTES).contains(&claims.jti.len())
    }
}

/// Whose assertion it says it is: what it says is checked by that client's key.
fn claimed_subject(assertion: &str) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Subject {
        sub: Uuid,
    }
    let claims = crypto::from_text(assertion.split('.').nth(1)?)?;
    serde_json::from_slice::<Subject>(&claims).ok().map(|claims| claims.sub)
}
