//! The audit trail: every change leaves a record of who did what to which thing, before and after. Auditors read it here;
//! `record` writes it.
//!
//! ```text
//! written with the change ──sequencer──▶ numbered and sealed ──▶ read by auditors
//! ```
//! Each seal covers the record and the seal before it, so a changed, removed or inserted record breaks the chain.

pub mod routes;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::ReadAudit;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Audit").table_op(
        routes::list_audit_records,
        Needs(ReadAudit, Over::Somewhere),
        &routes::TABLE,
    )
}
