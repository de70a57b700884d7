//! SQL of users.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::auth::policy::{ActorKind, Role};
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{role_assignments, users};
use crate::db::search::Patterns;
use crate::features::identity::rules::UserStatus;
use crate::filter_words;
use crate::text_columns;

text_columns!(UserStatus);

/// A user, without the password.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct User {
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
    pub unit_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub status: UserStatus,
    #[diesel(select_expression = users::password_hash.is_not_null())]
    pub has_password: bool,
    pub password_expires_at: Option<DateTime<Utc>>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a sign-in is checked against.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Credentials {
    pub id: Uuid,
    pub password_hash: Option<String>,
    pub password_expires_at: Option<DateTime<Utc>>,
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
    /// The unit in which the user works; `None` is the province.
    pub unit_id: Option<Uuid>,
    /// A PHC string; without one the user can't sign in yet.
    pub password_hash: Option<&'a str>,
    /// Until when a temporary password is valid.
    pub password_expires_at: Option<DateTime<Utc>>,
}

/// Which users a list shows.
#[derive(Debug, Default)]
pub struct UserQuery {
    /// The units whose users the caller manages; `None` is the whole province.
    pub within: Option<Vec<Uuid>>,
    /// Words that the names must contain, all of them.
    pub words: Option<Patterns>,
    /// Only users of this unit.
    pub unit_id: Option<Uuid>,
    /// Only users in this status.
    pub status: Option<UserStatus>,
    /// Only users who hold this role on the day.
    pub role: Option<(Role, NaiveDate)>,
}

/// What a sign-in under this name is checked against.
pub async fn credentials(mut conn: &AsyncPgConnection, username: &str) -> Result<Option<Credentials>, Error> {
    let named = users::table.filter(users::username.eq(username));
    Ok(named.select(Credentials::as_select()).first(&mut conn).await.optional()?)
}

/// Whether there is any user.
pub async fn is_anybody_there(mut conn: &AsyncPgConnection) -> Result<bool, Error> {
    let anybody: Option<Uuid> = users::table.select(users::id).first(&mut conn).await.optional()?;
    Ok(anybody.is_some())
}

/// Whether a user has this id.
pub async fn is_user(mut conn: &AsyncPgConnection, id: Uuid) -> Result<bool, Error> {
    let found: Option<Uuid> = users::table.find(id).select(users::id).first(&mut conn).await.optional()?;
    Ok(found.is_some())
}

/// One user.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_user(mut conn: &AsyncPgConnection, id: Uuid) -> Result<User, Error> {
    Ok(users::table
        .find(id)
        .filter(users::kind.eq(ActorKind::Person))
        .select(User::as_select())
        .first(&mut conn)
        .await?)
}

/// One user, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_user(tx: &mut AsyncPgConnection, id: Uuid) -> Result<User, Error> {
    // Every change that the user makes meanwhile refers to the row, which this lock allows.
    let own = users::table.find(id).filter(users::kind.eq(ActorKind::Person));
    Ok(own.for_no_key_update().select(User::as_select()).first(tx).await?)
}

/// Users by user name, after a user name, a page at a time.
pub async fn list_users(
    mut conn: &AsyncPgConnection,
    wanted: &UserQuery,
    after: Option<&str>,
    page: &PageRead,
) -> Result<Vec<User>, Error> {
    let people = users::table.filter(users::kind.eq(ActorKind::Person)).select(User::as_select());
    let mut query = page.only_updated(people.into_boxed(), users::updated_at);
    if let Some(within) = &wanted.within {
        query = query.filter(users::unit_id.eq_any(within));
    }
    if let Some(words) = &wanted.words {
        query = filter_words!(query, users::search_text, words);
    }
    if let Some(unit_id) = wanted.unit_id {
        query = query.filter(users::unit_id.eq(unit_id));
    }
    if let Some(status) = wanted.status {
        query = query.filter(users::status.eq(status));
    }
    if let Some((role, day)) = wanted.role {
        let held = role_assignments::table
            .filter(role_assignments::user_id.eq(users::id))
            .filter(role_assignments::role.eq(role))
            .filter(role_assignments::starts_on.le(day))
            .filter(role_assignments::ends_before.is_null().or(role_assignments::ends_before.gt(day)));
        query = query.filter(exists(held));
    }
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(users::username.gt(after));
    }
    Ok(query.order(users::username).limit(page.limit).load(&mut conn).await?)
}

/// Creates a user, who is active.
///
/// # Errors
/// Constraint `username_taken` when the name is taken.
pub async fn create_user(
    tx: &mut AsyncPgConnection,
    user: &NewUser<'_>,
    now: DateTime<Utc>,
) -> Result<User, Error> {
    Ok(diesel::insert_into(users::table)
        .values((
            users::id.eq(user.id),
            users::username.eq(user.username),
            users::display_name.eq(user.display_name),
            users::unit_id.eq(user.unit_id),
            users::search_text.eq(search_text(user.username, user.display_name)),
            users::password_hash.eq(user.password_hash),
            users::password_expires_at.eq(user.password_expires_at),
            users::status.eq(UserStatus::Active),
            users::version.eq(RowVersion::FIRST),
            users::created_at.eq(now),
            users::updated_at.eq(now),
        ))
        .returning(User::as_returning())
        .get_result(tx)
        .await?)
}

/// Writes the members of a user that can change, under the next version.
pub async fn change_user(tx: &mut AsyncPgConnection, user: &User, now: DateTime<Utc>) -> Result<(), Error> {
    diesel::update(users::table.find(user.id))
        .set((
            users::display_name.eq(&user.display_name),
            users::unit_id.eq(user.unit_id),
            users::person_id.eq(user.person_id),
            users::search_text.eq(search_text(&user.username, &user.display_name)),
            users::status.eq(user.status),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Sets a password; a temporary one has an end.
pub async fn set_password(
    tx: &mut AsyncPgConnection,
    user_id: Uuid,
    hash: &str,
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(users::table.find(user_id))
        .set((
            users::password_hash.eq(hash),
            users::password_expires_at.eq(expires_at),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether the user may still sign in with the password of this hash; neither changes until the transaction ends. A
/// password is verified outside of transactions, because that takes long, and meanwhile the user may be disabled or the
/// password changed.
pub async fn lock_credentials(tx: &mut AsyncPgConnection, user_id: Uuid, hash: &str) -> Result<bool, Error> {
    let same = users::table
        .find(user_id)
        .filter(users::status.eq(UserStatus::Active))
        .filter(users::password_hash.eq(hash));
    let found: Option<Uuid> = same.for_no_key_update().select(users::id).first(tx).await.optional()?;
    Ok(found.is_some())
}

/// Writes the hash of the same password at the present cost; the user's version stays.
pub async fn renew_hash(tx: &mut AsyncPgConnection, user_id: Uuid, hash: &str) -> Result<(), Error> {
    let row = diesel::update(users::table.find(user_id));
    row.set(users::password_hash.eq(hash)).execute(tx).await?;
    Ok(())
}

fn search_text(username: &str, display_name: &str) -> String {
    folded(&format!("{username} {display_name}"))
}
