//! SQL of dispatches: documents and campaigns are kept by their own features.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::campaigns;

/// The first campaign that names the document as the one that launches it, whatever became of the campaign.
pub async fn find_campaign_id(
    mut conn: &AsyncPgConnection,
    document_id: Uuid,
) -> Result<Option<Uuid>, Error> {
    Ok(campaigns::table
        .filter(campaigns::document_id.eq(document_id))
        .order(campaigns::id)
        .select(campaigns::id)
        .first(&mut conn)
        .await
        .optional()?)
}
