//! Generating the periods of a calendar.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::{PeriodAccess, require_runner};
use super::create::create_periods;
use super::days::{calendar, days_of};
use super::view::PeriodView;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::rules::{Calendar, CutOff, MOST_PERIODS, generate};
use crate::features::periods::store::ReportingPeriod;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::list::Page;

/// How many working days after the last day of the figures reports are due, unless the request says otherwise.
const DUE_AFTER: u32 = 5;

/// What to generate: the periods of a calendar.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodGeneration {
    /// The calendar.
    #[schema(example = "YEAR")]
    pub calendar: Calendar,
    /// The day of the month on which the figures of a period end.
    #[schema(example = "CALENDAR")]
    pub cut_off: CutOff,
    /// The first day; by default that of the campaign.
    #[schema(nullable = false, example = "2023-12-27")]
    pub from: Option<NaiveDate>,
    /// The last day; by default that of the campaign.
    #[schema(nullable = false)]
    pub to: Option<NaiveDate>,
    /// How many working days after the last day of the figures reports are due.
    #[schema(nullable = false, minimum = 2, maximum = 60, default = 5)]
    pub due_after_working_days: Option<u32>,
}

/// Generate reporting periods
///
/// All periods of a calendar that lie in the campaign, cut to its days. Administrative months run from the 15th to the 14th
/// (Decree 09/2019/NĐ-CP, article 12), statistical ones from the first day to the last. Deadlines fall on working days.
#[utoipa::path(params(DryRunParameter), request_body = PeriodGeneration,
    responses((status = 200, body = Page<PeriodView>, description = "The new periods")),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::outside_of_campaign, Code::too_many_periods,
        Code::campaign_is_not_running, Code::reporting_period_overlaps, Code::reporting_period_code_taken]))))]
#[post("/campaigns/{id}/reporting-periods/generations")]
pub async fn generate_reporting_periods(
    change: Change,
    path: Parameters<ById>,
    input: Json<PeriodGeneration>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_runner(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = campaigns::lock_shared(tx, id).await?;
        let periods = generate_periods(tx, context, &campaign, &input).await?;
        let access = PeriodAccess::of_runner(&campaign);
        let view = |period| PeriodView::new(period, &campaign, context.today, access);
        Answer::ok(&Page { items: periods.iter().map(view).collect(), next_cursor: None, total: None })
    };
    change.run(permit, effect).await
}

/// Creates the periods of a calendar in a locked campaign, and records them.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn generate_periods(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    input: &PeriodGeneration,
) -> Result<Vec<ReportingPeriod>, Problem> {
    let calendar = calendar(tx, campaign, None).await?;
    let within = within(campaign, input)?;
    let due_after = input.due_after_working_days.unwrap_or(DUE_AFTER);
    let planned = generate(input.calendar, input.cut_off, within, due_after, &calendar);
    if planned.len() > MOST_PERIODS {
        return Err(Problem::new(Code::too_many_periods).with("limit", MOST_PERIODS));
    }
    create_periods(tx, context, campaign, planned).await
}

/// The range of days of the request; it must lie in the campaign.
fn within(campaign: &Campaign, input: &PeriodGeneration) -> Result<CampaignDays, Problem> {
    let own = days_of(campaign)?;
    let range = CampaignDays {
        starts_on: input.from.unwrap_or(own.starts_on),
        ends_on: input.to.unwrap_or(own.ends_on),
    };
    let outside = |day: NaiveDate| day < own.starts_on || day > own.ends_on;
    let mut found: Vec<Violation> = [("/from", range.starts_on), ("/to", range.ends_on)]
        .into_iter()
        .filter(|(_, day)| outside(*day))
        .map(|(at, _)| {
            let fault = Violation::at(at, Code::outside_of_campaign);
            fault.with("startsOn", own.starts_on).with("endsOn", own.ends_on)
        })
        .collect();
    if range.ends_on < range.starts_on {
        found.push(Violation::at("/to", Code::ends_before_start).with("startsOn", range.starts_on));
    }
    if found.is_empty() { Ok(range) } else { Err(Problem::invalid(found)) }
}
