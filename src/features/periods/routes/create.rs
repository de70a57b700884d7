//! Making a reporting period by hand.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::PeriodView;
use super::{CampaignParameters, calendar, days_of, happening, refuse, require_runner};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::rules::{Days, PeriodAction, PeriodKind, PeriodStatus, Planned, faults};
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record;
use crate::record::Occurrence;

/// A reporting period to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReportingPeriod {
    /// What people and other systems call it.
    #[schema(min_length = 1, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$", example = "2023-DB")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "line", example = "Kỳ đặc biệt cuối tháng 12 (mẫu)")]
    name: String,
    /// What kind of period it is.
    #[schema(example = "OTHER")]
    kind: PeriodKind,
    /// The first day the figures speak of; days of two periods of a campaign never overlap.
    #[schema(format = Date, max_length = 10, example = "2023-12-23")]
    data_from: NaiveDate,
    /// The last one.
    #[schema(format = Date, max_length = 10, example = "2023-12-26")]
    data_to: NaiveDate,
    /// The first day on which it can be opened.
    #[schema(format = Date, max_length = 10, example = "2023-12-27")]
    opens_on: NaiveDate,
    /// The last day of reporting: a working day, with one between it and the last day of the figures.
    #[schema(format = Date, max_length = 10, example = "2023-12-29")]
    due_on: NaiveDate,
}

/// Make a reporting period
///
/// By hand; calendars are generated. Days of two periods of a campaign never overlap, so that a value is counted once.
#[utoipa::path(params(CampaignParameters), request_body = NewReportingPeriod,
    responses((status = 201, body = PeriodView, description = "Made", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::outside_of_campaign, Code::due_on_no_working_day, Code::due_too_soon, Code::opens_after_due, Code::campaign_is_not_running, Code::reporting_period_overlaps, Code::reporting_period_code_taken]))))]
#[post("/campaigns/{id}/reporting-periods")]
pub async fn create_reporting_period(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<CampaignParameters>,
    input: Json<NewReportingPeriod>,
) -> Result<Answer, Problem> {
    let (campaign_id, input) = (parameters.0.id, input.0);
    let permit = async |tx: &mut Connection| require_runner(tx, &change, campaign_id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let (planned, within) = (input.planned(), days_of(&campaign)?);
        let calendar = calendar(tx, &campaign, Some(planned.days.due_on)).await?;
        refuse(faults(&planned.days, within, &calendar), &planned.days, within)?;
        let made = made(tx, &change.context, &campaign, vec![planned]).await?;
        let period = made.first().ok_or_else(|| Problem::internal("no period was made"))?;
        let view = PeriodView::new(period, change.context.today, PeriodAction::ALL);
        let location = state.link(&format!("/reporting-periods/{}", period.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

impl NewReportingPeriod {
    fn planned(&self) -> Planned {
        Planned {
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

/// Writes periods of a campaign that is held, with their rows of history.
///
/// # Errors
/// A campaign that does not run; an overlap; a taken code; a [`Problem`] of the database.
pub async fn made(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    planned: Vec<Planned>,
) -> Result<Vec<ReportingPeriod>, Problem> {
    campaign.status.require_running()?;
    let created_by = context.actor_id.ok_or_else(|| Problem::internal("a period made by nobody"))?;
    let period = |one: Planned| ReportingPeriod {
        id: context.ids.next(),
        campaign_id: campaign.id,
        code: one.code,
        name: one.name,
        kind: one.kind,
        status: PeriodStatus::Planned,
        data_from: one.days.data_from,
        data_to: one.days.data_to,
        opens_on: one.days.opens_on,
        due_on: one.days.due_on,
        opened_at: None,
        created_by,
        version: 1,
        created_at: context.at,
        updated_at: context.at,
    };
    let periods: Vec<ReportingPeriod> = planned.into_iter().map(period).collect();
    store::create(tx, &periods).await?;
    let told = Occurrence::ReportingPeriodCreated;
    let rows: Vec<_> =
        periods.iter().map(|period| happening((None, period), campaign.launching_unit_id, told)).collect();
    record::record(tx, context, rows).await?;
    Ok(periods)
}
