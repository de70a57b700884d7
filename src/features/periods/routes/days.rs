//! The days of reporting periods: the calendar they follow, and what is refused.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::features::campaigns::store::Campaign;
use crate::features::periods::rules::{DayFault, Days, WorkingDays};
use crate::features::periods::store;
use crate::http::{Code, Problem, Violation};

/// The days of a launched campaign.
pub(super) fn days_of(campaign: &Campaign) -> Result<CampaignDays, Problem> {
    campaign.days().ok_or_else(|| Problem::internal("a launched campaign without its days"))
}

/// The calendar around a campaign's days and a deadline.
pub(super) async fn calendar(
    conn: &Connection,
    campaign: &Campaign,
    due_on: Option<NaiveDate>,
) -> Result<WorkingDays, Problem> {
    let days = days_of(campaign)?;
    let last = due_on.map_or(days.ends_on, |due_on| due_on.max(days.ends_on));
    Ok(store::working_days(conn, (days.starts_on, last)).await?)
}

/// Refuses days that break a rule, with all faults at once.
pub(super) fn require_no_faults(
    found: Vec<(&'static str, DayFault)>,
    days: &Days,
    within: CampaignDays,
) -> Result<(), Problem> {
    if found.is_empty() {
        return Ok(());
    }
    let violations = found.into_iter().map(|(member, fault)| violation(member, fault, days, within));
    Err(Problem::invalid(violations.collect()))
}

fn violation(member: &str, fault: DayFault, days: &Days, within: CampaignDays) -> Violation {
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

/// Refuses days of figures that another period of the campaign has, and names that period. The constraint of the database
/// decides where two requests come at once.
pub(super) async fn require_no_overlap(
    tx: &Connection,
    campaign_id: Uuid,
    except: Option<Uuid>,
    days: &[Days],
) -> Result<(), Problem> {
    match store::find_overlapping(tx, campaign_id, except, days).await? {
        Some(other) => Err(Problem::new(Code::reporting_period_overlaps).with_existing(other)),
        None => Ok(()),
    }
}
