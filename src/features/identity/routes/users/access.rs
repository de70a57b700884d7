//! Who may see and manage users.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::identity::store::{self, User};
use crate::http::{Code, Problem, Violation};

/// Passes when the caller may see the user: manages the users of the unit in which the user works.
///
/// # Errors
/// 404 otherwise.
pub async fn require_sight(
    tx: &Connection,
    caller: &Caller,
    user: &User,
    today: NaiveDate,
) -> Result<(), Problem> {
    let permitted = unit_scope::require(tx, caller, Permission::ManageUsers, user.unit_id, today).await;
    permitted.map_err(|problem| match problem.code {
        Code::forbidden => Problem::new(Code::not_found),
        _ => problem,
    })
}

/// Passes when the caller may manage the user: in the unit in which the user works, and in every unit in which the user
/// holds a role. Taking over the account of somebody with wider rights would otherwise give those rights.
///
/// # Errors
/// 404 where the caller does not see the user, 403 where the user's roles reach further than the caller's.
pub async fn require_manager(
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

/// Passes when the user is somebody else: rights are granted and withdrawn by two people, never by one alone.
pub fn require_other(caller: &Caller, user_id: Uuid) -> Result<(), Problem> {
    if caller.user_id == user_id { Err(Problem::new(Code::own_account)) } else { Ok(()) }
}

/// Passes when the unit is there and the caller manages its users; `None` is the province.
pub async fn require_unit(
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
