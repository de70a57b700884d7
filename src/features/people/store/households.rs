//! SQL of households.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::households;
use crate::db::search::Patterns;
use crate::filter_words;

/// A household.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = households)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Household {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub village: Option<String>,
    pub search_text: String,
    pub unit_id: Uuid,
    pub closed_on: Option<NaiveDate>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Which households a list shows.
#[derive(Debug, Default)]
pub struct HouseholdFilter {
    /// Only households of these units, closed ones among them.
    pub within: Option<Vec<Uuid>>,
    /// Only households of these units as well.
    pub of_units: Option<Vec<Uuid>>,
    /// Words that must all stand in code, name or village.
    pub words: Option<Patterns>,
}

/// One household.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_household(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Household, Error> {
    Ok(households::table.find(id).select(Household::as_select()).first(&mut conn).await?)
}

/// A household, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_household(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Household, Error> {
    Ok(households::table.find(id).for_no_key_update().select(Household::as_select()).first(tx).await?)
}

/// Households by code, after a code, a page at a time.
pub async fn list_households(
    mut conn: &AsyncPgConnection,
    filter: &HouseholdFilter,
    after: Option<&str>,
    page: &PageRead,
) -> Result<Vec<Household>, Error> {
    let query = households::table.select(Household::as_select()).into_boxed();
    let mut query = page.only_updated(query, households::updated_at);
    for units in [&filter.within, &filter.of_units].into_iter().flatten() {
        query = query.filter(households::unit_id.eq_any(units));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, households::search_text, words);
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(households::code.gt(after.unwrap_or_default()));
    Ok(later.order(households::code).limit(page.limit).load(&mut conn).await?)
}

/// Writes a household.
///
/// # Errors
/// Constraint `household_code_taken`.
pub async fn create_household(tx: &mut AsyncPgConnection, household: &Household) -> Result<(), Error> {
    diesel::insert_into(households::table).values(household.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of a household.
///
/// # Errors
/// Constraint `household_code_taken`.
pub async fn update_household(tx: &mut AsyncPgConnection, household: &Household) -> Result<(), Error> {
    diesel::update(households::table.find(household.id))
        .set((
            households::code.eq(&household.code),
            households::name.eq(&household.name),
            households::village.eq(&household.village),
            households::search_text.eq(&household.search_text),
            households::unit_id.eq(household.unit_id),
            households::closed_on.eq(household.closed_on),
            households::version.eq(household.version),
            households::updated_at.eq(household.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
