//! SQL of reporting periods. Holidays, expected reporters and exceptions have files of their own.

mod exceptions;
mod holidays;
mod reporters;

pub use exceptions::{LockException, exceptions, find_exception, grant, revoke};
pub use holidays::{Holiday, create_holiday, find_holiday, holidays, remove_holiday, working_days};
pub use reporters::{Expected, Forgiven, expected, forgive, freeze, list_expected, owe};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rules::{Days, PeriodKind, PeriodStatus};
use crate::db::Error;
use crate::db::schema::reporting_periods;
use crate::insert_rows;

/// A reporting period.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = reporting_periods)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReportingPeriod {
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub code: String,
    pub name: String,
    #[diesel(deserialize_as = String)]
    pub kind: PeriodKind,
    #[diesel(deserialize_as = String)]
    pub status: PeriodStatus,
    pub data_from: NaiveDate,
    pub data_to: NaiveDate,
    pub opens_on: NaiveDate,
    pub due_on: NaiveDate,
    pub opened_at: Option<DateTime<Utc>>,
    pub created_by: Uuid,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ReportingPeriod {
    /// Its days.
    #[must_use]
    pub const fn days(&self) -> Days {
        Days {
            data_from: self.data_from,
            data_to: self.data_to,
            opens_on: self.opens_on,
            due_on: self.due_on,
        }
    }
}

/// A period.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ReportingPeriod, Error> {
    Ok(reporting_periods::table.find(id).select(ReportingPeriod::as_select()).first(&mut conn).await?)
}

/// A period, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReportingPeriod, Error> {
    Ok(reporting_periods::table.find(id).for_no_key_update().select(ReportingPeriod::as_select()).first(tx).await?)
}

/// A period, held as it is until the transaction ends; others may hold it, too.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_shared(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReportingPeriod, Error> {
    Ok(reporting_periods::table.find(id).for_share().select(ReportingPeriod::as_select()).first(tx).await?)
}

/// The periods of campaigns that people and other systems call so, unless they were cancelled; held as they are until the
/// transaction ends.
///
/// # Errors
/// [`Error`] of the database.
pub async fn hold_by_code(
    tx: &mut AsyncPgConnection,
    campaigns: &[Uuid],
    codes: &[&str],
) -> Result<Vec<ReportingPeriod>, Error> {
    Ok(reporting_periods::table
        .filter(reporting_periods::campaign_id.eq_any(campaigns))
        .filter(reporting_periods::code.eq_any(codes))
        .filter(reporting_periods::status.ne(PeriodStatus::Cancelled.as_str()))
        .order(reporting_periods::id)
        .for_share()
        .select(ReportingPeriod::as_select())
        .load(tx)
        .await?)
}

/// The periods of a campaign, the earliest first, after a day and an id.
///
/// # Errors
/// [`Error`] of the database.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    status: Option<PeriodStatus>,
    after: Option<(NaiveDate, Uuid)>,
    limit: i64,
) -> Result<Vec<ReportingPeriod>, Error> {
    let mut query = reporting_periods::table
        .filter(reporting_periods::campaign_id.eq(campaign_id))
        .order((reporting_periods::data_to, reporting_periods::id))
        .limit(limit)
        .select(ReportingPeriod::as_select())
        .into_boxed();
    if let Some(status) = status {
        query = query.filter(reporting_periods::status.eq(status.as_str()));
    }
    if let Some((day, id)) = after {
        let later = reporting_periods::data_to.eq(day).and(reporting_periods::id.gt(id));
        query = query.filter(reporting_periods::data_to.gt(day).or(later));
    }
    Ok(query.load(&mut conn).await?)
}

/// Writes new periods.
///
/// # Errors
/// Constraints `reporting_period_code_taken` and `reporting_period_overlaps`.
pub async fn create(tx: &mut AsyncPgConnection, periods: &[ReportingPeriod]) -> Result<(), Error> {
    let row = |period: &ReportingPeriod| {
        (
            reporting_periods::id.eq(period.id),
            reporting_periods::campaign_id.eq(period.campaign_id),
            reporting_periods::code.eq(period.code.clone()),
            reporting_periods::name.eq(period.name.clone()),
            reporting_periods::kind.eq(period.kind.as_str()),
            reporting_periods::status.eq(period.status.as_str()),
            reporting_periods::data_from.eq(period.data_from),
            reporting_periods::data_to.eq(period.data_to),
            reporting_periods::opens_on.eq(period.opens_on),
            reporting_periods::due_on.eq(period.due_on),
            reporting_periods::created_by.eq(period.created_by),
            reporting_periods::version.eq(period.version),
            reporting_periods::created_at.eq(period.created_at),
            reporting_periods::updated_at.eq(period.updated_at),
        )
    };
    let rows: Vec<_> = periods.iter().map(row).collect();
    insert_rows!(reporting_periods::table, rows, tx);
    Ok(())
}

/// Moves a period from the expected version and status to what it is next.
///
/// # Errors
/// Constraints `reporting_period_code_taken` and `reporting_period_overlaps`; [`Error::Conflict`] when somebody else was
/// faster, which a locked period never sees.
pub async fn advance(tx: &mut AsyncPgConnection, before: &ReportingPeriod, after: &ReportingPeriod) -> Result<(), Error> {
    let updated = diesel::update(reporting_periods::table.find(before.id))
        .filter(reporting_periods::version.eq(before.version))
        .filter(reporting_periods::status.eq(before.status.as_str()))
        .set((
            reporting_periods::version.eq(before.version + 1),
            reporting_periods::name.eq(&after.name),
            reporting_periods::status.eq(after.status.as_str()),
            reporting_periods::data_from.eq(after.data_from),
            reporting_periods::data_to.eq(after.data_to),
            reporting_periods::opens_on.eq(after.opens_on),
            reporting_periods::due_on.eq(after.due_on),
            reporting_periods::opened_at.eq(after.opened_at),
            reporting_periods::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the period was changed meanwhile".to_owned())) }
}
