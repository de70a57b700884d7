//! What is asked of a nomination before it is written.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Grant, Permission};
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignStatus;
use crate::features::campaigns::store as campaigns;
use crate::features::catalogue::rules::{CommendationKind, RecipientKind};
use crate::features::catalogue::store::{self as catalogue, AwardType};
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::files::store as files;
use crate::features::initiatives::store as initiatives;
use crate::features::nominations::store::{self, Nomination};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::people::store as people;
use crate::http::{Code, Problem, Violation, require_none};
use crate::operations::subjects::{KnownSubjects, hold_subjects};

/// Passes when a unit exists today.
///
/// # Errors
/// 400 for one that there is not, and for one that is closed.
pub(super) async fn check_unit(
    conn: &Connection,
    pointer: &str,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let now = people::units_in_force(conn, &[unit_id], today).await?;
    let fault = match now.get(&unit_id) {
        None => Violation::at(pointer, Code::unknown_unit).with("unit", unit_id),
        Some(follower) if *follower != unit_id => Violation::at(pointer, Code::unit_is_closed),
        Some(_)
            if store::line_of(conn, unit_id, today).await?.first().is_none_or(|own| own.id != unit_id) =>
        {
            Violation::at(pointer, Code::unit_is_closed)
        }
        Some(_) => return Ok(()),
    };
    Err(Problem::invalid(vec![fault]))
}

/// Passes when a unit may nominate a subject: one that somebody with these roles reads, in the unit or below it, and not closed.
///
/// # Errors
/// 400 otherwise; 409 for a person who was merged.
pub(super) async fn check_subject(
    conn: &Connection,
    grants: &[Grant],
    (unit_id, subject): (Uuid, Subject),
    today: NaiveDate,
) -> Result<(), Problem> {
    let pointer = "/subject/id";
    let known = KnownSubjects::find(conn, [subject], today).await?;
    let row = known.get(subject).filter(|_| known.allows(grants, Permission::ReadPeople, subject));
    let fault = Violation::at(pointer, Code::unknown_subject).with("subject", subject.id);
    let row = row.ok_or_else(|| Problem::invalid(vec![fault]))?;
    if let Some(survivor) = row.merged_into_id {
        return Err(Problem::new(Code::person_is_merged).with_existing(survivor));
    }
    if subject.kind == SubjectKind::Unit {
        check_unit(conn, pointer, subject.id, today).await?;
    }
    let lineage = match known.unit_of(subject) {
        Some(unit) => authorization::lineage(conn, unit, today).await?,
        None => Vec::new(),
    };
    if lineage.contains(&unit_id) {
        return Ok(());
    }
    Err(Problem::invalid(vec![Violation::at(pointer, Code::subject_outside_unit)]))
}

/// The award of the catalogue of today, where such a subject can be given it.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_award(
    conn: &Connection,
    (code, subject): (&str, Subject),
    today: NaiveDate,
) -> Result<AwardType, Problem> {
    let at = |own| Violation::at("/award", own).with("code", code).with("day", today);
    let award = catalogue::find_on(conn, code, today).await?;
    let award = award.ok_or_else(|| Problem::invalid(vec![at(Code::unknown_award_code)]))?;
    if award.recipients().contains(&RecipientKind::from(subject.kind)) {
        Ok(award)
    } else {
        Err(Problem::invalid(vec![at(Code::award_not_for_this_recipient)]))
    }
}

/// On which ground, and for when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub kind: CommendationKind,
    pub year: Option<i32>,
    pub campaign_id: Option<Uuid>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

/// The year of a nomination on this ground.
///
/// # Errors
/// 400 with everything that is wrong with it.
pub(super) async fn check_ground(
    conn: &Connection,
    ground: Ground,
    today: NaiveDate,
) -> Result<i32, Problem> {
    let Ground { kind, campaign_id, .. } = ground;
    let mut faults = faults_of_days(ground, today);
    let mut year = ground.year;
    match (kind == CommendationKind::Campaign, campaign_id) {
        (false, Some(_)) => {
            faults.push(Violation::at("/campaignId", Code::not_for_this_kind).with("kind", kind));
        }
        (true, None) => {
            faults.push(Violation::at("/campaignId", Code::needed_for_this_kind).with("kind", kind));
        }
        (true, Some(id)) => match campaigns::published(conn, id).await {
            Err(db::Error::NotFound) => {
                faults.push(Violation::at("/campaignId", Code::unknown_campaign).with("campaign", id));
            }
            Err(error) => return Err(error.into()),
            Ok(campaign) if campaign.status == CampaignStatus::Cancelled => {
                faults.push(Violation::at("/campaignId", Code::campaign_was_cancelled));
            }
            Ok(campaign) => {
                year = year.or_else(|| campaign.ends_on.map(|day| day.year()));
                let runs_in = |year: i32| {
                    campaign.starts_on.is_none_or(|day| day.year() <= year)
                        && campaign.ends_on.is_none_or(|day| year <= day.year())
                };
                if year.is_some_and(|year| !runs_in(year)) {
                    faults.push(Violation::at("/year", Code::year_outside_campaign));
                }
            }
        },
        (false, None) => {}
    }
    match year {
        None if campaign_id.is_none() => {
            faults.push(Violation::at("/year", Code::needed_for_this_kind).with("kind", kind));
        }
        Some(year) if year > today.year() => {
            faults.push(Violation::at("/year", Code::year_in_the_future).with("today", today));
        }
        _ => {}
    }
    require_none(faults)?;
    year.ok_or_else(|| Problem::internal("a campaign without its last day"))
}

