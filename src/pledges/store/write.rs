//! Writes of pledges. The handler holds the transaction and the lock.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::Pledge;
use crate::db::Error;
use crate::db::schema::pledges;
use crate::pledges::rules::{PledgeContent, PledgeStatus};

/// Creates a pledge.
///
/// # Errors
/// Constraint `pledge_already_there`.
pub async fn create(tx: &mut AsyncPgConnection, pledge: &Pledge) -> Result<(), Error> {
    diesel::insert_into(pledges::table)
        .values((
            pledges::id.eq(pledge.id),
            pledges::campaign_id.eq(pledge.campaign_id),
            pledges::unit_id.eq(pledge.unit_id),
            pledges::status.eq(pledge.status.as_str()),
            pledges::content.eq(json(&pledge.content)?),
            pledges::revision.eq(pledge.revision),
            pledges::copied_from_id.eq(pledge.copied_from_id),
            pledges::submitted_on.eq(pledge.submitted_on),
            pledges::is_late.eq(pledge.is_late),
            pledges::submitted_by.eq(pledge.submitted_by),
            pledges::created_by.eq(pledge.created_by),
            pledges::version.eq(pledge.version),
            pledges::created_at.eq(pledge.created_at),
            pledges::updated_at.eq(pledge.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// What a change makes of a pledge.
#[derive(Debug, Clone)]
pub struct Next<'a> {
    /// Its status.
    pub status: PledgeStatus,
    /// What it says.
    pub content: &'a PledgeContent,
    /// The last approved revision.
    pub revision: i32,
    /// The day of its first submission, and whether it was late.
    pub submitted: Option<(NaiveDate, bool)>,
    /// Who submitted it last.
    pub submitted_by: Option<Uuid>,
}

impl<'a> Next<'a> {
    /// The pledge as it is.
    #[must_use]
    pub fn of(pledge: &'a Pledge) -> Self {
        Self {
            status: pledge.status,
            content: &pledge.content,
            revision: pledge.revision,
            submitted: pledge.submitted_on.map(|day| (day, pledge.is_late)),
            submitted_by: pledge.submitted_by,
        }
    }
}

/// Moves a pledge from the expected version and status to the next ones.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked pledge never sees.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    pledge: &Pledge,
    next: &Next<'_>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let updated = diesel::update(pledges::table.find(pledge.id))
        .filter(pledges::version.eq(pledge.version))
        .filter(pledges::status.eq(pledge.status.as_str()))
        .set((
            pledges::version.eq(pledge.version + 1),
            pledges::status.eq(next.status.as_str()),
            pledges::content.eq(json(next.content)?),
            pledges::revision.eq(next.revision),
            pledges::submitted_on.eq(next.submitted.map(|(day, _)| day)),
            pledges::is_late.eq(next.submitted.is_some_and(|(_, is_late)| is_late)),
            pledges::submitted_by.eq(next.submitted_by),
            pledges::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the pledge was changed meanwhile".to_owned())) }
}

pub(super) fn json(content: &PledgeContent) -> Result<Value, Error> {
    serde_json::to_value(content).map_err(|error| Error::Unexpected(error.to_string()))
}
