//! Changing a unit from a day on.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_manager;
use super::parents::{check_levels, check_parent};
use super::view::UnitView;
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::units::rules::{Days, MOST_LEVELS, Rewrite, UnitContent, UnitKind, place_change};
use crate::features::units::store::{self, RecordedUnit, Unit, Version};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitPatch {
    /// The day from which the change holds; today when it is left out.
    #[schema(nullable = false, example = "2026-03-01")]
    effective_on: Option<NaiveDate>,
    /// The new name.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$",
        example = "Văn phòng Sở Nội vụ"
    )]
    name: Option<String>,
    /// The new kind of body.
    #[schema(nullable = false)]
    kind: Option<UnitKind>,
    /// The new unit above; null for the top of the tree.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    parent_id: Patch<Uuid>,
    /// The new agency code by Decision 20/2020/QĐ-TTg.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")]
    agency_code: Patch<String>,
    /// The new agency code by QCVN 102:2016.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$")]
    legacy_agency_code: Patch<String>,
}

impl UnitPatch {
    /// A patch that only renames.
    pub(super) fn rename(name: String) -> Self {
        Self { name: Some(name), ..Self::default() }
    }

    /// A patch that only moves the unit below another, or to the top of the tree.
    pub(super) fn move_below(parent_id: Option<Uuid>) -> Self {
        Self { parent_id: parent_id.map_or(Patch::Clear, Patch::Set), ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        *self == Self { effective_on: self.effective_on, ..Self::default() }
    }

    fn apply(self, before: UnitContent) -> UnitContent {
        UnitContent {
            name: self.name.map_or(before.name, |name| composed(&name)),
            kind: self.kind.unwrap_or(before.kind),
            parent_id: self.parent_id.apply(before.parent_id),
            agency_code: self.agency_code.apply(before.agency_code),
            legacy_agency_code: self.legacy_agency_code.apply(before.legacy_agency_code),
        }
    }
}

/// Change a unit from a day on
///
/// The change holds from `effectiveOn` until the unit's next planned version, or for good. The earlier state stays readable
/// with `asOf`. A change that begins on the first day of a version corrects that version.
#[utoipa::path(request_body(content = UnitPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = UnitView, description = "The unit as of `effectiveOn`", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::before_unit_opens, Code::after_unit_closes, Code::unknown_unit, Code::unit_agency_code_taken,
        Code::unit_legacy_agency_code_taken, Code::unit_versions_do_not_overlap,
        Code::unit_parent_not_in_force, Code::unit_cycle, Code::unit_too_deep
    ]))))]
#[patch("/units/{id}")]
pub async fn change_unit(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<UnitPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch.is_empty() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        store::check_exists(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), context.today).await?;
        if patch.parent_id.is_keep() {
            return Ok(());
        }
        require_manager(tx, &change.caller, patch.parent_id.as_set().copied(), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        if !patch.parent_id.is_keep() {
            // Before any row lock: two moves that wait for each other's rows would be a deadlock.
            store::lock_tree(tx).await?;
        }
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        if_match.check(unit.version)?;
        let effective_on = patch.effective_on.unwrap_or(context.today);
        rewrite(tx, context, (&unit, &versions), &patch, effective_on).await?;
        let (unit, versions) = store::find(tx, id).await?;
        let view = UnitView::of_day(&unit, &versions, effective_on, true)?;
        Ok(Answer::ok(&view)?.with_etag(unit.version))
    };
    change.run(permit, effect).await
}

/// Writes the change into the version of its day; a patch that changes nothing leaves no trace.
pub(super) async fn rewrite(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    patch: &UnitPatch,
    effective_on: NaiveDate,
) -> Result<(), Problem> {
    let days: Vec<_> = versions.iter().map(Version::days).collect();
    let (index, place) = place_change(&unit.life(), &days, effective_on)?;
    let version = versions.get(index).ok_or_else(|| Problem::internal("a unit without a version"))?;
    let before = version.content();
    let after = patch.clone().apply(before.clone());
    if before == after {
        return Ok(());
    }
    let new_days = match place {
        Rewrite::Whole => version.days(),
        Rewrite::From(days) => days,
    };
    if before.parent_id != after.parent_id {
        check_move(tx, unit, after.parent_id, new_days).await?;
    }
    match place {
        Rewrite::Whole => store::correct_version(tx, unit, version.id, &after).await?,
        Rewrite::From(days) => store::split_version(tx, unit, version.id, days, &after).await?,
    }
    store::advance(tx, unit, unit.life(), context.at).await?;
    let unit_after = Unit { version: unit.version.next(), ..unit.clone() };
    let before = RecordedUnit { unit, content: &before, days: version.days() };
    let after = RecordedUnit { unit: &unit_after, content: &after, days: new_days };
    Ok(record_change(tx, context, Occurrence::UnitChanged, Some(&before), &after).await?)
}

/// A new parent must exist on all the days and must not stand below the unit on any of them.
async fn check_move(
    tx: &mut Connection,
    unit: &Unit,
    parent_id: Option<Uuid>,
    days: Days,
) -> Result<(), Problem> {
    check_parent(tx, parent_id, days).await?;
    match parent_id {
        Some(parent) if parent == unit.id || store::is_below(tx, parent, unit.id, days).await? => {
            Err(Problem::new(Code::unit_cycle))
        }
        Some(parent) => {
            let levels = store::count_levels(tx, unit.id, days.starts_on, MOST_LEVELS).await?;
            check_levels(tx, parent, levels, days.starts_on).await
        }
        None => Ok(()),
    }
}