/// What is wrong with the days of a period: a sudden achievement has them, and nothing ends after today.
pub(super) fn faults_of_days(ground: Ground, today: NaiveDate) -> Vec<Violation> {
    let Ground { kind, starts_on, ends_on, .. } = ground;
    let mut faults = Vec::new();
    for (pointer, day) in [("/startsOn", starts_on), ("/endsOn", ends_on)] {
        match day {
            None if kind == CommendationKind::AdHoc => {
                faults.push(Violation::at(pointer, Code::needed_for_this_kind).with("kind", kind));
            }
            Some(day) if day > today => {
                faults.push(Violation::at(pointer, Code::day_in_the_future).with("today", today));
            }
            _ => {}
        }
    }
    if let (Some(starts_on), Some(ends_on)) = (starts_on, ends_on)
        && ends_on < starts_on
    {
        faults.push(Violation::at("/endsOn", Code::ends_before_start).with("startsOn", starts_on));
    }
    faults
}

/// Passes when no nomination stands in the place of this one.
///
/// # Errors
/// 409 otherwise, which names it.
pub(super) async fn check_only(conn: &Connection, nomination: &Nomination) -> Result<(), Problem> {
    let subjects = store::ids_of(conn, nomination.subject()).await?;
    match store::find_same(conn, nomination, &subjects).await? {
        Some(other) => Err(Problem::new(Code::nomination_already_there).with_existing(other)),
        None => Ok(()),
    }
}

/// Passes when initiatives are there and count, and the subject is an author of each; of a unit, one of its people.
///
/// # Errors
/// 400 at each that is not.
pub(super) async fn check_initiatives(
    conn: &Connection,
    (subject, initiative_ids): (Subject, &[Uuid]),
    today: NaiveDate,
) -> Result<(), Problem> {
    let valid = initiatives::list_valid(conn, initiative_ids).await?;
    let authors = initiatives::list_authors(conn, initiative_ids).await?;
    let people = authors.iter().flat_map(|(_, authors)| authors.subjects());
    let known = KnownSubjects::find(conn, people, today).await?;
    let own: HashSet<Uuid> = store::ids_of(conn, subject).await?.into_iter().collect();
    let is_own_author = |author: &Subject| match subject.kind {
        SubjectKind::Person => own.contains(&author.id),
        SubjectKind::Unit => known.is_below(*author, subject.id),
        SubjectKind::Household => false,
    };
    let is_own = |id: Uuid| {
        let found = authors.iter().find(|(initiative, _)| *initiative == id);
        valid.contains(&id) && found.is_some_and(|(_, authors)| authors.subjects().iter().any(is_own_author))
    };
    let unknown = initiative_ids.iter().enumerate().filter(|(_, id)| !is_own(**id));
    let fault = |(place, id): (usize, &Uuid)| {
        Violation::at(format!("/initiativeIds/{place}"), Code::unknown_initiative).with("initiative", id)
    };
    require_none(unknown.map(fault))
}

/// Passes when what is sent may still be sent: unit, subject, award and campaign may have changed since it was written.
///
/// # Errors
/// As when it is created.
pub(super) async fn check_again(
    tx: &mut Connection,
    nomination: &Nomination,
    today: NaiveDate,
) -> Result<(), Problem> {
    let subject = nomination.subject();
    hold_subjects(tx, &[subject]).await?;
    // What was returned to a unit that closed meanwhile is sent by those who follow it.
    if nomination.stage.is_none() {
        check_unit(tx, "/unitId", nomination.nominating_unit_id, today).await?;
    }
    if subject.kind == SubjectKind::Unit {
        check_unit(tx, "/subject/id", subject.id, today).await?;
    }
    let ground = Ground {
        kind: nomination.commendation_kind,
        year: Some(nomination.year),
        campaign_id: nomination.campaign_id,
        starts_on: nomination.starts_on,
        ends_on: nomination.ends_on(),
    };
    check_ground(tx, ground, today).await?;
    check_only(tx, nomination).await
}

/// A paper that a body names: a file, a registered document or neither, each with its place in the body.
pub(super) struct NamedPaper {
    pub file: (String, Option<Uuid>),
    pub document: (String, Option<Uuid>),
}

/// Passes when each paper is one thing and there, and marks the files as used.
///
/// # Errors
/// 400 at each that is not.
pub(super) async fn check_papers(
    tx: &mut Connection,
    (caller, context): (&Caller, &ChangeContext),
    unit_id: Uuid,
    papers: &[NamedPaper],
) -> Result<(), Problem> {
    let file_ids: Vec<Uuid> = papers.iter().filter_map(|paper| paper.file.1).collect();
    let own = files::take_into_use(tx, unit_id, &file_ids, context.at).await?;
    let (mut faults, mut cited) = (Vec::new(), Vec::new());
    for NamedPaper { file: (file_at, file), document: (document_at, document) } in papers {
        if file.is_some() && document.is_some() {
            faults.push(Violation::at(document_at.as_str(), Code::paper_is_two_things));
        }
        if let Some(id) = file.filter(|id| !own.contains(id)) {
            faults.push(Violation::at(file_at.as_str(), Code::unknown_file).with("file", id));
        }
        cited.extend(document.map(|id| Citation::at(document_at.as_str(), id)));
    }
    faults.extend(documents::find_unknown(tx, caller, cited).await?.into_iter().map(Violation::from));
    require_none(faults)
}
