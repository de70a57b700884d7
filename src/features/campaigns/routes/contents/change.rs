//! Changing and moving a content.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::check::{check_indicators, problem_of};
use super::path::ContentPath;
use super::read::ContentView;
use super::write::{advance_campaign, write_changed};
use crate::core::context::Ids;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::campaigns::routes::access::{require_draft, require_editor};
use crate::features::campaigns::routes::input::apply_text;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::store;
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;

/// What changes: only the members that are named; `parentId` or `place` move the content.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContentPatch {
    /// The content to move it under; null for the top.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    parent_id: Patch<Uuid>,
    /// Its order among the children of one parent, from 1; the last when only the parent is named.
    #[schema(nullable = false, minimum = 1, maximum = 1000)]
    place: Option<usize>,
    /// The printed numbering from the top.
    #[schema(nullable = false, max_length = 50, format = "line")]
    ordinal: Option<String>,
    /// The heading.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000, format = "line",
        example = "Tăng cường công tác tuyên truyền, phổ biến pháp luật (mẫu)")]
    title: Patch<String>,
    /// The words under it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100_000, format = "paragraphs")]
    text: Patch<String>,
    /// Everything it is measured by.
    #[schema(nullable = false, max_items = 50)]
    indicators: Option<Vec<Indicator>>,
}

impl ContentPatch {
    /// Changes the content in the tree; returns everything that changed.
    pub(in crate::features::campaigns::routes) fn apply_to(
        self,
        contents: &mut Contents,
        id: Uuid,
        ids: &Ids,
        at: &str,
    ) -> Result<Vec<CampaignContent>, Problem> {
        let own = contents.find(id).cloned().ok_or(db::Error::NotFound)?;
        let move_to = match (self.parent_id, self.place) {
            (Patch::Keep, None) => None,
            (parent_id, place) => Some((parent_id.apply(own.parent_id), place)),
        };
        let indicators = match self.indicators {
            Some(new) => check_indicators(new, &own.indicators, ids, at)?,
            None => own.indicators,
        };
        let changed = CampaignContent {
            ordinal: self.ordinal.map_or(own.ordinal, |ordinal| composed(&ordinal)),
            title: apply_text(self.title, own.title),
            text: apply_text(self.text, own.text),
            indicators,
            ..own
        };
        contents.change(changed, move_to).map_err(|refusal| problem_of(&refusal, at))
    }
}

/// Change or move a content of a draft
///
/// Only the members that are named. `parentId` and `place` move it with everything under it; the numbering stays as
/// printed unless `ordinal` changes it. `If-Match` takes the version of the campaign.
#[utoipa::path(request_body(content = ContentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ContentView, description = "The content afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_content, Code::content_says_nothing, Code::unknown_indicator,
        Code::indicator_goes_its_direction, Code::named_twice, Code::campaign_is_no_draft,
        Code::content_under_itself, Code::content_too_deep, Code::content_ordinal_taken,
        Code::contents_too_long]))))]
#[patch("/campaigns/{id}/contents/{contentId}")]
pub async fn change_content(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ContentPath>,
    input: Json<ContentPatch>,
) -> Result<Answer, Problem> {
    let (ContentPath { id, content_id }, patch) = (path.0, input.0);
    if patch == ContentPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| require_editor(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        let before = store::contents::list(tx, id).await?;
        let old = before.find(content_id).ok_or(db::Error::NotFound)?;
        if_match.check(campaign.version)?;
        require_draft(&campaign)?;
        let mut contents = before.clone();
        let touched = patch.clone().apply_to(&mut contents, content_id, &change.context.ids, "")?;
        let new = contents.find(content_id).cloned().ok_or(db::Error::NotFound)?;
        let mut version = campaign.version;
        if contents != before {
            write_changed(tx, id, &before, &touched, None).await?;
            advance_campaign(tx, &change.context, &campaign, (Some(old), Some(&new))).await?;
            version = version.next();
        }
        Ok(Answer::ok(&ContentView::new(new, &campaign, version))?.with_etag(version))
    };
    change.run(permit, effect).await
}
