//! Who sees a submission, and who may do what with it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::nominations::rules::{SubmissionStatus, levels};
use crate::features::nominations::store::{self, NominationHead, Submission};
use crate::features::people::store::units_in_force;
use crate::http::{Code, Problem};

/// What a caller is to a submission: to the unit that sends it, and to the first level that receives it.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Debug, Clone, Copy)]
pub struct SubmissionAccess {
    acts: bool,
    reads: bool,
    reads_drafts: bool,
    runs: bool,
}

impl SubmissionAccess {
    /// What the caller is today to the units of a submission.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        submission: &Submission,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let unit = submission.unit_id;
        let now = units_in_force(conn, &[unit], today).await?;
        let follower = now.get(&unit).copied().unwrap_or(unit);
        let own = authorization::lineage(conn, follower, today).await?;
        let line = store::line_of(conn, follower, today).await?;
        let first = levels(&line).first().map(|level| level.unit.id);
        let at_level = own.iter().position(|above| Some(*above) == first);
        let level = at_level.and_then(|place| own.get(place..)).unwrap_or_default();
        let acts = unit_scope::acts_for(conn, caller, unit, today).await?;
        Ok(Self {
            acts,
            reads: caller.may(Permission::ReadPeople, &own),
            reads_drafts: acts || caller.may(Permission::ReadDrafts, &own),
            runs: caller.may(Permission::RunCampaigns, level),
        })
    }

    /// Whether the caller sees a nomination in it: what was never sent is of those inside.
    pub const fn sees(self, nomination: &NominationHead) -> bool {
        self.reads_drafts || nomination.stage.is_some()
    }

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::ActForUnit => self.acts,
            Permission::RunCampaigns => self.runs,
            _ => false,
        }
    }

    pub fn require(self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

/// A submission, if the caller reads people of the unit; before it is sent, only where the caller acts for that unit or reads
/// drafts.
pub async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Submission, SubmissionAccess), db::Error> {
    let submission = store::find_submission(conn, id).await?;
    let access = SubmissionAccess::of(conn, caller, &submission, today).await?;
    let is_sent = !matches!(submission.status, SubmissionStatus::Draft | SubmissionStatus::Withdrawn);
    if access.reads && (is_sent || access.reads_drafts) {
        Ok((submission, access))
    } else {
        Err(db::Error::NotFound)
    }
}
