//! Adding a content.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::check::{check_indicators, problem_of};
use super::read::ContentView;
use super::write::{advance_campaign, write_changed};
use crate::core::context::Ids;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::routes::access::{require_draft, require_editor};
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::store;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// A new content: it needs a title or a text.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewContent {
    /// The content above it; null or left out at the top.
    parent_id: Option<Uuid>,
    /// Its order among the children of one parent, from 1; the last when it is left out.
    #[schema(nullable = false, minimum = 1, maximum = 1000)]
    place: Option<usize>,
    /// The printed numbering from the top; the next free number when it is left out.
    #[schema(nullable = false, max_length = 50, format = "line", example = "II.4")]
    ordinal: Option<String>,
    /// The heading.
    #[schema(max_length = 2000, format = "line", example = "Đẩy mạnh chuyển đổi số (mẫu)")]
    title: Option<String>,
    /// The words under it.
    #[schema(max_length = 100_000, format = "paragraphs", example = "Số hóa hồ sơ lưu trữ của ngành (mẫu).")]
    text: Option<String>,
    /// What it is measured by.
    #[schema(nullable = false, max_items = 50)]
    indicators: Option<Vec<Indicator>>,
}

impl NewContent {
    /// Puts it into the tree; returns its id and everything that changed.
    pub(in crate::features::campaigns::routes) fn put_into(
        self,
        contents: &mut Contents,
        ids: &Ids,
        at: &str,
    ) -> Result<(Uuid, Vec<CampaignContent>), Problem> {
        let id = ids.next();
        let text = |text: Option<String>| text.map(|text| composed(&text));
        let new = CampaignContent {
            id,
            parent_id: self.parent_id,
            place: 1,
            ordinal: text(self.ordinal).unwrap_or_default(),
            title: text(self.title),
            text: text(self.text),
            indicators: check_indicators(self.indicators.unwrap_or_default(), &[], ids, at)?,
        };
        let changed = contents.add(new, self.place).map_err(|refusal| problem_of(&refusal, at))?;
        Ok((id, changed))
    }
}

/// Add a content to a draft
///
/// A content at the top of the tree or under another one. Send the numbering as it is printed; without it, the content
/// gets the next free number.
#[utoipa::path(request_body = NewContent,
    responses((status = 201, body = ContentView, description = "Added",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_content, Code::content_says_nothing, Code::unknown_indicator,
        Code::indicator_goes_its_direction, Code::named_twice, Code::campaign_is_no_draft,
        Code::content_too_deep, Code::too_many_contents, Code::content_ordinal_taken,
        Code::contents_too_long]))))]
#[post("/campaigns/{id}/contents")]
pub async fn add_content(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewContent>,
) -> Result<Answer, Problem> {
    let (id, input) = (path.0.id, input.0);
    let permit = async |tx: &mut Connection| require_editor(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        require_draft(&campaign)?;
        let before = store::contents::list(tx, id).await?;
        let mut contents = before.clone();
        let (new_id, touched) = input.clone().put_into(&mut contents, &change.context.ids, "")?;
        write_changed(tx, id, &before, &touched, None).await?;
        let new = contents.find(new_id).cloned();
        let new = new.ok_or_else(|| Problem::internal("a content that was added is not there"))?;
        advance_campaign(tx, &change.context, &campaign, (None, Some(&new))).await?;
        let version = campaign.version.next();
        let location = state.link(&format!("/campaigns/{id}/contents/{new_id}"));
        Ok(Answer::created(&location, &ContentView::new(new, &campaign, version))?.with_etag(version))
    };
    change.run(permit, effect).await
}
