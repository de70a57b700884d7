//! Editing a council.

use actix_web::patch;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::view::CouncilView;
use crate::auth::policy::Permission;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::councils::routes::access::find_visible;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::store::{self, Council};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CouncilPatch {
    /// What it is called.
    #[schema(
        nullable = false,
        max_length = 300,
        format = "line",
        example = "Hội đồng Thi đua - Khen thưởng Sở Nội vụ (mẫu)"
    )]
    name: Option<String>,
    /// Whether a member takes no part where the member's own unit, or somebody of it, is proposed.
    #[schema(nullable = false, example = true)]
    recuses_own_unit: Option<bool>,
}

/// Edit a council
///
/// For the standing office of the unit. Who sits in it changes by a new composition.
#[utoipa::path(request_body(content = CouncilPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = CouncilView, description = "The council afterwards", headers(("ETag" = String)))))]
#[patch("/councils/{id}")]
pub async fn change_council(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<CouncilPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == CouncilPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.1.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_council(tx, id).await?;
        if_match.check(before.version)?;
        let mut after = Council {
            name: patch.name.as_ref().map_or_else(|| before.name.clone(), |name| composed(name)),
            recuses_own_unit: patch.recuses_own_unit.unwrap_or(before.recuses_own_unit),
            ..before.clone()
        };
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update_council(tx, &after).await?;
            let states = (Some((&before, Value::Null)), (&after, Value::Null));
            record_thing(tx, context, (Occurrence::CouncilChanged, &after), states).await?;
        }
        let view = CouncilView::of(tx, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}
