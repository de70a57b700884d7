//! Events as other systems read them: CloudEvents 1.0 whose types come from the list of occurrences.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::openapi::{ArrayBuilder, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::events::store::SeenEvent;

/// So many events a page has at most.
const MOST_EVENTS: usize = 200;

/// A thing that an event names.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventReference {
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// Its code; null where it has none yet.
    #[schema(required, max_length = 64, format = "text", example = "PT-2023-001")]
    code: Option<String>,
}

impl EventReference {
    fn new(id: Option<Uuid>, code: Option<String>) -> Option<Self> {
        Some(Self { id: id?, code })
    }
}

/// What happened to one thing: enough to decide whether to read it, and nothing personal.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventData {
    /// What kind of thing it happened to.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "CAMPAIGN")]
    subject_type: String,
    /// Which one.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    subject_id: Uuid,
    /// The thing's version afterwards; of a pledge or a report of which you read only what is in force, the version of that now.
    subject_version: RowVersion,
    /// Where the thing was in its life before; null where it has none, was not there, or is not told.
    #[schema(required, max_length = 64, pattern = "^[A-Z_]+$", example = "DRAFT")]
    status_before: Option<String>,
    /// Where it is in its life afterwards.
    #[schema(required, max_length = 64, pattern = "^[A-Z_]+$", example = "LAUNCHED")]
    status_after: Option<String>,
    /// The unit whose thing it is.
    #[schema(required)]
    unit: Option<EventReference>,
    /// The campaign that it belongs to.
    #[schema(required)]
    campaign: Option<EventReference>,
    /// The reporting period that it belongs to.
    #[schema(required)]
    period: Option<EventReference>,
}

/// Events as a bare list (CloudEvents 1.0, JSON batch format).
#[derive(Debug)]
pub struct EventBatch;

impl PartialSchema for EventBatch {
    fn schema() -> RefOr<Schema> {
        let event = Ref::from_schema_name(CloudEvent::name());
        ArrayBuilder::new().items(event).max_items(Some(MOST_EVENTS)).into()
    }
}

impl ToSchema for EventBatch {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EventBatch")
    }
}

/// Something that happened (CloudEvents 1.0). Read the thing itself for its current state.
#[derive(Debug, Serialize, ToSchema)]
pub struct CloudEvent {
    /// The version of the specification.
    #[schema(max_length = 3, pattern = "^1\\.0$", example = "1.0")]
    specversion: &'static str,
    /// The event's id: with `source` it is unique.
    #[schema(example = "01980000-0000-7000-8000-0000000000e1")]
    id: Uuid,
    /// The service that tells it.
    #[schema(max_length = 2048, pattern = "^[!-~]+$", example = "/api/v1")]
    source: String,
    /// What happened: `vn.thidua.<thing>.<verb>.v1`.
    #[serde(rename = "type")]
    #[schema(
        max_length = 128,
        pattern = "^vn\\.thidua(\\.[a-z0-9_]+){2}\\.v1$",
        example = "vn.thidua.campaign.launched.v1"
    )]
    event_type: String,
    /// To which thing, by kind and id.
    #[schema(
        max_length = 128,
        pattern = "^[a-z_]+/[0-9a-f-]+$",
        example = "campaign/01980000-0000-7000-8000-000000000300"
    )]
    subject: String,
    /// When it happened.
    time: LocalTime,
    /// The form of `data`.
    #[schema(max_length = 16, pattern = "^application/json$", example = "application/json")]
    datacontenttype: &'static str,
    /// Its position in the feed: positions grow and are never used twice. Those of events that you may not see are left out.
    #[schema(max_length = 19, pattern = "^[0-9]+$", example = "7")]
    sequence: String,
    /// `sequence` is a whole number.
    #[schema(max_length = 7, pattern = "^Integer$", example = "Integer")]
    sequencetype: &'static str,
    /// More about it.
    data: EventData,
}

impl CloudEvent {
    /// An event as its reader may see it, told by a service.
    #[must_use]
    pub fn new(event: SeenEvent, source: &str) -> Self {
        Self {
            specversion: "1.0",
            id: event.id,
            source: source.to_owned(),
            event_type: event.type_name(),
            subject: format!("{}/{}", event.subject_type.to_ascii_lowercase(), event.subject_id),
            time: local(event.occurred_at),
            datacontenttype: "application/json",
            sequence: event.position.to_string(),
            sequencetype: "Integer",
            data: EventData {
                subject_type: event.subject_type,
                subject_id: event.subject_id,
                subject_version: event.subject_version,
                status_before: event.status_before,
                status_after: event.status_after,
                unit: EventReference::new(event.unit_id, event.unit_code),
                campaign: EventReference::new(event.campaign_id, event.campaign_code),
                period: EventReference::new(event.period_id, event.period_code),
            },
        }
    }
}
