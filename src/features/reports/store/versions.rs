//! SQL of accepted versions, each kept as a whole.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::report_versions;
use crate::features::reports::rules::ReportContent;

/// A version that was accepted.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = report_versions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Version {
    pub report_id: Uuid,
    pub number: i32,
    #[diesel(deserialize_as = Value)]
    pub content: ReportContent,
    pub submitted_by: Uuid,
    pub accepted_by: Uuid,
    pub accepted_at: DateTime<Utc>,
}

/// Writes an accepted version.
///
/// # Errors
/// Constraint `report_is_never_accepted_by_who_filed_it`.
pub async fn accept(tx: &mut AsyncPgConnection, version: &Version) -> Result<(), Error> {
    diesel::insert_into(report_versions::table)
        .values((
            report_versions::report_id.eq(version.report_id),
            report_versions::number.eq(version.number),
            report_versions::content.eq(to_json(&version.content)?),
            report_versions::submitted_by.eq(version.submitted_by),
            report_versions::accepted_by.eq(version.accepted_by),
            report_versions::accepted_at.eq(version.accepted_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// A version as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct VersionRow {
    pub number: i32,
    pub submitted_by: Uuid,
    pub accepted_by: Uuid,
    pub accepted_at: DateTime<Utc>,
}

/// The versions of a report, oldest first, after a number.
pub async fn versions(
    mut conn: &AsyncPgConnection,
    report_id: Uuid,
    after: Option<i32>,
    page: &PageRead,
) -> Result<Vec<VersionRow>, Error> {
    let own = report_versions::table.filter(report_versions::report_id.eq(report_id)).select((
        report_versions::number,
        report_versions::submitted_by,
        report_versions::accepted_by,
        report_versions::accepted_at,
    ));
    let mut own = page.only_updated(own.into_boxed(), report_versions::accepted_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(report_versions::number.gt(after.unwrap_or(0)));
    Ok(later.order(report_versions::number).limit(page.limit).load(&mut conn).await?)
}

/// One version.
pub async fn version(mut conn: &AsyncPgConnection, report_id: Uuid, number: i32) -> Result<Version, Error> {
    Ok(report_versions::table.find((report_id, number)).select(Version::as_select()).first(&mut conn).await?)
}

/// Whether any accepted version of a report refers to a file.
pub async fn is_shown_by(
    mut conn: &AsyncPgConnection,
    report_id: Uuid,
    file_id: Uuid,
) -> Result<bool, Error> {
    let entry = serde_json::json!({"entries": [{"fileIds": [file_id]}]});
    let own = report_versions::table.filter(report_versions::report_id.eq(report_id));
    let shown = own.filter(report_versions::content.contains(entry));
    Ok(diesel::select(diesel::dsl::exists(shown)).get_result(&mut conn).await?)
}
