//! Which users a caller sees, and which ones a caller may manage.

use chrono::{Days, NaiveDate, TimeDelta};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::identity::store::{self, User};
use crate::http::{Code, Problem};

/// A user, if the caller sees the user: manages the users of the unit in which the user works.
///
/// # Errors
/// 404 otherwise.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<User, Problem> {
    let user = store::find_user(conn, id).await?;
    require_visible(conn, caller, &user, today).await?;
    Ok(user)
}

/// Passes when the caller sees the user, as [`find_visible`].
///
/// # Errors
/// 404 otherwise.
pub(super) async fn require_visible(
    conn: &Connection,
    caller: &Caller,
    user: &User,
    today: NaiveDate,
) -> Result<(), Problem> {
    let permitted = unit_scope::require(conn, caller, Permission::ManageUsers, user.unit_id, today).await;
    permitted.map_err(Problem::hide)
}

/// Locks a user, and passes when the caller manages the users of the unit in which the user works and of every unit over
/// which the user holds a role: until the transaction ends neither changes. Otherwise a caller could take over an account with wider rights than the caller's own.
///
/// # Errors
/// 404 where the caller does not see the user, 403 where the user's roles reach further than the caller's.
pub(in super::super) async fn require_manageable(
    tx: &mut Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let user = store::lock_user(tx, id).await?;
    require_visible(tx, caller, &user, today).await?;
    for assignment in store::assignments_from(tx, &[id], today).await? {
        unit_scope::require(tx, caller, Permission::ManageUsers, assignment.unit_id, today).await?;
    }
    Ok(())
}

/// Passes when it is not the caller's own account: it takes two people to give and to take rights.
pub(super) fn require_other_account(caller: &Caller, user_id: Uuid) -> Result<(), Problem> {
    if caller.user_id == user_id { Err(Problem::new(Code::own_account)) } else { Ok(()) }
}

/// Passes when somebody else administers the whole province tomorrow: holds the role, and has a password that is good
/// then. Somebody who never had one, or whose temporary one ends first, leaves nobody.
pub(super) async fn require_administrator_left(
    conn: &Connection,
    context: &ChangeContext,
    user_id: Uuid,
) -> Result<(), Problem> {
    let tomorrow = (context.at + TimeDelta::days(1), context.today + Days::new(1));
    if store::is_there_another_administrator(conn, user_id, tomorrow).await? {
        Ok(())
    } else {
        Err(Problem::new(Code::last_administrator))
    }
}

/// Passes when the unit exists and the caller manages its users; `None` is the province.
pub(super) async fn require_unit(
    conn: &Connection,
    caller: &Caller,
    (unit_id, pointer): (Option<Uuid>, &str),
    today: NaiveDate,
) -> Result<(), Problem> {
    unit_scope::require_named(conn, caller, Permission::ManageUsers, (unit_id, pointer), today).await
}
