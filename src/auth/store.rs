//! SQL of authorisation: who a session belongs to, what was granted, and where a unit stands in the tree.

use std::collections::HashMap;
use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use uuid::Uuid;

use super::policy::{ActorKind, ClientScope, Grant, Role, in_force};
use crate::db::Error;
use crate::db::schema::{
    clients, ended_tokens, role_assignments, sessions, unit_succession_links, units, users,
};
use crate::text_columns;

text_columns!(Role, ActorKind);

diesel::define_sql_function! {
    /// The unit and every unit above it on a day.
    fn unit_lineage(unit: SqlUuid, day: Date) -> Array<SqlUuid>;
}
diesel::define_sql_function! {
    /// The unit and every unit below it on a day.
    fn unit_subtrees(roots: Array<SqlUuid>, day: Date) -> Array<SqlUuid>;
}

/// A user as sessions need one.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct SessionUser {
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
    pub unit_id: Option<Uuid>,
    pub password_expires_at: Option<DateTime<Utc>>,
}

/// The scopes of a machine client. What a later release wrote is nothing that this one knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(pub Vec<ClientScope>);

impl From<Vec<Option<String>>> for Scopes {
    fn from(names: Vec<Option<String>>) -> Self {
        Self(names.iter().flatten().filter_map(|name| name.parse().ok()).collect())
    }
}

/// The networks from which a machine client calls; none is from anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Networks(pub Vec<IpNet>);

impl From<Vec<Option<String>>> for Networks {
    fn from(texts: Vec<Option<String>>) -> Self {
        Self(texts.iter().flatten().filter_map(|text| text.parse().ok()).collect())
    }
}

impl Networks {
    /// Whether a caller may be there.
    #[must_use]
    pub fn allow(&self, address: Option<IpAddr>) -> bool {
        self.0.is_empty() || address.is_some_and(|address| self.0.iter().any(|own| own.contains(&address)))
    }
}

/// A machine client that may call.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ActiveClient {
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
    pub unit_id: Option<Uuid>,
    #[diesel(select_expression = clients::scopes, deserialize_as = Vec<Option<String>>)]
    pub scopes: Scopes,
    #[diesel(select_expression = clients::networks, deserialize_as = Vec<Option<String>>)]
    pub networks: Networks,
    #[diesel(select_expression = clients::requests_per_minute)]
    pub requests_per_minute: i32,
}

/// A machine client that may call on a day, by a token that nobody has ended.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn active_client(
    mut conn: &AsyncPgConnection,
    (id, token_id): (Uuid, Uuid),
    today: NaiveDate,
) -> Result<ActiveClient, Error> {
    let ended = ended_tokens::table.filter(ended_tokens::token_id.eq(token_id));
    Ok(clients::table
        .inner_join(users::table.on(users::id.eq(clients::id)))
        .filter(clients::id.eq(id))
        .filter(clients::expires_on.ge(today))
        .filter(users::status.eq("ACTIVE"))
        .filter(diesel::dsl::not(diesel::dsl::exists(ended)))
        .select(ActiveClient::as_select())
        .first(&mut conn)
        .await?)
}

/// A closed unit and one that directly follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Predecessor {
    /// The closed unit.
    pub predecessor_id: Uuid,
    /// The unit that follows it.
    pub successor_id: Option<Uuid>,
}

/// The user of a session that is open and may be used at `now`.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn active_user_of_session(
    mut conn: &AsyncPgConnection,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<SessionUser, Error> {
    Ok(sessions::table
        .inner_join(users::table)
        .filter(sessions::id.eq(session_id))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        // A session of a day to come was opened while the clock stood elsewhere, and would live until then.
        .filter(sessions::created_at.le(now + TimeDelta::days(1)))
        .filter(users::status.eq("ACTIVE"))
        .select(SessionUser::as_select())
        .first(&mut conn)
        .await?)
}

/// A user who may sign in.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn active_user(mut conn: &AsyncPgConnection, id: Uuid) -> Result<SessionUser, Error> {
    let active = users::table.find(id).filter(users::status.eq("ACTIVE"));
    Ok(active.select(SessionUser::as_select()).first(&mut conn).await?)
}

/// A role as it was granted.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = role_assignments)]
struct GrantRow {
    role: Role,
    unit_id: Option<Uuid>,
    starts_on: NaiveDate,
    ends_before: Option<NaiveDate>,
}

/// The roles a user holds on a day.
pub async fn grants_of(
    mut conn: &AsyncPgConnection,
    user_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<Grant>, Error> {
    let rows: Vec<GrantRow> = role_assignments::table
        .filter(role_assignments::user_id.eq(user_id))
        .order((role_assignments::role, role_assignments::id))
        .select(GrantRow::as_select())
        .load(&mut conn)
        .await?;
    let held = rows.into_iter().filter(|row| in_force(row.starts_on, row.ends_before, today));
    Ok(held.map(|row| Grant::of_role(row.role, row.unit_id)).collect())
}

/// The same for work that goes on without its user: who can't sign in any more holds none.
pub async fn grants_of_active(
    conn: &AsyncPgConnection,
    user_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<Grant>, Error> {
    match active_user(conn, user_id).await {
        Err(Error::NotFound) => Ok(Vec::new()),
        user => grants_of(conn, user?.id, today).await,
    }
}

/// The unit and every unit above it on a day, from the unit upwards; empty when there is no such unit.
pub async fn lineage(mut conn: &AsyncPgConnection, id: Uuid, day: NaiveDate) -> Result<Vec<Uuid>, Error> {
    Ok(diesel::select(unit_lineage(id, day)).get_result(&mut conn).await?)
}

/// The same of several units at once, by unit.
pub async fn lineages(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, Vec<Uuid>>, Error> {
    let rows: Vec<(Uuid, Vec<Uuid>)> = units::table
        .filter(units::id.eq_any(ids))
        .select((units::id, unit_lineage(units::id, day)))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The units of several subtrees on a day.
pub async fn subtrees(
    mut conn: &AsyncPgConnection,
    roots: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<Uuid>, Error> {
    Ok(diesel::select(unit_subtrees(roots, day)).get_result(&mut conn).await?)
}

/// The units that are closed on a day and that some units directly follow.
pub async fn closed_predecessors(
    mut conn: &AsyncPgConnection,
    successors: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<Predecessor>, Error> {
    Ok(unit_succession_links::table
        .inner_join(units::table.on(units::id.eq(unit_succession_links::predecessor_id)))
        .filter(unit_succession_links::successor_id.eq_any(successors))
        .filter(units::closed_on.le(day))
        .order(unit_succession_links::id)
        .select((unit_succession_links::predecessor_id, unit_succession_links::successor_id))
        .load(&mut conn)
        .await?)
}

/// The units that directly follow a unit that is closed on a day.
pub async fn successors_of_closed(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<Uuid>, Error> {
    let followers: Vec<Option<Uuid>> = unit_succession_links::table
        .inner_join(units::table.on(units::id.eq(unit_succession_links::predecessor_id)))
        .filter(unit_succession_links::predecessor_id.eq(unit_id))
        .filter(units::closed_on.le(day))
        .select(unit_succession_links::successor_id)
        .load(&mut conn)
        .await?;
    Ok(followers.into_iter().flatten().collect())
}
