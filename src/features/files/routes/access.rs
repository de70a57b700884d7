//! Who sees a file.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::files::store::{self, File};

/// A file, if the caller uploaded it, acts for its unit or reads the unit's drafts. Everybody else reads it where a report
/// refers to it.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<File, db::Error> {
    let file = store::find(conn, id).await?;
    let is_inside = file.created_by == caller.user_id
        || unit_scope::acts_for(conn, caller, file.unit_id, today).await?
        || {
            let lineage = authorization::lineage(conn, file.unit_id, today).await?;
            allows(&caller.grants, Permission::ReadDrafts, &lineage)
        };
    if is_inside { Ok(file) } else { Err(db::Error::NotFound) }
}
