//! SQL of sessions and their refresh tokens.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::max;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{refresh_tokens, sessions, users};
use crate::features::identity::rules::{PresentedToken, UserStatus};

/// How long a network from which a user signed in counts as the user's own.
const AT_HOME_FOR: TimeDelta = TimeDelta::days(30);

/// How long an ended session is kept, for questions about what happened.
const KEPT_AFTER_END: TimeDelta = TimeDelta::days(30);

/// Where a session was opened.
#[derive(Debug, Clone, Default, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub struct Client {
    /// The client's address.
    pub client_address: Option<String>,
    /// What the client calls itself.
    pub client_name: Option<String>,
    /// The address's network.
    pub client_network: Option<String>,
}

/// A session as a list shows it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Session {
    pub id: Uuid,
    pub user_id: Uuid,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    #[diesel(embed)]
    pub client: Client,
}

/// Opens a session with its first refresh token.
pub async fn open_session(
    tx: &mut AsyncPgConnection,
    session_id: Uuid,
    user_id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    client: &Client,
) -> Result<(), Error> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(session_id),
            sessions::user_id.eq(user_id),
            sessions::created_at.eq(now),
            sessions::expires_at.eq(expires_at),
            client,
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Stores the hash of a refresh token; an existing one stays as it is.
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
pub async fn lock_refresh_token(
    tx: &mut AsyncPgConnection,
    token_hash: &[u8],
    successor_hash: &[u8],
) -> Result<Option<(Uuid, Uuid, PresentedToken)>, Error> {
    let row: Option<(Uuid, DateTime<Utc>, Option<DateTime<Utc>>)> = refresh_tokens::table
        .find(token_hash)
        .for_update()
        .select((refresh_tokens::session_id, refresh_tokens::issued_at, refresh_tokens::used_at))
        .first(tx)
        .await
        .optional()?;
    let Some((session_id, issued_at, used_at)) = row else { return Ok(None) };
    // The user's row stays unlocked: every change that the user makes at the same time refers to it.
    let (user_id, session_expires_at, session_ended_at): (Uuid, _, _) = sessions::table
        .find(session_id)
        .for_update()
        .select((sessions::user_id, sessions::expires_at, sessions::ended_at))
        .first(tx)
        .await?;
    let user_status: UserStatus = users::table.find(user_id).select(users::status).first(tx).await?;
    let successor: Option<Option<DateTime<Utc>>> = refresh_tokens::table
        .find(successor_hash)
        .select(refresh_tokens::used_at)
        .first(tx)
        .await
        .optional()?;
    let successor_is_used = successor.flatten().is_some();
    let token = PresentedToken {
        issued_at,
        used_at,
        successor_is_used,
        session_expires_at,
        session_ended_at,
        user_status,
    };
    Ok(Some((session_id, user_id, token)))
}

/// Marks a fresh refresh token as used.
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

/// Ends every open session of a user; answers their ids.
pub async fn end_sessions_of(
    tx: &mut AsyncPgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, Error> {
    let own = sessions::table
        .filter(sessions::user_id.eq(user_id))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now));
    Ok(diesel::update(own).set(sessions::ended_at.eq(now)).returning(sessions::id).get_results(tx).await?)
}

/// The open sessions of a user, newest first, before an id, a page at a time, each with the instant of its last refresh.
pub async fn open_sessions(
    mut conn: &AsyncPgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<(Session, Option<DateTime<Utc>>)>, Error> {
    let mut query = sessions::table
        .left_join(refresh_tokens::table)
        .filter(sessions::user_id.eq(user_id))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .group_by(sessions::id)
        .order(sessions::id.desc())
        .select((Session::as_select(), max(refresh_tokens::issued_at.nullable())))
        .into_boxed();
    if page.updated.is_some() {
        // A session that is opened or continued gets a token.
        let tokens = refresh_tokens::table.select(refresh_tokens::session_id).into_boxed::<Pg>();
        query = query.filter(sessions::id.eq_any(page.only_updated(tokens, refresh_tokens::issued_at)));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(sessions::id.lt(before));
    }
    Ok(query.limit(page.limit).load(&mut conn).await?)
}

/// The user of an open session.
///
/// # Errors
/// [`Error::NotFound`] when there is no such session or it has ended.
pub async fn user_of_open_session(
    mut conn: &AsyncPgConnection,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Uuid, Error> {
    Ok(sessions::table
        .find(session_id)
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .select(sessions::user_id)
        .first(&mut conn)
        .await?)
}

/// Whether the user signed in from this network recently.
pub async fn is_at_home(
    mut conn: &AsyncPgConnection,
    user_id: Uuid,
    network: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let before = sessions::table
        .filter(sessions::user_id.eq(user_id))
        .filter(sessions::client_network.eq(network))
        .filter(sessions::created_at.gt(now - AT_HOME_FOR));
    Ok(diesel::select(diesel::dsl::exists(before)).get_result(&mut conn).await?)
}

/// Removes sessions that ended long ago, with their tokens; answers how many.
pub async fn forget_old_sessions(mut conn: &AsyncPgConnection, now: DateTime<Utc>) -> Result<usize, Error> {
    let old = sessions::table.filter(sessions::expires_at.lt(now - KEPT_AFTER_END));
    Ok(diesel::delete(old).execute(&mut conn).await?)
}
