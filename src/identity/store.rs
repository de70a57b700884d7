//! SQL of users, roles and sessions.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::{PresentedToken, UserStatus};
use crate::auth::policy::{Grant, Role, in_force};
use crate::db::Error;
use crate::db::schema::{refresh_tokens, role_assignments, sessions, users};

/// How long an ended session is kept for those who ask what happened.
const KEPT_AFTER_END: TimeDelta = TimeDelta::days(30);

/// A user as sessions need one.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct User {
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
}

/// A user with what a sign-in is checked against.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Credentials {
    pub id: Uuid,
    pub password_hash: String,
    #[diesel(deserialize_as = String)]
    pub status: UserStatus,
}

/// A user to be created.
#[derive(Debug)]
pub struct NewUser<'a> {
    /// The id it will have.
    pub id: Uuid,
    /// The name for signing in.
    pub username: &'a str,
    /// The name for people.
    pub display_name: &'a str,
    /// A PHC string.
    pub password_hash: &'a str,
}

/// The user of a session that is open and may be used at `now`.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn active_user_of_session(
    mut conn: &AsyncPgConnection,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<User, Error> {
    Ok(sessions::table
        .inner_join(users::table)
        .filter(sessions::id.eq(session_id))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(users::status.eq(UserStatus::Active.as_str()))
        .select(User::as_select())
        .first(&mut conn)
        .await?)
}

