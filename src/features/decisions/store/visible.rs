//! Who sees a decision, and what they are to it.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::decisions::{Decision, find_decision};
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::Error;
use crate::features::decisions::rules::DecisionStatus;
use crate::operations::subjects::lineage_in_force;

/// What a caller is to a decision.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Debug, Clone, Copy)]
pub struct DecisionAccess {
    reads: bool,
    reads_drafts: bool,
    records: bool,
    decides: bool,
}

impl DecisionAccess {
    /// What the caller is today to the unit that decides, or that records the decision.
    pub async fn of(
        conn: &AsyncPgConnection,
        caller: &Caller,
        decision: &Decision,
        today: NaiveDate,
    ) -> Result<Self, Error> {
        let lineage = lineage_in_force(conn, decision.unit_id, today).await?;
        let may = |permission| caller.may(permission, &lineage);
        Ok(Self {
            reads: may(Permission::ReadPeople),
            reads_drafts: may(Permission::ReadDrafts),
            records: may(Permission::RecordDecisions),
            decides: may(Permission::Decide),
        })
    }

    /// Whether the caller may do something with the decision.
    #[must_use]
    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::RecordDecisions => self.records,
            Permission::Decide => self.decides,
            _ => false,
        }
    }
}

/// A decision, if the caller reads people of the unit; before it is issued, only who reads drafts there.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub async fn find_visible(
    conn: &AsyncPgConnection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Decision, DecisionAccess), Error> {
    let decision = find_decision(conn, id).await?;
    let access = DecisionAccess::of(conn, caller, &decision, today).await?;
    let is_seen = access.reads && (decision.status == DecisionStatus::Issued || access.reads_drafts);
    if is_seen { Ok((decision, access)) } else { Err(Error::NotFound) }
}
