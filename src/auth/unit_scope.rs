//! How far a caller's roles reach: the units on which one may do something.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::store;
use crate::auth::Caller;
use crate::auth::policy::{Grant, Permission, allows, allows_somewhere};
use crate::db::{self, Connection, Db};
use crate::http::{Code, Problem, Violation};

/// The units on which a caller may do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitScope {
    /// The whole province.
    Everywhere,
    /// These units, with all below them.
    Units(HashSet<Uuid>),
}

impl UnitScope {
    /// Where the caller may do `permission` today.
    pub async fn of(
        db: &Db,
        caller: &Caller,
        permission: Permission,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        if allows(&caller.grants, permission, &[]) {
            return Ok(Self::Everywhere);
        }
        let grants = caller.grants.iter().filter(|grant| grant.permits(permission));
        let roots: Vec<Uuid> = grants.filter_map(|grant| grant.unit_id).collect();
        if roots.is_empty() {
            return Ok(Self::Units(HashSet::new()));
        }
        let units = db.read(async |conn| store::subtrees(conn, &roots, today).await).await?;
        Ok(Self::Units(units.into_iter().collect()))
    }

    /// Whether the unit is one of them.
    #[must_use]
    pub fn contains(&self, unit_id: Uuid) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Units(units) => units.contains(&unit_id),
        }
    }

    /// The units as a filter of a list; `None` are all.
    #[must_use]
    pub fn filter(&self) -> Option<Vec<Uuid>> {
        match self {
            Self::Everywhere => None,
            Self::Units(units) => Some(units.iter().copied().collect()),
        }
    }
}

/// Whether somebody who is inside of some units, of all where there are none, is inside of this one.
#[must_use]
pub fn is_inside(inside: Option<&[Uuid]>, unit_id: Uuid) -> bool {
    inside.is_none_or(|units| units.contains(&unit_id))
}

