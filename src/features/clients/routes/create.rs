//! Registering a machine client.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{check_networks, fault_of_last_day, require_unit};
use super::view::{ClientView, NetworkText};
use crate::auth::policy::ClientScope;
use crate::auth::store::{Networks, Scopes};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::clients::store::{self, Client};
use crate::features::identity::rules::UserStatus;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// How often a client may call in a minute where nothing else is said.
const REQUESTS_PER_MINUTE: i32 = 600;

/// A machine client to register.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClient {
    /// Its code: lower-case letters and digits in groups separated by . _ or -; it never changes.
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = "^[a-z0-9]+([._-][a-z0-9]+)*$",
        example = "cong-thong-tin"
    )]
    pub code: String,
    /// Its name for people.
    #[schema(max_length = 200, format = "line", example = "Cổng thông tin Sở Nội vụ (mẫu)")]
    pub name: String,
    /// The unit over whose subtree its scopes hold; null or left out is the whole province.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Option<Uuid>,
    /// What for it calls.
    #[schema(max_length = 500, format = "line", example = "Hiển thị phong trào và khen thưởng (mẫu)")]
    pub purpose: String,
    /// For what it may use the service.
    #[schema(min_items = 1, max_items = 50, example = json!(["campaigns:read", "awards:read"]))]
    pub scopes: Vec<ClientScope>,
    /// From where it calls, as networks; empty or left out is from anywhere.
    #[serde(default)]
    #[schema(nullable = false, max_items = 20, example = json!(["203.0.113.0/24"]))]
    pub networks: Vec<NetworkText>,
    /// How often it may call in a minute; 600 where it is left out.
    #[schema(nullable = false, minimum = 1, maximum = 100_000, example = 600)]
    pub requests_per_minute: Option<i32>,
    /// The last day on which it may call.
    #[schema(example = "2027-12-31")]
    pub expires_on: NaiveDate,
}

/// Register a machine client
///
/// For administrators: another system that calls the service for what its scopes say, over the subtree of a unit. It has no secret and no
/// key yet: `POST /clients/{id}/secrets` makes the first, `POST /clients/{id}/keys` adds one.
#[utoipa::path(request_body = NewClient,
    responses((status = 201, body = ClientView, description = "Registered", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::not_a_network, Code::day_in_the_past, Code::username_taken
    ]))))]
#[post("/clients")]
pub async fn create_client(
    state: web::Data<State>,
    change: Change,
    input: Json<NewClient>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit =
        async |tx: &mut Connection| require_unit(tx, &change.caller, input.unit_id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let client = create_in(tx, context, &input).await?;
        let view = ClientView::of(tx, client, context.today).await?;
        Ok(Answer::created(&state.link(&format!("/clients/{}", view.id)), &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Registers a client and records it.
///
/// # Errors
/// 400 for what is wrong with it, 409 for a code that is taken; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewClient,
) -> Result<Client, Problem> {
    let networks = check_networks(&NetworkText::texts(&input.networks));
    let mut faults = networks.as_ref().err().cloned().unwrap_or_default();
    faults.extend(fault_of_last_day(input.expires_on, context.today));
    require_none(faults)?;
    let client = Client {
        id: context.ids.next(),
        code: input.code.clone(),
        name: composed(&input.name),
        unit_id: input.unit_id,
        status: UserStatus::Active,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        purpose: composed(&input.purpose),
        scopes: Scopes(ClientScope::in_order(&input.scopes)),
        networks: Networks(networks.unwrap_or_default()),
        requests_per_minute: input.requests_per_minute.unwrap_or(REQUESTS_PER_MINUTE),
        expires_on: input.expires_on,
        last_used_at: None,
        created_by: context.actor()?,
    };
    store::create(tx, &client).await?;
    record_change(tx, context, Occurrence::ClientRegistered, None, &client).await?;
    Ok(client)
}
