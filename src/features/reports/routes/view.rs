//! What a progress report looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{VisibleReport, find_visible};
use super::input::Evidence;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::periods::rules::PeriodReference;
use crate::features::pledges::store as pledges;
use crate::features::reports::rules::{Entry, ReportAction, ReportContent, ReportStatus};
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// What is reported of one item.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportEntry {
    /// The item of the pledge.
    #[schema(example = "01980000-0000-7000-8000-000000310201")]
    item_id: Uuid,
    /// What the item is called within the pledge.
    #[schema(max_length = 60, format = "text", example = "II.2.1")]
    item_code: String,
    /// The words of the item.
    #[schema(max_length = 5000, format = "text", example = "Giải quyết đúng hạn từ 98% hồ sơ (mẫu)")]
    item_text: String,
    /// The unit of measure of the value; null for an item that is rated.
    #[schema(required, max_length = 50, format = "text", example = "%")]
    unit_of_measure: Option<String>,
    /// The value; null where there is none yet.
    #[schema(required, format = "decimal", example = "93")]
    value: Option<String>,
    /// The level on the rating scale, where it is rated.
    #[schema(required, max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$", example = json!(null))]
    rating: Option<String>,
    /// Whether the item did not apply in this period.
    #[schema(example = false)]
    not_applicable: bool,
    /// A remark on it, or why it did not apply.
    #[schema(required, max_length = 2000, format = "text", example = json!(null))]
    note: Option<String>,
    /// What shows it.
    #[schema(max_items = 20, example = json!([]))]
    evidence: Vec<Evidence>,
    /// The files that show it: `GET /progress-reports/{id}/files/{fileId}` downloads one.
    #[schema(max_items = 20, example = json!(["01980000-0000-7000-8000-000000002400"]))]
    file_ids: Vec<Uuid>,
    /// Why it was returned; null where it was not.
    #[schema(required, max_length = 1000, format = "text", example = json!(null))]
    return_reason: Option<String>,
}

/// A progress report. People outside (who neither act for the unit, nor run the campaign, nor read drafts) see what was
/// accepted last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProgressReport)]
pub struct ReportView {
    /// The report's id.
    #[schema(example = "01980000-0000-7000-8000-000000410201")]
    pub id: Uuid,
    /// The campaign.
    campaign: CampaignReference,
    /// The reporting period.
    period: PeriodReference,
    /// The pledge it reports on.
    #[schema(example = "01980000-0000-7000-8000-000000310200")]
    pledge_id: Uuid,
    /// The unit.
    unit: UnitReference,
    /// Its status.
    #[schema(example = "ACCEPTED")]
    status: ReportStatus,
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<ReportAction>,
    /// One for each item of the pledge in force, in its order.
    #[schema(max_items = 200)]
    entries: Vec<ReportEntry>,
    /// The last accepted version; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    accepted_number: i32,
    /// The last day of reporting.
    #[schema(example = "2023-02-21")]
    due_on: NaiveDate,
    /// The day it was submitted first.
    #[schema(required, example = "2023-02-17")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the last day of reporting.
    #[schema(example = false)]
    is_late: bool,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl ReportView {
    /// The report as a caller sees it now.
    pub(super) async fn read(
        conn: &Connection,
        caller: &Caller,
        id: Uuid,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let visible = find_visible(conn, caller, id, today).await?;
        let report = &visible.report;
        let items = pledges::live_items(conn, report.campaign_id, report.pledge_id).await?;
        let unit = UnitReference::find(conn, report.unit_id, today).await?;
        Ok(Self::new(visible, items, unit, caller))
    }

    fn new(
        visible: VisibleReport,
        items: Vec<pledges::LiveItem>,
        unit: UnitReference,
        caller: &Caller,
    ) -> Self {
        let allowed_actions = actions_of(&visible, caller);
        let VisibleReport { report, period, campaign, .. } = visible;
        let entry = |item: pledges::LiveItem| {
            let reason = report.remarks.0.get(&item.id).cloned();
            ReportEntry::new(item, &report.content, reason)
        };
        Self {
            id: report.id,
            campaign: CampaignReference::from(&campaign),
            period: PeriodReference::from(&period),
            pledge_id: report.pledge_id,
            unit,
            status: report.status,
            allowed_actions,
            entries: items.into_iter().map(entry).collect(),
            accepted_number: report.accepted_number,
            due_on: period.due_on,
            submitted_on: report.submitted_on,
            is_late: report.is_late,
            created_by: report.created_by,
            version: report.version,
            created_at: local(report.created_at),
            updated_at: local(report.updated_at),
        }
    }
}

impl ReportEntry {
    /// What is reported of an item.
    pub(super) fn new(
        item: pledges::LiveItem,
        content: &ReportContent,
        return_reason: Option<String>,
    ) -> Self {
        let entry: Option<Entry> = content.of(item.id).cloned();
        let entry = entry.unwrap_or_default();
        Self {
            item_id: item.id,
            item_code: item.code,
            item_text: item.body,
            unit_of_measure: item.unit_of_measure,
            value: entry.value.map(|value| value.to_string()),
            rating: entry.rating,
            not_applicable: entry.not_applicable,
            note: entry.note,
            evidence: entry.evidence.into_iter().map(Evidence).collect(),
            file_ids: entry.file_ids,
            return_reason,
        }
    }
}

/// What the caller may do now; nothing where the campaign is not running.
fn actions_of(visible: &VisibleReport, caller: &Caller) -> Vec<ReportAction> {
    let report = &visible.report;
    if !visible.campaign.status.is_running() {
        return Vec::new();
    }
    allowed_actions(&report.life(Some(caller.user_id)), |permission| visible.access.allows(permission))
}

/// The report as it is now, as the answer to a change.
pub(super) async fn answer(tx: &Connection, change: &Change, id: Uuid) -> Result<Answer, Problem> {
    let view = ReportView::read(tx, &change.caller, id, change.context.today).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
