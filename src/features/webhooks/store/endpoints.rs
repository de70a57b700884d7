//! SQL of endpoints and their secrets.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{users, webhook_endpoints, webhook_progress, webhook_secrets};
use crate::features::webhooks::rules::{AttemptOutcome, DeliveryStatus, DisabledBecause, EndpointStatus};
use crate::text_columns;

text_columns!(EndpointStatus, DisabledBecause, DeliveryStatus, AttemptOutcome);

/// An endpoint, with the client whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = webhook_endpoints)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Endpoint {
    pub id: Uuid,
    pub client_id: Uuid,
    #[diesel(select_expression = users::username)]
    pub client_code: String,
    /// The unit over whose subtree the client's scopes hold.
    #[diesel(select_expression = users::unit_id)]
    pub client_unit_id: Option<Uuid>,
    pub url: String,
    pub purpose: String,
    pub types: Vec<Option<String>>,
    pub unit_id: Option<Uuid>,
    pub status: EndpointStatus,
    pub disabled_because: Option<DisabledBecause>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Endpoint {
    /// The types of events that it wants; none are all.
    pub fn event_types(&self) -> impl Iterator<Item = &str> {
        self.types.iter().flatten().map(String::as_str)
    }
}

/// A secret, without the key that is derived from its id.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = webhook_secrets)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Secret {
    pub id: Uuid,
    pub endpoint_id: Uuid,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub ends_at: Option<DateTime<Utc>>,
}

/// How far an endpoint is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = webhook_progress)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Progress {
    pub endpoint_id: Uuid,
    pub position: i64,
    pub failures_in_a_row: i32,
    pub failing_since: Option<DateTime<Utc>>,
    pub last_attempt_at: Option<DateTime<Utc>>,
    pub paused_until: Option<DateTime<Utc>>,
}

/// Which endpoints a list shows.
#[derive(Debug, Default)]
pub struct EndpointFilter {
    /// Only those of this client.
    pub client_id: Option<Uuid>,
    /// Only those of clients of these units; `None` is the whole province.
    pub within: Option<Vec<Uuid>>,
    /// Only those in this status.
    pub status: Option<EndpointStatus>,
}

/// An endpoint.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Endpoint, Error> {
    let own =
        webhook_endpoints::table.inner_join(users::table.on(users::id.eq(webhook_endpoints::client_id)));
    Ok(own.filter(webhook_endpoints::id.eq(id)).select(Endpoint::as_select()).first(&mut conn).await?)
}

/// An endpoint, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Endpoint, Error> {
    let row = webhook_endpoints::table.find(id).for_no_key_update();
    let _: Uuid = row.select(webhook_endpoints::id).first(tx).await?;
    find(tx, id).await
}

