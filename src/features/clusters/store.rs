//! SQL of clusters and of their years.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::{ClusterKind, ClusterOrganiser};
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{cluster_members, cluster_years, clusters};
use crate::{insert_rows, text_columns};

text_columns!(ClusterKind);

/// The most years of a cluster that an answer shows.
const MOST_YEARS: i64 = 150;

/// A cluster.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = clusters)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Cluster {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub kind: ClusterKind,
    pub organised_by: ClusterOrganiser,
    pub is_outside: bool,
    pub unit_id: Uuid,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A year of a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = cluster_years)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ClusterYear {
    pub cluster_id: Uuid,
    pub year: i32,
    pub head_unit_id: Option<Uuid>,
    pub vice_unit_id: Option<Uuid>,
    pub leader_unit_id: Option<Uuid>,
    pub votes: Option<String>,
    pub source: String,
    pub written_by: Uuid,
    pub updated_at: DateTime<Utc>,
}

/// A member of a cluster in a year.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = cluster_members)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ClusterMember {
    pub cluster_id: Uuid,
    pub year: i32,
    pub position: i32,
    pub unit_id: Option<Uuid>,
    pub outside_name: Option<String>,
    pub rank: Option<i32>,
    pub result: Option<String>,
}

/// Which clusters a list shows.
#[derive(Debug, Default)]
pub struct ClusterFilter {
    /// Only of this kind.
    pub kind: Option<ClusterKind>,
    /// Only organised by these.
    pub organised_by: Option<ClusterOrganiser>,
    /// Only clusters outside the province, or only the others.
    pub is_outside: Option<bool>,
    /// Only clusters of which this unit was ever a member.
    pub member_unit_id: Option<Uuid>,
}

/// A cluster.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Cluster, Error> {
    Ok(clusters::table.find(id).select(Cluster::as_select()).first(&mut conn).await?)
}

/// A cluster, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Cluster, Error> {
    Ok(clusters::table.find(id).for_no_key_update().select(Cluster::as_select()).first(tx).await?)
}

/// Clusters by code, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &ClusterFilter,
    after: Option<&str>,
    page: &PageRead,
) -> Result<Vec<Cluster>, Error> {
    let query = clusters::table.select(Cluster::as_select()).into_boxed();
    let mut query = page.only_updated(query, clusters::updated_at);
    if let Some(kind) = filter.kind {
        query = query.filter(clusters::kind.eq(kind));
    }
    if let Some(organiser) = filter.organised_by {
        query = query.filter(clusters::organised_by.eq(organiser));
    }
    if let Some(is_outside) = filter.is_outside {
        query = query.filter(clusters::is_outside.eq(is_outside));
    }
    if let Some(unit) = filter.member_unit_id {
        let own = cluster_members::table.filter(cluster_members::unit_id.eq(unit));
        query = query.filter(clusters::id.eq_any(own.select(cluster_members::cluster_id)));
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(clusters::code.gt(after.unwrap_or_default()));
    Ok(later.order(clusters::code).limit(page.limit).load(&mut conn).await?)
}

/// The years of a cluster, the latest first, with their members.
pub async fn list_years(
    mut conn: &AsyncPgConnection,
    cluster_id: Uuid,
) -> Result<Vec<(ClusterYear, Vec<ClusterMember>)>, Error> {
    let years: Vec<ClusterYear> = cluster_years::table
        .filter(cluster_years::cluster_id.eq(cluster_id))
        .order(cluster_years::year.desc())
        .limit(MOST_YEARS)
        .select(ClusterYear::as_select())
        .load(&mut conn)
        .await?;
    let members: Vec<ClusterMember> = cluster_members::table
        .filter(cluster_members::cluster_id.eq(cluster_id))
        .order((cluster_members::year, cluster_members::position))
        .select(ClusterMember::as_select())
        .load(&mut conn)
        .await?;
    let of = |year: i32| members.iter().filter(move |member| member.year == year).cloned().collect();
    Ok(years.into_iter().map(|year| (year.clone(), of(year.year))).collect())
}

/// Writes a cluster.
///
/// # Errors
/// Constraint `cluster_code_taken`.
pub async fn create(tx: &mut AsyncPgConnection, cluster: &Cluster) -> Result<(), Error> {
    diesel::insert_into(clusters::table).values(cluster.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of a locked cluster.
///
/// # Errors
/// Constraint `cluster_code_taken`.
pub async fn update(tx: &mut AsyncPgConnection, cluster: &Cluster) -> Result<(), Error> {
    diesel::update(clusters::table.find(cluster.id))
        .set((
            clusters::code.eq(&cluster.code),
            clusters::name.eq(&cluster.name),
            clusters::kind.eq(cluster.kind),
            clusters::organised_by.eq(cluster.organised_by),
            clusters::is_outside.eq(cluster.is_outside),
            clusters::version.eq(cluster.version),
            clusters::updated_at.eq(cluster.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Replaces a year of a locked cluster.
///
/// # Errors
/// Constraints `leader_is_no_member`, `member_named_twice`.
pub async fn replace_year(
    tx: &mut AsyncPgConnection,
    year: &ClusterYear,
    members: Vec<ClusterMember>,
) -> Result<(), Error> {
    let own = cluster_members::table
        .filter(cluster_members::cluster_id.eq(year.cluster_id))
        .filter(cluster_members::year.eq(year.year));
    diesel::delete(own).execute(&mut *tx).await?;
    let own = cluster_years::table.find((year.cluster_id, year.year));
    diesel::delete(own).execute(&mut *tx).await?;
    diesel::insert_into(cluster_years::table).values(year.clone()).execute(&mut *tx).await?;
    insert_rows!(cluster_members::table, members, tx);
    Ok(())
}
