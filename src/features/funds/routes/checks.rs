//! What is asked of funds and of their entries.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::auth::Caller;
use crate::db::Connection;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::funds::rules::EntryFault;
use crate::http::{Code, Problem, Violation};

/// The fault of a document that there is not for the caller, at `/documentId`.
pub(super) async fn faults_of_document(
    conn: &Connection,
    caller: &Caller,
    document_id: Option<Uuid>,
) -> Result<Vec<Violation>, Problem> {
    let cited = document_id.map(|id| Citation::at("/documentId", id));
    let unknown = documents::find_unknown(conn, caller, cited).await?;
    Ok(unknown.into_iter().map(Violation::from).collect())
}

/// The fault of a share that is none, at `/organisingShare`.
pub(super) fn fault_of_share(share: Decimal) -> Option<Violation> {
    let is_share = share >= Decimal::ZERO && share <= Decimal::ONE;
    (!is_share).then(|| Violation::at("/organisingShare", Code::fraction_out_of_bounds))
}

impl From<EntryFault> for Problem {
    fn from(fault: EntryFault) -> Self {
        let (code, sum) = fault.code();
        Self::new(code).with("sum", sum)
    }
}
