use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::features::campaigns::rules::indicators::Aggregation;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn id(last: u128) -> Uuid {
    Uuid::from_u128(last)
}

fn item(own: u128, content: u128, weight: &str, scale: Option<Scale>) -> Item {
    Item { id: id(own), content_id: id(content), weight: decimal(weight), scale }
}

fn scale(baseline: &str, target: &str, aggregation: Aggregation) -> Scale {
    Scale { baseline: decimal(baseline), target: decimal(target), aggregation }
}

fn fold(item: &Item, reported: &[Reported]) -> ItemState {
    reported.iter().fold(ItemState::default(), |state, reported| state.after(item, reported))
}

#[test]
fn values_become_progress() {
    use Aggregation::{Average, Last, Sum};
    for (baseline, target, aggregation, values, expected) in [
        ("0", "100", Sum, &["20", "30"][..], "0.5"),
        ("0", "100", Last, &["20", "30"], "0.3"),
        ("0", "100", Average, &["20", "31"], "0.255"),
        ("92.5", "98", Last, &["95"], "0.454545"),
        // Less is better.
        ("40", "10", Last, &["25"], "0.5"),
        ("40", "10", Last, &["50"], "0"),
        // Over-fulfilment hides nobody else's gap.
        ("0", "100", Sum, &["90", "90"], "1"),
        ("0", "3", Sum, &["1"], "0.333333"),
        ("0", "3", Sum, &["2"], "0.666667"),
        // Zero is a value; the average of three is divided once.
        ("0", "1", Average, &["0", "0", "1"], "0.333333"),
        ("-5", "5", Last, &["0"], "0.5"),
        ("0", "99999999999999.999999", Sum, &["99999999999999.999999"], "1"),
    ] {
        let item = item(1, 1, "1", Some(scale(baseline, target, aggregation)));
        let reported: Vec<_> = values.iter().map(|value| Reported::Value(decimal(value))).collect();
        let state = fold(&item, &reported);
        assert_eq!(state.progress, Some(decimal(expected)), "{baseline} {target} {values:?}");
    }
}

#[test]
fn over_fulfilment_is_shown_beside_progress() {
    let scale = scale("0", "100", Aggregation::Sum);
    assert_eq!(fulfilment(decimal("180"), &scale), decimal("1.8"));
    assert_eq!(fulfilment(decimal("-10"), &scale), decimal("-0.1"));
}

#[test]
fn the_last_rating_counts_and_what_does_not_apply_does_not_count() {
    let rated = item(1, 1, "1", None);
    let good = Reported::Rating("WELL_COMPLETED".to_owned(), decimal("0.8"));
    assert_eq!(fold(&rated, std::slice::from_ref(&good)).progress, Some(decimal("0.8")));
    let out = fold(&rated, &[good.clone(), Reported::NotApplicable]);
    assert!(out.is_out && out.progress.is_none());
    assert!(!fold(&rated, &[Reported::NotApplicable, good]).is_out);
}

#[test]
fn a_value_that_an_amended_item_can_not_read_says_nothing() {
    let rated = item(1, 1, "1", None);
    assert_eq!(fold(&rated, &[Reported::Value(Decimal::ONE)]), ItemState::default());
}

#[test]
fn weights_roll_up_and_missing_is_counted_as_not_begun() {
    let items = [
        item(1, 1, "3", Some(scale("0", "10", Aggregation::Sum))),
        item(2, 1, "1", None),
        item(3, 2, "0.5", Some(scale("0", "10", Aggregation::Sum))),
    ];
    let half = fold(&items[0], &[Reported::Value(decimal("5"))]);
    let out = fold(&items[2], &[Reported::NotApplicable]);
    let unit = UnitState::of([(&items[0], Some(&half)), (&items[1], None), (&items[2], Some(&out))]);
    assert_eq!((unit.item_count, unit.known_count), (3, 2));
    assert_eq!(unit.progress(), Some(decimal("0.375")));
    let nothing = UnitState::of([(&items[2], Some(&out))]);
    assert_eq!(nothing.progress(), None);
    assert_eq!(UnitState::of([(&items[1], None)]).progress(), Some(Decimal::ZERO));
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + Days::new(number)
}

fn reported() -> impl Strategy<Value = Reported> {
    prop_oneof![
        8 => (-1_000_000_000_i64..1_000_000_000, 0_u32..=6).prop_map(|(n, s)| Reported::Value(Decimal::new(n, s))),
        1 => Just(Reported::NotApplicable),
    ]
}

