//! What is asked of an award before it is written.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::awards::rules::{AwardClaims, AwardFault, CatalogueAward, faults};
use crate::features::awards::store::{self, Award, AwardPlace};
use crate::features::campaigns::store as campaigns;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::people::rules::SubjectKind;
use crate::features::people::store as people;
use crate::http::{Code, Problem, Violation, require_none};

/// The faults of an award, each at `place` followed by its member.
pub(super) fn violations(
    award: &Award,
    catalogue: &[CatalogueAward],
    place: &str,
    today: NaiveDate,
) -> Vec<Violation> {
    let claims = AwardClaims {
        recipient: award.subject().kind,
        code: &award.award_code,
        achievement_year: award.achievement_year,
        starts_on: award.starts_on,
        ends_on: award.ends_before.and_then(|day| day.pred_opt()),
        decided_on: award.decided_on,
    };
    let violation = |(member, fault)| {
        let at = |code| Violation::at(format!("{place}/{member}"), code).with("code", &award.award_code);
        match fault {
            AwardFault::Unknown => at(Code::unknown_award_code).with("day", award.decided_on),
            AwardFault::NotForThisRecipient => at(Code::award_not_for_this_recipient),
            AwardFault::DecidedInTheFuture => at(Code::day_in_the_future).with("today", today),
            AwardFault::DecidedBeforeTheYear => {
                at(Code::decided_before_the_year).with("decidedOn", award.decided_on)
            }
            AwardFault::EndsBeforeStart => {
                let starts_on = award.starts_on.unwrap_or_default();
                at(Code::ends_before_start).with("startsOn", starts_on)
            }
        }
    };
    faults(claims, catalogue, today).into_iter().map(violation).collect()
}

/// Passes when an award is right by itself and by the catalogue of its day.
///
/// # Errors
/// 400 with every fault otherwise.
pub(super) async fn check_award(tx: &Connection, award: &Award, today: NaiveDate) -> Result<(), Problem> {
    let catalogue = store::list_catalogue(tx, std::slice::from_ref(&award.award_code)).await?;
    let found = violations(award, &catalogue, "", today);
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

/// Passes when everybody may know of the campaign.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_campaign(tx: &Connection, campaign_id: Option<Uuid>) -> Result<(), Problem> {
    let Some(id) = campaign_id else { return Ok(()) };
    match campaigns::published(tx, id).await {
        Err(db::Error::NotFound) => {
            let fault = Violation::at("/campaignId", Code::unknown_campaign).with("campaign", id);
            Err(Problem::invalid(vec![fault]))
        }
        found => Ok(found.map(drop)?),
    }
}

/// Passes when the recipient, and who was merged with them, does not have the award for that year yet.
///
/// # Errors
/// 409 otherwise.
pub(super) async fn check_only(tx: &Connection, award: &Award) -> Result<(), Problem> {
    let subject = award.subject();
    let mut subjects = vec![subject.id];
    if subject.kind == SubjectKind::Person {
        subjects.extend(people::all_ids_of(tx, subject.id).await?);
    }
    let codes = std::slice::from_ref(&award.award_code);
    let there = store::list_places(tx, &subjects, codes, &[award.achievement_year]).await?;
    // Those who were merged are one subject.
    let is_same = |other: &AwardPlace| AwardPlace { subject: subject.id, ..other.clone() } == award.place();
    match there.into_iter().find(|(other, id)| *id != award.id && is_same(other)) {
        Some((_, id)) => Err(Problem::new(Code::award_already_there).with_existing(id)),
        None => Ok(()),
    }
}

/// Passes when the caller may cite the document, if any.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_document(
    tx: &Connection,
    caller: &Caller,
    document_id: Option<Uuid>,
) -> Result<(), Problem> {
    let cited = document_id.map(|id| Citation::at("/documentId", id));
    require_none(documents::find_unknown(tx, caller, cited).await?)
}
