//! What endpoints look like from outside.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::events::rules::EventTypeName;
use crate::features::webhooks::rules::{DisabledBecause, EndpointAction, EndpointLife, EndpointStatus};
use crate::features::webhooks::store::{self, Endpoint, Progress, Secret};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// The machine client whose endpoint it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientReference {
    /// The client's id.
    #[schema(example = "01980000-0000-7000-8000-000000480001")]
    id: Uuid,
    /// Its code.
    #[schema(max_length = 64, pattern = "^[a-z0-9]+([._-][a-z0-9]+)*$", example = "ioffice")]
    code: String,
}

/// A secret of an endpoint, without the secret itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookSecret)]
pub struct SecretView {
    /// The secret's id.
    #[schema(example = "01980000-0000-7000-8000-000000490101")]
    id: Uuid,
    /// When it was made.
    created_at: LocalTime,
    /// Until when deliveries are signed by it, too; null for the newest.
    #[schema(required)]
    ends_at: Option<LocalTime>,
}

impl From<&Secret> for SecretView {
    fn from(own: &Secret) -> Self {
        Self { id: own.id, created_at: local(own.created_at), ends_at: own.ends_at.map(local) }
    }
}

/// Where a machine client is told of events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookEndpoint)]
pub struct EndpointView {
    /// The endpoint's id.
    #[schema(example = "01980000-0000-7000-8000-000000490001")]
    pub id: Uuid,
    /// The client whose it is: it is told of what the client may read.
    client: ClientReference,
    /// Where events are sent.
    #[schema(
        max_length = 2000,
        pattern = r"^https?://[^\s\x00-\x1f]+$",
        example = "https://ioffice.langson.example/hooks/thidua"
    )]
    url: String,
    /// What for.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Cập nhật trạng thái báo cáo trên VNPT-iOffice (mẫu)"
    )]
    purpose: String,
    /// Only events of these types; empty is all of them.
    #[schema(max_items = 50)]
    types: Vec<EventTypeName>,
    /// Only events of things of this unit and the units below it; null is whatever the client may read of.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// Whether events are sent.
    #[schema(example = "ACTIVE")]
    status: EndpointStatus,
    /// Why nothing is sent; null while it is active.
    #[schema(required, example = json!(null))]
    disabled_because: Option<DisabledBecause>,
    /// The transitions that are possible now.
    #[schema(max_items = 2, example = json!(["DISABLE"]))]
    allowed_actions: Vec<EndpointAction>,
    /// Its secrets: the newest, and for a day the one before.
    #[schema(max_items = 2)]
    secrets: Vec<SecretView>,
    /// The position of the feed up to which deliveries were planned.
    #[schema(format = "count", example = 7)]
    planned_through: i64,
    /// How many deliveries are on their way or wait for another attempt.
    #[schema(format = "count", example = 0)]
    pending: i64,
    /// Since when it takes nothing; null while it does.
    #[schema(required)]
    failing_since: Option<LocalTime>,
    /// When something was last sent; null before the first time.
    #[schema(required)]
    last_attempt_at: Option<LocalTime>,
    /// Until when it asked to be left alone (`Retry-After`); null where it did not.
    #[schema(required)]
    paused_until: Option<LocalTime>,
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

impl EndpointView {
    /// An endpoint as whoever keeps it sees it.
    pub(super) async fn of(
        conn: &Connection,
        own: Endpoint,
        (now, today): (DateTime<Utc>, NaiveDate),
    ) -> Result<Self, db::Error> {
        let mut views = Self::list(conn, vec![own], (now, today)).await?;
        views.pop().ok_or(db::Error::NotFound)
    }

    /// Endpoints; as many statements for many as for one.
    pub(super) async fn list(
        conn: &Connection,
        endpoints: Vec<Endpoint>,
        (now, today): (DateTime<Utc>, NaiveDate),
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = endpoints.iter().map(|own| own.id).collect();
        let secrets = store::list_secrets(conn, &ids, now).await?;
        let pending: HashMap<Uuid, i64> = store::count_pending(conn, &ids).await?.into_iter().collect();
        let progress = store::list_progress(conn, &ids).await?;
        let mut progress: HashMap<Uuid, Progress> =
            progress.into_iter().map(|own| (own.endpoint_id, own)).collect();
        let units =
            UnitReference::find_all(conn, endpoints.iter().filter_map(|own| own.unit_id), today).await?;
        let view = |own: Endpoint| {
            let progress = progress.remove(&own.id).ok_or(db::Error::NotFound)?;
            Ok(Self {
                client: ClientReference { id: own.client_id, code: own.client_code.clone() },
                types: own.event_types().map(|name| EventTypeName(name.to_owned())).collect(),
                unit: units.find(own.unit_id),
                // Whoever sees an endpoint has the permission of the steps.
                allowed_actions: allowed_actions(&EndpointLife { status: own.status }, |_| true),
                secrets: secrets
                    .iter()
                    .filter(|one| one.endpoint_id == own.id)
                    .map(SecretView::from)
                    .collect(),
                planned_through: progress.position,
                pending: pending.get(&own.id).copied().unwrap_or_default(),
                failing_since: progress.failing_since.map(local),
                last_attempt_at: progress.last_attempt_at.map(local),
                paused_until: progress.paused_until.filter(|at| *at > now).map(local),
                id: own.id,
                url: own.url,
                purpose: own.purpose,
                status: own.status,
                disabled_because: own.disabled_because,
                created_by: own.created_by,
                version: own.version,
                created_at: local(own.created_at),
                updated_at: local(own.updated_at),
            })
        };
        endpoints.into_iter().map(view).collect()
    }
}
