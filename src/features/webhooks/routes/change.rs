//! Changing what is sent to an endpoint, and where it is.

use actix_web::{patch, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{fault_of_unit, fault_of_url, permit_keeping};
use super::view::EndpointView;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed_or;
use crate::db::Connection;
use crate::features::events::rules::EventTypeName;
use crate::features::webhooks::store::{self, Endpoint};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WebhookEndpointPatch {
    /// Where events are sent from now on, also those that wait.
    #[schema(nullable = false, min_length = 8, max_length = 2000, pattern = r"^https?://[^\s\x00-\x1f]+$")]
    url: Option<String>,
    /// What for.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Cập nhật báo cáo trên VNPT-iOffice (mẫu)"
    )]
    purpose: Option<String>,
    /// Only events of these types from now on; empty is all of them.
    #[schema(nullable = false, max_items = 50)]
    types: Option<Vec<EventTypeName>>,
    /// Only events of things of this unit and the units below it; null is whatever the client may read of.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    unit_id: Patch<Uuid>,
}

impl WebhookEndpointPatch {
    fn apply(&self, own: &Endpoint) -> Endpoint {
        let types = self.types.as_ref();
        let types = types.map(|all| all.iter().map(|name| Some(name.0.clone())).collect());
        Endpoint {
            url: self.url.clone().unwrap_or_else(|| own.url.clone()),
            purpose: composed_or(self.purpose.as_deref(), &own.purpose),
            types: types.unwrap_or_else(|| own.types.clone()),
            unit_id: self.unit_id.apply(own.unit_id),
            ..own.clone()
        }
    }
}

/// Change an endpoint of webhooks
///
/// Address, purpose, types, unit. What was planned already is sent to the new address; types and unit hold for what happens from now on.
#[utoipa::path(request_body(content = WebhookEndpointPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = EndpointView, description = "The endpoint afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::webhook_address_unfit, Code::webhook_needs_tls, Code::webhook_target_not_allowed, Code::unknown_unit,
        Code::webhook_endpoint_already_there
    ]))))]
#[patch("/webhook-endpoints/{id}")]
pub async fn change_webhook_endpoint(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<WebhookEndpointPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == WebhookEndpointPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| permit_keeping(tx, &change.caller, context, id).await;
    let effect = async |tx: &mut Connection| {
        let url = patch.url.as_deref().and_then(|url| fault_of_url(&state.webhook_targets, url));
        let mut faults: Vec<Violation> = url.into_iter().collect();
        faults.extend(fault_of_unit(tx, patch.unit_id.as_set().copied(), context.today).await?);
        require_none(faults)?;
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let mut after = patch.apply(&before);
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update(tx, &after).await?;
            record_change(tx, context, Occurrence::WebhookEndpointChanged, Some(&before), &after).await?;
        }
        let view = EndpointView::of(tx, after, (context.at, context.today)).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
