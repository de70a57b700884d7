//! A succession takes effect: the units change, and the links between old and new are kept.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::input::NewSuccession;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::units::routes::change::{UnitPatch, rewrite};
use crate::features::units::routes::create::create_units;
use crate::features::units::routes::parents::check_parent;
use crate::features::units::routes::transition::{UnitTransition, apply_transition};
use crate::features::units::rules::successions::SuccessionKind;
use crate::features::units::rules::{UnitAction, check_day};
use crate::features::units::store;
use crate::features::units::store::successions::{self, Link, Succession};
use crate::http::{Code, Problem, Violation, require_none};
use crate::record::{ChangeRecord, Occurrence, Subject, record};

/// Enters a succession, and records it with every change of a unit.
///
/// # Errors
/// What the rules of units refuse; a [`Problem`] of the database.
pub async fn apply_succession(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    input: &NewSuccession,
) -> Result<Succession, Problem> {
    // Before any row lock, as every move in the tree.
    store::lock_tree(tx).await?;
    check_lives(tx, input).await?;
    let mut predecessors = vec![id];
    predecessors.extend(input.other_unit_ids.iter().flatten());
    let successors = match input.kind {
        SuccessionKind::Rename | SuccessionKind::Transfer => {
            vec![continue_unit(tx, context, id, input).await?]
        }
        SuccessionKind::Merge | SuccessionKind::Split | SuccessionKind::Dissolve => {
            for unit in &predecessors {
                end_unit(tx, context, *unit, input.effective_on).await?;
            }
            let mut successors: Vec<Uuid> = input.into_unit_ids.iter().flatten().copied().collect();
            successors.extend(create_successors(tx, context, input).await?);
            successors
        }
    };
    let succession = Succession {
        id: context.ids.next(),
        kind: input.kind,
        effective_on: input.effective_on,
        document_id: input.document_id,
        created_by: context.actor()?,
        created_at: context.at,
    };
    successions::create(tx, &succession, &links_between(succession.id, &predecessors, &successors)).await?;
    record_succession(tx, context, &succession, (&predecessors, &successors)).await?;
    Ok(succession)
}

fn links_between(succession_id: Uuid, predecessors: &[Uuid], successors: &[Uuid]) -> Vec<Link> {
    let after: Vec<Option<Uuid>> =
        if successors.is_empty() { vec![None] } else { successors.iter().copied().map(Some).collect() };
    let link = |predecessor_id: &Uuid, successor_id: &Option<Uuid>| Link {
        succession_id,
        predecessor_id: *predecessor_id,
        successor_id: *successor_id,
    };
    predecessors.iter().flat_map(|old| after.iter().map(move |new| link(old, new))).collect()
}

/// Units that end must be there, and those that take over must exist on the day.
async fn check_lives(tx: &mut Connection, input: &NewSuccession) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (place, other) in input.other_unit_ids.iter().flatten().enumerate() {
        if store::lock_parent(tx, *other).await?.is_none() {
            let pointer = format!("/otherUnitIds/{place}");
            faults.push(Violation::at(pointer, Code::unknown_unit).with("unit", other));
        }
    }
    for (place, into) in input.into_unit_ids.iter().flatten().enumerate() {
        let pointer = format!("/intoUnitIds/{place}");
        match store::lock_parent(tx, *into).await? {
            None => faults.push(Violation::at(pointer, Code::unknown_unit).with("unit", into)),
            Some(life) => {
                let refusal = check_day(&life, input.effective_on, "").err();
                let faults_of = |refusal| Problem::from(refusal).into_faults_of(&pointer);
                faults.extend(refusal.map(faults_of).into_iter().flatten());
            }
        }
    }
    require_none(faults)
}

/// The unit goes on under another name or another unit.
async fn continue_unit(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    input: &NewSuccession,
) -> Result<Uuid, Problem> {
    let (unit, versions) = store::lock_exclusive(tx, id).await?;
    let patch = match &input.name {
        Some(name) => UnitPatch::rename(composed(name)),
        None => UnitPatch::move_below(input.parent_id.as_set().copied()),
    };
    rewrite(tx, context, (&unit, &versions), &patch, input.effective_on).await?;
    Ok(id)
}

async fn end_unit(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    day: NaiveDate,
) -> Result<(), Problem> {
    let (unit, versions) = store::lock_exclusive(tx, id).await?;
    let closing = UnitTransition { action: UnitAction::Close, effective_on: Some(day), reason: None };
    apply_transition(tx, context, (&unit, &versions), &closing).await
}

/// Creates the units that begin; answers with their ids.
async fn create_successors(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewSuccession,
) -> Result<Vec<Uuid>, Problem> {
    let mut ids = Vec::new();
    for new in input.new_units.iter().flatten().cloned() {
        let (unit, content) = new.into_new_unit(input.effective_on).into_parts(context);
        check_parent(tx, content.parent_id, unit.life().days()).await?;
        ids.push(unit.id);
        create_units(tx, context, &[(unit, content)]).await?;
    }
    Ok(ids)
}

async fn record_succession(
    tx: &mut Connection,
    context: &ChangeContext,
    succession: &Succession,
    (predecessors, successors): (&[Uuid], &[Uuid]),
) -> Result<(), Problem> {
    let audited = json!({
        "successionId": succession.id,
        "kind": succession.kind,
        "effectiveOn": succession.effective_on,
        "documentId": succession.document_id,
        "successorIds": successors,
    });
    let mut changes = Vec::new();
    for id in predecessors {
        let (unit, _) = store::find(tx, *id).await?;
        let subject = Subject { id: *id, unit_id: Some(*id) };
        let audited = (None, Some(audited.clone()));
        changes.push(ChangeRecord::new(Occurrence::UnitSucceeded, subject, unit.version, audited));
    }
    Ok(record(tx, context, changes).await?)
}
