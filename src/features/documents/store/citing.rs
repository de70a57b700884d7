//! Documents that other things cite.

use super::read::find_readable;
use crate::auth::Caller;
use crate::db::{Connection, Error};
use crate::features::documents::rules::{Citation, restricted_reader};

/// The citations of documents that do not exist for the caller: whoever cites a document shows it to others, so a draft's
/// document that the caller may not read can't be cited.
pub async fn find_unknown(
    conn: &Connection,
    caller: &Caller,
    cited: impl IntoIterator<Item = Citation>,
) -> Result<Vec<Citation>, Error> {
    let mut cited: Vec<Citation> = cited.into_iter().collect();
    let ids: Vec<_> = cited.iter().map(|citation| citation.document_id).collect();
    let known = find_readable(conn, &ids, restricted_reader(&caller.grants, caller.user_id)).await?;
    cited.retain(|citation| !known.contains(&citation.document_id));
    Ok(cited)
}
