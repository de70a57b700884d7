//! SQL of holidays.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::holidays;
use crate::features::catalogue::rules::Certainty;
use crate::features::periods::rules::WorkingDays;

/// A day that differs from its weekday: a free day, or a weekend that is worked.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = holidays)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Holiday {
    pub id: Uuid,
    pub day: NaiveDate,
    pub name: String,
    pub is_working_day: bool,
    pub clause: String,
    pub certainty: Certainty,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
}

/// The holidays from one day to another, in order, after a day, a page at a time.
pub async fn list_holidays(
    mut conn: &AsyncPgConnection,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    after: Option<NaiveDate>,
    page: &PageRead,
) -> Result<Vec<Holiday>, Error> {
    let query = holidays::table.select(Holiday::as_select()).into_boxed();
    let mut query = page.only_updated(query, holidays::created_at);
    if let Some(from) = from {
        query = query.filter(holidays::day.ge(from));
    }
    if let Some(to) = to {
        query = query.filter(holidays::day.le(to));
    }
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(holidays::day.gt(after));
    }
    Ok(query.order(holidays::day).limit(page.limit).load(&mut conn).await?)
}

/// The calendar of working days around a range of days: from a month before it to four months after it, because
/// deadlines come later than the days they are for.
pub async fn working_days(
    mut conn: &AsyncPgConnection,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<WorkingDays, Error> {
    let (from, to) = (from - chrono::Months::new(1), to + chrono::Months::new(4));
    let rows: Vec<(NaiveDate, bool)> = holidays::table
        .filter(holidays::day.between(from, to))
        .select((holidays::day, holidays::is_working_day))
        .load(&mut conn)
        .await?;
    Ok(WorkingDays::new(rows))
}

/// One holiday.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_holiday(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Holiday, Error> {
    Ok(holidays::table.find(id).select(Holiday::as_select()).first(&mut conn).await?)
}

/// The holiday on a day.
pub async fn find_holiday_on(mut conn: &AsyncPgConnection, day: NaiveDate) -> Result<Option<Uuid>, Error> {
    let own = holidays::table.filter(holidays::day.eq(day)).select(holidays::id);
    Ok(own.first(&mut conn).await.optional()?)
}

/// Writes a new holiday.
///
/// # Errors
/// Constraint `holiday_already_there`.
pub async fn insert_holiday(tx: &mut AsyncPgConnection, holiday: &Holiday) -> Result<(), Error> {
    diesel::insert_into(holidays::table)
        .values((
            holidays::id.eq(holiday.id),
            holidays::day.eq(holiday.day),
            holidays::name.eq(&holiday.name),
            holidays::is_working_day.eq(holiday.is_working_day),
            holidays::clause.eq(&holiday.clause),
            holidays::certainty.eq(holiday.certainty),
            holidays::version.eq(holiday.version),
            holidays::created_at.eq(holiday.created_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Removes a holiday; existing deadlines stay.
///
/// # Errors
/// [`Error::NotFound`] when another transaction removed it first.
pub async fn remove_holiday(tx: &mut AsyncPgConnection, id: Uuid) -> Result<(), Error> {
    let removed = diesel::delete(holidays::table.find(id)).execute(tx).await?;
    if removed == 1 { Ok(()) } else { Err(Error::NotFound) }
}