/// Endpoints, the last registered first, before an id.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &EndpointFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Endpoint>, Error> {
    let mut query = webhook_endpoints::table
        .inner_join(users::table.on(users::id.eq(webhook_endpoints::client_id)))
        .select(Endpoint::as_select())
        .into_boxed();
    query = page.only_updated(query, webhook_endpoints::updated_at);
    if let Some(client) = filter.client_id {
        query = query.filter(webhook_endpoints::client_id.eq(client));
    }
    if let Some(within) = &filter.within {
        query = query.filter(users::unit_id.eq_any(within));
    }
    if let Some(status) = filter.status {
        query = query.filter(webhook_endpoints::status.eq(status));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(webhook_endpoints::id.lt(before));
    }
    Ok(query.order(webhook_endpoints::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// How many endpoints a client has.
pub async fn count_of(mut conn: &AsyncPgConnection, client: Uuid) -> Result<i64, Error> {
    let own = webhook_endpoints::table.filter(webhook_endpoints::client_id.eq(client));
    Ok(own.count().get_result(&mut conn).await?)
}

/// Writes a new endpoint, which is told of what happens after a position.
///
/// # Errors
/// Constraint `webhook_endpoint_already_there` when the client has one at this address.
pub async fn create(tx: &mut AsyncPgConnection, new: &Endpoint, position: i64) -> Result<(), Error> {
    diesel::insert_into(webhook_endpoints::table)
        .values((
            webhook_endpoints::id.eq(new.id),
            webhook_endpoints::client_id.eq(new.client_id),
            webhook_endpoints::url.eq(&new.url),
            webhook_endpoints::purpose.eq(&new.purpose),
            webhook_endpoints::types.eq(&new.types),
            webhook_endpoints::unit_id.eq(new.unit_id),
            webhook_endpoints::status.eq(new.status),
            webhook_endpoints::created_by.eq(new.created_by),
            webhook_endpoints::version.eq(new.version),
            webhook_endpoints::created_at.eq(new.created_at),
            webhook_endpoints::updated_at.eq(new.updated_at),
        ))
        .execute(&mut *tx)
        .await?;
    let progress = Progress {
        endpoint_id: new.id,
        position,
        failures_in_a_row: 0,
        failing_since: None,
        last_attempt_at: None,
        paused_until: None,
    };
    diesel::insert_into(webhook_progress::table).values(progress).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of a locked endpoint.
///
/// # Errors
/// Constraint `webhook_endpoint_already_there` when the client has another one at this address.
pub async fn update(tx: &mut AsyncPgConnection, own: &Endpoint) -> Result<(), Error> {
    diesel::update(webhook_endpoints::table.find(own.id))
        .set((
            webhook_endpoints::url.eq(&own.url),
            webhook_endpoints::purpose.eq(&own.purpose),
            webhook_endpoints::types.eq(&own.types),
            webhook_endpoints::unit_id.eq(own.unit_id),
            webhook_endpoints::status.eq(own.status),
            webhook_endpoints::disabled_because.eq(own.disabled_because.map(DisabledBecause::as_str)),
            webhook_endpoints::version.eq(own.version),
            webhook_endpoints::updated_at.eq(own.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// The secrets by which deliveries of some endpoints are signed, the newest first.
pub async fn list_secrets(
    mut conn: &AsyncPgConnection,
    endpoints: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Secret>, Error> {
    let own = webhook_secrets::table.filter(webhook_secrets::endpoint_id.eq_any(endpoints));
    let good = own.filter(webhook_secrets::ends_at.is_null().or(webhook_secrets::ends_at.gt(now)));
    Ok(good.order(webhook_secrets::id.desc()).select(Secret::as_select()).load(&mut conn).await?)
}

/// Writes a secret.
pub async fn create_secret(tx: &mut AsyncPgConnection, secret: &Secret) -> Result<(), Error> {
    diesel::insert_into(webhook_secrets::table).values(secret.clone()).execute(tx).await?;
    Ok(())
}

/// Lets the newest secret of an endpoint end at an instant, and one before it at once.
pub async fn end_secrets(
    tx: &mut AsyncPgConnection,
    endpoint: Uuid,
    (now, ends_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Error> {
    let own = webhook_secrets::table.filter(webhook_secrets::endpoint_id.eq(endpoint));
    let before = own.filter(webhook_secrets::ends_at.gt(now));
    diesel::update(before).set(webhook_secrets::ends_at.eq(now)).execute(&mut *tx).await?;
    let newest = own.filter(webhook_secrets::ends_at.is_null());
    diesel::update(newest).set(webhook_secrets::ends_at.eq(ends_at)).execute(tx).await?;
    Ok(())
}

/// How far some endpoints are.
pub async fn list_progress(mut conn: &AsyncPgConnection, endpoints: &[Uuid]) -> Result<Vec<Progress>, Error> {
    let own = webhook_progress::table.filter(webhook_progress::endpoint_id.eq_any(endpoints));
    Ok(own.select(Progress::as_select()).load(&mut conn).await?)
}
