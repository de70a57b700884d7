//! Changing a unit from a day on.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::read::viewed;
use super::view::UnitView;
use super::{audited, check_parent, refused, require_manager, subject};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::units::rules::{Content, Days, Rewrite, UnitKind, place_change};
use crate::features::units::store::{self, Unit, Version};
use crate::http::input::{Json, Parameters, present};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{self, ChangeRecord, Occurrence};

/// Which unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ChangeParameters {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000102")]
    id: Uuid,
}

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitPatch {
    /// The day from which the change holds; today when it is left out.
    #[schema(nullable = false, format = Date, max_length = 10, example = "2026-03-01")]
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
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    parent_id: Option<Option<Uuid>>,
    /// The new agency code by Decision 20/2020/QĐ-TTg.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")]
    agency_code: Option<Option<String>>,
    /// The new agency code by QCVN 102:2016.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$")]
    legacy_agency_code: Option<Option<String>>,
}

impl UnitPatch {
    /// A patch that only renames.
    pub(super) fn renaming(name: String) -> Self {
        Self { name: Some(name), ..Self::nothing() }
    }

    /// A patch that only moves.
    pub(super) fn moving(parent_id: Option<Uuid>) -> Self {
        Self { parent_id: Some(parent_id), ..Self::nothing() }
    }

    fn nothing() -> Self {
        Self {
            effective_on: None,
            name: None,
            kind: None,
            parent_id: None,
            agency_code: None,
            legacy_agency_code: None,
        }
    }

    fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.kind.is_none()
            && self.parent_id.is_none()
            && self.agency_code.is_none()
            && self.legacy_agency_code.is_none()
    }

    fn applied(self, content: Content) -> Content {
        Content {
            name: self.name.map_or(content.name, |name| composed(&name)),
            kind: self.kind.unwrap_or(content.kind),
            parent_id: self.parent_id.unwrap_or(content.parent_id),
            agency_code: self.agency_code.unwrap_or(content.agency_code),
            legacy_agency_code: self.legacy_agency_code.unwrap_or(content.legacy_agency_code),
        }
    }
}

/// Change a unit from a day on
///
/// The change holds from `effectiveOn` until the unit's next planned version, or for good. What the unit was
/// before stays readable with `asOf`. A change that begins on the first day of a version corrects that version.
#[utoipa::path(params(ChangeParameters),
    request_body(content = UnitPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = UnitView, description = "The unit as of `effectiveOn`", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::before_unit_opens, Code::after_unit_closes, Code::unknown_unit, Code::unit_agency_code_taken, Code::unit_legacy_agency_code_taken, Code::unit_versions_do_not_overlap, Code::unit_parent_not_in_force, Code::unit_cycle]))))]
#[patch("/units/{id}")]
pub async fn change_unit(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<ChangeParameters>,
    input: Json<UnitPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (parameters.0.id, input.0);
    if patch.is_empty() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        store::find(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), change.context.today).await?;
        match patch.parent_id {
            Some(parent) => require_manager(tx, &change.caller, parent, change.context.today).await,
            None => Ok(()),
        }
    };
    let effect = async |tx: &mut Connection| {
        if patch.parent_id.is_some() {
            // Before any row lock: two moves that wait for each other's rows would be a deadlock.
            store::lock_tree(tx).await?;
        }
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        if_match.check(unit.version)?;
        let effective_on = patch.effective_on.unwrap_or(change.context.today);
        rewrite(tx, &change.context, (&unit, &versions), &patch, effective_on).await?;
        let (unit, versions) = store::find(tx, id).await?;
        let view = viewed(&unit, &versions, effective_on, true)?;
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
    let (index, place) = place_change(&unit.life(), &days, effective_on)
        .map_err(|refusal| refused(&refusal, "/effectiveOn"))?;
    let version = versions.get(index).ok_or_else(|| Problem::internal("a unit without a version"))?;
    let (before, after) = (version.content(), patch.clone().applied(version.content()));
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
    let happening = ChangeRecord::new(
        Occurrence::UnitChanged,
        subject(unit.id),
        unit.version + 1,
        (Some(audited(unit, &before, &version.days())), Some(audited(unit, &after, &new_days))),
    );
    Ok(record::record(tx, context, [happening]).await?)
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
        _ => Ok(()),
    }
}
