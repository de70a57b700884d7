//! Changing what a machine client may do.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::{check_networks, fault_of_last_day, find_visible};
use super::view::{ClientView, NetworkText};
use crate::auth::policy::ClientScope;
use crate::auth::store::{Networks, Scopes};
use crate::core::vietnamese::composed_or;
use crate::db::Connection;
use crate::features::clients::store::{self, Client};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientPatch {
    /// Its name for people.
    #[schema(nullable = false, max_length = 200, format = "line", example = "VNPT-iOffice tỉnh (mẫu)")]
    name: Option<String>,
    /// What for it calls.
    #[schema(nullable = false, max_length = 500, format = "line")]
    purpose: Option<String>,
    /// For what it may use the service from now on, also by tokens that it has.
    #[schema(nullable = false, min_items = 1, max_items = 50)]
    scopes: Option<Vec<ClientScope>>,
    /// From where it calls from now on; empty is from anywhere.
    #[schema(nullable = false, max_items = 20)]
    networks: Option<Vec<NetworkText>>,
    /// How often it may call in a minute.
    #[schema(nullable = false, minimum = 1, maximum = 100_000)]
    requests_per_minute: Option<i32>,
    /// The last day on which it may call.
    #[schema(nullable = false)]
    expires_on: Option<NaiveDate>,
}

impl ClientPatch {
    fn apply(&self, own: &Client, today: NaiveDate) -> Result<Client, Problem> {
        let networks = self.networks.as_deref().map(|all| check_networks(&NetworkText::texts(all)));
        let networks = networks.transpose();
        let mut faults = networks.as_ref().err().cloned().unwrap_or_default();
        faults.extend(self.expires_on.and_then(|day| fault_of_last_day(day, today)));
        require_none(faults)?;
        let networks = networks.unwrap_or_default().map(Networks);
        Ok(Client {
            name: composed_or(self.name.as_deref(), &own.name),
            purpose: composed_or(self.purpose.as_deref(), &own.purpose),
            scopes: self
                .scopes
                .as_deref()
                .map_or_else(|| own.scopes.clone(), |scopes| Scopes(ClientScope::in_order(scopes))),
            networks: networks.unwrap_or_else(|| own.networks.clone()),
            requests_per_minute: self.requests_per_minute.unwrap_or(own.requests_per_minute),
            expires_on: self.expires_on.unwrap_or(own.expires_on),
            ..own.clone()
        })
    }
}

/// Change a machine client
///
/// Name, purpose, scopes, networks, limit, last day. What is taken away holds at once, on every server, also for tokens that it has.
#[utoipa::path(request_body(content = ClientPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ClientView, description = "The client afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::not_a_network, Code::day_in_the_past]))))]
#[patch("/clients/{id}")]
pub async fn change_client(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ClientPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == ClientPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit =
        async |tx: &mut Connection| find_visible(tx, &change.caller, id, context.today).await.map(drop);
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let mut after = patch.apply(&before, context.today)?;
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update(tx, &after).await?;
            record_change(tx, context, Occurrence::ClientChanged, Some(&before), &after).await?;
        }
        let view = ClientView::of(tx, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
