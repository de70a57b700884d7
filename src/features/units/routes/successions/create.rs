//! Entering a succession: the units change, and the links between old and new are kept.

use std::collections::HashSet;

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::read::{SuccessionView, viewed};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::documents::store as documents;
use crate::features::units::routes::change::{UnitPatch, rewrite};
use crate::features::units::routes::create::{self, NewUnit};
use crate::features::units::routes::transition::{UnitTransition, stepped};
use crate::features::units::routes::{check_parent, require_manager, subject};
use crate::features::units::rules::successions::{Fault, Member, Shape, SuccessionKind};
use crate::features::units::rules::{UnitAction, UnitKind};
use crate::features::units::store::successions::{self, Link, Succession};
use crate::features::units::store::{self, Unit};
use crate::http::input::{Json, Parameters, present};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence};

/// Which unit, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SuccessionParameters {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000106")]
    id: Uuid,
    /// Answers what would happen and what hangs on the units, and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A unit that begins with the succession.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuccessorUnit {
    /// The code people quote; it can't be changed later.
    #[schema(min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "SNV-TCCB")]
    code: String,
    /// The name.
    #[schema(max_length = 200, format = "line", example = "Phòng Tổ chức cán bộ (mẫu)")]
    name: String,
    /// What kind of body it is.
    kind: UnitKind,
    /// The unit above; null or left out for the top of the tree.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    parent_id: Option<Uuid>,
    /// Agency code by Decision 20/2020/QĐ-TTg.
    #[schema(max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", example = json!(null))]
    agency_code: Option<String>,
    /// Agency code by QCVN 102:2016.
    #[schema(max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$", example = json!(null))]
    legacy_agency_code: Option<String>,
}

/// A reorganisation by a document.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSuccession {
    /// How the units follow each other.
    pub kind: SuccessionKind,
    /// The first day of the new order; units that end exist until the day before.
    #[schema(format = Date, max_length = 10, example = "2027-01-01")]
    pub effective_on: NaiveDate,
    /// The document that decided it.
    #[schema(example = "01980000-0000-7000-8000-0000000003f0")]
    pub document_id: Uuid,
    /// RENAME: the new name.
    #[schema(nullable = false, max_length = 200, format = "line")]
    pub name: Option<String>,
    /// TRANSFER: the new unit above; null for the top of the tree.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Option<Option<Uuid>>,
    /// MERGE: the other units that end.
    #[schema(nullable = false, max_items = 50)]
    pub other_unit_ids: Option<Vec<Uuid>>,
    /// MERGE, SPLIT, DISSOLVE: existing units that take over.
    #[schema(nullable = false, max_items = 50, example = json!(["01980000-0000-7000-8000-000000000104"]))]
    pub into_unit_ids: Option<Vec<Uuid>>,
    /// MERGE, SPLIT: units that begin with it.
    #[schema(nullable = false, max_items = 50)]
    pub new_units: Option<Vec<SuccessorUnit>>,
}

/// What hangs on the units that end, for an officer to look after.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Consequences {
    /// How many roles still hold on them.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1)]
    role_count: i64,
    /// Running campaigns that they take part in, by code.
    #[schema(max_items = 1000, example = json!([]))]
    campaign_codes: Vec<CampaignCode>,
}

/// A campaign's code.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 20, format = "text", example = "PT-2023-001")]
pub struct CampaignCode(String);

/// What was done, or would be.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuccessionResult {
    /// Whether it was only tried.
    #[schema(example = false)]
    dry_run: bool,
    /// The succession.
    succession: SuccessionView,
    /// What hangs on the units that end.
    consequences: Consequences,
}

/// Reorganise units
///
/// Merges, splits, renames, moves or dissolves a unit from a day on, by the document that decided it. Nothing is
/// deleted: units that end stay with their history and are linked to those that follow. No unit may still stand below
/// one that ends. Try it first with `dryRun=true`: the answer shows which roles and campaigns hang on the units.
#[utoipa::path(params(SuccessionParameters), request_body = NewSuccession,
    responses((status = 201, body = SuccessionResult, description = "Done", headers(("Location" = String))),
        (status = 200, body = SuccessionResult, description = "What would be done")),
    extensions(("x-problems" = json!([Code::needed_for_this_kind, Code::wrong_number_of_units, Code::not_for_this_kind, Code::named_twice, Code::unknown_unit, Code::unknown_document, Code::before_unit_opens, Code::after_unit_closes, Code::invalid_transition, Code::unit_has_children, Code::unit_has_later_versions, Code::unit_parent_not_in_force, Code::unit_cycle, Code::unit_code_taken, Code::unit_agency_code_taken, Code::unit_legacy_agency_code_taken, Code::unit_versions_do_not_overlap]))))]
