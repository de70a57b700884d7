//! Copying a campaign into a new draft.

use std::collections::HashMap;

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::answer::answer_created;
use super::references;
use super::view::CampaignView;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::Ids;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::store::{self, drafts::insert_draft};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// What differs in the copy.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignCopy {
    /// The unit that launches the copy; the same when it is left out.
    #[schema(nullable = false)]
    launching_unit_id: Option<Uuid>,
    /// The title; the same when it is left out.
    #[schema(
        nullable = false,
        max_length = 1000,
        format = "line",
        example = "Phong trào thi đua ngành Nội vụ tỉnh Lạng Sơn năm 2027 (mẫu)"
    )]
    title: Option<String>,
    /// The first day.
    #[schema(nullable = false, example = "2027-01-15")]
    starts_on: Option<NaiveDate>,
    /// The last day, included.
    #[schema(nullable = false, example = "2027-12-31")]
    ends_on: Option<NaiveDate>,
}

impl CampaignCopy {
    fn apply(self, source: &Charter) -> Charter {
        let copy = source.to_copy();
        Charter {
            launching_unit_id: self.launching_unit_id.unwrap_or(copy.launching_unit_id),
            title: self.title.map(|title| composed(&title)).or(copy.title),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            ..copy
        }
    }
}

/// Copy a campaign
///
/// A new draft with the contents, indicators, texts and participants of a campaign that the caller sees, without its
/// document, days, code and history.
#[utoipa::path(request_body = CampaignCopy,
    responses((status = 201, body = CampaignView, description = "The new draft",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::year_out_of_bounds, Code::unknown_unit]))))]
#[post("/campaigns/{id}/copies")]
pub async fn copy_campaign(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<CampaignCopy>,
) -> Result<Answer, Problem> {
    let (source_id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (caller, today) = (&change.caller, context.today);
        let source = find_visible(tx, caller, source_id, today).await?;
        let unit_id = input.launching_unit_id.unwrap_or(source.launching_unit_id);
        unit_scope::require(tx, caller, Permission::EditCampaigns, Some(unit_id), today).await
    };
    let effect = async |tx: &mut Connection| {
        let source = store::find(tx, source_id).await?;
        let charter = input.clone().apply(&store::charter_of(tx, &source).await?);
        let id = context.ids.next();
        references::check(tx, &change, (id, Some(&charter)), &charter).await?;
        let contents = copy_contents(&store::contents::list(tx, source_id).await?, &context.ids);
        insert_draft(tx, context, id, &charter, &contents, Some(source_id)).await?;
        answer_created(tx, &state, &change, id).await
    };
    change.run(permit, effect).await
}

/// The same contents under new ids, parents before children.
pub fn copy_contents(source: &Contents, ids: &Ids) -> Contents {
    let order = source.in_order();
    let new_ids: HashMap<Uuid, Uuid> = order.iter().map(|content| (content.id, ids.next())).collect();
    let new_id = |old: Uuid| new_ids.get(&old).copied().unwrap_or(old);
    let own = |indicator: &Indicator| Indicator { id: Some(ids.next()), ..indicator.clone() };
    let copy = |content: &&CampaignContent| CampaignContent {
        id: new_id(content.id),
        parent_id: content.parent_id.map(new_id),
        indicators: content.indicators.iter().map(own).collect(),
        ..(*content).clone()
    };
    Contents(order.iter().map(copy).collect())
}
