//! HTTP of sessions and of "who am I".

use actix_web::{HttpRequest, delete, get, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rules::{RefreshVerdict, SESSION_LIFE, UserStatus, judge_refresh};
use super::store;
use crate::audit::rules::{AuditAction, SubjectType};
use crate::audit::store::{self as audit, Entry};
use crate::auth::Caller;
use crate::auth::policy::{Action, Grant, Role, allowed_actions};
use crate::auth::tokens::ACCESS_TOKEN_SECONDS;
use crate::change::stamp;
use crate::crypto;
use crate::db::Connection;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::stamp::Stamp;
use crate::state::State;

/// What somebody signs in with.
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

/// What a session is continued with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshRequest {
    /// The newest refresh token of the session.
    #[schema(
        min_length = 43,
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "jD8qZ1c0mU5oWn3rT7yXk2Lb9aVf6hGpQe4iSuNw1Mc"
    )]
    refresh_token: String,
}

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

/// A role and where it holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// The role.
    #[schema(example = "ADMINISTRATOR")]
    role: Role,
    /// The unit over whose subtree it holds; null is the whole province.
    #[schema(required, example = json!(null))]
    unit_id: Option<Uuid>,
}

/// The signed-in user and what the user may do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The user's id.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    id: Uuid,
    /// The user's name for signing in.
    #[schema(max_length = 64, pattern = r"^[^\x00]*$", example = "admin")]
    username: String,
    /// The user's name for people.
    #[schema(max_length = 200, pattern = r"^[^\x00]*$", example = "Quản trị hệ thống (mẫu)")]
    display_name: String,
    /// The roles of today.
    #[schema(max_items = 200)]
    roles: Vec<RoleView>,
    /// What these roles allow, each somewhere.
    #[schema(max_items = 50, example = json!(["MANAGE_USERS", "MANAGE_UNITS", "MANAGE_SETTINGS"]))]
    allowed_actions: Vec<Action>,
}

/// Sign in
///
/// Answers an access token for every other call and a refresh token that continues the session. Swagger UI
/// takes the access token by itself.
#[utoipa::path(operation_id = "createSession", tag = "Sessions", request_body = NewSession,
    responses((status = 201, body = SessionTokens, description = "Signed in")),
    extensions(("x-problems" = json!(["wrong_credentials"]))))]
#[post("/sessions")]
pub async fn create_session(
    request: HttpRequest,
    state: web::Data<State>,
    input: Json<NewSession>,
) -> Result<Answer, Problem> {
    let NewSession { username, password } = input.0;
    let found = state.db.point_read(async |conn| store::credentials(conn, &username).await).await?;
    let stored = found.as_ref().map(|user| user.password_hash.as_str());
    let fits = state.passwords.verify(&password, stored).await?;
    let user = found.filter(|user| fits && user.status == UserStatus::Active);
    let user = user.ok_or_else(|| Problem::new(Code::wrong_credentials))?;

    let session_id = Uuid::now_v7();
    let refresh_token = crypto::to_text(&crypto::random_secret().map_err(Problem::internal)?);
    let stamp = Stamp { actor_id: Some(user.id), ..stamp(&request, &state.clock, None) };
    let now = stamp.at;
    state
        .db
        .transaction(async |tx: &mut Connection| {
            store::open_session(tx, session_id, user.id, now, now + SESSION_LIFE).await?;
            store::add_refresh_token(tx, session_id, &hash(&refresh_token), now).await?;
            record(tx, &stamp, AuditAction::SessionBegun, session_id).await
        })
        .await?;
    state.committed.notify_one();
    tokens(&state, user.id, session_id, refresh_token, now)
}

/// Continue a session
///
/// Takes the newest refresh token and answers the next pair. A token that was used before ends the session,
/// unless it comes again within ten seconds because its answer was lost.
#[utoipa::path(operation_id = "refreshSession", tag = "Sessions", request_body = RefreshRequest,
    responses((status = 201, body = SessionTokens, description = "Continued")),
    extensions(("x-problems" = json!(["session_ended"]))))]
