//! Who sees a consultation, and who may do what with it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::{self, Connection};
use crate::features::nominations::store::{self, Consultation};
use crate::http::{Code, Problem};
use crate::operations::subjects::lineage_in_force;

/// What a caller is to a consultation.
#[derive(Debug, Clone, Copy)]
pub(super) struct ConsultationAccess {
    reads: bool,
    reads_opinions: bool,
    runs: bool,
}

impl ConsultationAccess {
    /// What the caller is today to the unit that consults: its council sees list and outcome, what people said is for the office and
    /// for those who read drafts there.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        consultation: &Consultation,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let lineage = lineage_in_force(conn, consultation.unit_id, today).await?;
        let may = |permission| caller.may(permission, &lineage);
        let (runs, reads_opinions) = (may(Permission::RunCampaigns), may(Permission::ReadDrafts));
        Ok(Self { reads: runs || reads_opinions || may(Permission::Vote), reads_opinions, runs })
    }

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::RunCampaigns => self.runs,
            Permission::ReadDrafts => self.reads_opinions,
            _ => false,
        }
    }

    pub fn require(self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

/// A consultation, if the caller runs one of that unit, votes in its council or reads drafts there.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Consultation, ConsultationAccess), db::Error> {
    let consultation = store::find_consultation(conn, id).await?;
    let access = ConsultationAccess::of(conn, caller, &consultation, today).await?;
    if access.reads { Ok((consultation, access)) } else { Err(db::Error::NotFound) }
}
