//! Creating a reporting period.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::{PeriodAccess, require_runner};
use super::days::{calendar, days_of, require_no_faults, require_no_overlap};
use super::recorded::record_new_periods;
use super::view::PeriodView;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::rules::{Days, PeriodKind, PeriodStatus, PlannedPeriod, faults};
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// A new reporting period.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReportingPeriod {
    /// Its code; no other period of the campaign has it, unless that one is cancelled.
    #[schema(min_length = 1, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$", example = "2023-DB")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "line", example = "Kỳ đặc biệt cuối tháng 12 (mẫu)")]
    name: String,
    /// What kind of period it is.
    #[schema(example = "OTHER")]
    kind: PeriodKind,
    /// The first day of the figures. The figures of two periods of a campaign never overlap.
    #[schema(example = "2023-12-23")]
    data_from: NaiveDate,
    /// The last day of the figures.
    #[schema(example = "2023-12-26")]
    data_to: NaiveDate,
    /// The first day on which it can be opened.
    #[schema(example = "2023-12-27")]
    opens_on: NaiveDate,
    /// The last day of reporting: a working day, with at least one working day between it and the last day of the figures.
    #[schema(example = "2023-12-29")]
    due_on: NaiveDate,
}

/// Create a reporting period
///
/// A single period; the periods of a calendar can be generated. The figures of two periods of a campaign never overlap, so
/// that each value is counted once.
#[utoipa::path(request_body = NewReportingPeriod,
    responses((status = 201, body = PeriodView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::outside_of_campaign, Code::due_on_no_working_day, Code::due_too_soon,
        Code::opens_after_due, Code::campaign_is_not_running, Code::reporting_period_overlaps,
        Code::reporting_period_code_taken]))))]
#[post("/campaigns/{id}/reporting-periods")]
pub async fn create_reporting_period(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewReportingPeriod>,
) -> Result<Answer, Problem> {
    let (campaign_id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_runner(tx, &change, campaign_id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let (planned, within) = (input.planned(), days_of(&campaign)?);
        let calendar = calendar(tx, &campaign, Some(planned.days.due_on)).await?;
        require_no_faults(faults(&planned.days, within, &calendar), &planned.days, within)?;
        let periods = create_periods(tx, context, &campaign, vec![planned]).await?;
        let period = periods.first().ok_or_else(|| Problem::internal("no period was created"))?;
        let view = PeriodView::new(period, &campaign, context.today, PeriodAccess::of_runner(&campaign));
        let location = state.link(&format!("/reporting-periods/{}", period.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

impl NewReportingPeriod {
    fn planned(&self) -> PlannedPeriod {
        PlannedPeriod {
            code: self.code.clone(),
            name: composed(&self.name),
            kind: self.kind,
            days: Days {
                data_from: self.data_from,
                data_to: self.data_to,
                opens_on: self.opens_on,
                due_on: self.due_on,
            },
        }
    }
}

/// Creates periods of a locked campaign, and records them. Refuses a campaign that is not running, and days or a code that
/// another period of it has.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_periods(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    planned: Vec<PlannedPeriod>,
) -> Result<Vec<ReportingPeriod>, Problem> {
    campaign.status.require_running()?;
    let days: Vec<Days> = planned.iter().map(|period| period.days).collect();
    require_no_overlap(tx, campaign.id, None, &days).await?;
    let codes: Vec<&str> = planned.iter().map(|period| period.code.as_str()).collect();
    if let Some(existing) = store::find_by_code(tx, campaign.id, &codes).await? {
        let problem = Problem::new(Code::reporting_period_code_taken);
        return Err(problem.with_existing(existing));
    }
    let created_by = context.actor()?;
    let row = |planned: PlannedPeriod| ReportingPeriod {
        id: context.ids.next(),
        campaign_id: campaign.id,
        code: planned.code,
        name: planned.name,
        kind: planned.kind,
        status: PeriodStatus::Planned,
        data_from: planned.days.data_from,
        data_to: planned.days.data_to,
        opens_on: planned.days.opens_on,
        due_on: planned.days.due_on,
        opened_at: None,
        created_by,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    let periods: Vec<ReportingPeriod> = planned.into_iter().map(row).collect();
    store::create(tx, &periods).await?;
    record_new_periods(tx, context, campaign.launching_unit_id, &periods).await?;
    Ok(periods)
}