#[post("/units/{id}/successions")]
pub async fn create_succession(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<SuccessionParameters>,
    input: Json<NewSuccession>,
) -> Result<Answer, Problem> {
    let (SuccessionParameters { id, dry_run }, input) = (parameters.0, input.0);
    let dry_run = dry_run == Some(true);
    check_shape(id, &input)?;
    let permit = async |tx: &mut Connection| {
        store::find(tx, id).await?;
        for unit_id in touched(id, &input) {
            require_manager(tx, &change.caller, unit_id, change.context.today).await?;
        }
        Ok(())
    };
    let effect = async |tx: &mut Connection| {
        let ending = ending(id, &input);
        let consequences = Consequences {
            role_count: successions::roles_on(tx, &ending, input.effective_on).await?,
            campaign_codes: successions::campaigns_of(tx, &ending)
                .await?
                .into_iter()
                .map(CampaignCode)
                .collect(),
        };
        let succession = succeeded(tx, &change.context, id, &input).await?;
        let succession = viewed(tx, vec![succession]).await?.pop();
        let succession = succession.ok_or_else(|| Problem::internal("a succession without a view"))?;
        let result = SuccessionResult { dry_run, succession, consequences };
        if dry_run {
            return Answer::ok(&result);
        }
        Answer::created(&state.link(&format!("/units/{id}/successions")), &result)
    };
    change.run(permit, effect).await
}

/// The units that end.
fn ending(id: Uuid, input: &NewSuccession) -> Vec<Uuid> {
    if !input.kind.ends_units() {
        return Vec::new();
    }
    std::iter::once(id).chain(input.other_unit_ids.iter().flatten().copied()).collect()
}

/// Every unit that the caller must be allowed to manage; `None` is the top of the tree.
fn touched(id: Uuid, input: &NewSuccession) -> Vec<Option<Uuid>> {
    let existing = [&input.other_unit_ids, &input.into_unit_ids].into_iter().flatten().flatten();
    let mut units: Vec<Option<Uuid>> = std::iter::once(id).chain(existing.copied()).map(Some).collect();
    units.extend(input.new_units.iter().flatten().map(|unit| unit.parent_id));
    units.extend(input.parent_id);
    units
}

