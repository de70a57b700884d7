//! Who sees a snapshot, and who may do what with it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::db::{self, Connection};
use crate::features::statistics::rules::SnapshotStatus;
use crate::features::statistics::store::{self, Snapshot};
use crate::operations::subjects::lineage_in_force;

/// A snapshot with the units from its unit up, if the caller reads people there; before it is signed, only who reads drafts there.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Snapshot, Vec<Uuid>), db::Error> {
    let snapshot = store::find_snapshot(conn, id).await?;
    let lineage = lineage_in_force(conn, snapshot.unit_id, today).await?;
    let may = |permission| allows(&caller.grants, permission, &lineage);
    let is_open = snapshot.status == SnapshotStatus::Signed || may(Permission::ReadDrafts);
    if may(Permission::ReadPeople) && is_open { Ok((snapshot, lineage)) } else { Err(db::Error::NotFound) }
}
