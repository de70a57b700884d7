//! The campaign of 2023 lived through, each step on its day: pledges, administrative months, reports that are late,
//! missing, returned and corrected; one unit that stalls, one that does more than it took upon itself. All of it is made up.

use super::campaigns::CAMPAIGN_2023;
use super::ids::{FIRST_MONTH, id, month, on};
use super::users::OFFICE;
use super::{files, pledges, reports};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::routes::reminders::send;
use crate::features::obligations::store::reminders::pending;
use crate::features::periods::routes::create::create_periods;
use crate::features::periods::routes::exceptions::{NewLockException, grant_exception};
use crate::features::periods::routes::generate::{PeriodGeneration, generate_periods};
use crate::features::periods::routes::transition::apply_transition;
use crate::features::periods::rules::{Calendar, CutOff, Days, PeriodAction, PeriodKind, PlannedPeriod};
use crate::features::periods::store as periods;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;

/// The last part of the id of a period that is still planned.
const PLANNED: u128 = 0x2020;
/// The last part of the id of the first exception.
const FIRST_EXCEPTION: u128 = 0x2101;
/// On which day each month opens, from February to December, and the last day of reporting.
#[rustfmt::skip]
const MONTHS: [(&str, &str); 11] = [
    ("2023-02-15", "2023-02-21"), ("2023-03-15", "2023-03-21"), ("2023-04-15", "2023-04-21"),
    ("2023-05-15", "2023-05-19"), ("2023-06-15", "2023-06-21"), ("2023-07-15", "2023-07-21"),
    ("2023-08-15", "2023-08-21"), ("2023-09-15", "2023-09-21"), ("2023-10-15", "2023-10-20"),
    ("2023-11-15", "2023-11-21"), ("2023-12-15", "2023-12-21"),
];

/// The morning after the last day of June, on which who did not report is reminded.
const REMINDED_AT: &str = "2023-06-22T00:00:00Z";
/// The last part of the id of the first reminder.
const FIRST_REMINDER: u128 = 0x2700;

/// Something that happens on a day.
enum Act {
    Generate,
    Open(usize),
    Except(usize, u128),
    Pledge(pledges::Act),
    Report(reports::Act),
    Upload,
    Remind,
}

/// Everything that happens in 2023, in the order of its days.
pub async fn live_through(tx: &mut Connection) -> Result<(), Problem> {
    let mut acts: Vec<(String, Act)> = vec![("2023-02-02T01:00:00Z".to_owned(), Act::Generate)];
    acts.extend(pledges::acts().into_iter().map(|(at, act)| (at, Act::Pledge(act))));
    for (number, (opens_on, due_on)) in MONTHS.iter().enumerate() {
        acts.push((format!("{opens_on}T00:30:00Z"), Act::Open(number)));
        let reported = reports::acts(number, (opens_on, due_on));
        acts.extend(reported.into_iter().map(|(at, act)| (at, Act::Report(act))));
    }
    for (number, unit, at) in reports::EXCEPTIONS {
        acts.push(((*at).to_owned(), Act::Except(*number, *unit)));
    }
    acts.push((files::UPLOADED_AT.to_owned(), Act::Upload));
    acts.push((REMINDED_AT.to_owned(), Act::Remind));
    acts.sort_by(|(one, _), (other, _)| one.cmp(other));
    let exceptions = Ids::counting(id(FIRST_EXCEPTION));
    for (at, act) in acts {
        match act {
            Act::Generate => generate(tx, &on(&at, OFFICE)?).await?,
            Act::Open(number) => open(tx, &on(&at, OFFICE)?, number).await?,
            Act::Except(number, unit) => {
                let context = ChangeContext { ids: exceptions.clone(), ..on(&at, OFFICE)? };
                except(tx, &context, number, unit).await?;
            }
            Act::Pledge(act) => pledges::perform(tx, &at, &act).await?,
            Act::Report(act) => reports::perform(tx, &at, &act).await?,
            Act::Upload => files::upload(tx, &at).await?,
            Act::Remind => remind(tx, &at).await?,
        }
    }
    Ok(())
}

/// The standing office makes the administrative months, and one more period that is never opened.
async fn generate(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let campaign = campaigns::lock_shared(tx, id(CAMPAIGN_2023)).await?;
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2023, month, day);
    let months = PeriodGeneration {
        calendar: Calendar::Month,
        cut_off: CutOff::Administrative,
        from: None,
        to: day(12, 14),
        due_after_working_days: None,
    };
    let context = ChangeContext { ids: Ids::counting(id(FIRST_MONTH)), ..context.clone() };
    generate_periods(tx, &context, &campaign, &months).await?;
    let (Some(data_from), Some(data_to), Some(opens_on), Some(due_on)) =
        (day(12, 15), day(12, 22), day(12, 23), day(12, 28))
    else {
        return Err(Problem::internal("days of December"));
    };
    let rest = PlannedPeriod {
        code: "2023-M12B".to_owned(),
        name: "Nửa cuối tháng 12 năm 2023".to_owned(),
        kind: PeriodKind::Other,
        days: Days { data_from, data_to, opens_on, due_on },
    };
    let context = ChangeContext { ids: Ids::counting(id(PLANNED)), ..context };
    create_periods(tx, &context, &campaign, vec![rest]).await.map(drop)
}

async fn open(tx: &mut Connection, context: &ChangeContext, number: usize) -> Result<(), Problem> {
    let campaign = campaigns::lock_shared(tx, id(CAMPAIGN_2023)).await?;
    let period = periods::lock_exclusive(tx, month(number)).await?;
    let opening = TransitionInput::of(PeriodAction::Open);
    apply_transition(tx, context, &campaign, &period, &opening).await.map(drop)
}

/// More than the sample ever sends.
const MOST_REMINDERS: i64 = 1_000;

/// What the worker of jobs does each morning, done once.
async fn remind(tx: &mut Connection, at: &str) -> Result<(), Problem> {
    let context = ChangeContext { actor_id: None, ids: Ids::counting(id(FIRST_REMINDER)), ..on(at, OFFICE)? };
    let pending = pending(tx, context.today, MOST_REMINDERS).await?;
    send(tx, &context, &pending).await.map(drop)
}

async fn except(
    tx: &mut Connection,
    context: &ChangeContext,
    number: usize,
    unit: u128,
) -> Result<(), Problem> {
    let period = periods::lock_exclusive(tx, month(number)).await?;
    // The last month stays open to those who still owe it, so that the examples can be tried.
    let until_on = if number + 1 == MONTHS.len() {
        chrono::NaiveDate::from_ymd_opt(2099, 12, 31)
    } else {
        context.today.checked_add_days(chrono::Days::new(2))
    };
    let exception = NewLockException {
        unit_id: id(unit),
        until_on: until_on.unwrap_or(context.today),
        reason: "Sự cố đường truyền (mẫu)".to_owned(),
    };
    grant_exception(tx, context, &period, &exception).await.map(drop)
}
