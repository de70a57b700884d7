//! What several of these operations share.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::identity::store::{self, Assignment, User};
use crate::http::{Code, Problem, Violation};

/// Which user.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UserParameters {
    /// The user's id.
    #[param(example = "01980000-0000-7000-8000-000000000302")]
    id: Uuid,
}

/// Which page of something about one user.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfUser {
    /// The user's id.
    #[param(example = "01980000-0000-7000-8000-000000000302")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Passes when the caller sees the user: keeps the users of the unit in which the user works.
///
/// # Errors
/// 404 otherwise.
pub(super) async fn require_sight(
    tx: &Connection,
    caller: &Caller,
    user: &User,
    today: NaiveDate,
) -> Result<(), Problem> {
    let seen = unit_scope::require(tx, caller, Permission::ManageUsers, user.unit_id, today).await;
    seen.map_err(|problem| match problem.code {
        Code::forbidden => Problem::new(Code::not_found),
        _ => problem,
    })
}

/// Passes when the caller keeps the user: the unit in which the user works, and every unit in which the user holds a
/// role. Who could otherwise take over the account of somebody with wider rights would have those rights.
///
/// # Errors
/// 404 where the caller does not see the user, 403 where the user's roles reach further than the caller's.
pub(super) async fn require_manager(
    tx: &Connection,
    caller: &Caller,
    user: &User,
    today: NaiveDate,
) -> Result<(), Problem> {
    require_sight(tx, caller, user, today).await?;
    for assignment in store::standing_assignments(tx, &[user.id], today).await? {
        unit_scope::require(tx, caller, Permission::ManageUsers, assignment.unit_id, today).await?;
    }
    Ok(())
}

/// Passes when somebody else is concerned: rights are given and taken by two people, never by one alone.
pub(super) fn require_other(caller: &Caller, user_id: Uuid) -> Result<(), Problem> {
    if caller.user_id == user_id { Err(Problem::new(Code::own_account)) } else { Ok(()) }
}

/// Passes when the unit is there and the caller keeps its users; `None` is the province.
pub(super) async fn require_unit(
    tx: &Connection,
    caller: &Caller,
    (unit_id, pointer): (Option<Uuid>, &str),
    today: NaiveDate,
) -> Result<(), Problem> {
    unit_scope::require(tx, caller, Permission::ManageUsers, unit_id, today).await?;
    match unit_id {
        Some(unit) if !unit_scope::is_unit(tx, unit, today).await? => {
            Err(Problem::invalid(vec![Violation::at(pointer, Code::unknown_unit).with("unit", unit)]))
        }
        _ => Ok(()),
    }
}

/// A user as the audit trail keeps one.
pub(super) fn audited(user: &User) -> Value {
    json!({
        "username": user.username,
        "displayName": user.display_name,
        "unitId": user.unit_id,
        "status": user.status,
    })
}

/// A role assignment as the audit trail keeps it.
pub(super) fn audited_role(assignment: &Assignment) -> Value {
    json!({
        "id": assignment.id,
        "role": assignment.role,
        "unitId": assignment.unit_id,
        "startsOn": assignment.starts_on,
        "endsOn": assignment.days().ends_on(),
    })
}
