//! A new report, as it is written first.

use uuid::Uuid;

use crate::core::context::{ChangeContext, NoActor};
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::features::periods::store::ReportingPeriod;
use crate::features::reports::rules::{ReportContent, ReportStatus};
use crate::features::reports::store::{Remarks, Report};

/// A draft of a unit's report on its pledge for a period.
pub(super) fn draft(
    context: &ChangeContext,
    period: &ReportingPeriod,
    (unit_id, pledge_id): (Uuid, Uuid),
    content: ReportContent,
) -> Result<Report, NoActor> {
    Ok(Report {
        id: context.ids.next(),
        period_id: period.id,
        campaign_id: period.campaign_id,
        unit_id,
        pledge_id,
        status: ReportStatus::Draft,
        content,
        remarks: Remarks::default(),
        accepted_number: 0,
        submitted_on: None,
        is_late: false,
        submitted_by: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        writers: Writers::default().and(context.actor_id),
    })
}
