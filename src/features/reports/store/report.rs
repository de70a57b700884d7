//! SQL of progress reports: single reads, lists, locks and writes.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{AsSelect, SqlTypeOf, exists};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::on_constraint;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::released_files::release_files;
use crate::auth::unit_scope::is_inside;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::json::{from_json, to_json};
use crate::db::page::PageRead;
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
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = progress_reports)]
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

/// Which reports a list shows.
#[derive(Debug, Clone)]
pub struct ReportFilter {
    /// The units whose own work the caller sees; `None` means all units. Of all others the list shows what was accepted.
    pub inside: Option<Vec<Uuid>>,
    /// Only this status, of what the caller sees.
    pub status: Option<ReportStatus>,
    /// Of what the list shows as accepted only what was before this instant.
    pub accepted_before: Option<DateTime<Utc>>,
}

/// The reports of a period, oldest first, after an id.
pub async fn list(
    conn: &AsyncPgConnection,
    period_id: Uuid,
    filter: &ReportFilter,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ReportRow>, Error> {
    let mut query = filtered(period_id, filter, page);
    page.count(conn, &mut query).await?;
    let later = query.filter(progress_reports::id.gt(after.unwrap_or_default()));
    let sorted = later.order(progress_reports::id).limit(page.limit);
    let mut reader = conn;
    show_accepted(conn, sorted.load(&mut reader).await?, filter).await
}

/// The rows as somebody sees them who is inside of some units only: of all others what was accepted last, under its number.
async fn show_accepted(
    mut conn: &AsyncPgConnection,
    mut rows: Vec<ReportRow>,
    filter: &ReportFilter,
) -> Result<Vec<ReportRow>, Error> {
    let is_other = |row: &ReportRow| !is_inside(filter.inside.as_deref(), row.unit_id);
    let ids: Vec<Uuid> = rows.iter().filter(|row| is_other(row)).map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(rows);
    }
    let accepted: Vec<(Uuid, i32)> = last_accepted(&ids, filter.accepted_before)
        .select((report_versions::report_id, report_versions::number))
        .load(&mut conn)
        .await?;
    let accepted: HashMap<Uuid, i32> = accepted.into_iter().collect();
    for row in rows.iter_mut().filter(|row| is_other(row)) {
        let number = accepted.get(&row.id).copied().unwrap_or_default();
        (row.status, row.accepted_number) = (ReportStatus::Accepted, number);
        row.version = RowVersion::new(number);
    }
    Ok(rows)
}

/// What was accepted last of some reports, before an instant where there is one.
fn last_accepted(
    ids: &[Uuid],
    before: Option<DateTime<Utc>>,
) -> report_versions::BoxedQuery<'_, Pg, report_versions::SqlType> {
    use report_versions::{accepted_at, number, report_id};
    let last = report_versions::table.distinct_on(report_id).order((report_id, number.desc()));
    let own = last.into_boxed().filter(report_id.eq_any(ids));
    match before {
        Some(before) => own.filter(accepted_at.lt(before)),
        None => own,
    }
}

fn filtered<'a>(
    period_id: Uuid,
    filter: &'a ReportFilter,
    page: &PageRead,
) -> progress_reports::BoxedQuery<'a, Pg, SqlTypeOf<AsSelect<ReportRow, Pg>>> {
    let (inside, status) = (filter.inside.as_deref(), filter.status);
    let mut query = progress_reports::table
        .filter(progress_reports::period_id.eq(period_id))
        .select(ReportRow::as_select())
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
    if let Some(before) = filter.accepted_before {
        let accepted = report_versions::table
            .filter(report_versions::report_id.eq(progress_reports::id))
            .filter(report_versions::accepted_at.lt(before));
        query = query.filter(exists(accepted));
    }
    if let Some(range) = page.updated {
        // Nobody else learns when a unit works on what is not accepted.
        let accepted = report_versions::table
            .filter(report_versions::report_id.eq(progress_reports::id))
            .filter(report_versions::number.eq(progress_reports::accepted_number))
            .filter(range.contains(report_versions::accepted_at));
        let own = range.contains(progress_reports::updated_at);
        query = match inside {
            None => query.filter(own),
            Some(units) => {
                let own = progress_reports::unit_id.eq_any(units).and(own);
                query.filter(own.or(progress_reports::unit_id.ne_all(units).and(exists(accepted))))
            }
        };
    }
    query
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
    filter: &ReportFilter,
) -> Result<HashMap<Uuid, ListedContent>, Error> {
    let (own, others): (Vec<&ReportRow>, Vec<&ReportRow>) =
        rows.iter().partition(|row| is_inside(filter.inside.as_deref(), row.unit_id));
    let ids = |rows: Vec<&ReportRow>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let own = find_all(conn, &ids(own)).await?.into_iter();
    let mut found: HashMap<Uuid, ListedContent> = own
        .map(|Report { id, pledge_id, content, remarks, .. }| {
            (id, ListedContent { pledge_id, content, remarks })
        })
        .collect();
    let others = ids(others);
    let accepted: Vec<(Uuid, Value)> = last_accepted(&others, filter.accepted_before)
        .select((report_versions::report_id, report_versions::content))
        .load(&mut conn)
        .await?;
    let pledges = progress_reports::table.filter(progress_reports::id.eq_any(&others));
    let pledges: Vec<(Uuid, Uuid)> =
        pledges.select((progress_reports::id, progress_reports::pledge_id)).load(&mut conn).await?;
    let pledges: HashMap<Uuid, Uuid> = pledges.into_iter().collect();
    for (id, content) in accepted {
        let (content, pledge_id) = (from_json(content)?, pledges.get(&id).copied().unwrap_or_default());
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
