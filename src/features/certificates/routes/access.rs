//! Who sees a certificate, and who keeps it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::{self, Connection};
use crate::features::awards::store::Award;
use crate::features::certificates::store::{self, Certificate};
use crate::features::decisions::rules::{DecisionPurpose, DecisionStatus};
use crate::features::decisions::store::{self as decisions, Decision};
use crate::http::{Code, Problem};
use crate::operations::subjects::{lineage_in_force, require_over};

/// A certificate and its award, if the caller reads people of the unit in whose register it is.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Certificate, Award), db::Error> {
    let found = store::find(conn, id).await?;
    let lineage = lineage_in_force(conn, found.0.unit_id, today).await?;
    if caller.may(Permission::ReadPeople, &lineage) { Ok(found) } else { Err(db::Error::NotFound) }
}

/// Passes when the caller keeps the register in which a certificate is.
///
/// # Errors
/// 404 for who does not see it, 403 for who does not keep it.
pub(super) async fn require_keeper(
    tx: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let (own, _) = find_visible(tx, caller, id, today).await?;
    require_over(tx, caller, Permission::RecordDecisions, own.unit_id, today).await
}

/// Passes when the caller keeps the certificates of a decision.
///
/// # Errors
/// 404 for who does not see the decision, 403 for who does not keep its unit's register.
pub(super) async fn require_keeper_of(
    tx: &Connection,
    caller: &Caller,
    decision: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let (_, access) = decisions::find_visible(tx, caller, decision, today).await?;
    if access.allows(Permission::RecordDecisions) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
}

/// A decision that grants and was issued, locked until the transaction ends.
///
/// # Errors
/// 409 for any other.
pub(super) async fn lock_issued(tx: &mut Connection, decision: Uuid) -> Result<Decision, Problem> {
    let decision = decisions::lock_decision(tx, decision).await?;
    if decision.status == DecisionStatus::Issued && decision.purpose == DecisionPurpose::Grant {
        Ok(decision)
    } else {
        Err(Problem::new(Code::decision_grants_nothing_yet))
    }
}