#[post("/sessions/refreshes")]
pub async fn refresh_session(
    request: HttpRequest,
    state: web::Data<State>,
    input: Json<RefreshRequest>,
) -> Result<Answer, Problem> {
    let presented = input.0.refresh_token;
    let next = crypto::to_text(&state.refresh_key.mark(presented.as_bytes()));
    let stamp = stamp(&request, &state.clock, None);
    let outcome = state
        .db
        .transaction(async |tx: &mut Connection| refreshed(tx, &stamp, &presented, &next).await)
        .await?;
    if let Refreshed::Stolen(session_id) = outcome {
        state.authenticator.forget(session_id).await;
        state.committed.notify_one();
    }
    let Refreshed::Continued(session_id, user_id) = outcome else {
        return Err(Problem::new(Code::session_ended));
    };
    tokens(&state, user_id, session_id, next, stamp.at)
}

/// What became of a refresh.
enum Refreshed {
    /// The session goes on: its id and its user's.
    Continued(Uuid, Uuid),
    /// A copy of the token is about: the session is ended.
    Stolen(Uuid),
    /// There is no such session any longer.
    Over,
}

async fn refreshed(
    tx: &mut Connection,
    stamp: &Stamp,
    presented: &str,
    next: &str,
) -> Result<Refreshed, Problem> {
    let found = store::lock_refresh_token(tx, &hash(presented), &hash(next)).await?;
    let Some((session_id, user_id, token)) = found else { return Ok(Refreshed::Over) };
    match judge_refresh(&token, stamp.at) {
        RefreshVerdict::Rotate => {
            store::use_refresh_token(tx, &hash(presented), stamp.at).await?;
            store::add_refresh_token(tx, session_id, &hash(next), stamp.at).await?;
            Ok(Refreshed::Continued(session_id, user_id))
        }
        RefreshVerdict::Repeat => Ok(Refreshed::Continued(session_id, user_id)),
        RefreshVerdict::Stolen => {
            store::end_session(tx, session_id, stamp.at).await?;
            record(tx, stamp, AuditAction::SessionEnded, session_id).await?;
            Ok(Refreshed::Stolen(session_id))
        }
        RefreshVerdict::Over => Ok(Refreshed::Over),
    }
}

/// Sign out
///
/// Ends the session of the access token: neither its access tokens nor its refresh token work any longer.
#[utoipa::path(operation_id = "endCurrentSession", tag = "Sessions",
    responses((status = 204, description = "Signed out")))]
#[delete("/sessions/current")]
pub async fn end_current_session(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
) -> Result<Answer, Problem> {
    let stamp = stamp(&request, &state.clock, Some(&caller));
    state
        .db
        .transaction(async |tx: &mut Connection| {
            if store::end_session(tx, caller.session_id, stamp.at).await? {
                record(tx, &stamp, AuditAction::SessionEnded, caller.session_id).await?;
            }
            Ok::<_, Problem>(())
        })
        .await?;
    state.authenticator.forget(caller.session_id).await;
    state.committed.notify_one();
    Ok(Answer::no_content())
}

/// Who am I
///
/// The signed-in user, the roles of today and what they allow.
#[utoipa::path(operation_id = "getMe", tag = "Sessions",
    responses((status = 200, body = Me, description = "The signed-in user")))]
#[get("/me")]
pub async fn get_me(caller: Caller) -> Result<Answer, Problem> {
    let view = |grant: &Grant| RoleView { role: grant.role, unit_id: grant.unit_id };
    Answer::ok(&Me {
        id: caller.user_id,
        username: caller.username.clone(),
        display_name: caller.display_name.clone(),
        roles: caller.grants.iter().map(view).collect(),
        allowed_actions: allowed_actions(&caller.grants),
    })
}

fn tokens(
    state: &State,
    user_id: Uuid,
    session_id: Uuid,
    refresh_token: String,
    now: DateTime<Utc>,
) -> Result<Answer, Problem> {
    let issued = state.authenticator.tokens().issue(user_id, session_id, now).map_err(Problem::internal)?;
    let view = SessionTokens {
        access_token: issued,
        refresh_token,
        token_type: "Bearer",
        expires_in: i32::try_from(ACCESS_TOKEN_SECONDS).map_err(Problem::internal)?,
    };
    Answer::created(&state.link("/sessions/current"), &view)
}

async fn record(
    tx: &mut Connection,
    stamp: &Stamp,
    action: AuditAction,
    session_id: Uuid,
) -> Result<(), Problem> {
    let entry = Entry {
        action,
        subject_type: SubjectType::Session,
        subject_id: session_id,
        unit_id: None,
        before: None,
        after: None,
    };
    Ok(audit::record(tx, stamp, &[entry]).await?)
}

fn hash(token: &str) -> Vec<u8> {
    crypto::sha256(&[token.as_bytes()])
}
