//! Making all periods of a calendar.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::create::made;
use super::list::ReportingPeriodPage;
use super::view::PeriodView;
use super::{calendar, days_of, require_runner};
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::rules::{Calendar, CutOff, MOST_PERIODS, PeriodAction, Planned, generate};
use crate::features::periods::store::Period;
use crate::http::input::{Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;

/// So many working days lie between the last day of the figures and the last day of reporting, if nobody says otherwise.
const DUE_AFTER: u32 = 5;

/// Which campaign, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct GenerationParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A calendar of periods.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodGeneration {
    /// The calendar.
    #[schema(example = "YEAR")]
    pub calendar: Calendar,
    /// On which day the figures of a period end.
    #[schema(example = "CALENDAR")]
    pub cut_off: CutOff,
    /// The first day; the campaign's when it is left out.
    #[schema(nullable = false, format = Date, max_length = 10, example = "2023-12-27")]
    pub from: Option<NaiveDate>,
    /// The last day; the campaign's when it is left out.
    #[schema(nullable = false, format = Date, max_length = 10)]
    pub to: Option<NaiveDate>,
    /// The last day of reporting is this working day after the last day of the figures.
    #[schema(nullable = false, minimum = 2, maximum = 60, default = 5)]
    pub due_after_working_days: Option<u32>,
}

/// Generate reporting periods
///
/// All periods of a calendar that lie in the campaign, cut to its days. Administrative months run from the 15th to the 14th
/// (Decree 09/2019/NĐ-CP, article 12), statistics by calendar; deadlines fall on working days.
#[utoipa::path(params(GenerationParameters), request_body = PeriodGeneration,
    responses((status = 200, body = ReportingPeriodPage, description = "The new periods")),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::outside_of_campaign, Code::too_many_periods, Code::campaign_is_not_running, Code::reporting_period_overlaps, Code::reporting_period_code_taken]))))]
#[post("/campaigns/{id}/reporting-periods/generations")]
pub async fn generate_reporting_periods(
    change: Change,
    parameters: Parameters<GenerationParameters>,
    input: Json<PeriodGeneration>,
) -> Result<Answer, Problem> {
    let (GenerationParameters { id, .. }, input) = (parameters.0, input.0);
    let permit = async |tx: &mut Connection| require_runner(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = campaigns::lock_shared(tx, id).await?;
        let periods = generated(tx, &change.context, &campaign, &input).await?;
        let items = periods
            .iter()
            .map(|period| PeriodView::new(period, change.context.today, PeriodAction::ALL))
            .collect();
        Answer::ok(&ReportingPeriodPage { items, next_cursor: None })
    };
    change.run(permit, effect).await
}

/// Makes the periods of a calendar in a campaign that is held.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn generated(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    input: &PeriodGeneration,
) -> Result<Vec<Period>, Problem> {
    let calendar = calendar(tx, campaign, None).await?;
    let within = within(campaign, input)?;
    let due_after = input.due_after_working_days.unwrap_or(DUE_AFTER);
    let planned: Vec<Planned> = generate(input.calendar, input.cut_off, within, due_after, &calendar);
    if planned.len() > MOST_PERIODS {
        return Err(Problem::new(Code::too_many_periods).with("limit", MOST_PERIODS));
    }
    made(tx, context, campaign, planned).await
}

/// The days that are asked for, which lie in the campaign.
fn within(campaign: &Campaign, input: &PeriodGeneration) -> Result<CampaignDays, Problem> {
    let own = days_of(campaign)?;
    let asked = CampaignDays {
        starts_on: input.from.unwrap_or(own.starts_on),
        ends_on: input.to.unwrap_or(own.ends_on),
    };
    let outside = |day: NaiveDate| day < own.starts_on || day > own.ends_on;
    let mut found: Vec<Violation> = [("/from", asked.starts_on), ("/to", asked.ends_on)]
        .into_iter()
        .filter(|(_, day)| outside(*day))
        .map(|(at, _)| {
            let fault = Violation::at(at, Code::outside_of_campaign);
            fault.with("startsOn", own.starts_on).with("endsOn", own.ends_on)
        })
        .collect();
    if asked.ends_on < asked.starts_on {
        found.push(Violation::at("/to", Code::ends_before_start).with("startsOn", asked.starts_on));
    }
    if found.is_empty() { Ok(asked) } else { Err(Problem::invalid(found)) }
}
