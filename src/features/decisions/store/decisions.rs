//! The rows of decisions.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::decisions;
use crate::features::decisions::rules::{DecisionOrigin, DecisionPurpose, DecisionStatus, RevocationGround};
use crate::text_columns;

text_columns!(DecisionPurpose, DecisionOrigin, DecisionStatus, RevocationGround);

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = decisions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Decision {
    pub id: Uuid,
    pub purpose: DecisionPurpose,
    pub origin: DecisionOrigin,
    pub unit_id: Uuid,
    pub issuer_name: String,
    pub issuer_key: String,
    pub title: String,
    pub number: Option<String>,
    pub notation: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub signer_name: Option<String>,
    pub signer_position: Option<String>,
    pub grounds: Option<String>,
    pub document_id: Option<Uuid>,
    pub status: DecisionStatus,
    pub issued_by: Option<Uuid>,
    pub issued_at: Option<DateTime<Utc>>,
    pub base_salary: Option<i64>,
    pub created_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Decision {
    /// Number and sign as printed, where they are there.
    #[must_use]
    pub fn printed_number(&self) -> Option<String> {
        Some(format!("{}/{}", self.number.as_ref()?, self.notation.as_ref()?))
    }

    /// Whether everything is there that a decision which is issued has.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let texts = [&self.number, &self.notation, &self.signer_name, &self.signer_position];
        self.decided_on.is_some() && texts.iter().all(|text| text.is_some())
    }
}

/// Which decisions a list shows.
#[derive(Debug, Default)]
pub struct DecisionFilter {
    /// Only those of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// The units of which also what is no decision yet is shown; `None` are all.
    pub inside: Option<Vec<Uuid>>,
    /// Only those of these units, as well.
    pub units: Option<Vec<Uuid>>,
    /// Only with this status.
    pub status: Option<DecisionStatus>,
    /// Only with this purpose.
    pub purpose: Option<DecisionPurpose>,
}

/// A decision.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_decision(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Decision, Error> {
    Ok(decisions::table.find(id).select(Decision::as_select()).first(&mut conn).await?)
}

/// A decision, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_decision(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Decision, Error> {
    Ok(decisions::table.find(id).for_no_key_update().select(Decision::as_select()).first(tx).await?)
}

/// Decisions, the last written first, before an id, a page at a time.
pub async fn list_decisions(
    mut conn: &AsyncPgConnection,
    filter: &DecisionFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Decision>, Error> {
    use decisions::{id, purpose, status, unit_id, updated_at};
    let query = decisions::table.select(Decision::as_select()).into_boxed();
    let mut query = page.only_updated(query, updated_at);
    for units in [&filter.readable, &filter.units].into_iter().flatten() {
        query = query.filter(unit_id.eq_any(units));
    }
    if let Some(inside) = &filter.inside {
        query = query.filter(status.eq(DecisionStatus::Issued).or(unit_id.eq_any(inside)));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    if let Some(own) = filter.purpose {
        query = query.filter(purpose.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes a decision.
///
/// # Errors
/// Constraint `decision_number_taken`.
pub async fn create_decision(tx: &mut AsyncPgConnection, new: &Decision) -> Result<(), Error> {
    diesel::insert_into(decisions::table)
        .values((
            (
                decisions::id.eq(new.id),
                decisions::purpose.eq(new.purpose),
                decisions::origin.eq(new.origin),
                decisions::unit_id.eq(new.unit_id),
                decisions::issuer_name.eq(&new.issuer_name),
                decisions::issuer_key.eq(&new.issuer_key),
                decisions::title.eq(&new.title),
                decisions::number.eq(&new.number),
                decisions::notation.eq(&new.notation),
                decisions::decided_on.eq(new.decided_on),
            ),
            (
                decisions::signer_name.eq(&new.signer_name),
                decisions::signer_position.eq(&new.signer_position),
                decisions::grounds.eq(&new.grounds),
                decisions::document_id.eq(new.document_id),
                decisions::status.eq(new.status),
                decisions::created_by.eq(new.created_by),
                decisions::writers.eq(&new.writers.0),
                decisions::version.eq(new.version),
                decisions::created_at.eq(new.created_at),
                decisions::updated_at.eq(new.updated_at),
            ),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a locked decision from the expected version and status to what it is next.
///
/// # Errors
/// Constraints `decision_number_taken` and `own_decision`; [`Error::Conflict`] when somebody else was faster, which a locked
/// decision never sees.
pub async fn advance_decision(
    tx: &mut AsyncPgConnection,
    before: &Decision,
    after: &Decision,
) -> Result<(), Error> {
    let updated = diesel::update(decisions::table.find(before.id))
        .filter(decisions::version.eq(before.version))
        .filter(decisions::status.eq(before.status))
        .set((
            decisions::issuer_name.eq(&after.issuer_name),
            decisions::issuer_key.eq(&after.issuer_key),
            decisions::title.eq(&after.title),
            decisions::number.eq(&after.number),
            decisions::notation.eq(&after.notation),
            decisions::decided_on.eq(after.decided_on),
            decisions::signer_name.eq(&after.signer_name),
            decisions::signer_position.eq(&after.signer_position),
            decisions::grounds.eq(&after.grounds),
            decisions::document_id.eq(after.document_id),
            decisions::status.eq(after.status),
            decisions::issued_by.eq(after.issued_by),
            decisions::issued_at.eq(after.issued_at),
            decisions::base_salary.eq(after.base_salary),
            decisions::writers.eq(&after.writers.0),
            decisions::version.eq(before.version.next()),
            decisions::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the decision was changed meanwhile".to_owned())) }
}