fn check_shape(id: Uuid, input: &NewSuccession) -> Result<(), Problem> {
    let count = |list: &Option<Vec<Uuid>>| list.as_ref().map_or(0, Vec::len);
    let shape = Shape {
        has_name: input.name.is_some(),
        has_parent: input.parent_id.is_some(),
        others: count(&input.other_unit_ids),
        into: count(&input.into_unit_ids),
        new: input.new_units.as_ref().map_or(0, Vec::len),
    };
    let mut faults: Vec<Violation> =
        input.kind.faults(shape).into_iter().map(|fault| told(fault, input.kind)).collect();
    let mut known = HashSet::from([id]);
    for (list, ids) in [("/otherUnitIds", &input.other_unit_ids), ("/intoUnitIds", &input.into_unit_ids)] {
        let again = ids.iter().flatten().enumerate().filter(|(_, id)| !known.insert(**id));
        faults.extend(again.map(|(place, _)| Violation::at(format!("{list}/{place}"), Code::named_twice)));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn told((member, fault): (Member, Fault), kind: SuccessionKind) -> Violation {
    let pointer = match member {
        Member::Name => "/name",
        Member::Parent => "/parentId",
        Member::Others => "/otherUnitIds",
        Member::Into => "/intoUnitIds",
        Member::New => "/newUnits",
    };
    match fault {
        Fault::Needed => Violation::at(pointer, Code::needed_for_this_kind).with("kind", kind),
        Fault::NotForThisKind => Violation::at(pointer, Code::not_for_this_kind).with("kind", kind),
        Fault::WrongNumber => {
            let wanted = if kind == SuccessionKind::Merge { "1" } else { "2…" };
            Violation::at(pointer, Code::wrong_number_of_units).with("wanted", wanted)
        }
    }
}

/// Enters a succession, with its rows of history.
///
/// # Errors
/// What the rules of units refuse; a [`Problem`] of the database.
pub async fn succeeded(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    input: &NewSuccession,
) -> Result<Succession, Problem> {
    // Before any row lock, as every move in the tree.
    store::lock_tree(tx).await?;
    check_document(tx, input.document_id).await?;
    let mut predecessors = vec![id];
    predecessors.extend(input.other_unit_ids.iter().flatten());
    check_lives(tx, input).await?;
    let successors = match input.kind {
        SuccessionKind::Rename | SuccessionKind::Transfer => vec![go_on(tx, context, id, input).await?],
        _ => {
            for unit in &predecessors {
                end(tx, context, *unit, input.effective_on).await?;
            }
            let mut successors: Vec<Uuid> = input.into_unit_ids.iter().flatten().copied().collect();
            successors.extend(begin(tx, context, input).await?);
            successors
        }
    };
    let succession = Succession {
        id: context.ids.next(),
        kind: input.kind,
        effective_on: input.effective_on,
        document_id: input.document_id,
        created_by: context.actor_id.ok_or_else(|| Problem::internal("a succession entered by nobody"))?,
        created_at: context.at,
    };
    let links = links(succession.id, &predecessors, &successors);
    successions::create(tx, &succession, &links).await?;
    tell(tx, context, &succession, &predecessors, &successors).await?;
    Ok(succession)
}

fn links(succession_id: Uuid, predecessors: &[Uuid], successors: &[Uuid]) -> Vec<Link> {
    let after: Vec<Option<Uuid>> =
        if successors.is_empty() { vec![None] } else { successors.iter().copied().map(Some).collect() };
    let link = |predecessor_id: &Uuid, successor_id: &Option<Uuid>| Link {
        succession_id,
        predecessor_id: *predecessor_id,
        successor_id: *successor_id,
    };
    predecessors.iter().flat_map(|old| after.iter().map(move |new| link(old, new))).collect()
}

async fn check_document(tx: &Connection, document_id: Uuid) -> Result<(), Problem> {
    match documents::find(tx, document_id).await {
        Err(db::Error::NotFound) => {
            let fault = Violation::at("/documentId", Code::unknown_document).with("document", document_id);
            Err(Problem::invalid(vec![fault]))
        }
        Ok(_) => Ok(()),
        Err(error) => Err(error.into()),
    }
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
        let at = |code| Violation::at(format!("/intoUnitIds/{place}"), code);
        match store::lock_parent(tx, *into).await? {
            None => faults.push(at(Code::unknown_unit).with("unit", into)),
            Some(life) if input.effective_on < life.opened_on => {
                faults.push(at(Code::before_unit_opens).with("opensOn", life.opened_on));
            }
            Some(life) => {
                let ended = life.closed_on.filter(|closed_on| *closed_on <= input.effective_on);
                faults.extend(ended.map(|day| at(Code::after_unit_closes).with("closesOn", day)));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// The unit goes on under another name or another unit.
async fn go_on(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    input: &NewSuccession,
) -> Result<Uuid, Problem> {
    let (unit, versions) = store::lock_exclusive(tx, id).await?;
    let patch = match (&input.name, input.parent_id) {
        (Some(name), _) => UnitPatch::renaming(composed(name)),
        (None, parent_id) => UnitPatch::moving(parent_id.flatten()),
    };
    rewrite(tx, context, (&unit, &versions), &patch, input.effective_on).await?;
    Ok(id)
}

async fn end(tx: &mut Connection, context: &ChangeContext, id: Uuid, day: NaiveDate) -> Result<(), Problem> {
    let (unit, versions) = store::lock_exclusive(tx, id).await?;
    let closing = UnitTransition { action: UnitAction::Close, effective_on: Some(day), reason: None };
    stepped(tx, context, (&unit, &versions), &closing).await
}

/// Creates the units that begin; answers with their ids.
async fn begin(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewSuccession,
) -> Result<Vec<Uuid>, Problem> {
    let mut ids = Vec::new();
    for new in input.new_units.iter().flatten().cloned() {
        let new = NewUnit {
            code: new.code,
            name: new.name,
            kind: new.kind,
            parent_id: new.parent_id,
            agency_code: new.agency_code,
            legacy_agency_code: new.legacy_agency_code,
            opened_on: input.effective_on,
        };
        let (unit, content) = new.into_parts(context);
        check_parent(tx, content.parent_id, unit.life().days()).await?;
        let created = [(unit, content)];
        create::begin(tx, context, &created).await?;
        ids.extend(created.map(|(unit, _)| unit.id));
    }
    Ok(ids)
}

async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    succession: &Succession,
    predecessors: &[Uuid],
    successors: &[Uuid],
) -> Result<(), Problem> {
    let mut happenings = Vec::new();
    for id in predecessors {
        let (Unit { version, .. }, _) = store::find(tx, *id).await?;
        happenings.push(ChangeRecord::new(
            Occurrence::UnitSucceeded,
            subject(*id),
            version,
            (
                None,
                Some(serde_json::json!({
                    "successionId": succession.id,
                    "kind": succession.kind,
                    "effectiveOn": succession.effective_on,
                    "documentId": succession.document_id,
                    "successorIds": successors,
                })),
            ),
        ));
    }
    Ok(record::record(tx, context, happenings).await?)
}
