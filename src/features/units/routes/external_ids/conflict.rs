//! Within one system an id stands for one unit on a day, and a unit has one id.

use uuid::Uuid;

use crate::db::Connection;
use crate::features::units::store::external_ids::{self, ExternalId};
use crate::http::{Code, Problem};

/// Refuses an id that is taken, and names the entry that has it. The constraints of the same names catch what
/// another transaction writes meanwhile.
pub(in crate::features::units::routes) async fn check_free(
    tx: &Connection,
    row: &ExternalId,
) -> Result<(), Problem> {
    if let Some(existing) = external_ids::find_same_id(tx, row).await? {
        return Err(refusal(Code::external_id_taken, existing));
    }
    match external_ids::find_same_unit(tx, row).await? {
        Some(existing) => Err(refusal(Code::external_id_already_given, existing)),
        None => Ok(()),
    }
}

fn refusal(code: Code, existing: Uuid) -> Problem {
    Problem::new(code).with_existing(existing)
}
