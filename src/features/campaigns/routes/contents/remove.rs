//! Removing a content.

use actix_web::delete;

use super::check::problem_of;
use super::path::ContentPath;
use super::write::advance_campaign;
use crate::db::{self, Connection};
use crate::features::campaigns::routes::access::{require_draft, require_editor};
use crate::features::campaigns::store;
use crate::http::input::Parameters;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;

/// Remove a content from a draft
///
/// A content without contents under it. `If-Match` takes the version of the campaign.
#[utoipa::path(responses((status = 204, description = "Removed")),
    extensions(("x-problems" = json!([Code::campaign_is_no_draft, Code::content_has_children]))))]
#[delete("/campaigns/{id}/contents/{contentId}")]
pub async fn remove_content(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ContentPath>,
) -> Result<Answer, Problem> {
    let ContentPath { id, content_id } = path.0;
    let permit = async |tx: &mut Connection| require_editor(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        let mut contents = store::contents::list(tx, id).await?;
        let old = contents.find(content_id).cloned().ok_or(db::Error::NotFound)?;
        if_match.check(campaign.version)?;
        require_draft(&campaign)?;
        let moved = contents.remove(content_id).map_err(|refusal| problem_of(&refusal, ""))?;
        store::contents::remove(tx, &[content_id], None).await?;
        store::contents::renumber(tx, &moved.iter().collect::<Vec<_>>()).await?;
        advance_campaign(tx, &change.context, &campaign, (Some(&old), None)).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}
