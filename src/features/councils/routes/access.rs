//! Who sees a council, and who may do what with it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::{self, Connection};
use crate::features::councils::store::{self, Council, Meeting};
use crate::http::{Code, Problem};
use crate::operations::state::State;
use crate::operations::subjects::{lineage_in_force, readable_units};

/// What a caller is to a council.
#[derive(Debug, Clone, Copy)]
pub(super) struct CouncilAccess {
    reads: bool,
    runs: bool,
    votes: bool,
}

impl CouncilAccess {
    /// What the caller is today to the unit whose council it is.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        council: &Council,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let lineage = lineage_in_force(conn, council.unit_id, today).await?;
        let may = |permission| caller.may(permission, &lineage);
        let (runs, votes) = (may(Permission::RunCampaigns), may(Permission::Vote));
        Ok(Self { reads: votes || may(Permission::ReadDrafts), runs, votes })
    }

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::RunCampaigns => self.runs,
            Permission::Vote => self.votes,
            _ => false,
        }
    }

    pub fn require(self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

/// A council, if the caller votes in one of that unit or reads drafts there.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Council, CouncilAccess), db::Error> {
    let council = store::find_council(conn, id).await?;
    let access = CouncilAccess::of(conn, caller, &council, today).await?;
    if access.reads { Ok((council, access)) } else { Err(db::Error::NotFound) }
}

/// A meeting of a council that the caller sees.
pub(super) struct VisibleMeeting {
    pub meeting: Meeting,
    pub council: Council,
    pub access: CouncilAccess,
}

/// A meeting, if the caller sees its council.
pub(super) async fn find_visible_meeting(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<VisibleMeeting, db::Error> {
    let meeting = store::find_meeting(conn, id).await?;
    let (council, access) = find_visible(conn, caller, meeting.council_id, today).await?;
    Ok(VisibleMeeting { meeting, council, access })
}

/// The units whose councils the caller sees, with the closed ones that went over to them; `None` are all.
pub(super) async fn seen_units(
    state: &State,
    caller: &Caller,
    today: NaiveDate,
) -> Result<Option<Vec<Uuid>>, Problem> {
    let mut seen = Vec::new();
    for permission in [Permission::ReadDrafts, Permission::Vote] {
        let scope = UnitScope::of(&state.db, caller, permission, today).await?;
        match state.db.read(async |conn| readable_units(conn, &scope, today).await).await? {
            Some(units) => seen.extend(units),
            None => return Ok(None),
        }
    }
    Ok(Some(seen))
}
