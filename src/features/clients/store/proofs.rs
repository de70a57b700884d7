//! SQL of what clients prove themselves with: secrets and public keys.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{client_keys, client_secrets};

/// A secret, as far as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_secrets)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ClientSecret {
    pub id: Uuid,
    pub client_id: Uuid,
    pub slot: i16,
    pub secret_hash: Vec<u8>,
    pub hint: String,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_keys)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ClientKey {
    pub id: Uuid,
    pub client_id: Uuid,
    pub key_id: String,
    pub public_key: Value,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// The secrets of some clients that are good.
pub async fn list_secrets(
    mut conn: &AsyncPgConnection,
    clients: &[Uuid],
) -> Result<Vec<ClientSecret>, Error> {
    let own = client_secrets::table.filter(client_secrets::client_id.eq_any(clients));
    let good = own.filter(client_secrets::ended_at.is_null()).order(client_secrets::id);
    Ok(good.select(ClientSecret::as_select()).load(&mut conn).await?)
}

/// Whether a client has a secret of this hash that is good.
pub async fn has_secret(mut conn: &AsyncPgConnection, client: Uuid, hash: &[u8]) -> Result<bool, Error> {
    let own = client_secrets::table
        .filter(client_secrets::client_id.eq(client))
        .filter(client_secrets::secret_hash.eq(hash))
        .filter(client_secrets::ended_at.is_null());
    Ok(diesel::select(exists(own)).get_result(&mut conn).await?)
}

/// Writes a secret.
///
/// # Errors
/// Constraint `two_secrets_already` when its place is taken.
pub async fn create_secret(tx: &mut AsyncPgConnection, secret: &ClientSecret) -> Result<(), Error> {
    diesel::insert_into(client_secrets::table).values(secret.clone()).execute(tx).await?;
    Ok(())
}

/// Ends a secret of a client.
///
/// # Errors
/// [`Error::NotFound`] when it has none that is good.
pub async fn end_secret(
    tx: &mut AsyncPgConnection,
    client: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    use client_secrets::{client_id, ended_at};
    let own = client_secrets::table.find(id).filter(client_id.eq(client)).filter(ended_at.is_null());
    let ended = diesel::update(own).set(ended_at.eq(now)).execute(tx).await?;
    if ended == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The keys of some clients that are good.
pub async fn list_keys(mut conn: &AsyncPgConnection, clients: &[Uuid]) -> Result<Vec<ClientKey>, Error> {
    let own = client_keys::table.filter(client_keys::client_id.eq_any(clients));
    let good = own.filter(client_keys::ended_at.is_null()).order(client_keys::id);
    Ok(good.select(ClientKey::as_select()).load(&mut conn).await?)
}

/// A key of a client by its `kid`.
///
/// # Errors
/// [`Error::NotFound`] when it has none that is good.
pub async fn find_key(mut conn: &AsyncPgConnection, client: Uuid, key_id: &str) -> Result<ClientKey, Error> {
    let own = client_keys::table
        .filter(client_keys::client_id.eq(client))
        .filter(client_keys::key_id.eq(key_id))
        .filter(client_keys::ended_at.is_null());
    Ok(own.select(ClientKey::as_select()).first(&mut conn).await?)
}

/// Writes a key.
///
/// # Errors
/// Constraint `client_key_already_there` when the client has one of this `kid`.
pub async fn create_key(tx: &mut AsyncPgConnection, key: &ClientKey) -> Result<(), Error> {
    diesel::insert_into(client_keys::table).values(key.clone()).execute(tx).await?;
    Ok(())
}

/// Ends a key of a client.
///
/// # Errors
/// [`Error::NotFound`] when it has none that is good.
pub async fn end_key(
    tx: &mut AsyncPgConnection,
    client: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    use client_keys::{client_id, ended_at};
    let own = client_keys::table.find(id).filter(client_id.eq(client)).filter(ended_at.is_null());
    let ended = diesel::update(own).set(ended_at.eq(now)).execute(tx).await?;
    if ended == 1 { Ok(()) } else { Err(Error::NotFound) }
}