/// Some items of a unit, and what was reported of them on some days.
fn unit() -> impl Strategy<Value = (Vec<Item>, Vec<Vec<Option<Reported>>>)> {
    let one = (1_i64..1_000_000, 0_u128..4, -1000_i64..1000, 1_i64..1000, 0_usize..3);
    let items = prop::collection::vec(one, 1..6);
    (items, 0_usize..6).prop_flat_map(|(rows, days)| {
        let items: Vec<Item> = (0..)
            .zip(rows)
            .map(|(own, (weight, content, baseline, width, aggregation))| {
                let aggregation = Aggregation::ALL[aggregation];
                let (baseline, target) = (Decimal::from(baseline), Decimal::from(baseline + width));
                let scale = Some(Scale { baseline, target, aggregation });
                Item { id: id(own), content_id: id(content), weight: Decimal::new(weight, 4), scale }
            })
            .collect();
        let entries = prop::collection::vec(prop::option::weighted(0.8, reported()), items.len());
        (Just(items), prop::collection::vec(entries, days))
    })
}

/// The states of a unit through each day, computed from nothing.
fn states(items: &[Item], days: &[Vec<Option<Reported>>]) -> BTreeMap<NaiveDate, UnitState> {
    let mut known: Vec<Option<ItemState>> = vec![None; items.len()];
    let mut states = BTreeMap::from([(NaiveDate::MIN, UnitState::of(items.iter().map(|item| (item, None))))]);
    for (number, entries) in (0..).zip(days) {
        for ((state, item), entry) in known.iter_mut().zip(items).zip(entries) {
            if let Some(entry) = entry {
                *state = Some(state.clone().unwrap_or_default().after(item, entry));
            }
        }
        let unit = UnitState::of(items.iter().zip(known.iter().map(Option::as_ref)));
        states.insert(day(number), unit);
    }
    states
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn progress_lies_within_0_and_1((items, days) in unit()) {
        for state in states(&items, &days).values() {
            let progress = state.progress().unwrap_or_default();
            prop_assert!(progress >= Decimal::ZERO && progress <= Decimal::ONE && progress.scale() <= 6);
            for share in state.by_content.values() {
                prop_assert!(share.weighted <= share.weight);
            }
        }
    }

    #[test]
    fn a_better_value_is_never_less_progress(
        baseline in -1000_i64..1000, width in 1_i64..1000, down: bool, first in -5000_i64..5000, more in 0_i64..5000,
        aggregation in 0_usize..3,
    ) {
        let target = if down { baseline - width } else { baseline + width };
        let better = if down { first - more } else { first + more };
        let scale = Scale {
            baseline: baseline.into(), target: target.into(), aggregation: Aggregation::ALL[aggregation],
        };
        let item = item(1, 1, "1", Some(scale));
        let of = |value: i64| fold(&item, &[Reported::Value(value.into())]).progress.unwrap();
        prop_assert!(of(better) >= of(first));
    }

    /// Units change one after the other, each from its old states to new ones; the sums that were kept step by step are
    /// the sums computed from nothing.
    #[test]
    fn sums_kept_in_steps_equal_recomputation(
        before in prop::collection::vec(unit(), 1..5), after in prop::collection::vec(unit(), 1..5),
    ) {
        let before: Vec<_> = before.iter().map(|(items, days)| states(items, days)).collect();
        let after: Vec<_> = after.iter().map(|(items, days)| states(items, days)).collect();
        let mut kept = sum_steps(&before);
        for (old, new) in before.iter().zip(&after) {
            for (day, step) in steps_between(old, new) {
                kept.entry(day).or_default().add(&step, 1);
            }
        }
        let now: Vec<_> = after.iter().take(before.len()).chain(before.iter().skip(after.len())).collect();
        kept.retain(|_, step| !step.is_empty());
        for step in kept.values_mut() {
            step.by_content.retain(|_, share| !share.weight.is_zero() || !share.weighted.is_zero());
        }
        let mut fresh = sum_steps(now);
        for step in fresh.values_mut() {
            step.by_content.retain(|_, share| !share.weight.is_zero() || !share.weighted.is_zero());
        }
        prop_assert_eq!(kept, fresh);
    }
}

#[test]
fn shares_are_printed_as_documents_do() {
    for (share, expected) in
        [("0.8649", "86,5%"), ("1", "100%"), ("0.0005", "0,1%"), ("0", "0%"), ("1.8333", "183,3%")]
    {
        assert_eq!(printed_share(decimal(share)), expected);
    }
}
