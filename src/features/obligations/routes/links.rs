//! Where something that is due is done.

use uuid::Uuid;

use crate::features::obligations::rules::ObligationKind;

/// The path of something that is due: the pledge or report that the unit is writing, or the list where it starts one.
pub(super) fn path_of(
    kind: ObligationKind,
    work_id: Option<Uuid>,
    campaign: Uuid,
    period: Option<Uuid>,
) -> String {
    let period = period.unwrap_or_default();
    match (kind, work_id) {
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
