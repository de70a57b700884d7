//! Reading one content.

use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::path::ContentPath;
use crate::auth::Caller;
use crate::core::row_version::RowVersion;
use crate::db;
use crate::features::campaigns::routes::access::find_visible;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::rules::contents::CampaignContent;
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::store;
use crate::features::campaigns::store::Campaign;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// A content on its own.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Content)]
pub struct ContentView {
    /// The content's id.
    #[schema(example = "01980000-0000-7000-8000-000000000401")]
    id: Uuid,
    /// The campaign it belongs to.
    campaign: CampaignReference,
    /// The content above it; null at the top.
    #[schema(required, example = json!(null))]
    parent_id: Option<Uuid>,
    /// Its order among the children of one parent, from 1.
    #[schema(minimum = 1, maximum = 1000, example = 1)]
    place: i32,
    /// The printed numbering from the top.
    #[schema(max_length = 50, format = "text", example = "II.1")]
    ordinal: String,
    /// The heading.
    #[schema(required, max_length = 2000, format = "text", example = "Tăng cường công tác tuyên truyền")]
    title: Option<String>,
    /// The words under it.
    #[schema(required, max_length = 100_000, format = "text", example = json!(null))]
    text: Option<String>,
    /// What it is measured by.
    #[schema(max_items = 50)]
    indicators: Vec<Indicator>,
    /// The version of its campaign; what `If-Match` compares.
    version: RowVersion,
}

impl ContentView {
    /// A content of a campaign at a version.
    pub(super) fn new(content: CampaignContent, campaign: &Campaign, version: RowVersion) -> Self {
        Self {
            id: content.id,
            campaign: CampaignReference::from(campaign),
            parent_id: content.parent_id,
            place: content.place,
            ordinal: content.ordinal,
            title: content.title,
            text: content.text,
            indicators: content.indicators,
            version,
        }
    }
}

/// Read a content
///
/// One content without those under it. Its ETag is the version of its campaign: a campaign changes as a whole.
#[utoipa::path(
    responses((status = 200, body = ContentView, description = "The content", headers(("ETag" = String)))))]
#[get("/campaigns/{id}/contents/{contentId}")]
pub async fn get_content(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ContentPath>,
) -> Result<Answer, Problem> {
    let ContentPath { id, content_id } = path.0;
    let today = state.clock.today();
    let read = state.db.read(async |conn| {
        let campaign = find_visible(conn, &caller, id, today).await?;
        let contents = store::contents::list(conn, id).await?;
        let content = contents.find(content_id).cloned().ok_or(db::Error::NotFound)?;
        Ok(ContentView::new(content, &campaign, campaign.version))
    });
    let view = read.await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
