//! SQL of reading reporting periods.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::ReportingPeriod;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::reporting_periods;
use crate::features::periods::rules::PeriodReference;
use crate::features::periods::rules::{Days, PeriodStatus};
use crate::operations::references::References;

/// A period.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ReportingPeriod, Error> {
    Ok(reporting_periods::table.find(id).select(ReportingPeriod::as_select()).first(&mut conn).await?)
}

/// Periods as other answers name them.
pub async fn find_references(
    mut conn: &AsyncPgConnection,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<References<PeriodReference>, Error> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(References::default());
    }
    let rows: Vec<(Uuid, String, String)> = reporting_periods::table
        .filter(reporting_periods::id.eq_any(ids))
        .select((reporting_periods::id, reporting_periods::code, reporting_periods::name))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(id, code, name)| PeriodReference { id, code, name }).collect())
}

/// A period, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReportingPeriod, Error> {
    Ok(reporting_periods::table
        .find(id)
        .for_no_key_update()
        .select(ReportingPeriod::as_select())
        .first(tx)
        .await?)
}

/// A period, locked against changes until the transaction ends; other transactions may share the lock.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_shared(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReportingPeriod, Error> {
    Ok(reporting_periods::table.find(id).for_share().select(ReportingPeriod::as_select()).first(tx).await?)
}

/// The periods of campaigns that have one of these codes and are not cancelled, locked against changes until the
/// transaction ends.
pub async fn lock_shared_by_code(
    tx: &mut AsyncPgConnection,
    campaigns: &[Uuid],
    codes: &[&str],
) -> Result<Vec<ReportingPeriod>, Error> {
    Ok(reporting_periods::table
        .filter(reporting_periods::campaign_id.eq_any(campaigns))
        .filter(reporting_periods::code.eq_any(codes))
        .filter(reporting_periods::status.ne(PeriodStatus::Cancelled))
        .order(reporting_periods::id)
        .for_share()
        .select(ReportingPeriod::as_select())
        .load(tx)
        .await?)
}

/// The periods of a campaign, the earliest first, after a day and an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    status: Option<PeriodStatus>,
    after: Option<(NaiveDate, Uuid)>,
    page: &PageRead,
) -> Result<Vec<ReportingPeriod>, Error> {
    let own = reporting_periods::table
        .filter(reporting_periods::campaign_id.eq(campaign_id))
        .select(ReportingPeriod::as_select());
    let mut query = page.only_updated(own.into_boxed(), reporting_periods::updated_at);
    if let Some(status) = status {
        query = query.filter(reporting_periods::status.eq(status));
    }
    page.count(conn, &mut query).await?;
    if let Some((day, id)) = after {
        let later = reporting_periods::data_to.eq(day).and(reporting_periods::id.gt(id));
        query = query.filter(reporting_periods::data_to.gt(day).or(later));
    }
    let query = query.order((reporting_periods::data_to, reporting_periods::id)).limit(page.limit);
    Ok(query.load(&mut conn).await?)
}

/// Another period of the campaign that has days of figures in common with one of these; cancelled ones do not count.
pub async fn find_overlapping(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    except: Option<Uuid>,
    days: &[Days],
) -> Result<Option<Uuid>, Error> {
    let sql = "SELECT period.id FROM reporting_periods AS period
        JOIN unnest($3, $4) AS wanted (data_from, data_to)
            ON period.data_from <= wanted.data_to AND period.data_to >= wanted.data_from
        WHERE period.campaign_id = $1 AND period.status <> 'CANCELLED' AND period.id IS DISTINCT FROM $2
        ORDER BY period.data_from LIMIT 1";
    let found: Option<FoundPeriod> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Nullable<SqlUuid>, _>(except)
        .bind::<Array<Date>, _>(days.iter().map(|days| days.data_from).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(days.iter().map(|days| days.data_to).collect::<Vec<_>>())
        .get_result(&mut conn)
        .await
        .optional()?;
    Ok(found.map(|found| found.id))
}

#[derive(QueryableByName)]
struct FoundPeriod {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// A period of the campaign that has one of these codes; cancelled ones do not count.
pub async fn find_by_code(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    codes: &[&str],
) -> Result<Option<Uuid>, Error> {
    Ok(reporting_periods::table
        .filter(reporting_periods::campaign_id.eq(campaign_id))
        .filter(reporting_periods::code.eq_any(codes))
        .filter(reporting_periods::status.ne(PeriodStatus::Cancelled))
        .order(reporting_periods::data_from)
        .select(reporting_periods::id)
        .first(&mut conn)
        .await
        .optional()?)
}
