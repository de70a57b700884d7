//! The base salary.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::schema::base_salaries;
use crate::features::catalogue::rules::{Certainty, Days};

/// A base salary, between two days.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = base_salaries)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct BaseSalary {
    pub id: Uuid,
    pub amount: i64,
    pub basis: String,
    pub certainty: Certainty,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl BaseSalary {
    /// The days on which it holds.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.starts_on, ends_before: self.ends_before }
    }
}

/// All base salaries, the oldest first: there is about one a year.
pub async fn list_salaries(mut conn: &AsyncPgConnection) -> Result<Vec<BaseSalary>, Error> {
    let all = base_salaries::table.order((base_salaries::starts_on, base_salaries::id)).limit(1000);
    Ok(all.select(BaseSalary::as_select()).load(&mut conn).await?)
}

/// The base salary that holds on a day.
pub async fn find_salary_on(
    mut conn: &AsyncPgConnection,
    day: NaiveDate,
) -> Result<Option<BaseSalary>, Error> {
    use base_salaries::{ends_before, starts_on};
    Ok(base_salaries::table
        .filter(starts_on.le(day))
        .filter(ends_before.is_null().or(ends_before.gt(day)))
        .select(BaseSalary::as_select())
        .first(&mut conn)
        .await
        .optional()?)
}

/// One base salary.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_salary(mut conn: &AsyncPgConnection, id: Uuid) -> Result<BaseSalary, Error> {
    Ok(base_salaries::table.find(id).select(BaseSalary::as_select()).first(&mut conn).await?)
}

/// One base salary, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_salary(tx: &mut AsyncPgConnection, id: Uuid) -> Result<BaseSalary, Error> {
    Ok(base_salaries::table.find(id).for_no_key_update().select(BaseSalary::as_select()).first(tx).await?)
}

/// Another base salary that holds on some of these days.
pub async fn find_overlapping_salary(
    mut conn: &AsyncPgConnection,
    row: &BaseSalary,
) -> Result<Option<Uuid>, Error> {
    use base_salaries::{ends_before, id, starts_on};
    let mut query = base_salaries::table
        .filter(id.ne(row.id))
        .filter(ends_before.is_null().or(ends_before.gt(row.starts_on)))
        .select(id)
        .into_boxed();
    if let Some(end) = row.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes a base salary.
///
/// # Errors
/// Constraint `base_salary_already_there`.
pub async fn create_salary(tx: &mut AsyncPgConnection, row: &BaseSalary) -> Result<(), Error> {
    diesel::insert_into(base_salaries::table).values(row.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites a base salary.
///
/// # Errors
/// Constraint `base_salary_already_there`.
pub async fn update_salary(tx: &mut AsyncPgConnection, row: &BaseSalary) -> Result<(), Error> {
    use base_salaries::{amount, basis, certainty, ends_before, starts_on, updated_at, version};
    diesel::update(base_salaries::table.find(row.id))
        .set((
            amount.eq(row.amount),
            basis.eq(&row.basis),
            certainty.eq(row.certainty),
            starts_on.eq(row.starts_on),
            ends_before.eq(row.ends_before),
            version.eq(row.version),
            updated_at.eq(row.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
