use proptest::prelude::*;

use super::*;

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
                let outcome = match life.next(*action, day(on), reason) {
                    Ok(next) => format!("closed_on {:?}", next.closed_on),
                    Err(refusal) => format!("{refusal:?}"),
                };
                lines.push(format!("{name} {action} {on} {reason:?}: {outcome}"));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    open CLOSE 2020-01-01 None: BeforeOpening(2020-01-01)
    open CLOSE 2025-07-01 None: closed_on Some(2025-07-01)
    open CLOSE 2025-07-01 Some("nhầm"): closed_on Some(2025-07-01)
    open REOPEN 2020-01-01 None: NotNow
    open REOPEN 2025-07-01 None: NotNow
    open REOPEN 2025-07-01 Some("nhầm"): NotNow
    closed CLOSE 2020-01-01 None: NotNow
    closed CLOSE 2025-07-01 None: NotNow
    closed CLOSE 2025-07-01 Some("nhầm"): NotNow
    closed REOPEN 2020-01-01 None: NoReason
    closed REOPEN 2025-07-01 None: NoReason
    closed REOPEN 2025-07-01 Some("nhầm"): closed_on None
    "#);
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
        Err(Refusal::BeforeOpening(day("2020-01-01")))
    );
    assert_eq!(
        place_change(&life, &versions, day("2025-07-01")),
        Err(Refusal::AfterClosing(day("2025-07-01")))
    );
}

#[test]
fn a_unit_is_not_closed_before_a_planned_change() {
    let versions = [days("2020-01-01", Some("2023-01-01")), days("2023-01-01", None)];
    assert_eq!(check_no_later_version(&versions, day("2023-01-02")), Ok(()));
    assert_eq!(
        check_no_later_version(&versions, day("2023-01-01")),
        Err(Refusal::LaterVersion(day("2023-01-01")))
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
