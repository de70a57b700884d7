//! Writing nominations.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::Nomination;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::schema::nominations;
use crate::features::nominations::rules::AppraisalVerdict;

/// Writes a nomination.
///
/// # Errors
/// Constraint `nomination_already_there`.
pub async fn create(tx: &mut AsyncPgConnection, new: &Nomination) -> Result<(), Error> {
    diesel::insert_into(nominations::table)
        .values((
            (
                nominations::id.eq(new.id),
                nominations::nominating_unit_id.eq(new.nominating_unit_id),
                nominations::person_id.eq(new.person_id),
                nominations::unit_id.eq(new.unit_id),
                nominations::household_id.eq(new.household_id),
                nominations::award_code.eq(&new.award_code),
                nominations::commendation_kind.eq(new.commendation_kind),
                nominations::year.eq(new.year),
                nominations::campaign_id.eq(new.campaign_id),
                nominations::starts_on.eq(new.starts_on),
                nominations::ends_before.eq(new.ends_before),
            ),
            (
                nominations::achievement.eq(&new.achievement),
                nominations::search_text.eq(&new.search_text),
                nominations::report.eq(to_json(&new.report)?),
                nominations::is_simplified.eq(new.is_simplified),
                nominations::status.eq(new.status),
                nominations::created_by.eq(new.created_by),
                nominations::writers.eq(&new.writers.0),
                nominations::version.eq(new.version),
                nominations::created_at.eq(new.created_at),
                nominations::updated_at.eq(new.updated_at),
            ),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a nomination from the expected version and status to what it is next.
///
/// # Errors
/// Constraint `nomination_already_there`; [`Error::Conflict`] when somebody else was faster, which a locked nomination never
/// sees.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    before: &Nomination,
    after: &Nomination,
) -> Result<(), Error> {
    let updated = diesel::update(nominations::table.find(before.id))
        .filter(nominations::version.eq(before.version))
        .filter(nominations::status.eq(before.status))
        .set((
            nominations::starts_on.eq(after.starts_on),
            nominations::ends_before.eq(after.ends_before),
            nominations::achievement.eq(&after.achievement),
            nominations::search_text.eq(&after.search_text),
            nominations::report.eq(to_json(&after.report)?),
            nominations::status.eq(after.status),
            nominations::stage.eq(after.stage),
            nominations::stage_unit_id.eq(after.stage_unit_id),
            nominations::verdict.eq(after.verdict.map(AppraisalVerdict::as_str)),
            nominations::submitted_on.eq(after.submitted_on),
            nominations::received_on.eq(after.received_on),
            nominations::writers.eq(&after.writers.0),
            nominations::appraisers.eq(&after.appraisers.0),
            nominations::version.eq(before.version.next()),
            nominations::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("the nomination was changed meanwhile".to_owned()))
    }
}
