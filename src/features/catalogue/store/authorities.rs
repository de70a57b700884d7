//! Who decides on awards.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::award_authorities;
use crate::features::catalogue::rules::{Authority, Certainty, Days};

/// Who decides on an award, between two days.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = award_authorities)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct AwardAuthority {
    pub id: Uuid,
    pub award_code: String,
    pub authority: Authority,
    pub decided_by: String,
    pub clause: String,
    pub certainty: Certainty,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl AwardAuthority {
    /// The days on which it decides.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.starts_on, ends_before: self.ends_before }
    }
}

/// Which authorities a list shows.
#[derive(Debug, Default)]
pub struct AuthorityFilter {
    /// Only those that decide on this day.
    pub as_of: Option<NaiveDate>,
    /// Only those of this award.
    pub award: Option<String>,
    /// Only those of this kind.
    pub authority: Option<Authority>,
}

/// Authorities by id, after an id, a page at a time.
pub async fn list_authorities(
    mut conn: &AsyncPgConnection,
    filter: &AuthorityFilter,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<AwardAuthority>, Error> {
    use award_authorities::{authority, award_code, ends_before, id, starts_on, updated_at};
    let query = award_authorities::table.select(AwardAuthority::as_select()).into_boxed();
    let mut query = page.only_updated(query, updated_at);
    if let Some(day) = filter.as_of {
        query = query.filter(starts_on.le(day)).filter(ends_before.is_null().or(ends_before.gt(day)));
    }
    if let Some(award) = &filter.award {
        query = query.filter(award_code.eq(award));
    }
    if let Some(kind) = filter.authority {
        query = query.filter(authority.eq(kind));
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(id.gt(after.unwrap_or_default()));
    Ok(later.order(id).limit(page.limit).load(&mut conn).await?)
}

/// The authorities of some awards, of all days, by id.
pub async fn authorities_of(
    mut conn: &AsyncPgConnection,
    award_codes: &[String],
) -> Result<Vec<AwardAuthority>, Error> {
    Ok(award_authorities::table
        .filter(award_authorities::award_code.eq_any(award_codes))
        .order(award_authorities::id)
        .select(AwardAuthority::as_select())
        .load(&mut conn)
        .await?)
}

/// One authority.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_authority(mut conn: &AsyncPgConnection, id: Uuid) -> Result<AwardAuthority, Error> {
    Ok(award_authorities::table.find(id).select(AwardAuthority::as_select()).first(&mut conn).await?)
}

/// One authority, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_authority(tx: &mut AsyncPgConnection, id: Uuid) -> Result<AwardAuthority, Error> {
    let own = award_authorities::table.find(id).for_no_key_update();
    Ok(own.select(AwardAuthority::as_select()).first(tx).await?)
}

/// Another row of the same award and kind of authority that holds on some of these days.
pub async fn find_overlapping_authority(
    mut conn: &AsyncPgConnection,
    row: &AwardAuthority,
) -> Result<Option<Uuid>, Error> {
    use award_authorities::{authority, award_code, ends_before, id, starts_on};
    let mut query = award_authorities::table
        .filter(id.ne(row.id))
        .filter(award_code.eq(&row.award_code))
        .filter(authority.eq(row.authority))
        .filter(ends_before.is_null().or(ends_before.gt(row.starts_on)))
        .select(id)
        .into_boxed();
    if let Some(end) = row.ends_before {
        query = query.filter(starts_on.lt(end));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes an authority.
///
/// # Errors
/// Constraint `award_authority_already_there`.
pub async fn create_authority(tx: &mut AsyncPgConnection, row: &AwardAuthority) -> Result<(), Error> {
    diesel::insert_into(award_authorities::table).values(row.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of an authority.
///
/// # Errors
/// Constraint `award_authority_already_there`.
pub async fn update_authority(tx: &mut AsyncPgConnection, row: &AwardAuthority) -> Result<(), Error> {
    use award_authorities::{certainty, clause, decided_by, ends_before, starts_on, updated_at, version};
    diesel::update(award_authorities::table.find(row.id))
        .set((
            decided_by.eq(&row.decided_by),
            clause.eq(&row.clause),
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