/// The roles a user holds on a day.
///
/// # Errors
/// [`Error`] of the database.
pub async fn grants_of(
    mut conn: &AsyncPgConnection,
    user_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<Grant>, Error> {
    let rows: Vec<(String, Option<Uuid>, NaiveDate, Option<NaiveDate>)> = role_assignments::table
        .filter(role_assignments::user_id.eq(user_id))
        .order((role_assignments::role, role_assignments::id))
        .select((
            role_assignments::role,
            role_assignments::unit_id,
            role_assignments::starts_on,
            role_assignments::ends_before,
        ))
        .load(&mut conn)
        .await?;
    rows.into_iter()
        .filter(|(_, _, starts_on, ends_before)| in_force(*starts_on, *ends_before, today))
        .map(|(role, unit_id, ..)| match role.parse::<Role>() {
            Ok(role) => Ok(Grant { role, unit_id }),
            Err(unknown) => Err(Error::Unexpected(unknown.to_string())),
        })
        .collect()
}

/// What a sign-in under this name is checked against.
///
/// # Errors
/// [`Error`] of the database.
pub async fn credentials(mut conn: &AsyncPgConnection, username: &str) -> Result<Option<Credentials>, Error> {
    let found = users::table
        .filter(users::username.eq(username))
        .select(Credentials::as_select())
        .first(&mut conn)
        .await
        .optional()?;
    Ok(found)
}

/// Whether there is any user at all.
///
/// # Errors
/// [`Error`] of the database.
pub async fn is_anybody_there(mut conn: &AsyncPgConnection) -> Result<bool, Error> {
    let anybody: Option<Uuid> = users::table.select(users::id).first(&mut conn).await.optional()?;
    Ok(anybody.is_some())
}

/// Whether a user has this id.
///
/// # Errors
/// [`Error`] of the database.
pub async fn is_user(mut conn: &AsyncPgConnection, id: Uuid) -> Result<bool, Error> {
    let found: Option<Uuid> = users::table.find(id).select(users::id).first(&mut conn).await.optional()?;
    Ok(found.is_some())
}

/// Opens a session with its first refresh token.
///
/// # Errors
/// [`Error`] of the database.
pub async fn open_session(
    tx: &mut AsyncPgConnection,
    session_id: Uuid,
    user_id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(session_id),
            sessions::user_id.eq(user_id),
            sessions::created_at.eq(now),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps the hash of a refresh token; one that is there already stays as it is.
///
/// # Errors
/// [`Error`] of the database.
pub async fn add_refresh_token(
    tx: &mut AsyncPgConnection,
    session_id: Uuid,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::token_hash.eq(token_hash),
            refresh_tokens::session_id.eq(session_id),
            refresh_tokens::issued_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    Ok(())
}

/// A refresh token with its session's and its user's id; token and session stay locked until the transaction ends.
///
/// # Errors
/// [`Error`] of the database.
pub async fn lock_refresh_token(
    tx: &mut AsyncPgConnection,
    token_hash: &[u8],
    successor_hash: &[u8],
) -> Result<Option<(Uuid, Uuid, PresentedToken)>, Error> {
    let row: Option<(Uuid, Option<DateTime<Utc>>)> = refresh_tokens::table
        .find(token_hash)
        .for_update()
        .select((refresh_tokens::session_id, refresh_tokens::used_at))
        .first(tx)
        .await
        .optional()?;
    let Some((session_id, used_at)) = row else { return Ok(None) };
    // The user's row stays free: every change that the user makes at the same time refers to it.
    let (user_id, session_expires_at, session_ended_at): (Uuid, _, _) = sessions::table
        .find(session_id)
        .for_update()
        .select((sessions::user_id, sessions::expires_at, sessions::ended_at))
        .first(tx)
        .await?;
    let status: String = users::table.find(user_id).select(users::status).first(tx).await?;
    let user_status = status.parse().map_err(|error| Error::Unexpected(format!("{error}")))?;
    let successor: Option<Option<DateTime<Utc>>> = refresh_tokens::table
        .find(successor_hash)
        .select(refresh_tokens::used_at)
        .first(tx)
        .await
        .optional()?;
    let successor_is_used = successor.flatten().is_some();
    let token =
        PresentedToken { used_at, successor_is_used, session_expires_at, session_ended_at, user_status };
    Ok(Some((session_id, user_id, token)))
}

/// Marks a fresh refresh token as used.
///
/// # Errors
/// [`Error`] of the database.
pub async fn use_refresh_token(
    tx: &mut AsyncPgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(refresh_tokens::table.find(token_hash))
        .filter(refresh_tokens::used_at.is_null())
        .set(refresh_tokens::used_at.eq(now))
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends a session; answers whether it was open.
///
/// # Errors
/// [`Error`] of the database.
pub async fn end_session(
    tx: &mut AsyncPgConnection,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let ended = diesel::update(sessions::table.find(session_id))
        .filter(sessions::ended_at.is_null())
        .set(sessions::ended_at.eq(now))
        .execute(tx)
        .await?;
    Ok(ended == 1)
}

/// Removes sessions that ended long ago, with their tokens; answers how many.
///
/// # Errors
/// [`Error`] of the database.
pub async fn forget_old_sessions(mut conn: &AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let old = sessions::table.filter(sessions::expires_at.lt(now - KEPT_AFTER_END));
    Ok(diesel::delete(old).execute(&mut conn).await?)
}

/// Creates a user who may sign in.
///
/// # Errors
/// Constraint `username_taken` when the name is taken.
pub async fn create_user(
    tx: &mut AsyncPgConnection,
    user: &NewUser<'_>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::insert_into(users::table)
        .values((
            users::id.eq(user.id),
            users::username.eq(user.username),
            users::display_name.eq(user.display_name),
            users::password_hash.eq(user.password_hash),
            users::status.eq(UserStatus::Active.as_str()),
            users::version.eq(1),
            users::created_at.eq(now),
            users::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Gives a role from a day on, without an end.
///
/// # Errors
/// [`Error`] of the database.
pub async fn grant_role(
    tx: &mut AsyncPgConnection,
    user_id: Uuid,
    grant: &Grant,
    starts_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::insert_into(role_assignments::table)
        .values((
            role_assignments::id.eq(Uuid::now_v7()),
            role_assignments::user_id.eq(user_id),
            role_assignments::role.eq(grant.role.as_str()),
            role_assignments::unit_id.eq(grant.unit_id),
            role_assignments::starts_on.eq(starts_on),
            role_assignments::created_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
