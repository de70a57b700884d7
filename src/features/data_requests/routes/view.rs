//! What a request looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::data_requests::rules::{
    DataRequestAction, DataRequestKind, DataRequestLife, DataRequestStatus,
};
use crate::features::data_requests::store::DataRequest;
use crate::features::people::rules::PersonReference;
use crate::operations::life_cycle::allowed_actions;

/// A request of a person about their own data.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DataRequest)]
pub struct DataRequestView {
    /// The request's id.
    #[schema(example = "01980000-0000-7000-8000-000000003c01")]
    id: Uuid,
    /// Who asks.
    person: PersonReference,
    /// What is asked.
    #[schema(example = "RESTRICTION")]
    kind: DataRequestKind,
    /// Its status.
    #[schema(example = "RECEIVED")]
    status: DataRequestStatus,
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!(["EXTEND", "GRANT", "REFUSE"]))]
    allowed_actions: Vec<DataRequestAction>,
    /// What the person asks, in their words.
    #[schema(
        max_length = 2000,
        format = "text",
        example = "Đề nghị không dùng năm sinh trong danh sách đề nghị (mẫu)."
    )]
    wish: String,
    /// The day it came.
    #[schema(example = "2026-11-02")]
    received_on: NaiveDate,
    /// The person has a first reply by this day.
    #[schema(example = "2026-11-04")]
    reply_due_on: NaiveDate,
    /// It is carried out or refused by this day.
    #[schema(example = "2026-11-17")]
    due_on: NaiveDate,
    /// Whether that day has passed without an answer.
    #[schema(example = false)]
    is_overdue: bool,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was recorded.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl DataRequestView {
    /// The request as a caller sees it who may do this and that with the person.
    pub(super) fn new(
        request: DataRequest,
        person: PersonReference,
        may: impl Fn(Permission) -> bool,
        today: NaiveDate,
    ) -> Self {
        let life = life_of(&request);
        Self {
            id: request.id,
            person,
            kind: request.kind,
            status: request.status,
            allowed_actions: allowed_actions(&life, may),
            wish: request.wish,
            received_on: request.received_on,
            reply_due_on: request.reply_due_on,
            due_on: request.due_on,
            is_overdue: request.status == DataRequestStatus::Received && request.due_on < today,
            version: request.version,
            created_at: local(request.created_at),
            updated_at: local(request.updated_at),
        }
    }
}

/// Where a request is in its life.
pub(super) const fn life_of(request: &DataRequest) -> DataRequestLife {
    DataRequestLife {
        status: request.status,
        kind: request.kind,
        can_be_extended: request.extension_days.is_some(),
    }
}
