//! Signing in.

use actix_web::{HttpRequest, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::client::client_of;
use super::guesses::spend_guesses;
use super::recorded::record_sessions;
use super::security_log::log_refused_attempt;
use super::session_tokens::{SessionTokens, answer_tokens, hash_of};
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::identity::rules::guesses::{Bucket, buckets};
use crate::features::identity::rules::{SESSION_LIFE, UserStatus};
use crate::features::identity::store::{self, Client};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::context;
use crate::operations::state::State;
use crate::record::Occurrence;

/// The name and the password of a user who signs in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSession {
    /// The user's name for signing in.
    #[schema(min_length = 1, max_length = 64, pattern = r"^[^\x00-\x1f\x7f]+$", example = "admin")]
    username: String,
    /// The user's password.
    #[schema(min_length = 1, max_length = 128, pattern = r"^[^\x00]+$", format = Password, example = "thidua-sample")]
    password: String,
}

/// Sign in
///
/// Returns an access token for every other call and a refresh token that continues the session. Swagger UI takes the
/// access token by itself. Wrong passwords count by account and by network; in a network from which the user signed in
/// before, wrong passwords from elsewhere do not count. With a temporary password only `POST /me/password-changes` is
/// possible.
#[utoipa::path(request_body = NewSession,
    responses((status = 201, body = SessionTokens, description = "Signed in", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::wrong_credentials, Code::password_expired, Code::too_many_guesses]))))]
#[post("/sessions")]
pub async fn create_session(
    request: HttpRequest,
    state: web::Data<State>,
    input: Json<NewSession>,
) -> Result<Answer, Problem> {
    let NewSession { username, password } = input.0;
    let context = context(&request, &state.clock, None);
    let client = client_of(&request, &state);
    let network = client.client_network.clone().unwrap_or_default();
    let (found, is_at_home) = state
        .db
        .point_read(async |conn| {
            let found = store::credentials(conn, &username).await?;
            // Unknown names take the same time.
            let user_id = found.as_ref().map_or(Uuid::nil(), |user| user.id);
            let is_at_home = store::is_at_home(conn, user_id, &network, context.at).await?;
            Ok((found, is_at_home))
        })
        .await?;
    let user_id = found.as_ref().map(|user| user.id);
    let log_refusal = |problem: Problem| {
        log_refused_attempt(&context, user_id, &client, problem.code);
        problem
    };
    let buckets = buckets(&username, &network, is_at_home);
    spend_guesses(&state, &buckets, context.at).await.map_err(log_refusal)?;
    let stored = found.as_ref().and_then(|user| user.password_hash.as_deref());
    let fits = state.passwords.verify(&password, stored).await?;
    let matching = found.as_ref().zip(stored).filter(|(user, _)| fits && user.status == UserStatus::Active);
    let Some((user, stored)) = matching else {
        return Err(log_refusal(Problem::new(Code::wrong_credentials)));
    };
    if user.password_expires_at.is_some_and(|end| end <= context.at) {
        return Err(log_refusal(Problem::new(Code::password_expired)));
    }
    let renewed =
        if state.passwords.is_outdated(stored) { Some(state.passwords.hash(&password).await?) } else { None };
    let account = Account { user_id: user.id, stored, renewed: renewed.as_deref() };
    let context = ChangeContext { actor_id: Some(user.id), ..context.clone() };
    open(&state, &context, account, &client, &buckets).await.map_err(|problem| match problem.code {
        Code::wrong_credentials => log_refusal(problem),
        _ => problem,
    })
}

/// The account of a sign-in, with the hash that the password fits.
struct Account<'a> {
    user_id: Uuid,
    stored: &'a str,
    /// The hash at the present cost, where the stored one has an older cost.
    renewed: Option<&'a str>,
}

/// Opens the session, and gives the guesses back.
async fn open(
    state: &State,
    context: &ChangeContext,
    Account { user_id, stored, renewed }: Account<'_>,
    client: &Client,
    buckets: &[Bucket<'_>],
) -> Result<Answer, Problem> {
    let session_id = Uuid::now_v7();
    let refresh_token = crypto::to_text(&crypto::random_secret().map_err(Problem::internal)?);
    let now = context.at;
    state
        .db
        .transaction(async |tx: &mut Connection| {
            for bucket in buckets {
                store::settle_guess(tx, *bucket).await?;
            }
            if !store::lock_credentials(tx, user_id, stored).await? {
                return Err(Problem::new(Code::wrong_credentials));
            }
            if let Some(hash) = renewed {
                store::renew_hash(tx, user_id, hash).await?;
            }
            store::open_session(tx, session_id, user_id, now, now + SESSION_LIFE, client).await?;
            store::add_refresh_token(tx, session_id, &hash_of(&refresh_token), now).await?;
            Ok(record_sessions(tx, context, Occurrence::SessionBegun, &[session_id]).await?)
        })
        .await?;
    state.committed.notify_one();
    answer_tokens(state, (user_id, session_id), refresh_token, now)
}