/// Passes when the caller may do `permission` on the unit today; `None` is the province, above every top unit.
///
/// # Errors
/// 403 otherwise.
pub async fn require(
    tx: &Connection,
    caller: &Caller,
    permission: Permission,
    unit_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<(), Problem> {
    let lineage = match unit_id {
        Some(id) => store::lineage(tx, id, today).await?,
        None => Vec::new(),
    };
    caller.require(permission, &lineage)
}

/// The same for the unit that a request names at a pointer: it must be there, too.
///
/// # Errors
/// 403 otherwise, 400 when there is no such unit.
pub async fn require_named(
    tx: &Connection,
    caller: &Caller,
    permission: Permission,
    (unit_id, pointer): (Option<Uuid>, &str),
    today: NaiveDate,
) -> Result<(), Problem> {
    require(tx, caller, permission, unit_id, today).await?;
    match unit_id {
        Some(unit) if !is_unit(tx, unit, today).await? => {
            Err(Problem::invalid(vec![Violation::at(pointer, Code::unknown_unit).with("unit", unit)]))
        }
        _ => Ok(()),
    }
}

/// Passes when the caller may act for the unit today: over the unit itself or, once it is closed, over one that
/// directly follows it.
///
/// # Errors
/// 403 otherwise.
pub async fn require_acting(
    tx: &Connection,
    caller: &Caller,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    if acts_for(tx, caller, unit_id, today).await? { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
}

/// Whether the caller may act for the unit today, as [`require_acting`] asks.
pub async fn acts_for(
    conn: &Connection,
    caller: &Caller,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<bool, db::Error> {
    act_for(conn, &caller.grants, unit_id, today).await
}

/// Whether somebody with these roles may act for the unit today, as [`require_acting`] asks.
pub async fn act_for(
    conn: &Connection,
    grants: &[Grant],
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<bool, db::Error> {
    let permission = Permission::ActForUnit;
    if !allows_somewhere(grants, permission) {
        return Ok(false);
    }
    if allows(grants, permission, &store::lineage(conn, unit_id, today).await?) {
        return Ok(true);
    }
    for follower in store::successors_of_closed(conn, unit_id, today).await? {
        if allows(grants, permission, &store::lineage(conn, follower, today).await?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The units that the caller may act for today: those in reach, and closed ones that one of them directly follows.
pub async fn acted_for(db: &Db, caller: &Caller, today: NaiveDate) -> Result<UnitScope, Problem> {
    let UnitScope::Units(mut units) = UnitScope::of(db, caller, Permission::ActForUnit, today).await? else {
        return Ok(UnitScope::Everywhere);
    };
    let own: Vec<Uuid> = units.iter().copied().collect();
    if !own.is_empty() {
        let links = db.read(async |conn| store::closed_predecessors(conn, &own, today).await).await?;
        units.extend(links.iter().map(|link| link.predecessor_id));
    }
    Ok(UnitScope::Units(units))
}

/// The units whose unfinished work in a campaign of a launching unit the caller sees: all (`None`) who reads drafts of the
/// launching unit, otherwise those one acts for or reads drafts of.
pub async fn visible_work(
    db: &Db,
    caller: &Caller,
    launching_unit_id: Uuid,
    today: NaiveDate,
) -> Result<Option<Vec<Uuid>>, Problem> {
    let reading = UnitScope::of(db, caller, Permission::ReadDrafts, today).await?;
    if reading.contains(launching_unit_id) {
        return Ok(None);
    }
    let acting = acted_for(db, caller, today).await?.filter();
    Ok(acting.zip(reading.filter()).map(|(acting, reading)| acting.into_iter().chain(reading).collect()))
}

/// What a caller is to something that a unit does in a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkAccess {
    /// Acts for the unit.
    pub acts: bool,
    /// Runs the campaign for the launching unit.
    pub runs: bool,
    /// Reads what is not finished yet, of the unit or of the whole campaign.
    pub reads: bool,
}

impl WorkAccess {
    /// What the caller is to a unit in a campaign of a launching unit, today.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        (unit_id, launching_unit_id): (Uuid, Uuid),
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let launching = store::lineage(conn, launching_unit_id, today).await?;
        let own = store::lineage(conn, unit_id, today).await?;
        let reads = |lineage: &[Uuid]| allows(&caller.grants, Permission::ReadDrafts, lineage);
        Ok(Self {
            acts: acts_for(conn, caller, unit_id, today).await?,
            runs: allows(&caller.grants, Permission::RunCampaigns, &launching),
            reads: reads(&launching) || reads(&own),
        })
    }

    /// Whether the caller sees what is not finished yet.
    #[must_use]
    pub const fn is_inside(self) -> bool {
        self.acts || self.runs || self.reads
    }

    /// Whether the caller may do this to it.
    #[must_use]
    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::ActForUnit => self.acts,
            Permission::RunCampaigns => self.runs,
            Permission::ReadDrafts => self.reads,
            _ => false,
        }
    }

    /// Passes when the caller sees what is not finished yet.
    ///
    /// # Errors
    /// 404 otherwise.
    pub fn require_inside(self) -> Result<(), Problem> {
        if self.is_inside() { Ok(()) } else { Err(Problem::new(Code::not_found)) }
    }

    /// Passes when the caller may do this to it.
    ///
    /// # Errors
    /// 403 otherwise.
    pub fn require(self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

/// Whether there is such a unit.
pub async fn is_unit(conn: &Connection, unit_id: Uuid, today: NaiveDate) -> Result<bool, Problem> {
    Ok(!store::lineage(conn, unit_id, today).await?.is_empty())
}

/// Whether the caller may do `permission` on the unit today, asked without a query where the roles alone say it.
pub async fn may(
    db: &Db,
    caller: &Caller,
    permission: Permission,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<bool, Problem> {
    if !allows_somewhere(&caller.grants, permission) {
        return Ok(false);
    }
    if allows(&caller.grants, permission, &[]) {
        return Ok(true);
    }
    let lineage = db.point_read(async |conn| store::lineage(conn, unit_id, today).await).await?;
    Ok(allows(&caller.grants, permission, &lineage))
}
