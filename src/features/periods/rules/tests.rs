use chrono::NaiveDate;
use proptest::prelude::*;

use super::life_cycle::require_day_of_opening;
use super::*;
use crate::features::campaigns::rules::period::CampaignPeriod as CampaignDays;
use crate::http::Code;
use crate::operations::life_cycle::{Refusal, drawing, drawn_steps, next_step};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn campaign() -> CampaignDays {
    CampaignDays { starts_on: day("2023-02-01"), ends_on: day("2023-12-31") }
}

fn calendar() -> WorkingDays {
    WorkingDays::new([(day("2023-05-01"), false), (day("2023-05-06"), true)])
}

#[test]
fn weekends_and_holidays_are_free_and_exchanged_days_are_worked() {
    let calendar = calendar();
    for (text, expected) in
        [("2023-05-01", false), ("2023-05-02", true), ("2023-05-06", true), ("2023-05-07", false)]
    {
        assert_eq!(calendar.is_working_day(day(text)), expected, "{text}");
    }
    assert_eq!(calendar.on_or_after(day("2023-04-29")), day("2023-05-02"));
    assert_eq!(calendar.add(day("2023-04-28"), 1), day("2023-05-02"));
    assert_eq!(calendar.add(day("2023-05-05"), 2), day("2023-05-08"));
}

