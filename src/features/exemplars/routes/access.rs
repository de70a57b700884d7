//! Who sees an exemplar, and who may do what with it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::exemplars::store::{self, Exemplar};
use crate::http::{Code, Problem};
use crate::operations::subjects::lineage_in_force;

/// What a caller is to an exemplar.
pub(super) struct ExemplarAccess<'a> {
    caller: &'a Caller,
    acts: bool,
    lineage: Vec<Uuid>,
}

impl<'a> ExemplarAccess<'a> {
    /// What the caller is today to the unit that found it.
    pub async fn of(
        conn: &Connection,
        caller: &'a Caller,
        exemplar: &Exemplar,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let acts = unit_scope::acts_for(conn, caller, exemplar.found_by_unit_id, today).await?;
        let lineage = lineage_in_force(conn, exemplar.found_by_unit_id, today).await?;
        Ok(Self { caller, acts, lineage })
    }

    pub fn allows(&self, permission: Permission) -> bool {
        match permission {
            Permission::ActForUnit => self.acts,
            other => self.caller.may(other, &self.lineage),
        }
    }

    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

/// An exemplar, if the caller reads people of the unit that found it.
pub(super) async fn find_visible<'a>(
    conn: &Connection,
    caller: &'a Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Exemplar, ExemplarAccess<'a>), db::Error> {
    let exemplar = store::find(conn, id).await?;
    let access = ExemplarAccess::of(conn, caller, &exemplar, today).await?;
    if access.allows(Permission::ReadPeople) { Ok((exemplar, access)) } else { Err(db::Error::NotFound) }
}
