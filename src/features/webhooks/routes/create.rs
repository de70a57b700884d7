//! Registering an endpoint.

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{fault_of_unit, fault_of_url, require_client, require_targets};
use super::secrets::{NewWebhookSecret, create_secret_in};
use super::view::EndpointView;
use crate::auth::Caller;
use crate::auth::policy::ClientScope;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::clients::store::{self as clients, Client};
use crate::features::events::rules::EventTypeName;
use crate::features::webhooks::rules::EndpointStatus;
use crate::features::webhooks::store::{self, Endpoint};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change, sequencer};

/// So many endpoints a client has at most.
const MOST_ENDPOINTS: i64 = 20;

/// An endpoint to register.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWebhookEndpoint {
    /// The client whose it is; a machine client leaves it out, because it is its own.
    #[schema(nullable = false, example = "01980000-0000-7000-8000-000000480001")]
    pub client_id: Option<Uuid>,
    /// Where events are sent: `https`, without user name, password or fragment, in a network to which the service may send.
    #[schema(
        min_length = 8,
        max_length = 2000,
        pattern = r"^https?://[^\s\x00-\x1f]+$",
        example = "https://ioffice.langson.example/hooks/bao-cao"
    )]
    pub url: String,
    /// What for.
    #[schema(
        max_length = 500,
        format = "line",
        example = "Cập nhật trạng thái báo cáo trên VNPT-iOffice (mẫu)"
    )]
    pub purpose: String,
    /// Only events of these types; empty or left out is all of them.
    #[serde(default)]
    #[schema(nullable = false, max_items = 50, example = json!(["vn.thidua.progress_report.returned.v1"]))]
    pub types: Vec<EventTypeName>,
    /// Only events of things of this unit and the units below it; null or left out is whatever the client may read of.
    pub unit_id: Option<Uuid>,
}

/// An endpoint that was registered, with the first secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegisteredWebhookEndpoint {
    /// The endpoint.
    endpoint: EndpointView,
    /// The secret by which deliveries are signed; it is shown once.
    secret: NewWebhookSecret,
}

/// Register an endpoint of webhooks
///
/// From now on the service sends there what happens, as far as the client may read of it: one POST for each event, by CloudEvents 1.0, signed by
/// Standard Webhooks 1.0. The answer shows the secret once. Events may come in another order than they happened, and more than once:
/// `webhook-id` stays the same. Whatever is not answered with 2xx is tried ten times in about three days.
#[utoipa::path(request_body = NewWebhookEndpoint,
    responses((status = 201, body = RegisteredWebhookEndpoint, description = "Registered", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::webhooks_are_off, Code::webhook_address_unfit, Code::webhook_needs_tls, Code::webhook_target_not_allowed,
        Code::client_missing, Code::unknown_client, Code::unknown_unit, Code::client_reads_no_events, Code::too_many_webhook_endpoints,
        Code::webhook_endpoint_already_there
    ]))))]
#[post("/webhook-endpoints")]
pub async fn register_webhook_endpoint(
    state: web::Data<State>,
    change: Change,
    input: Json<NewWebhookEndpoint>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let client = find_client(tx, &change.caller, input.client_id).await?;
        require_client(tx, &change.caller, (client.id, client.unit_id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        require_targets(&state.webhook_targets)?;
        let mut faults: Vec<Violation> =
            fault_of_url(&state.webhook_targets, &input.url).into_iter().collect();
        faults.extend(fault_of_unit(tx, input.unit_id, context.today).await?);
        require_none(faults)?;
        let client = find_client(tx, &change.caller, input.client_id).await?;
        let own = create_in(tx, context, client.id, &input).await?;
        let secret = create_secret_in(tx, context, own.id).await?;
        let secret = NewWebhookSecret::of(&secret, &state.webhook_key);
        let endpoint = EndpointView::of(tx, own, (context.at, context.today)).await?;
        let (location, version) =
            (state.link(&format!("/webhook-endpoints/{}", endpoint.id)), endpoint.version);
        Ok(Answer::created(&location, &RegisteredWebhookEndpoint { endpoint, secret })?.with_etag(version))
    };
    change.run_without_idempotency(permit, effect).await
}

/// The client that a request names: a machine client names itself by calling.
async fn find_client(conn: &Connection, caller: &Caller, named: Option<Uuid>) -> Result<Client, Problem> {
    let own = caller.client.as_ref().map(|_| caller.user_id);
    let fault = |code| Problem::invalid(vec![Violation::at("/clientId", code)]);
    let id = named.or(own).ok_or_else(|| fault(Code::client_missing))?;
    match clients::find(conn, id).await {
        Err(db::Error::NotFound) => Err(fault(Code::unknown_client)),
        client => Ok(client?),
    }
}

/// Registers an endpoint of a client and records it.
///
/// # Errors
/// 409 where the client can't have it; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    client: Uuid,
    input: &NewWebhookEndpoint,
) -> Result<Endpoint, Problem> {
    // Endpoints of one client are counted one after another.
    let client = clients::lock_exclusive(tx, client).await?;
    if !client.scopes.0.contains(&ClientScope::EventsRead) {
        return Err(Problem::new(Code::client_reads_no_events));
    }
    if store::count_of(tx, client.id).await? >= MOST_ENDPOINTS {
        return Err(Problem::new(Code::too_many_webhook_endpoints).with("limit", MOST_ENDPOINTS));
    }
    let own = Endpoint {
        id: context.ids.next(),
        client_id: client.id,
        client_code: client.code,
        client_unit_id: client.unit_id,
        url: input.url.clone(),
        purpose: composed(&input.purpose),
        types: input.types.iter().map(|name| Some(name.0.clone())).collect(),
        unit_id: input.unit_id,
        status: EndpointStatus::Active,
        disabled_because: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    let (position, ..) = sequencer::head(tx).await?;
    store::create(tx, &own, position).await?;
    record_change(tx, context, Occurrence::WebhookEndpointRegistered, None, &own).await?;
    Ok(own)
}
