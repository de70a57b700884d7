//! The tokens of a session, as sign-in and refresh answer them.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::tokens::ACCESS_TOKEN_SECONDS;
use crate::core::crypto;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// The tokens of a session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionTokens {
    /// The bearer token for every other call: a signed JWT (RFC 9068).
    #[schema(
        max_length = 4096,
        pattern = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$",
        example = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
    )]
    access_token: String,
    /// The token that continues the session, good for one use.
    #[schema(
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "jD8qZ1c0mU5oWn3rT7yXk2Lb9aVf6hGpQe4iSuNw1Mc"
    )]
    refresh_token: String,
    /// Always `Bearer`.
    #[schema(max_length = 6, pattern = "^Bearer$", example = "Bearer")]
    token_type: &'static str,
    /// How long the access token is good for, in seconds.
    #[schema(minimum = 1, maximum = 86400, example = 900)]
    expires_in: i32,
}

/// The answer to a sign-in or a refresh: a new access token with the session's newest refresh token.
pub(super) fn answer_tokens(
    state: &State,
    (user_id, session_id): (Uuid, Uuid),
    refresh_token: String,
    now: DateTime<Utc>,
) -> Result<Answer, Problem> {
    let access_token =
        state.authenticator.tokens().issue(user_id, session_id, now).map_err(Problem::internal)?;
    let view = SessionTokens {
        access_token,
        refresh_token,
        token_type: "Bearer",
        expires_in: i32::try_from(ACCESS_TOKEN_SECONDS).map_err(Problem::internal)?,
    };
    Answer::created(&state.link("/sessions/current"), &view)
}

/// What the database keeps of a refresh token.
pub(super) fn hash_of(refresh_token: &str) -> Vec<u8> {
    crypto::sha256(&[refresh_token.as_bytes()])
}
