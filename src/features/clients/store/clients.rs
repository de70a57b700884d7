//! SQL of the clients themselves: each is a row of users and one of clients.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::auth::policy::ActorKind;
use crate::auth::store::{Networks, Scopes};
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{clients, users};
use crate::features::identity::rules::UserStatus;

/// The last use is written again after so many seconds at the earliest.
const USE_IS_NOTED_EVERY: TimeDelta = TimeDelta::seconds(60);

/// A machine client.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Client {
    pub id: Uuid,
    #[diesel(column_name = username)]
    pub code: String,
    #[diesel(column_name = display_name)]
    pub name: String,
    pub unit_id: Option<Uuid>,
    pub status: UserStatus,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[diesel(select_expression = clients::purpose)]
    pub purpose: String,
    #[diesel(select_expression = clients::scopes, deserialize_as = Vec<Option<String>>)]
    pub scopes: Scopes,
    #[diesel(select_expression = clients::networks, deserialize_as = Vec<Option<String>>)]
    pub networks: Networks,
    #[diesel(select_expression = clients::requests_per_minute)]
    pub requests_per_minute: i32,
    #[diesel(select_expression = clients::expires_on)]
    pub expires_on: NaiveDate,
    #[diesel(select_expression = clients::last_used_at)]
    pub last_used_at: Option<DateTime<Utc>>,
    #[diesel(select_expression = clients::created_by)]
    pub created_by: Uuid,
}

impl Client {
    /// Whether it may take tokens and call on a day.
    #[must_use]
    pub fn is_active_on(&self, today: NaiveDate) -> bool {
        self.status == UserStatus::Active && today <= self.expires_on
    }
}

/// Which clients a list shows.
#[derive(Debug, Default)]
pub struct ClientFilter {
    /// The units whose clients the caller manages; `None` is the whole province.
    pub within: Option<Vec<Uuid>>,
    /// Only those in this status.
    pub status: Option<UserStatus>,
}

fn texts<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// A client.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Client, Error> {
    let own = users::table.inner_join(clients::table.on(clients::id.eq(users::id))).filter(users::id.eq(id));
    Ok(own.select(Client::as_select()).first(&mut conn).await?)
}

/// A client, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Client, Error> {
    let row = users::table.find(id).filter(users::kind.eq(ActorKind::Client));
    let _: Uuid = row.for_no_key_update().select(users::id).first(tx).await?;
    find(tx, id).await
}

/// Clients by code, after a code, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &ClientFilter,
    after: Option<&str>,
    page: &PageRead,
) -> Result<Vec<Client>, Error> {
    let query = users::table
        .inner_join(clients::table.on(clients::id.eq(users::id)))
        .select(Client::as_select())
        .into_boxed();
    let mut query = page.only_updated(query, users::updated_at);
    if let Some(within) = &filter.within {
        query = query.filter(users::unit_id.eq_any(within));
    }
    if let Some(status) = filter.status {
        query = query.filter(users::status.eq(status));
    }
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(users::username.gt(after));
    }
    Ok(query.order(users::username).limit(page.limit).load(&mut conn).await?)
}

/// Writes a new client.
///
/// # Errors
/// Constraint `username_taken` when a user or another client has the code.
pub async fn create(tx: &mut AsyncPgConnection, client: &Client) -> Result<(), Error> {
    diesel::insert_into(users::table)
        .values((
            users::id.eq(client.id),
            users::kind.eq(ActorKind::Client),
            users::username.eq(&client.code),
            users::display_name.eq(&client.name),
            users::search_text.eq(folded(&format!("{} {}", client.code, client.name))),
            users::unit_id.eq(client.unit_id),
            users::status.eq(client.status),
            users::version.eq(client.version),
            users::created_at.eq(client.created_at),
            users::updated_at.eq(client.updated_at),
        ))
        .execute(&mut *tx)
        .await?;
    diesel::insert_into(clients::table)
        .values((
            clients::id.eq(client.id),
            clients::purpose.eq(&client.purpose),
            clients::scopes.eq(texts(&client.scopes.0)),
            clients::networks.eq(texts(&client.networks.0)),
            clients::requests_per_minute.eq(client.requests_per_minute),
            clients::expires_on.eq(client.expires_on),
            clients::created_by.eq(client.created_by),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Rewrites what can change of a locked client.
pub async fn update(tx: &mut AsyncPgConnection, client: &Client) -> Result<(), Error> {
    diesel::update(users::table.find(client.id))
        .set((
            users::display_name.eq(&client.name),
            users::search_text.eq(folded(&format!("{} {}", client.code, client.name))),
            users::status.eq(client.status),
            users::version.eq(client.version),
            users::updated_at.eq(client.updated_at),
        ))
        .execute(&mut *tx)
        .await?;
    diesel::update(clients::table.find(client.id))
        .set((
            clients::purpose.eq(&client.purpose),
            clients::scopes.eq(texts(&client.scopes.0)),
            clients::networks.eq(texts(&client.networks.0)),
            clients::requests_per_minute.eq(client.requests_per_minute),
            clients::expires_on.eq(client.expires_on),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that a client took a token; a client that takes many is noted once a minute.
pub async fn note_use(tx: &mut AsyncPgConnection, client: &Client, now: DateTime<Utc>) -> Result<(), Error> {
    if client.last_used_at.is_some_and(|last| now - last < USE_IS_NOTED_EVERY) {
        return Ok(());
    }
    let row = diesel::update(clients::table.find(client.id));
    row.set(clients::last_used_at.eq(now)).execute(tx).await?;
    Ok(())
}
