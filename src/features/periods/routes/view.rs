//! A reporting period as the API shows it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::PeriodAccess;
use crate::core::clock::{LocalTime, local};
use crate::features::periods::rules::{PeriodAction, PeriodKind, PeriodStatus};
use crate::features::periods::store::ReportingPeriod;

/// A reporting period.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportingPeriod)]
pub struct PeriodView {
    /// The period's id.
    #[schema(example = "01980000-0000-7000-8000-000000002001")]
    pub id: Uuid,
    /// The campaign.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    campaign_id: Uuid,
    /// Its code, unique among the periods of the campaign that are not cancelled.
    #[schema(max_length = 40, format = "text", example = "2023-M02")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Tháng 02 năm 2023")]
    name: String,
    /// What kind of period it is.
    #[schema(example = "MONTH")]
    kind: PeriodKind,
    /// Where it is in its life.
    #[schema(example = "OPEN")]
    status: PeriodStatus,
    /// Whether its last day is over: only units with an exception still report.
    #[schema(example = true)]
    is_locked: bool,
    /// The transitions that this caller may request now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<PeriodAction>,
    /// The first day of the figures.
    #[schema(format = Date, max_length = 10, example = "2023-02-01")]
    data_from: NaiveDate,
    /// The last day of the figures.
    #[schema(format = Date, max_length = 10, example = "2023-02-14")]
    data_to: NaiveDate,
    /// The first day on which it can be opened.
    #[schema(format = Date, max_length = 10, example = "2023-02-15")]
    opens_on: NaiveDate,
    /// The last day of reporting, a working day.
    #[schema(format = Date, max_length = 10, example = "2023-02-21")]
    due_on: NaiveDate,
    /// When it was opened.
    #[schema(required, value_type = Option<String>, format = DateTime, max_length = 35,
        example = "2023-02-15T08:00:00.000000+07:00")]
    opened_at: Option<LocalTime>,
    /// Grows with every change; what `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 2)]
    pub version: i32,
    /// When it was created.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-02T08:00:00.000000+07:00")]
    created_at: LocalTime,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-15T08:00:00.000000+07:00")]
    updated_at: LocalTime,
}

impl PeriodView {
    /// The period as a caller sees it on a day.
    pub(super) fn new(period: &ReportingPeriod, today: NaiveDate, access: PeriodAccess) -> Self {
        let PeriodAccess { runs_campaign, campaign_is_running } = access;
        let of = period.clone();
        Self {
            id: of.id,
            campaign_id: of.campaign_id,
            code: of.code,
            name: of.name,
            kind: of.kind,
            status: of.status,
            is_locked: period.is_locked(today),
            allowed_actions: period.life(today).allowed_actions(runs_campaign, campaign_is_running),
            data_from: of.data_from,
            data_to: of.data_to,
            opens_on: of.opens_on,
            due_on: of.due_on,
            opened_at: of.opened_at.map(local),
            version: of.version,
            created_at: local(of.created_at),
            updated_at: local(of.updated_at),
        }
    }
}
