//! Who may manage a unit.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::http::Problem;

/// Passes when the caller may manage the unit; `None` is the province, which stands above every top unit.
pub(super) async fn require_manager(
    tx: &Connection,
    caller: &Caller,
    unit_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<(), Problem> {
    unit_scope::require(tx, caller, Permission::ManageUnits, unit_id, today).await
}
