//! Who sees a report, and how much of it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::unit_scope::WorkAccess;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::reports::rules::ReportStatus;
use crate::features::reports::store::{self, Remarks, Report};

/// A report as a caller may see it.
#[derive(Debug)]
pub(super) struct VisibleReport {
    /// The report; people outside see only what was accepted.
    pub report: Report,
    pub campaign: Campaign,
    pub period: ReportingPeriod,
    pub access: WorkAccess,
}

/// The report, if the caller may see it. Everybody sees what was accepted; those who act for the unit, run the campaign or
/// read drafts also see what is being written.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<VisibleReport, db::Error> {
    let report = store::find(conn, id).await?;
    let campaign = campaigns::find(conn, report.campaign_id).await?;
    let period = periods::find(conn, report.period_id).await?;
    let units = (report.unit_id, campaign.launching_unit_id);
    let access = WorkAccess::of(conn, caller, units, today).await?;
    let report = if access.is_inside() { report } else { accepted_part(conn, report).await? };
    Ok(VisibleReport { report, campaign, period, access })
}

/// The report as everybody sees it: the version that was accepted last, under its number: that of the row would tell of
/// hidden work.
async fn accepted_part(conn: &Connection, report: Report) -> Result<Report, db::Error> {
    if report.accepted_number == 0 {
        return Err(db::Error::NotFound);
    }
    let accepted = store::version(conn, report.id, report.accepted_number).await?;
    Ok(Report {
        status: ReportStatus::Accepted,
        content: accepted.content,
        remarks: Remarks::default(),
        version: RowVersion::new(report.accepted_number),
        updated_at: accepted.accepted_at,
        ..report
    })
}
