//! What is asked of an exemplar before it is written.

use chrono::NaiveDate;
use uuid::Uuid;

use super::picture::NamedPicture;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::awards::store as awards;
use crate::features::campaigns::store as campaigns;
use crate::features::exemplars::rules::{ExemplarLife, needs_consent};
use crate::features::exemplars::store::{self, Exemplar};
use crate::features::files::store as files;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::people::store as people;
use crate::http::{Code, Problem, Violation, require_none};
use crate::operations::subjects::KnownSubjects;

/// Passes when a unit may find a subject: one whose people the caller reads, in the unit or below it.
///
/// # Errors
/// 400 otherwise; 409 for a person who was merged.
pub(super) async fn check_subject(
    conn: &Connection,
    caller: &Caller,
    (unit_id, subject): (Uuid, Subject),
    today: NaiveDate,
) -> Result<(), Problem> {
    let pointer = "/subject/id";
    let known = KnownSubjects::find(conn, [subject], today).await?;
    let row = known.get(subject).filter(|_| known.allows(&caller.grants, Permission::ReadPeople, subject));
    let fault = Violation::at(pointer, Code::unknown_subject).with("subject", subject.id);
    let row = row.ok_or_else(|| Problem::invalid(vec![fault]))?;
    if let Some(survivor) = row.merged_into_id {
        return Err(Problem::new(Code::person_is_merged).with_existing(survivor));
    }
    if known.is_below(subject, unit_id) {
        return Ok(());
    }
    Err(Problem::invalid(vec![Violation::at(pointer, Code::subject_outside_unit)]))
}

/// Passes when campaign, award and picture are there and belong to the exemplar, and takes the picture into use.
///
/// # Errors
/// 400 with every fault.
pub(super) async fn check_links(
    tx: &mut Connection,
    context: &ChangeContext,
    exemplar: &Exemplar,
    picture: Option<NamedPicture>,
) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if let Some(id) = exemplar.campaign_id {
        match campaigns::published(tx, id).await {
            Err(db::Error::NotFound) => {
                faults.push(Violation::at("/campaignId", Code::unknown_campaign).with("campaign", id));
            }
            found => drop(found?),
        }
    }
    if let Some(id) = exemplar.award_id
        && !is_award_of(tx, exemplar.subject(), id).await?
    {
        faults.push(Violation::at("/awardId", Code::award_not_of_this_subject).with("award", id));
    }
    if let Some(NamedPicture { file_id, is_picture }) = picture {
        let own = files::take_into_use(tx, exemplar.found_by_unit_id, &[file_id], context.at).await?;
        if own.is_empty() {
            faults.push(Violation::at("/pictureId", Code::unknown_file).with("file", file_id));
        } else if !is_picture {
            faults.push(Violation::at("/pictureId", Code::file_is_no_picture));
        }
    }
    match (exemplar.picture_id, &exemplar.picture_text) {
        (Some(_), None) => faults.push(Violation::at("/pictureText", Code::picture_needs_words)),
        (None, Some(_)) => faults.push(Violation::at("/pictureId", Code::picture_needs_words)),
        _ => {}
    }
    require_none(faults)
}

/// Whether an award that counts was given to a subject.
async fn is_award_of(conn: &Connection, subject: Subject, id: Uuid) -> Result<bool, db::Error> {
    let award = match awards::find(conn, id).await {
        Err(db::Error::NotFound) => return Ok(false),
        found => found?,
    };
    let same = match subject.kind {
        SubjectKind::Person => people::all_ids_of(conn, subject.id).await?,
        SubjectKind::Unit | SubjectKind::Household => vec![subject.id],
    };
    Ok(award.counts() && same.contains(&award.subject().id))
}

/// The life of an exemplar as a person meets it.
pub(super) async fn life_of(
    conn: &Connection,
    exemplar: &Exemplar,
    person: Option<Uuid>,
) -> Result<ExemplarLife, db::Error> {
    let is_about = match (person, exemplar.person_id) {
        (Some(user), Some(about)) => people::ids_of_account(conn, user).await?.contains(&about),
        _ => false,
    };
    Ok(ExemplarLife {
        status: exemplar.status,
        is_writer: exemplar.writers.include(person) || is_about,
        needs_consent: needs_consent(exemplar.subject().kind),
        has_consent: store::find_consent(conn, exemplar.id).await?.is_some(),
        is_restricted: store::is_restricted(conn, exemplar).await?,
    })
}
