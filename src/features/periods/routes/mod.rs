//! HTTP of reporting periods: one file an action.

pub mod change;
pub mod create;
pub mod exceptions;
pub mod generate;
pub mod holidays;
pub mod list;
pub mod read;
pub mod reporters;
pub mod transition;
pub mod view;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::{DayFault, Days, WorkingDays};
use super::store::{self, Period};
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::http::{Code, Problem, Violation};
use crate::operations::change::Change;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// Which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CampaignParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
}

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PeriodParameters {
    /// The period's id.
    #[param(example = "01980000-0000-7000-8000-000000002001")]
    id: Uuid,
}

/// Which page of something about one period.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfPeriod {
    /// The period's id.
    #[param(example = "01980000-0000-7000-8000-000000002001")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Passes when the campaign is launched and the caller runs it.
async fn require_runner(tx: &Connection, change: &Change, campaign_id: Uuid) -> Result<(), Problem> {
    let campaign = campaigns::published(tx, campaign_id).await?;
    let (unit_id, today) = (campaign.launching_unit_id, change.context.today);
    unit_scope::require(tx, &change.caller, Permission::RunCampaigns, Some(unit_id), today).await
}

/// Passes when the period is there and the caller runs its campaign.
async fn require_runner_of(tx: &Connection, change: &Change, id: Uuid) -> Result<(), Problem> {
    let period = store::find(tx, id).await?;
    require_runner(tx, change, period.campaign_id).await
}

/// The days of a launched campaign.
fn days_of(campaign: &Campaign) -> Result<CampaignDays, Problem> {
    campaign.days().ok_or_else(|| Problem::internal("a launched campaign without its days"))
}

/// The calendar around a campaign's days and a deadline.
async fn calendar(
    conn: &Connection,
    campaign: &Campaign,
    due_on: Option<NaiveDate>,
) -> Result<WorkingDays, Problem> {
    let days = days_of(campaign)?;
    let last = due_on.map_or(days.ends_on, |due_on| due_on.max(days.ends_on));
    Ok(store::working_days(conn, (days.starts_on, last)).await?)
}

/// Refuses days that break a rule, all faults at once.
fn refuse(found: Vec<(&'static str, DayFault)>, days: &Days, within: CampaignDays) -> Result<(), Problem> {
    let found: Vec<_> = found.into_iter().map(|(member, fault)| told(member, fault, days, within)).collect();
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

fn told(member: &str, fault: DayFault, days: &Days, within: CampaignDays) -> Violation {
    let at = format!("/{member}");
    match fault {
        DayFault::EndsBeforeStart => {
            Violation::at(at, Code::ends_before_start).with("startsOn", days.data_from)
        }
        DayFault::OutsideOfCampaign => Violation::at(at, Code::outside_of_campaign)
            .with("startsOn", within.starts_on)
            .with("endsOn", within.ends_on),
        DayFault::NoWorkingDay(next) => Violation::at(at, Code::due_on_no_working_day).with("next", next),
        DayFault::TooSoon(earliest) => Violation::at(at, Code::due_too_soon).with("earliest", earliest),
        DayFault::OpensTooLate => Violation::at(at, Code::opens_after_due).with("dueOn", days.due_on),
    }
}

/// A period as the audit trail keeps it.
fn audited(period: &Period) -> Value {
    serde_json::json!({
        "code": period.code,
        "name": period.name,
        "kind": period.kind,
        "status": period.status,
        "dataFrom": period.data_from,
        "dataTo": period.data_to,
        "opensOn": period.opens_on,
        "dueOn": period.due_on,
    })
}

/// What history tells of one change of a period.
fn happening(
    (before, after): (Option<&Period>, &Period),
    launching_unit_id: Uuid,
    occurrence: Occurrence,
) -> ChangeRecord {
    ChangeRecord::new(
        occurrence,
        Subject { id: after.id, unit_id: Some(launching_unit_id) },
        after.version,
        (before.map(audited), Some(audited(after))),
    )
}

/// Writes the rows of history of one change of a period.
async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    periods: (Option<&Period>, &Period),
    told: Occurrence,
) -> Result<(), Problem> {
    let campaign = campaigns::find(tx, periods.1.campaign_id).await?;
    Ok(record::record(tx, context, [happening(periods, campaign.launching_unit_id, told)]).await?)
}

/// A period of a launched campaign, which everybody who is signed in sees.
async fn seen(conn: &Connection, id: Uuid) -> Result<(Period, Campaign), db::Error> {
    let period = store::find(conn, id).await?;
    let campaign = campaigns::published(conn, period.campaign_id).await?;
    Ok((period, campaign))
}

/// Whether the last day of an open period is over.
fn is_locked(period: &Period, today: NaiveDate) -> bool {
    period.opened_at.is_some() && today > period.due_on
}
