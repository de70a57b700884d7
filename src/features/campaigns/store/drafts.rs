//! Drafts as they begin: the row, its contents, and the record of it.

use uuid::Uuid;

use super::contents;
use super::recorded::record_creation;
use super::write::{NewDraft, create};
use crate::core::context::ChangeContext;
use crate::db::{Connection, Error};
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::rules::contents::Contents;

/// Writes a draft with its contents, and records it.
pub async fn insert_draft(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    charter: &Charter,
    contents: &Contents,
    copied_from_id: Option<Uuid>,
) -> Result<(), Error> {
    let created_by = context.actor()?;
    create(tx, &NewDraft { id, charter, copied_from_id, created_by, at: context.at }).await?;
    contents::insert(tx, id, &contents.0).await?;
    record_creation(tx, context, id, charter, contents).await
}
