//! What is asked of a decision and of its lines.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::awards::store::{self as awards, Award, AwardPlace};
use crate::features::catalogue::rules::Authority;
use crate::features::decisions::rules::DecisionOrigin;
use crate::features::decisions::store::{self, Decision, DecisionLine};
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::nominations::rules::{
    Level, NominationAction, NominationLife, NominationStatus, levels,
};
use crate::features::nominations::store::{self as nominations, NominationHead};
use crate::features::people::rules::SubjectKind;
use crate::features::people::store::{self as people, MergedPeople};
use crate::http::{Code, Problem, Violation};
use crate::operations::life_cycle::{Step, next_step};

/// The faults of a decision's document and of its nominations: each was proposed to who decides, and is named once.
pub(super) async fn faults_of(
    conn: &Connection,
    caller: &Caller,
    decision: &Decision,
    nomination_ids: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<Violation>, Problem> {
    let cited = decision.document_id.map(|id| Citation::at("/documentId", id));
    let unknown = documents::find_unknown(conn, caller, cited).await?;
    let mut faults: Vec<Violation> = unknown.into_iter().map(Violation::from).collect();
    let heads = nominations::list_heads(conn, nomination_ids).await?;
    let heads: HashMap<Uuid, &NominationHead> = heads.iter().map(|head| (head.id, head)).collect();
    let units = DecidingUnits::of(conn, decision, heads.values().copied(), today).await?;
    let is_ours =
        |head: &NominationHead| head.status == NominationStatus::Proposed && units.includes(decision, head);
    let mut seen = HashSet::new();
    for (place, id) in nomination_ids.iter().enumerate() {
        let at = format!("/nominationIds/{place}");
        if !seen.insert(*id) {
            faults.push(Violation::at(at, Code::named_twice));
        } else if !heads.get(id).is_some_and(|head| is_ours(head)) {
            faults.push(Violation::at(at, Code::nomination_not_for_decision).with("nomination", id));
        }
    }
    Ok(faults)
}

/// Which nominations a unit decides on, or records the decision of.
struct DecidingUnits {
    now: HashMap<Uuid, Uuid>,
    tops: HashMap<Uuid, Option<Uuid>>,
}

impl DecidingUnits {
    async fn of<'a>(
        conn: &Connection,
        decision: &Decision,
        heads: impl Iterator<Item = &'a NominationHead> + Clone,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        let named = heads.flat_map(|head| [Some(head.nominating_unit_id), head.stage_unit_id]);
        let units: Vec<Uuid> = named.flatten().chain([decision.unit_id]).collect();
        let now = people::units_in_force(conn, &units, today).await?;
        let lineages =
            authorization::lineages(conn, &now.values().copied().collect::<Vec<_>>(), today).await?;
        let tops = lineages.into_iter().map(|(unit, line)| (unit, line.last().copied())).collect();
        Ok(Self { now, tops })
    }

    /// Whether a nomination is at the stage of the deciding unit; of an outside authority, whether it went out from the province
    /// that records the decision.
    fn includes(&self, decision: &Decision, head: &NominationHead) -> bool {
        let own = self.now.get(&decision.unit_id);
        match (decision.origin, head.stage_unit_id) {
            (DecisionOrigin::Own, Some(stage)) => self.now.get(&stage) == own,
            (DecisionOrigin::Outside, None) => {
                let unit = self.now.get(&head.nominating_unit_id);
                unit.and_then(|unit| self.tops.get(unit)).and_then(Option::as_ref) == own
            }
            _ => false,
        }
    }
}

/// The step that deciding is for every nomination, by who acts.
///
/// # Errors
/// What stands in the way of the first one that can't be decided, with its position.
pub(super) async fn check_steps(
    tx: &Connection,
    context: &ChangeContext,
    (decision, lines): (&Decision, &[DecisionLine]),
    heads: &[NominationHead],
) -> Result<&'static Step<NominationLife>, Problem> {
    if i64::try_from(lines.len()).unwrap_or(i64::MAX) > store::MOST_LINES {
        return Err(Problem::internal("a decision with too many lines"));
    }
    let by_id: HashMap<Uuid, &NominationHead> = heads.iter().map(|head| (head.id, head)).collect();
    let own_ids = people::ids_of_account(tx, context.actor()?).await?;
    let units = DecidingUnits::of(tx, decision, heads.iter(), context.today).await?;
    let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
    let proposed: HashMap<Uuid, NaiveDate> =
        nominations::list_proposal_days(tx, &ids).await?.into_iter().collect();
    let mut found = None;
    for line in lines {
        let head = by_id
            .get(&line.nomination_id)
            .ok_or_else(|| Problem::internal("a line without its nomination"))?;
        // Who confirms what an outside authority decided decides nothing: the record alone is somebody else's.
        let life = match decision.origin {
            DecisionOrigin::Own => head.life(context.actor_id, is_about(head, &own_ids)),
            DecisionOrigin::Outside => head.life(None, false),
        };
        let at = |problem: Problem| problem.with("position", line.position);
        found = Some(next_step(&life, NominationAction::Decide, None).map_err(at)?);
        if !units.includes(decision, head) {
            return Err(at(Problem::new(Code::nomination_went_elsewhere)));
        }
        if decision.decided_on < head.received_on.max(proposed.get(&head.id).copied()) {
            return Err(at(Problem::new(Code::decided_before_proposal)));
        }
    }
    found.ok_or_else(|| Problem::new(Code::decision_is_empty))
}

