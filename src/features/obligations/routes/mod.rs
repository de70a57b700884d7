//! HTTP of obligations.

pub mod cascade;
pub mod mine;
pub mod reminder_rules;
pub mod reminders;
pub mod stalled;

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::ObligationKind;

/// Which page of something about one campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfCampaign {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most units a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Where something that is due is done: what was begun, or the list where it is begun.
fn path_of(kind: ObligationKind, begun_id: Option<Uuid>, campaign: Uuid, period: Option<Uuid>) -> String {
    let period = period.unwrap_or_default();
    match (kind, begun_id) {
        (ObligationKind::Pledge, Some(pledge)) => format!("/pledges/{pledge}"),
        (ObligationKind::Pledge | ObligationKind::ApprovePledges, _) => {
            format!("/campaigns/{campaign}/pledges")
        }
        (ObligationKind::Report, Some(report)) => format!("/progress-reports/{report}"),
        (ObligationKind::Report | ObligationKind::AcceptReports, _) => {
            format!("/reporting-periods/{period}/reports")
        }
        (ObligationKind::OpenPeriod, _) => format!("/reporting-periods/{period}"),
    }
}
