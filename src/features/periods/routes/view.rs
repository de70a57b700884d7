//! A reporting period as the API shows it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::PeriodAccess;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store::Campaign;
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
    campaign: CampaignReference,
    /// Its code, unique among the periods of the campaign that are not cancelled.
    #[schema(max_length = 40, format = "text", example = "2023-M02")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Tháng 02 năm 2023")]
    name: String,
    /// What kind of period it is.
    #[schema(example = "MONTH")]
    kind: PeriodKind,
    /// Its status.
    #[schema(example = "OPEN")]
    status: PeriodStatus,
    /// Whether its last day is over: only units with an exception still report.
    #[schema(example = true)]
    is_locked: bool,
    /// The transitions that this caller may request now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<PeriodAction>,
    /// The first day of the figures.
    #[schema(example = "2023-02-01")]
    data_from: NaiveDate,
    /// The last day of the figures.
    #[schema(example = "2023-02-14")]
    data_to: NaiveDate,
    /// The first day on which it can be opened.
    #[schema(example = "2023-02-15")]
    opens_on: NaiveDate,
    /// The last day of reporting, a working day.
    #[schema(example = "2023-02-21")]
    due_on: NaiveDate,
    /// When it was opened.
    #[schema(required)]
    opened_at: Option<LocalTime>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl PeriodView {
    /// The period as a caller sees it on a day.
    pub(super) fn new(
        period: &ReportingPeriod,
        campaign: &Campaign,
        today: NaiveDate,
        access: PeriodAccess,
    ) -> Self {
        let PeriodAccess { runs_campaign, campaign_is_running } = access;
        let of = period.clone();
        Self {
            id: of.id,
            campaign: CampaignReference::from(campaign),
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
