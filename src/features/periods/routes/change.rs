//! Changing a reporting period.

use actix_web::{patch, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{PeriodAccess, require_runner_of};
use super::days::{calendar, days_of, require_no_faults, require_no_overlap};
use super::recorded::{record_period, record_timely_reports};
use super::view::PeriodView;
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::rules::{PeriodStatus, new_faults};
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportingPeriodPatch {
    /// Its name.
    #[schema(
        nullable = false,
        max_length = 200,
        format = "line",
        example = "Nửa cuối tháng 12 năm 2023 (mẫu)"
    )]
    name: Option<String>,
    /// The first day of the figures.
    #[schema(nullable = false)]
    data_from: Option<NaiveDate>,
    /// The last day of the figures.
    #[schema(nullable = false)]
    data_to: Option<NaiveDate>,
    /// The first day on which it can be opened.
    #[schema(nullable = false)]
    opens_on: Option<NaiveDate>,
    /// The last day of reporting.
    #[schema(nullable = false)]
    due_on: Option<NaiveDate>,
}

impl ReportingPeriodPatch {
    fn apply_to(&self, own: &ReportingPeriod) -> ReportingPeriod {
        ReportingPeriod {
            name: self.name.as_deref().map_or_else(|| own.name.clone(), composed),
            data_from: self.data_from.unwrap_or(own.data_from),
            data_to: self.data_to.unwrap_or(own.data_to),
            opens_on: self.opens_on.unwrap_or(own.opens_on),
            due_on: self.due_on.unwrap_or(own.due_on),
            ..own.clone()
        }
    }
}

/// Change a reporting period
///
/// A planned period can be changed freely. Once it is open, only its deadline can be moved to a later day, for all units;
/// reports that came by that day are on time. For a single unit there are exceptions. Whoever acts for a unit that reports does
/// not move it.
#[utoipa::path(request_body(content = ReportingPeriodPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PeriodView, description = "The period afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::outside_of_campaign, Code::due_on_no_working_day, Code::due_too_soon,
        Code::opens_after_due, Code::campaign_is_not_running, Code::reporting_period_is_fixed,
        Code::reporting_period_overlaps, Code::own_unit]))))]
#[patch("/reporting-periods/{id}")]
pub async fn change_reporting_period(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReportingPeriodPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == ReportingPeriodPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let acting = unit_scope::acted_for(&state.db, &change.caller, context.today).await?;
    let permit = async |tx: &mut Connection| require_runner_of(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        campaign.status.require_running()?;
        let mut after = patch.apply_to(&before);
        require_changeable(&before, &after)?;
        if before.status == PeriodStatus::Open && after.due_on > before.due_on {
            require_no_own_reporter(tx, id, &acting).await?;
        }
        let (days, within) = (after.days(), days_of(&campaign)?);
        let calendar = calendar(tx, &campaign, Some(days.due_on)).await?;
        require_no_faults(new_faults((&before.days(), &days), within, &calendar), &days, within)?;
        if after != before {
            require_no_overlap(tx, campaign_id, Some(id), &[days]).await?;
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::advance(tx, &before, &after).await?;
            let timely = store::count_as_timely(tx, (id, after.due_on), context.at).await?;
            let (unit, occurrence) = (campaign.launching_unit_id, Occurrence::ReportingPeriodChanged);
            record_period(tx, context, unit, occurrence, (&before, &after)).await?;
            record_timely_reports(tx, context, &timely).await?;
        }
        let view = PeriodView::new(&after, &campaign, context.today, PeriodAccess::of_runner(&campaign));
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Refuses somebody who acts for a unit that reports for the period: a later deadline would be one of their own.
async fn require_no_own_reporter(
    tx: &Connection,
    period_id: Uuid,
    acting: &UnitScope,
) -> Result<(), Problem> {
    if store::expects_one_of(tx, period_id, acting.filter()).await? {
        return Err(Problem::new(Code::own_unit));
    }
    Ok(())
}

/// Refuses everything but a later deadline, unless the period is planned.
fn require_changeable(before: &ReportingPeriod, after: &ReportingPeriod) -> Result<(), Problem> {
    let only_later = ReportingPeriod { due_on: before.due_on, ..after.clone() } == *before
        && after.due_on >= before.due_on;
    match before.status {
        PeriodStatus::Planned => Ok(()),
        PeriodStatus::Open if only_later => Ok(()),
        status => Err(Problem::new(Code::reporting_period_is_fixed).with("status", status)),
    }
}
