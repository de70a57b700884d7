use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::http::Code;
use crate::operations::life_cycle::{Refusal, allowed_actions, drawing, drawn_steps, next_step};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(starts_on: &str, ends_before: Option<&str>) -> Days {
    Days { starts_on: day(starts_on), ends_before: ends_before.map(day) }
}

fn life(opened_on: &str, closed_on: Option<&str>) -> Life {
    Life { opened_on: day(opened_on), closed_on: closed_on.map(day) }
}

#[test]
fn the_status_follows_the_days() {
    let life = life("2020-01-01", Some("2025-07-01"));
    for (on, expected) in [
        ("2019-12-31", UnitStatus::Planned),
        ("2020-01-01", UnitStatus::Active),
        ("2025-06-30", UnitStatus::Active),
        ("2025-07-01", UnitStatus::Closed),
    ] {
        assert_eq!(life.status_on(day(on)), expected, "{on}");
    }
}

#[test]
fn the_transition_matrix() {
    let open = life("2020-01-01", None);
    let closed = life("2020-01-01", Some("2025-07-01"));
    let mut lines = Vec::new();
    for (name, life) in [("open", open), ("closed", closed)] {
        for action in UnitAction::ALL {
            for (on, reason) in [("2020-01-01", None), ("2025-07-01", None), ("2025-07-01", Some("nhầm"))] {
                let unit = UnitLife { life, effective_on: day(on), today: day("2025-07-01") };
                let outcome = match next_step(&unit, *action, reason) {
                    Ok(step) => format!("{} closed_on {:?}", step.to, unit.after(*action).closed_on),
                    Err(problem) => problem
                        .into_faults_of("")
                        .iter()
                        .map(|fault| format!("{:?} {}", fault.place, fault.code.as_str()))
                        .collect(),
                };
                lines.push(format!("{name} {action} {on} {reason:?}: {outcome}"));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    open CLOSE 2020-01-01 None: Pointer("/effectiveOn") before_unit_opens
    open CLOSE 2025-07-01 None: CLOSED closed_on Some(2025-07-01)
    open CLOSE 2025-07-01 Some("nhầm"): CLOSED closed_on Some(2025-07-01)
    open REOPEN 2020-01-01 None: Pointer("") invalid_transition
    open REOPEN 2025-07-01 None: Pointer("") invalid_transition
    open REOPEN 2025-07-01 Some("nhầm"): Pointer("") invalid_transition
    closed CLOSE 2020-01-01 None: Pointer("") invalid_transition
    closed CLOSE 2025-07-01 None: Pointer("") invalid_transition
    closed CLOSE 2025-07-01 Some("nhầm"): Pointer("") invalid_transition
    closed REOPEN 2020-01-01 None: Pointer("/reason") reason_required
    closed REOPEN 2025-07-01 None: Pointer("/reason") reason_required
    closed REOPEN 2025-07-01 Some("nhầm"): ACTIVE closed_on None
    "#);
}

#[test]
fn the_steps_agree_with_the_days_on_every_day() {
    let (first, end) = ("2020-01-10", "2020-01-20");
    for today in (1..=28).map(|day| NaiveDate::from_ymd_opt(2020, 1, day).unwrap()) {
        for (life, action) in
            [(life(first, None), UnitAction::Close), (life(first, Some(end)), UnitAction::Reopen)]
        {
            assert_eq!(allowed_actions(&UnitLife::on(life, today), |_| true), [action], "{today}");
            assert_eq!(allowed_actions(&UnitLife::on(life, today), |_| false), [], "{today}");
            for effective_on in (1..=28).map(|day| NaiveDate::from_ymd_opt(2020, 1, day).unwrap()) {
                let unit = UnitLife { life, effective_on, today };
                match next_step(&unit, action, Some("nhầm")) {
                    Ok(step) => assert_eq!(step.to, unit.after(action).status_on(today), "{unit:?}"),
                    Err(problem) => {
                        assert_eq!(problem.code, Code::invalid_request);
                        assert!(action == UnitAction::Close && effective_on <= day(first), "{unit:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<UnitLife>());
}

#[test]
fn a_parent_must_exist_on_all_the_days() {
    let parent = life("2020-01-01", Some("2025-07-01"));
    for (needed, expected) in [
        (days("2020-01-01", Some("2025-07-01")), true),
        (days("2021-01-01", Some("2022-01-01")), true),
        (days("2019-12-31", Some("2022-01-01")), false),
        (days("2021-01-01", Some("2025-07-02")), false),
        (days("2021-01-01", None), false),
    ] {
        assert_eq!(parent.covers(&needed), expected, "{needed:?}");
    }
    assert!(life("2020-01-01", None).covers(&days("2021-01-01", None)));
}

#[test]
fn a_change_goes_into_the_version_of_its_day() {
    let life = life("2020-01-01", Some("2025-07-01"));
    let versions = [days("2020-01-01", Some("2023-01-01")), days("2023-01-01", Some("2025-07-01"))];
    assert_eq!(place_change(&life, &versions, day("2020-01-01")), Ok((0, Rewrite::Whole)));
    assert_eq!(place_change(&life, &versions, day("2023-01-01")), Ok((1, Rewrite::Whole)));
    assert_eq!(
        place_change(&life, &versions, day("2022-05-05")),
        Ok((0, Rewrite::From(days("2022-05-05", Some("2023-01-01")))))
    );
    assert_eq!(
        place_change(&life, &versions, day("2019-01-01")),
        Err(Refusal::at("/effectiveOn", Code::before_unit_opens).with("opensOn", "2020-01-01"))
    );
    assert_eq!(
        place_change(&life, &versions, day("2025-07-01")),
        Err(Refusal::at("/effectiveOn", Code::after_unit_closes).with("closesOn", "2025-07-01"))
    );
}

#[test]
fn a_unit_is_not_closed_before_a_planned_change() {
    let versions = [days("2020-01-01", Some("2023-01-01")), days("2023-01-01", None)];
    assert_eq!(check_no_later_version(&versions, day("2023-01-02")), Ok(()));
    assert_eq!(
        check_no_later_version(&versions, day("2023-01-01")),
        Err(Refusal::new(Code::unit_has_later_versions).with("startsOn", "2023-01-01"))
    );
}

proptest! {
    /// Whatever changes are made, the versions of a unit tile its life: no day without a version, none with two.
    #[test]
    fn changes_keep_the_versions_a_tiling_of_the_life(
        length in 1_i64..400,
        has_end in any::<bool>(),
        offsets in proptest::collection::vec(0_i64..400, 0..20),
    ) {
        let first = day("2020-01-01");
        let closed_on = has_end.then(|| first + chrono::TimeDelta::days(length));
        let life = Life { opened_on: first, closed_on };
        let mut versions = vec![life.days()];
        for offset in offsets {
            let on = first + chrono::TimeDelta::days(offset);
            if let Ok((index, Rewrite::From(rest))) = place_change(&life, &versions, on) {
                versions[index].ends_before = Some(rest.starts_on);
                versions.insert(index + 1, rest);
            }
        }
        for offset in 0..400 {
            let on = first + chrono::TimeDelta::days(offset);
            let holding = versions.iter().filter(|days| days.contain(on)).count();
            prop_assert_eq!(holding, usize::from(life.days().contain(on)));
            if life.days().contain(on) {
                prop_assert!(versions[version_for(&versions, on).unwrap()].contain(on));
            }
        }
    }
}
