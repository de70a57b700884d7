//! By which circular forms are printed, and when they are due.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::schema::form_versions;
use crate::features::catalogue::rules::{Certainty, Days};
use crate::features::statistics::rules::FormCode;

/// A form as it is printed between two days.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = form_versions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct FormVersion {
    pub id: Uuid,
    pub form: FormCode,
    pub code: String,
    pub title: String,
    pub due_month: i32,
    pub due_day: i32,
    pub basis: String,
    pub certainty: Certainty,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl FormVersion {
    /// The days on which it holds.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.starts_on, ends_before: self.ends_before }
    }

    /// Its day in a year; `None` where the year has no such day.
    #[must_use]
    pub fn due_in(&self, year: i32) -> Option<NaiveDate> {
        let (month, day) = (u32::try_from(self.due_month).ok()?, u32::try_from(self.due_day).ok()?);
        NaiveDate::from_ymd_opt(year, month, day)
    }
}

/// All versions of forms, form by form, the oldest first: there are few.
pub async fn list_form_versions(mut conn: &AsyncPgConnection) -> Result<Vec<FormVersion>, Error> {
    use form_versions::{form, id, starts_on};
    let all = form_versions::table.order((form, starts_on, id)).limit(1000);
    Ok(all.select(FormVersion::as_select()).load(&mut conn).await?)
}

/// One version.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_form_version(mut conn: &AsyncPgConnection, id: Uuid) -> Result<FormVersion, Error> {
    Ok(form_versions::table.find(id).select(FormVersion::as_select()).first(&mut conn).await?)
}

/// One version, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_form_version(tx: &mut AsyncPgConnection, id: Uuid) -> Result<FormVersion, Error> {
    Ok(form_versions::table.find(id).for_no_key_update().select(FormVersion::as_select()).first(tx).await?)
}

/// Another version of the form that holds on some of these days.
pub async fn find_overlapping_form_version(
    mut conn: &AsyncPgConnection,
    row: &FormVersion,
) -> Result<Option<Uuid>, Error> {
    use form_versions::{ends_before, form, id, starts_on};
    let mut query = form_versions::table
        .filter(id.ne(row.id))
        .filter(form.eq(row.form))
        .filter(ends_before.is_null().or(ends_before.gt(row.starts_on)))
        .select(id)
        .into_boxed();
    if let Some(end) = row.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes a version.
///
/// # Errors
/// Constraint `form_version_already_there`.
pub async fn create_form_version(tx: &mut AsyncPgConnection, row: &FormVersion) -> Result<(), Error> {
    diesel::insert_into(form_versions::table).values(row.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites a version.
///
/// # Errors
/// Constraint `form_version_already_there`.
pub async fn update_form_version(tx: &mut AsyncPgConnection, row: &FormVersion) -> Result<(), Error> {
    use form_versions::{
        basis, certainty, code, due_day, due_month, ends_before, starts_on, title, updated_at, version,
    };
    diesel::update(form_versions::table.find(row.id))
        .set((
            code.eq(&row.code),
            title.eq(&row.title),
            due_month.eq(row.due_month),
            due_day.eq(row.due_day),
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