/// Passes when who acts neither wrote nor judged a nomination, and is not who was proposed.
///
/// # Errors
/// 403 otherwise.
pub(super) async fn check_stranger(
    tx: &Connection,
    context: &ChangeContext,
    nomination: Uuid,
) -> Result<(), Problem> {
    let own_ids = people::ids_of_account(tx, context.actor()?).await?;
    let heads = nominations::list_heads(tx, &[nomination]).await?;
    let is_known = |head: &NominationHead| {
        let life = head.life(context.actor_id, is_about(head, &own_ids));
        life.is_writer || life.has_judged
    };
    if heads.iter().any(is_known) { Err(Problem::new(Code::own_appraisal)) } else { Ok(()) }
}

/// Passes when the catalogue of the day of the decision lets this authority decide on every award.
///
/// # Errors
/// 409 for the first line on which it may not, with award and day.
pub(super) async fn check_authorities(
    tx: &Connection,
    (decision, lines): (&Decision, &[DecisionLine]),
    heads: &[NominationHead],
    day: NaiveDate,
) -> Result<(), Problem> {
    let line = nominations::line_of(tx, decision.unit_id, day).await?;
    let level = levels(&line).first().filter(|level| level.unit.id == decision.unit_id).copied();
    let may = |authorities: &[Authority]| match decision.origin {
        DecisionOrigin::Own => level.is_some_and(|level: Level| level.is_headed_by(authorities)),
        DecisionOrigin::Outside => authorities.iter().any(|authority| authority.is_outside()),
    };
    let mut refused = HashMap::new();
    for code in heads.iter().map(|head| &head.award_code).collect::<HashSet<_>>() {
        let authorities = nominations::authorities_on(tx, code, day).await?;
        refused.insert(code, !may(&authorities));
    }
    let codes: HashMap<Uuid, &String> = heads.iter().map(|head| (head.id, &head.award_code)).collect();
    for line in lines {
        let code = codes.get(&line.nomination_id);
        if let Some(code) = code.filter(|code| refused.get(**code) == Some(&true)) {
            let problem = Problem::new(Code::authority_not_on_that_day).with("position", line.position);
            return Err(problem.with("award", code).with("day", day));
        }
    }
    Ok(())
}

/// Passes when nobody has the award for that year yet, and none is granted twice.
///
/// # Errors
/// 409 for the first that is there, with its position.
pub(super) async fn check_places(
    tx: &Connection,
    (lines, merged): (&[DecisionLine], &MergedPeople),
    new: &[Award],
) -> Result<(), Problem> {
    let subjects = merged.and(new.iter().map(|award| award.subject().id));
    let codes: Vec<String> = new.iter().map(|award| award.award_code.clone()).collect();
    let years: Vec<i32> = new.iter().map(|award| award.achievement_year).collect();
    let there = awards::list_places(tx, &subjects, &codes, &years).await?;
    let survivor = |place: AwardPlace| AwardPlace { subject: merged.survivor(place.subject), ..place };
    let mut taken: HashMap<AwardPlace, Uuid> =
        there.into_iter().map(|(place, id)| (survivor(place), id)).collect();
    for (line, award) in lines.iter().zip(new) {
        if let Some(other) = taken.insert(award.place(), award.id) {
            let problem = Problem::new(Code::award_already_there).with_existing(other);
            return Err(problem.with("position", line.position));
        }
    }
    Ok(())
}

/// Whether somebody is one whom a nomination proposes, by any of their ids.
fn is_about(head: &NominationHead, own_ids: &[Uuid]) -> bool {
    head.subject().kind == SubjectKind::Person && own_ids.contains(&head.subject().id)
}
