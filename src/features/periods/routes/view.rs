//! What a reporting period looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::is_locked;
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
    /// What people and other systems call it.
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
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<PeriodAction>,
    /// The first day the figures speak of.
    #[schema(format = Date, max_length = 10, example = "2023-02-01")]
    data_from: NaiveDate,
    /// The last one.
    #[schema(format = Date, max_length = 10, example = "2023-02-14")]
    data_to: NaiveDate,
    /// The first day on which it can be opened.
    #[schema(format = Date, max_length = 10, example = "2023-02-15")]
    opens_on: NaiveDate,
    /// The last day of reporting, a working day.
    #[schema(format = Date, max_length = 10, example = "2023-02-21")]
    due_on: NaiveDate,
    /// When it was opened.
    #[schema(required, value_type = Option<String>, format = DateTime, max_length = 35, example = "2023-02-15T08:00:00.000000+07:00")]
    opened_at: Option<LocalTime>,
    /// Grows with every change; what `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 2)]
    pub version: i32,
    /// When it was made.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-02T08:00:00.000000+07:00")]
    created_at: LocalTime,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-15T08:00:00.000000+07:00")]
    updated_at: LocalTime,
}

impl PeriodView {
    /// The period as it is on a day to somebody who may take these steps.
    pub(super) fn new(period: &ReportingPeriod, today: NaiveDate, steps: &[PeriodAction]) -> Self {
        let possible = period.status.possible_actions().iter().copied();
        let in_time = |action: &PeriodAction| *action != PeriodAction::Open || period.opens_on <= today;
        let of = period.clone();
        Self {
            id: of.id,
            campaign_id: of.campaign_id,
            code: of.code,
            name: of.name,
            kind: of.kind,
            status: of.status,
            is_locked: is_locked(period, today),
            allowed_actions: possible.filter(|action| steps.contains(action)).filter(in_time).collect(),
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
