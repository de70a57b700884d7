//! The unit that launches what a document announces.

use uuid::Uuid;

use crate::db::Connection;
use crate::features::campaigns::store::find_launching_unit;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::reader::Reading;
use crate::operations::change::Change;

/// The unit that launches: the named one, or else as [`find_launching_unit`] finds it.
///
/// # Errors
/// 400 where none is found.
pub async fn require_launching_unit(
    tx: &Connection,
    change: &Change,
    named: Option<Uuid>,
    reading: &Reading,
) -> Result<Uuid, Problem> {
    let unit_id = match named {
        Some(unit_id) => Some(unit_id),
        None => find_launching_unit(tx, &change.caller, reading, change.context.today).await?,
    };
    let unnamed = || Problem::invalid(vec![Violation::of_parameter("launchingUnitId", Code::required)]);
    unit_id.ok_or_else(unnamed)
}
