//! The rows of exemplars.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::exemplars;
use crate::features::exemplars::rules::ExemplarStatus;
use crate::features::people::rules::Subject;
use crate::operations::subjects::SubjectColumns;
use crate::text_columns;

text_columns!(ExemplarStatus);

diesel::define_sql_function! {
    /// Whether a person's data are not to be used; nobody's are.
    fn person_is_restricted(person: Nullable<SqlUuid>) -> Bool;
}

/// An exemplar.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = exemplars)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Exemplar {
    pub id: Uuid,
    pub found_by_unit_id: Uuid,
    pub person_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub title: String,
    pub story: String,
    pub campaign_id: Option<Uuid>,
    pub award_id: Option<Uuid>,
    pub picture_id: Option<Uuid>,
    pub picture_text: Option<String>,
    pub status: ExemplarStatus,
    pub honoured_by: Option<Uuid>,
    pub honoured_on: Option<NaiveDate>,
    pub slug: Option<String>,
    pub published_on: Option<NaiveDate>,
    pub created_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Exemplar {
    /// Who it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }
}

/// Which exemplars a list shows.
#[derive(Debug, Default)]
pub struct ExemplarFilter {
    /// Only those that these units found, and one of each list.
    pub units: Vec<Vec<Uuid>>,
    /// Only with this status.
    pub status: Option<ExemplarStatus>,
    /// Only of this campaign.
    pub campaign_id: Option<Uuid>,
}

/// An exemplar.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Exemplar, Error> {
    Ok(exemplars::table.find(id).select(Exemplar::as_select()).first(&mut conn).await?)
}

/// An exemplar, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Exemplar, Error> {
    Ok(exemplars::table.find(id).for_no_key_update().select(Exemplar::as_select()).first(tx).await?)
}

/// Exemplars about people, the last written first.
pub async fn list_of_people(
    mut conn: &AsyncPgConnection,
    people: &[Uuid],
    limit: i64,
) -> Result<Vec<Exemplar>, Error> {
    let own = exemplars::table.filter(exemplars::person_id.eq_any(people)).order(exemplars::id.desc());
    Ok(own.limit(limit).select(Exemplar::as_select()).load(&mut conn).await?)
}

/// Exemplars, the last written first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &ExemplarFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Exemplar>, Error> {
    use exemplars::{campaign_id, found_by_unit_id, id, status, updated_at};
    let query = exemplars::table.select(Exemplar::as_select()).into_boxed();
    let mut query = page.only_updated(query, updated_at);
    for units in &filter.units {
        query = query.filter(found_by_unit_id.eq_any(units));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    if let Some(own) = filter.campaign_id {
        query = query.filter(campaign_id.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes an exemplar.
pub async fn create(tx: &mut AsyncPgConnection, new: &Exemplar) -> Result<(), Error> {
    diesel::insert_into(exemplars::table)
        .values((
            exemplars::id.eq(new.id),
            exemplars::found_by_unit_id.eq(new.found_by_unit_id),
            exemplars::person_id.eq(new.person_id),
            exemplars::unit_id.eq(new.unit_id),
            exemplars::household_id.eq(new.household_id),
            exemplars::title.eq(&new.title),
            exemplars::story.eq(&new.story),
            exemplars::campaign_id.eq(new.campaign_id),
            exemplars::award_id.eq(new.award_id),
            exemplars::picture_id.eq(new.picture_id),
            exemplars::picture_text.eq(&new.picture_text),
            exemplars::status.eq(new.status),
            exemplars::created_by.eq(new.created_by),
            exemplars::writers.eq(&new.writers.0),
            exemplars::version.eq(new.version),
            (exemplars::created_at.eq(new.created_at), exemplars::updated_at.eq(new.updated_at)),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a locked exemplar from the expected version and status to what it is next.
///
/// # Errors
/// Constraint `own_exemplar`; [`Error::Conflict`] when somebody else was faster, which a locked exemplar never sees.
pub async fn advance(tx: &mut AsyncPgConnection, before: &Exemplar, after: &Exemplar) -> Result<(), Error> {
    let updated = diesel::update(exemplars::table.find(before.id))
        .filter(exemplars::version.eq(before.version))
        .filter(exemplars::status.eq(before.status))
        .set((
            exemplars::title.eq(&after.title),
            exemplars::story.eq(&after.story),
            exemplars::campaign_id.eq(after.campaign_id),
            exemplars::award_id.eq(after.award_id),
            exemplars::picture_id.eq(after.picture_id),
            exemplars::picture_text.eq(&after.picture_text),
            exemplars::status.eq(after.status),
            exemplars::honoured_by.eq(after.honoured_by),
            exemplars::honoured_on.eq(after.honoured_on),
            exemplars::slug.eq(&after.slug),
            exemplars::published_on.eq(after.published_on),
            exemplars::writers.eq(&after.writers.0),
            exemplars::version.eq(before.version.next()),
            exemplars::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the exemplar was changed meanwhile".to_owned())) }
}

/// Whether the data of the person whom an exemplar is about are not to be used.
pub async fn is_restricted(mut conn: &AsyncPgConnection, exemplar: &Exemplar) -> Result<bool, Error> {
    Ok(diesel::select(person_is_restricted(exemplar.person_id)).get_result(&mut conn).await?)
}
