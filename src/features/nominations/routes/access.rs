//! Who sees a nomination, and who may do what with it.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::nominations::store::{self, Nomination};
use crate::features::people::store::units_in_force;
use crate::http::{Code, Problem};

/// What a caller is to a nomination: to the unit that nominates, and to the unit of the stage.
#[derive(Debug, Clone)]
pub(super) struct NominationAccess {
    acts: bool,
    reads: bool,
    reads_drafts: bool,
    at_stage: Vec<Permission>,
}

/// What is asked over the unit of the stage.
const OF_THE_STAGE: [Permission; 3] = [Permission::RunCampaigns, Permission::Decide, Permission::Vote];

impl NominationAccess {
    /// What the caller is today to the units of a nomination.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        nomination: &Nomination,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let units = [Some(nomination.nominating_unit_id), nomination.stage_unit_id];
        let units: Vec<Uuid> = units.into_iter().flatten().collect();
        let now: HashMap<Uuid, Uuid> = units_in_force(conn, &units, today).await?;
        let follower = |unit: Uuid| now.get(&unit).copied().unwrap_or(unit);
        let own = authorization::lineage(conn, follower(nomination.nominating_unit_id), today).await?;
        let stage = match nomination.stage_unit_id {
            Some(unit) => authorization::lineage(conn, follower(unit), today).await?,
            // Outside the province its top unit speaks.
            None => own.last().copied().into_iter().collect(),
        };
        let acts = unit_scope::acts_for(conn, caller, nomination.nominating_unit_id, today).await?;
        Ok(Self {
            acts,
            reads: caller.may(Permission::ReadPeople, &own) || caller.may(Permission::ReadPeople, &stage),
            reads_drafts: acts || caller.may(Permission::ReadDrafts, &own),
            at_stage: OF_THE_STAGE.into_iter().filter(|own| caller.may(*own, &stage)).collect(),
        })
    }

    /// Whether the caller may do something with the nomination where it is.
    pub fn allows(&self, permission: Permission) -> bool {
        match permission {
            Permission::ActForUnit => self.acts,
            other => self.at_stage.contains(&other),
        }
    }

    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

/// A nomination that a caller sees.
pub(super) struct VisibleNomination {
    pub nomination: Nomination,
    pub access: NominationAccess,
}

/// A nomination, if the caller reads people of the unit that nominates; before it is sent, only where the caller acts for that
/// unit or reads drafts.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<VisibleNomination, db::Error> {
    let nomination = store::find(conn, id).await?;
    let access = NominationAccess::of(conn, caller, &nomination, today).await?;
    if access.reads && (nomination.submitted_on.is_some() || access.reads_drafts) {
        Ok(VisibleNomination { nomination, access })
    } else {
        Err(db::Error::NotFound)
    }
}
