//! SQL of writing reporting periods.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::ReportingPeriod;
use crate::db::Error;
use crate::db::schema::reporting_periods;
use crate::insert_rows;

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
            reporting_periods::kind.eq(period.kind),
            reporting_periods::status.eq(period.status),
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

/// Moves a period from the expected version and status to the next ones.
///
/// # Errors
/// Constraints `reporting_period_code_taken` and `reporting_period_overlaps`; [`Error::Conflict`] when another
/// transaction changed it first, which a locked period never sees.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    before: &ReportingPeriod,
    after: &ReportingPeriod,
) -> Result<(), Error> {
    let updated = diesel::update(reporting_periods::table.find(before.id))
        .filter(reporting_periods::version.eq(before.version))
        .filter(reporting_periods::status.eq(before.status))
        .set((
            reporting_periods::version.eq(before.version.next()),
            reporting_periods::name.eq(&after.name),
            reporting_periods::status.eq(after.status),
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
