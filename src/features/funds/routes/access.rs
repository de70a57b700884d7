//! Who sees a fund.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::{self, Connection};
use crate::features::funds::store::{self, Fund};
use crate::http::Problem;
use crate::operations::subjects::lineage_in_force;

/// A fund, if the caller reads people of its unit; with the unit and all units above it.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Fund, Vec<Uuid>), db::Error> {
    let fund = store::find(conn, id).await?;
    let lineage = lineage_in_force(conn, fund.unit_id, today).await?;
    if caller.may(Permission::ReadPeople, &lineage) { Ok((fund, lineage)) } else { Err(db::Error::NotFound) }
}

/// Passes when the caller records the decisions of the unit whose fund it is.
///
/// # Errors
/// 404 for a fund that is not seen, 403 otherwise.
pub(super) async fn require_recording(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let (_, lineage) = find_visible(conn, caller, id, today).await?;
    caller.require(Permission::RecordDecisions, &lineage)
}
