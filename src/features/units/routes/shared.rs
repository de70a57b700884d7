//! What several of these operations share.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::{Content, Days, Life, Refusal};
use super::store::{self, Unit};
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::http::{Code, Problem, Violation};
use crate::record::Subject;

/// Which page of something about one unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfUnit {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000109")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Passes when the caller may manage the unit; the province itself stands above every top unit.
pub(super) async fn require_manager(
    tx: &Connection,
    caller: &Caller,
    unit_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<(), Problem> {
    unit_scope::require(tx, caller, Permission::ManageUnits, unit_id, today).await
}

/// Locks the parent and checks that it exists on all the days it is needed.
pub(super) async fn check_parent(
    tx: &mut Connection,
    parent_id: Option<Uuid>,
    needed: Days,
) -> Result<(), Problem> {
    let Some(parent_id) = parent_id else { return Ok(()) };
    let parent = store::lock_parent(tx, parent_id).await?.ok_or_else(|| {
        let fault = Violation::at("/parentId", Code::unknown_unit).with("unit", parent_id);
        Problem::invalid(vec![fault])
    })?;
    if parent.covers(&needed) { Ok(()) } else { Err(parent_not_in_force(&parent, &needed)) }
}

fn parent_not_in_force(parent: &Life, needed: &Days) -> Problem {
    Problem::new(Code::unit_parent_not_in_force)
        .with("parentDates", written(&parent.days()))
        .with("neededDates", written(needed))
}

/// Days as `2020-01-01…2025-06-30`, the last day included; `∞` for no end.
pub(super) fn written(days: &Days) -> String {
    let last = days.ends_before.and_then(|end| end.pred_opt());
    format!("{}…{}", days.starts_on, last.map_or_else(|| "∞".to_owned(), |last| last.to_string()))
}

/// A refusal of the rules as a problem; `pointer` is the member that named the day.
pub(super) fn refused(refusal: &Refusal, pointer: &str) -> Problem {
    match refusal {
        Refusal::BeforeOpening(day) => {
            Problem::invalid(vec![Violation::at(pointer, Code::before_unit_opens).with("opensOn", day)])
        }
        Refusal::AfterClosing(day) => {
            Problem::invalid(vec![Violation::at(pointer, Code::after_unit_closes).with("closesOn", day)])
        }
        Refusal::NoReason => Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]),
        Refusal::LaterVersion(day) => Problem::new(Code::unit_has_later_versions).with("startsOn", day),
        Refusal::NotNow => Problem::new(Code::invalid_transition),
    }
}

/// A unit as history names it.
pub(super) const fn subject(id: Uuid) -> Subject {
    Subject { id, unit_id: Some(id) }
}

/// A unit's version as the audit trail keeps it.
pub(super) fn audited(unit: &Unit, content: &Content, days: &Days) -> Value {
    serde_json::json!({
        "code": unit.code,
        "name": content.name,
        "kind": content.kind,
        "parentId": content.parent_id,
        "agencyCode": content.agency_code,
        "legacyAgencyCode": content.legacy_agency_code,
        "openedOn": unit.opened_on,
        "closedOn": unit.closed_on,
        "startsOn": days.starts_on,
        "endsOn": days.ends_before.and_then(|end| end.pred_opt()),
    })
}
