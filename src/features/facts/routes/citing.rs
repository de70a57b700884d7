//! What a fact cites.

use uuid::Uuid;

use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::campaigns::store as campaigns;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::http::{Code, Problem, Violation, require_none};

/// Passes when the caller may cite the document, if any.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_document(
    tx: &Connection,
    caller: &Caller,
    document_id: Option<Uuid>,
) -> Result<(), Problem> {
    let cited = document_id.map(|id| Citation::at("/documentId", id));
    require_none(documents::find_unknown(tx, caller, cited).await?)
}

/// Passes when everybody may know of the campaign that a member of the body names, if any.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_campaign(
    tx: &Connection,
    pointer: &str,
    campaign_id: Option<Uuid>,
) -> Result<(), Problem> {
    let Some(id) = campaign_id else { return Ok(()) };
    match campaigns::published(tx, id).await {
        Err(db::Error::NotFound) => {
            let fault = Violation::at(pointer, Code::unknown_campaign).with("campaign", id);
            Err(Problem::invalid(vec![fault]))
        }
        found => Ok(found.map(drop)?),
    }
}
