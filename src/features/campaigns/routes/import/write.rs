//! Writing an imported document as a draft.

use uuid::Uuid;

use super::{document, draft};
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::routes::create::insert_draft;
use crate::features::campaigns::rules::Charter;
use crate::features::documents::rules::DocumentFile;
use crate::http::Problem;
use crate::official_documents::reader::Reading;

/// Writes what a document says as a draft of a unit, with the documents that it cites, and records all of it.
pub async fn import_draft(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Uuid,
    reading: &Reading,
    file: &DocumentFile,
) -> Result<Uuid, Problem> {
    let id = context.ids.next();
    let contents = draft::contents(reading, &context.ids);
    let cited = document::register_all(tx, context, reading, file).await?;
    let charter = Charter {
        document_id: Some(cited.launch),
        parent_document_id: cited.parent,
        parent_campaign_id: document::campaign_above(tx, cited.parent).await?,
        legal_base_ids: cited.legal_bases,
        ..draft::charter(reading, unit_id)
    };
    insert_draft(tx, context, id, &charter, &contents, None).await?;
    Ok(id)
}
