//! Who sees a request: who may read people of the person's unit.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::people::store as people;

/// The unit of a person with all units above it, if the caller may read people there.
///
/// # Errors
/// Not found otherwise.
pub(super) async fn find_lineage(
    conn: &Connection,
    caller: &Caller,
    person_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<Uuid>, db::Error> {
    let person = Subject { kind: SubjectKind::Person, id: person_id };
    let unit = people::unit_of(conn, person, today).await?;
    let lineage = authorization::lineage(conn, unit, today).await?;
    let is_visible = allows(&caller.grants, Permission::ReadPeople, &lineage);
    if is_visible { Ok(lineage) } else { Err(db::Error::NotFound) }
}
