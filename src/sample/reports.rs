//! The reports of 2023.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::ids::{id, month, on};
use super::pledges::{PLEDGES, pledge_of, start_of};
use super::users::{OFFICE, UNIT_USER_BASE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::campaigns::rules::indicators::Aggregation;
use crate::features::periods::store as periods;
use crate::features::pledges::store::{self as pledges, LiveItem};
use crate::features::reports::routes::change::save_entries;
use crate::features::reports::routes::create::create_in;
use crate::features::reports::routes::transition::{ReportTransition, apply_transition, lock_report};
use crate::features::reports::rules::{Entry, ReportAction};
use crate::http::Problem;

use super::campaigns::CAMPAIGN_2023;

/// The unit that stops reporting after April; it begins one more report in December.
const STALLED: u128 = 0x103;
/// The unit that does more than it took upon itself.
const OVERFULFILLING: u128 = 0x107;
/// The unit whose report of December waits.
const WAITING: u128 = 0x104;
/// Units that owe the report of December.
const MISSING: [u128; 2] = [0x106, 0x108];
/// The unit whose report of May is given back once.
const RETURNED: (u128, usize) = (0x105, 3);
/// The unit whose report of July is corrected.
const CORRECTED: (u128, usize) = (0x102, 5);
/// The unit whose report of June comes after the last day.
const LATE: (u128, usize) = (0x112, 4);
/// Who may report after the last day: month, unit, and when that was allowed.
pub const EXCEPTIONS: &[(usize, u128, &str)] = &[
    (LATE.1, LATE.0, "2023-06-22T01:00:00Z"),
    (10, MISSING[0], "2023-12-22T01:00:00Z"),
    (10, MISSING[1], "2023-12-22T01:05:00Z"),
    (10, STALLED, "2023-12-22T01:10:00Z"),
];

/// Something that happens to a report: of which unit, for which month.
pub enum Act {
    Begin(u128, usize),
    File(u128, usize),
    Return(u128, usize),
    Resend(u128, usize),
    Accept(u128, usize),
    Correct(u128, usize),
}

/// The id of a unit's report.
fn report_of(unit: u128, number: usize) -> Uuid {
    let month = u128::try_from(number).unwrap_or_default() + 1;
    id(0x41_0000 | ((unit & 0xff) << 8) | month)
}

/// What happens to the reports of a month.
pub fn acts(number: usize, (opens_on, due_on): (&str, &str)) -> Vec<(String, Act)> {
    let mut acts = Vec::new();
    let after = |days: u64| {
        let day: NaiveDate = due_on.parse().unwrap_or_default();
        day.checked_add_days(Days::new(days)).unwrap_or(day)
    };
    for (unit, ..) in PLEDGES {
        let unit = *unit;
        let is_last = number == 10;
        if (unit == STALLED && number > 2) || (is_last && MISSING.contains(&unit)) || start_of(unit) > due_on
        {
            if unit == STALLED && is_last {
                acts.push((format!("{opens_on}T02:00:00Z"), Act::Begin(unit, number)));
            }
            continue;
        }
        let filed_on = if (unit, number) == LATE { after(2) } else { due_on.parse().unwrap_or_default() };
        acts.push((format!("{filed_on}T02:00:00Z"), Act::File(unit, number)));
        if (unit, number) == RETURNED {
            acts.push((format!("{}T03:00:00Z", after(1)), Act::Return(unit, number)));
            acts.push((format!("{}T04:00:00Z", after(2)), Act::Resend(unit, number)));
        }
        if unit != WAITING || !is_last {
            acts.push((format!("{}T05:00:00Z", after(3)), Act::Accept(unit, number)));
        }
        if (unit, number) == CORRECTED {
            acts.push((format!("{}T02:00:00Z", after(10)), Act::Correct(unit, number)));
            acts.push((format!("{}T05:00:00Z", after(11)), Act::Accept(unit, number)));
        }
    }
    acts
}

/// Takes a step at its instant.
pub async fn perform(tx: &mut Connection, at: &str, act: &Act) -> Result<(), Problem> {
    let officer = |unit: u128| on(at, UNIT_USER_BASE + unit);
    match *act {
        Act::Begin(unit, number) => begin(tx, &officer(unit)?, unit, number, 1).await,
        Act::File(unit, number) => {
            begin(tx, &officer(unit)?, unit, number, 3).await?;
            submit(tx, &officer(unit)?, unit, number).await
        }
        Act::Return(unit, number) => {
            let reason = Some("Đề nghị bổ sung số liệu (mẫu)".to_owned());
            let back = ReportTransition { reason, ..ReportTransition::of(ReportAction::Return) };
            step(tx, &on(at, OFFICE)?, unit, number, &back).await
        }
        Act::Resend(unit, number) => submit(tx, &officer(unit)?, unit, number).await,
        Act::Accept(unit, number) => {
            step(tx, &on(at, OFFICE)?, unit, number, &ReportTransition::of(ReportAction::Accept)).await
        }
        Act::Correct(unit, number) => correct(tx, &officer(unit)?, unit, number).await,
    }
}

/// Begins a report with the first so many entries.
async fn begin(
    tx: &mut Connection,
    context: &ChangeContext,
    unit: u128,
    number: usize,
    entries: usize,
) -> Result<(), Problem> {
    let period = periods::lock_shared(tx, month(number)).await?;
    let items = pledges::live_items(tx, id(CAMPAIGN_2023), pledge_of(unit)).await?;
    let told = items.iter().take(entries).map(|item| (String::new(), entry(unit, number, item))).collect();
    let ids = Ids::counting(report_of(unit, number));
    create_in(tx, &ChangeContext { ids, ..context.clone() }, &period, id(unit), told).await.map(drop)
}

async fn submit(
    tx: &mut Connection,
    context: &ChangeContext,
    unit: u128,
    number: usize,
) -> Result<(), Problem> {
    let submit =
        ReportTransition { confirm_warnings: Some(true), ..ReportTransition::of(ReportAction::Submit) };
    step(tx, context, unit, number, &submit).await
}

async fn correct(
    tx: &mut Connection,
    context: &ChangeContext,
    unit: u128,
    number: usize,
) -> Result<(), Problem> {
    step(tx, context, unit, number, &ReportTransition::of(ReportAction::Correct)).await?;
    let (.., report) = lock_report(tx, report_of(unit, number)).await?;
    let corrected = report.content.entries.iter().find(|entry| entry.value == Some(Decimal::TWO)).cloned();
    let corrected = corrected.map(|entry| (String::new(), Entry { value: Some(Decimal::from(3)), ..entry }));
    save_entries(tx, context, &report, corrected.into_iter().collect()).await?;
    submit(tx, context, unit, number).await
}

async fn step(
    tx: &mut Connection,
    context: &ChangeContext,
    unit: u128,
    number: usize,
    transition: &ReportTransition,
) -> Result<(), Problem> {
    let (campaign, period, report) = lock_report(tx, report_of(unit, number)).await?;
    apply_transition(tx, context, (&campaign, &period), &report, transition).await
}

/// A share that climbs, a number that adds up, a word of the scale.
fn entry(unit: u128, number: usize, item: &LiveItem) -> Entry {
    let months = i64::try_from(number).unwrap_or_default() + 1;
    let value = match item.aggregation.0 {
        Some(Aggregation::Sum) if unit == OVERFULFILLING => Some(Decimal::from(4)),
        Some(Aggregation::Sum) => Some(Decimal::TWO),
        // 92.5 per cent in January, half a point more each month, never above 98.
        Some(_) => Some((Decimal::new(925, 1) + Decimal::new(5 * months, 1)).min(Decimal::from(98))),
        None => None,
    };
    // The first entry of one report is shown by a file.
    let shown = (unit, number) == super::files::SHOWN && item.aggregation.0 == Some(Aggregation::Last);
    let rating = if months > 6 { "EXCELLENT" } else { "WELL_COMPLETED" };
    Entry {
        item_id: item.id,
        value,
        rating: value.is_none().then(|| rating.to_owned()),
        not_applicable: false,
        note: None,
        evidence: Vec::new(),
        file_ids: shown.then(|| id(super::files::FIRST_FILE)).into_iter().collect(),
    }
}
