//! SQL of progress reports: single reads, lists, locks and writes.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::upsert::on_constraint;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::released_files::release_files;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::json::{from_json, to_json};
use crate::db::schema::{progress_reports, report_versions};
use crate::features::reports::rules::{ReportContent, ReportLife, ReportStatus};
use crate::text_columns;

/// Why entries were returned, by item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks(pub BTreeMap<Uuid, String>);

impl TryFrom<Value> for Remarks {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value).map(Self)
    }
}

text_columns!(ReportStatus);

/// A report as its unit is writing it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = progress_reports)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Report {
    pub id: Uuid,
    pub period_id: Uuid,
    pub campaign_id: Uuid,
    pub unit_id: Uuid,
    pub pledge_id: Uuid,
    pub status: ReportStatus,
    #[diesel(deserialize_as = Value)]
    pub content: ReportContent,
    #[diesel(deserialize_as = Value)]
    pub remarks: Remarks,
    pub accepted_number: i32,
    pub submitted_on: Option<NaiveDate>,
    pub is_late: bool,
    pub submitted_by: Option<Uuid>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
}

impl Report {
    /// Its life, as a person meets it.
    #[must_use]
    pub fn life(&self, person_id: Option<Uuid>) -> ReportLife {
        ReportLife {
            status: self.status,
            was_accepted: self.accepted_number > 0,
            is_writer: self.writers.clone().and(self.submitted_by).include(person_id),
        }
    }
}

/// A report.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Report, Error> {
    Ok(progress_reports::table.find(id).select(Report::as_select()).first(&mut conn).await?)
}

/// A report, locked against every other change until the transaction ends.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Report, Error> {
    Ok(progress_reports::table.find(id).for_no_key_update().select(Report::as_select()).first(tx).await?)
}

