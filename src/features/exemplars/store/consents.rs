//! The rows of consents.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::exemplar_consents;
use crate::features::exemplars::rules::PublicParts;

/// The most consents of an exemplar that an answer shows.
const MOST_CONSENTS: i64 = 50;

/// What somebody agreed to have published.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = exemplar_consents)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ExemplarConsent {
    pub id: Uuid,
    pub exemplar_id: Uuid,
    pub is_live: bool,
    pub given_by: String,
    pub given_on: NaiveDate,
    pub document_id: Option<Uuid>,
    pub covers_name: bool,
    pub covers_picture: bool,
    pub covers_award: bool,
    pub recorded_by: Uuid,
    pub recorded_at: DateTime<Utc>,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawn_by: Option<Uuid>,
}

impl ExemplarConsent {
    /// What it covers beside the story.
    #[must_use]
    pub const fn parts(&self) -> PublicParts {
        PublicParts { name: self.covers_name, picture: self.covers_picture, award: self.covers_award }
    }
}

/// The consents of an exemplar, the last recorded first.
pub async fn list_consents(
    mut conn: &AsyncPgConnection,
    exemplar: Uuid,
) -> Result<Vec<ExemplarConsent>, Error> {
    let own = exemplar_consents::table.filter(exemplar_consents::exemplar_id.eq(exemplar));
    let own = own.order(exemplar_consents::id.desc()).limit(MOST_CONSENTS);
    Ok(own.select(ExemplarConsent::as_select()).load(&mut conn).await?)
}

/// The consent that holds, if one does.
pub async fn find_consent(
    mut conn: &AsyncPgConnection,
    exemplar: Uuid,
) -> Result<Option<ExemplarConsent>, Error> {
    let own = exemplar_consents::table
        .filter(exemplar_consents::exemplar_id.eq(exemplar))
        .filter(exemplar_consents::is_live);
    Ok(own.select(ExemplarConsent::as_select()).first(&mut conn).await.optional()?)
}

/// Writes a consent of a locked exemplar.
pub async fn create_consent(tx: &mut AsyncPgConnection, new: &ExemplarConsent) -> Result<(), Error> {
    diesel::insert_into(exemplar_consents::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// Ends a consent of a locked exemplar: another took its place, or it was withdrawn.
pub async fn end_consent(tx: &mut AsyncPgConnection, own: &ExemplarConsent) -> Result<(), Error> {
    diesel::update(exemplar_consents::table.find(own.id))
        .set((
            exemplar_consents::is_live.eq(false),
            exemplar_consents::withdrawn_on.eq(own.withdrawn_on),
            exemplar_consents::withdrawn_by.eq(own.withdrawn_by),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
