//! Tables of what is wrong with facts, and that nothing is lost when they are kept.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{FactColumns, FactDetails, FactFault, faults};
use crate::features::people::rules::SubjectKind::{self, Household, Person, Unit};

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

fn details(body: Value) -> FactDetails {
    serde_json::from_value(body).unwrap()
}

fn rating(year: i32, score: Value) -> FactDetails {
    details(
        json!({"kind": "TASK_RATING", "year": year, "level": "GOOD", "score": score, "decree": "Nghị định 335/2025/NĐ-CP"}),
    )
}

fn hold_from(starts_on: &str, ends_on: Value, outcome: Value) -> FactDetails {
    details(json!({"kind": "HOLD", "holdKind": "INSPECTION", "startsOn": starts_on, "endsOn": ends_on,
        "outcome": outcome, "reference": "Kết luận"}))
}

fn figures(members: i32, women: i32) -> FactDetails {
    details(json!({"kind": "UNIT_FIGURES", "year": 2025, "members": members, "women": women}))
}

/// A fact, whom it is about, and what is wrong, each at its member.
type Case = (FactDetails, SubjectKind, Vec<(&'static str, FactFault)>);

#[test]
fn what_is_wrong_is_told_at_its_member() {
    let statement = |year| details(json!({"kind": "STATEMENT", "code": "X", "year": year, "text": "Có"}));
    let cases: Vec<Case> = vec![
        (rating(2025, json!("92.55")), Person, vec![]),
        (rating(2026, json!(null)), Unit, vec![]),
        (rating(2025, json!("0")), Household, vec![("kind", FactFault::NotOfThisSubject)]),
        (rating(2027, json!("100")), Person, vec![("year", FactFault::YearInTheFuture)]),
        (rating(2025, json!("100.01")), Person, vec![("score", FactFault::ScoreOutOfBounds)]),
        (rating(2025, json!("-1")), Person, vec![("score", FactFault::ScoreOutOfBounds)]),
        (rating(2025, json!("92.555")), Person, vec![("score", FactFault::ScoreOutOfBounds)]),
        (hold_from("2026-11-23", json!(null), json!(null)), Household, vec![]),
        (hold_from("2026-01-01", json!("2026-01-01"), json!("NO_FAULT")), Person, vec![]),
        (
            hold_from("2026-11-24", json!(null), json!("DISCIPLINED")),
            Unit,
            vec![("startsOn", FactFault::DayInTheFuture), ("outcome", FactFault::OutcomeOfRunningHold)],
        ),
        (
            hold_from("2026-01-02", json!("2026-01-01"), json!(null)),
            Unit,
            vec![("endsOn", FactFault::EndsBeforeStart)],
        ),
        (statement(2026), Household, vec![]),
        (statement(2027), Household, vec![("year", FactFault::YearInTheFuture)]),
        (figures(24, 24), Unit, vec![]),
        (figures(24, 25), Unit, vec![("women", FactFault::WomenExceedMembers)]),
        (figures(24, 17), Person, vec![("kind", FactFault::NotOfThisSubject)]),
    ];
    for (details, subject, expected) in cases {
        assert_eq!(faults(&details, subject, today()), expected, "{details:?}");
    }
}

#[test]
fn a_kind_takes_no_members_of_another() {
    let mixed = json!({"kind": "HOLD", "year": 2025, "level": "GOOD", "score": null, "decree": "X"});
    assert!(serde_json::from_value::<FactDetails>(mixed).is_err());
}

proptest! {
    #[test]
    fn what_is_kept_comes_back(year in 1945..=2100_i32, cents in 0..=10_000_i64, first in 0..20_000_u64, days in 0..2_000_u64, lasts in any::<bool>()) {
        let start = NaiveDate::default() + chrono::Days::new(first);
        let end = if lasts { json!(null) } else { json!(start + chrono::Days::new(days)) };
        let outcome = if lasts { json!(null) } else { json!("DISCIPLINED") };
        let score = rust_decimal::Decimal::new(cents, 2);
        for fact in [rating(year, json!(score)), hold_from(&start.to_string(), end, outcome), figures(20, 10)] {
            let kept = FactColumns::from(&fact);
            prop_assert!(kept.details.get("kind").is_none() && kept.details.get("year").is_none());
            prop_assert_eq!(FactDetails::try_from(kept).unwrap(), fact);
        }
    }
}
