//! What machine clients look like from outside.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::ClientScope;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::clients::rules::{ClientAction, ClientLife};
use crate::features::clients::store::{self, Client, ClientKey, ClientSecret};
use crate::features::identity::rules::UserStatus;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// A network in the notation of addresses with a length, or a single address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(
    min_length = 1,
    max_length = 43,
    pattern = "^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$",
    example = "203.0.113.0/24"
)]
pub struct NetworkText(pub String);

impl NetworkText {
    /// The texts of some.
    #[must_use]
    pub fn texts(all: &[Self]) -> Vec<String> {
        all.iter().map(|own| own.0.clone()).collect()
    }
}

/// A secret of a machine client, without the secret itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ClientSecret)]
pub struct SecretView {
    /// The secret's id.
    #[schema(example = "01980000-0000-7000-8000-000000480101")]
    id: Uuid,
    /// Its last four characters.
    #[schema(min_length = 4, max_length = 4, format = "text", example = "x7Qk")]
    hint: String,
    /// When it was made.
    created_at: LocalTime,
}

impl From<&ClientSecret> for SecretView {
    fn from(own: &ClientSecret) -> Self {
        Self { id: own.id, hint: own.hint.clone(), created_at: local(own.created_at) }
    }
}

/// A public key of a machine client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ClientKey)]
pub struct KeyView {
    /// The key's id here.
    #[schema(example = "01980000-0000-7000-8000-000000480201")]
    pub id: Uuid,
    /// `kid` of the assertions that it checks.
    #[schema(max_length = 200, format = "text", example = "ioffice-2026")]
    key_id: String,
    /// When it was added.
    created_at: LocalTime,
}

impl From<&ClientKey> for KeyView {
    fn from(own: &ClientKey) -> Self {
        Self { id: own.id, key_id: own.key_id.clone(), created_at: local(own.created_at) }
    }
}

/// A machine client: another system that calls the service.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Client)]
pub struct ClientView {
    /// The client's id, which is its `client_id` too.
    #[schema(example = "01980000-0000-7000-8000-000000480001")]
    pub id: Uuid,
    /// Its code: what stands in the audit trail; it never changes.
    #[schema(max_length = 64, pattern = "^[a-z0-9]+([._-][a-z0-9]+)*$", example = "ioffice")]
    code: String,
    /// Its name for people.
    #[schema(max_length = 200, format = "text", example = "Hệ thống quản lý văn bản VNPT-iOffice (mẫu)")]
    name: String,
    /// The unit over whose subtree its scopes hold; null is the whole province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// What for it calls.
    #[schema(max_length = 500, format = "text", example = "Gửi văn bản phát động và báo cáo tiến độ (mẫu)")]
    purpose: String,
    /// For what it may use the service.
    #[schema(max_items = 50, example = json!(["campaigns:read", "reports:write", "events:read"]))]
    scopes: Vec<ClientScope>,
    /// From where it calls; empty is from anywhere.
    #[schema(max_items = 20, example = json!(["203.0.113.0/24"]))]
    networks: Vec<NetworkText>,
    /// How often it may call in a minute.
    #[schema(minimum = 1, maximum = 100_000, example = 600)]
    requests_per_minute: i32,
    /// The last day on which it may call.
    #[schema(example = "2027-12-31")]
    expires_on: NaiveDate,
    /// When it last took a token, to the minute; null before the first.
    #[schema(required)]
    last_used_at: Option<LocalTime>,
    /// Its secrets: two at most.
    #[schema(max_items = 2)]
    secrets: Vec<SecretView>,
    /// Its public keys.
    #[schema(max_items = 10)]
    keys: Vec<KeyView>,
    /// Whether it may take tokens.
    #[schema(example = "ACTIVE")]
    status: UserStatus,
    /// The transitions that are possible now.
    #[schema(max_items = 2, example = json!(["DISABLE"]))]
    allowed_actions: Vec<ClientAction>,
    /// Who registered it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    created_by: Uuid,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was registered.
    created_at: LocalTime,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl ClientView {
    /// A client as the caller sees it, who manages it.
    pub(super) async fn of(conn: &Connection, client: Client, today: NaiveDate) -> Result<Self, db::Error> {
        let mut views = Self::list(conn, vec![client], today).await?;
        views.pop().ok_or(db::Error::NotFound)
    }

    /// Clients; as many statements for many as for one.
    pub(super) async fn list(
        conn: &Connection,
        clients: Vec<Client>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = clients.iter().map(|client| client.id).collect();
        let (secrets, keys) = (store::list_secrets(conn, &ids).await?, store::list_keys(conn, &ids).await?);
        let unit_ids = clients.iter().filter_map(|client| client.unit_id);
        let units = UnitReference::find_all(conn, unit_ids, today).await?;
        let view = |client: Client| Self {
            unit: units.find(client.unit_id),
            networks: client.networks.0.iter().map(|own| NetworkText(own.to_string())).collect(),
            secrets: secrets.iter().filter(|own| own.client_id == client.id).map(SecretView::from).collect(),
            keys: keys.iter().filter(|own| own.client_id == client.id).map(KeyView::from).collect(),
            // Whoever sees a client has the permission of the steps.
            allowed_actions: allowed_actions(&ClientLife { status: client.status }, |_| true),
            id: client.id,
            code: client.code,
            name: client.name,
            purpose: client.purpose,
            scopes: client.scopes.0,
            requests_per_minute: client.requests_per_minute,
            expires_on: client.expires_on,
            last_used_at: client.last_used_at.map(local),
            status: client.status,
            created_by: client.created_by,
            version: client.version,
            created_at: local(client.created_at),
            updated_at: local(client.updated_at),
        };
        Ok(clients.into_iter().map(view).collect())
    }
}