fn lines(calendar_kind: Calendar, cut_off: CutOff) -> String {
    let line = |one: &PlannedPeriod| {
        let Days { data_from, data_to, opens_on, due_on } = one.days;
        format!("{} {} | {data_from} {data_to} | {opens_on} {due_on}", one.code, one.name)
    };
    generate(calendar_kind, cut_off, campaign(), 5, &calendar())
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn administrative_months_run_from_the_15th_to_the_14th() {
    insta::assert_snapshot!(lines(Calendar::Month, CutOff::Administrative), @r"
    2023-M02 Tháng 02 năm 2023 | 2023-02-01 2023-02-14 | 2023-02-15 2023-02-21
    2023-M03 Tháng 03 năm 2023 | 2023-02-15 2023-03-14 | 2023-03-15 2023-03-21
    2023-M04 Tháng 04 năm 2023 | 2023-03-15 2023-04-14 | 2023-04-15 2023-04-21
    2023-M05 Tháng 05 năm 2023 | 2023-04-15 2023-05-14 | 2023-05-15 2023-05-19
    2023-M06 Tháng 06 năm 2023 | 2023-05-15 2023-06-14 | 2023-06-15 2023-06-21
    2023-M07 Tháng 07 năm 2023 | 2023-06-15 2023-07-14 | 2023-07-15 2023-07-21
    2023-M08 Tháng 08 năm 2023 | 2023-07-15 2023-08-14 | 2023-08-15 2023-08-21
    2023-M09 Tháng 09 năm 2023 | 2023-08-15 2023-09-14 | 2023-09-15 2023-09-21
    2023-M10 Tháng 10 năm 2023 | 2023-09-15 2023-10-14 | 2023-10-15 2023-10-20
    2023-M11 Tháng 11 năm 2023 | 2023-10-15 2023-11-14 | 2023-11-15 2023-11-21
    2023-M12 Tháng 12 năm 2023 | 2023-11-15 2023-12-14 | 2023-12-15 2023-12-21
    2024-M01 Tháng 01 năm 2024 | 2023-12-15 2023-12-31 | 2024-01-01 2024-01-05
    ");
}

#[test]
fn other_calendars_are_cut_to_the_campaign() {
    insta::assert_snapshot!(lines(Calendar::Quarter, CutOff::Calendar), @r"
    2023-Q1 Quý I năm 2023 | 2023-02-01 2023-03-31 | 2023-04-01 2023-04-07
    2023-Q2 Quý II năm 2023 | 2023-04-01 2023-06-30 | 2023-07-01 2023-07-07
    2023-Q3 Quý III năm 2023 | 2023-07-01 2023-09-30 | 2023-10-01 2023-10-06
    2023-Q4 Quý IV năm 2023 | 2023-10-01 2023-12-31 | 2024-01-01 2024-01-05
    ");
    insta::assert_snapshot!(lines(Calendar::HalfYear, CutOff::Administrative), @r"
    2023-H1 6 tháng đầu năm 2023 | 2023-02-01 2023-06-14 | 2023-06-15 2023-06-21
    2023-H2 6 tháng cuối năm 2023 | 2023-06-15 2023-12-14 | 2023-12-15 2023-12-21
    2024-H1 6 tháng đầu năm 2024 | 2023-12-15 2023-12-31 | 2024-01-01 2024-01-05
    ");
    insta::assert_snapshot!(lines(Calendar::Year, CutOff::Calendar), @"2023-Y Năm 2023 | 2023-02-01 2023-12-31 | 2024-01-01 2024-01-05");
    insta::assert_snapshot!(lines(Calendar::SchoolYear, CutOff::Calendar), @r"
    2022-2023-SY Năm học 2022-2023 | 2023-02-01 2023-08-31 | 2023-09-01 2023-09-07
    2023-2024-SY Năm học 2023-2024 | 2023-09-01 2023-12-31 | 2024-01-01 2024-01-05
    ");
}

#[test]
fn a_period_lies_in_its_campaign_and_is_due_on_a_working_day() {
    let good = Days {
        data_from: day("2023-03-01"),
        data_to: day("2023-04-28"),
        opens_on: day("2023-04-29"),
        due_on: day("2023-05-03"),
    };
    let found = |days: Days| faults(&days, campaign(), &calendar());
    assert!(found(good).is_empty());
    assert_eq!(
        found(Days { due_on: day("2023-05-02"), ..good }),
        [("dueOn", DayFault::TooSoon(day("2023-05-03")))]
    );
    assert_eq!(
        found(Days { due_on: day("2023-05-07"), ..good }),
        [("dueOn", DayFault::NoWorkingDay(day("2023-05-08")))]
    );
    assert_eq!(
        found(Days { data_from: day("2023-01-31"), opens_on: day("2023-05-04"), ..good }),
        [("dataFrom", DayFault::OutsideOfCampaign), ("opensOn", DayFault::OpensTooLate)]
    );
    assert_eq!(found(Days { data_from: day("2023-04-29"), ..good }), [("dataTo", DayFault::EndsBeforeStart)]);
}

#[test]
fn a_period_opens_from_its_day_on_and_is_cancelled_with_a_reason() {
    let (opens_on, today) = (day("2023-03-15"), day("2023-03-15"));
    let next = |status, action, today, reason| {
        let step = next_step(&PeriodLife { status, opens_on, today }, action, reason);
        step.map(|step| step.to).map_err(|problem| problem.code)
    };
    let (planned, reason) = (PeriodStatus::Planned, Some("Lập nhầm"));
    assert_eq!(next(planned, PeriodAction::Open, today, None), Ok(PeriodStatus::Open));
    let early = PeriodLife { status: planned, opens_on, today: day("2023-03-14") };
    assert_eq!(next(planned, PeriodAction::Open, early.today, None), Err(Code::too_early_to_open));
    let refusal = Refusal::new(Code::too_early_to_open).with("opensOn", "2023-03-15");
    assert_eq!(require_day_of_opening(&early), Err(refusal));
    // The fault is /reason reason_required.
    assert_eq!(next(planned, PeriodAction::Cancel, today, None), Err(Code::invalid_request));
    assert_eq!(next(planned, PeriodAction::Cancel, today, reason), Ok(PeriodStatus::Cancelled));
    for action in [PeriodAction::Open, PeriodAction::Cancel] {
        for status in [PeriodStatus::Open, PeriodStatus::Cancelled] {
            assert_eq!(next(status, action, today, reason), Err(Code::invalid_transition));
        }
    }
}

#[test]
fn those_who_run_the_campaign_see_what_they_may_do_today() {
    let allowed = |today, runs_campaign, campaign_is_running| {
        let life = PeriodLife { status: PeriodStatus::Planned, opens_on: day("2023-03-15"), today };
        life.allowed_actions(runs_campaign, campaign_is_running)
    };
    let (early, today) = (day("2023-03-14"), day("2023-03-15"));
    assert_eq!(allowed(today, true, true), [PeriodAction::Open, PeriodAction::Cancel]);
    assert_eq!(allowed(early, true, true), [PeriodAction::Cancel]);
    assert_eq!(allowed(today, true, false), [PeriodAction::Cancel]);
    assert!(allowed(today, false, true).is_empty());
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<PeriodLife>());
}

#[test]
fn after_the_last_day_only_an_exception_opens() {
    let due_on = day("2023-03-21");
    for (status, exception, today, expected) in [
        (PeriodStatus::Open, None, "2023-03-21", Ok(())),
        (PeriodStatus::Open, None, "2023-03-22", Err(FilingRefusal::Locked(due_on))),
        (PeriodStatus::Open, Some("2023-03-24"), "2023-03-24", Ok(())),
        (PeriodStatus::Open, Some("2023-03-24"), "2023-03-25", Err(FilingRefusal::Locked(due_on))),
        (PeriodStatus::Planned, Some("2023-03-24"), "2023-03-20", Err(FilingRefusal::NotOpen)),
        (PeriodStatus::Cancelled, None, "2023-03-20", Err(FilingRefusal::NotOpen)),
    ] {
        assert_eq!(filing(status, due_on, exception.map(day), day(today)), expected, "{status} {today}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn generated_periods_never_overlap_and_never_break_a_rule(
        start in 0_u64..1500, length in 0_u64..900, kind in 0_usize..5, cut in 0_usize..2, due_after in 2_u32..10,
    ) {
        let starts_on = day("2022-01-01") + chrono::Days::new(start);
        let within = CampaignDays { starts_on, ends_on: starts_on + chrono::Days::new(length) };
        let made = generate(Calendar::ALL[kind], CutOff::ALL[cut], within, due_after, &calendar());
        prop_assert!(!made.is_empty());
        prop_assert_eq!(made.first().unwrap().days.data_from, within.starts_on);
        prop_assert_eq!(made.last().unwrap().days.data_to, within.ends_on);
        for one in &made {
            prop_assert_eq!(faults(&one.days, within, &calendar()), vec![]);
        }
        for pair in made.windows(2) {
            prop_assert_eq!(pair[0].days.data_to.succ_opt().unwrap(), pair[1].days.data_from);
        }
    }
}