/// Some reports, as far as they are there.
pub async fn find_all(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Report>, Error> {
    let own = progress_reports::table.filter(progress_reports::id.eq_any(ids));
    Ok(own.select(Report::as_select()).load(&mut conn).await?)
}

/// Some reports, locked in the order of their ids.
pub async fn lock_all(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Report>, Error> {
    let own = progress_reports::table.filter(progress_reports::id.eq_any(ids));
    let own = own.order(progress_reports::id).for_no_key_update();
    Ok(own.select(Report::as_select()).load(tx).await?)
}

/// A report as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReportRow {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub status: ReportStatus,
    pub accepted_number: i32,
    pub submitted_on: Option<NaiveDate>,
    pub is_late: bool,
    pub version: RowVersion,
}

/// The reports of a period, oldest first, after an id; `inside` are the units whose unfinished reports are shown, `None`
/// all.
pub async fn list(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    inside: Option<&[Uuid]>,
    status: Option<ReportStatus>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<ReportRow>, Error> {
    let mut query = progress_reports::table
        .filter(progress_reports::period_id.eq(period_id))
        .filter(progress_reports::id.gt(after.unwrap_or(Uuid::nil())))
        .order(progress_reports::id)
        .limit(limit)
        .select((
            progress_reports::id,
            progress_reports::unit_id,
            progress_reports::status,
            progress_reports::accepted_number,
            progress_reports::submitted_on,
            progress_reports::is_late,
            progress_reports::version,
        ))
        .into_boxed();
    if let Some(units) = inside {
        query =
            query.filter(progress_reports::accepted_number.gt(0).or(progress_reports::unit_id.eq_any(units)));
    }
    query = match (status, inside) {
        (None, _) => query,
        (Some(status), None) => query.filter(progress_reports::status.eq(status)),
        (Some(ReportStatus::Accepted), Some(units)) => query.filter(
            progress_reports::status.eq(ReportStatus::Accepted).or(progress_reports::unit_id.ne_all(units)),
        ),
        (Some(status), Some(units)) => {
            query.filter(progress_reports::status.eq(status)).filter(progress_reports::unit_id.eq_any(units))
        }
    };
    let mut rows: Vec<ReportRow> = query.load(&mut conn).await?;
    let is_outside = |row: &ReportRow| inside.is_some_and(|units| !units.contains(&row.unit_id));
    for row in rows.iter_mut().filter(|row| is_outside(row)) {
        row.status = ReportStatus::Accepted;
        row.version = RowVersion::new(row.accepted_number);
    }
    Ok(rows)
}

/// What a listed report says.
#[derive(Debug, Clone)]
pub struct ListedContent {
    /// The pledge on which it reports.
    pub pledge_id: Uuid,
    /// What it says.
    pub content: ReportContent,
    /// Why entries were returned.
    pub remarks: Remarks,
}

/// What listed reports say, by their ids: of reports of other units than those inside what was accepted last.
pub async fn list_contents(
    mut conn: &AsyncPgConnection,
    rows: &[ReportRow],
    inside: Option<&[Uuid]>,
) -> Result<HashMap<Uuid, ListedContent>, Error> {
    let (mut own, mut accepted) = (Vec::new(), Vec::new());
    for row in rows {
        let is_inside = inside.is_none_or(|units| units.contains(&row.unit_id));
        if is_inside { own.push(row.id) } else { accepted.push(row.id) }
    }
    let own = find_all(conn, &own).await?.into_iter();
    let own = own.map(|Report { id, pledge_id, content, remarks, .. }| {
        (id, ListedContent { pledge_id, content, remarks })
    });
    let accepted: Vec<(Uuid, Uuid, Value)> = report_versions::table
        .inner_join(progress_reports::table)
        .filter(progress_reports::id.eq_any(accepted))
        .filter(report_versions::number.eq(progress_reports::accepted_number))
        .select((progress_reports::id, progress_reports::pledge_id, report_versions::content))
        .load(&mut conn)
        .await?;
    let mut found: HashMap<Uuid, ListedContent> = own.collect();
    for (id, pledge_id, content) in accepted {
        let content = from_json(content)?;
        found.insert(id, ListedContent { pledge_id, content, remarks: Remarks::default() });
    }
    Ok(found)
}

/// Creates a report; `false` where the unit already has one for the period.
pub async fn create(tx: &mut AsyncPgConnection, report: &Report) -> Result<bool, Error> {
    let created = diesel::insert_into(progress_reports::table)
        .values((
            progress_reports::id.eq(report.id),
            progress_reports::period_id.eq(report.period_id),
            progress_reports::campaign_id.eq(report.campaign_id),
            progress_reports::unit_id.eq(report.unit_id),
            progress_reports::pledge_id.eq(report.pledge_id),
            progress_reports::status.eq(report.status),
            progress_reports::content.eq(to_json(&report.content)?),
            progress_reports::remarks.eq(to_json(&report.remarks.0)?),
            progress_reports::accepted_number.eq(report.accepted_number),
            progress_reports::submitted_on.eq(report.submitted_on),
            progress_reports::is_late.eq(report.is_late),
            progress_reports::submitted_by.eq(report.submitted_by),
            progress_reports::created_by.eq(report.created_by),
            progress_reports::version.eq(report.version),
            progress_reports::created_at.eq(report.created_at),
            progress_reports::updated_at.eq(report.updated_at),
            progress_reports::writers.eq(&report.writers.0),
        ))
        .on_conflict(on_constraint("report_already_there"))
        .do_nothing()
        .execute(tx)
        .await?;
    Ok(created == 1)
}

/// The report of a unit for a period.
pub async fn find_id(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    unit_id: Uuid,
) -> Result<Option<Uuid>, Error> {
    let own = progress_reports::table
        .filter(progress_reports::period_id.eq(period_id))
        .filter(progress_reports::unit_id.eq(unit_id));
    Ok(own.select(progress_reports::id).first(&mut conn).await.optional()?)
}

/// Moves a report from the expected version and status to what it is next.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster; that can't happen to a locked report.
pub async fn advance(tx: &mut AsyncPgConnection, before: &Report, after: &Report) -> Result<(), Error> {
    let updated = diesel::update(progress_reports::table.find(before.id))
        .filter(progress_reports::version.eq(before.version))
        .filter(progress_reports::status.eq(before.status))
        .set((
            progress_reports::version.eq(before.version.next()),
            progress_reports::status.eq(after.status),
            progress_reports::content.eq(to_json(&after.content)?),
            progress_reports::remarks.eq(to_json(&after.remarks.0)?),
            progress_reports::accepted_number.eq(after.accepted_number),
            progress_reports::submitted_on.eq(after.submitted_on),
            progress_reports::is_late.eq(after.is_late),
            progress_reports::submitted_by.eq(after.submitted_by),
            progress_reports::updated_at.eq(after.updated_at),
            progress_reports::writers.eq(&after.writers.0),
        ))
        .execute(tx)
        .await?;
    if updated != 1 {
        return Err(Error::Conflict("the report was changed meanwhile".to_owned()));
    }
    release_files(tx, before.unit_id, &before.content, &after.content).await
}
