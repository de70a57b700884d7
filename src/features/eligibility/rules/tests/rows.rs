//! Which rows answer: by day, by province, with an amendment that is not confirmed, with a newer row.

use serde_json::json;

use super::Outcome::{Fail, Pass, Unknown};
use super::*;

fn met() -> Value {
    standard()
}

fn failed() -> Value {
    json!({"kind": "CHOSEN_IN_REVIEW"})
}

fn open() -> Value {
    json!({"kind": "TASK_RATING", "atLeast": "GOOD", "years": 1})
}

/// The same rule with other days.
fn dated(asks: &Value, starts_on: &str, ends_before: Option<&str>) -> RuleRow {
    let row = row("RULE", asks);
    let id =
        Uuid::from_u128(u128::from(starts_on.as_bytes()[3]) * 1000 + u128::from(starts_on.as_bytes()[6]));
    RuleRow { id, starts_on: day(starts_on), ends_before: ends_before.map(day), ..row }
}

fn draft(asks: &Value) -> RuleRow {
    RuleRow { status: RuleStatus::Draft, ..dated(asks, "2026-10-01", None) }
}

fn received(on: &str) -> Question {
    Question { received_on: day(on), ..question() }
}

fn outcome(rows: &[RuleRow], question: &Question) -> Outcome {
    check(question, &meeting_standard(), rows, &AwardNames::new()).outcome
}

#[test]
fn the_row_of_the_day_of_receipt_decides() {
    let rows = [
        dated(&failed(), "2017-10-01", Some("2024-01-01")),
        dated(&met(), "2024-01-01", Some("2025-07-01")),
        dated(&open(), "2025-07-01", None),
    ];
    for (day, expected) in [
        ("2023-12-31", Fail),
        ("2024-01-01", Pass),
        ("2025-06-30", Pass),
        ("2025-07-01", Unknown),
        ("2026-11-29", Unknown),
        ("2017-09-30", Unknown),
    ] {
        assert_eq!(outcome(&rows, &received(day)), expected, "{day}");
    }
}

#[test]
fn an_amendment_that_is_not_confirmed_answers_beside_the_row_it_amends() {
    let in_force = |asks: &Value| dated(asks, "2024-01-01", Some("2026-10-01"));
    let after = received("2026-10-02");
    for (old, new, expected) in [
        (met(), met(), Pass),
        (failed(), failed(), Fail),
        (met(), failed(), Unknown),
        (failed(), met(), Unknown),
        (met(), open(), Unknown),
        (open(), open(), Unknown),
    ] {
        let rows = [in_force(&old), draft(&new)];
        let verdict = check(&after, &meeting_standard(), &rows, &AwardNames::new());
        assert_eq!(verdict.outcome, expected, "{old} {new}");
        let roles: Vec<_> = verdict.rules[0].rows.iter().map(|row| row.role).collect();
        assert_eq!(roles, [RowRole::InForce, RowRole::Draft]);
        let differs = verdict.rules[0].rows[0].outcome != verdict.rules[0].rows[1].outcome;
        assert_eq!(verdict.rules[0].reasons == [Reason::AmendmentNotConfirmed], differs);
        assert_eq!(
            outcome(&rows, &received("2026-09-30")),
            outcome(&[in_force(&old)], &received("2026-09-30"))
        );
    }
}

#[test]
fn a_new_rule_that_is_not_confirmed_can_only_doubt() {
    let standing = row("OTHER", &met());
    for (asks, expected) in [(met(), Pass), (failed(), Unknown)] {
        let rows = [standing.clone(), draft(&asks)];
        assert_eq!(outcome(&rows, &received("2026-10-02")), expected, "{asks}");
    }
}

#[test]
fn the_newer_row_counts_where_it_is_more_favourable_and_the_transition_says_so() {
    let old = dated(&failed(), "2024-01-01", Some("2026-10-01"));
    let newer = dated(&met(), "2026-10-01", None);
    let before = received("2026-09-01");
    assert_eq!(outcome(&[old.clone(), newer.clone()], &before), Fail);
    let favourable = RuleRow { transition: RuleTransition::MoreFavourable, ..newer };
    let rows = [old, favourable.clone()];
    let verdict = check(&before, &meeting_standard(), &rows, &AwardNames::new());
    assert_eq!(verdict.outcome, Pass);
    assert_eq!(verdict.rules[0].reasons, [Reason::NewerRowCounts { starts_on: day("2026-10-01") }]);
    let asked_before = Question { asked_on: day("2026-09-15"), ..before.clone() };
    assert_eq!(outcome(&rows, &asked_before), Fail);
    // It never takes away what the earlier row gives.
    let worse = RuleRow { condition: condition(&failed()), ..favourable };
    assert_eq!(outcome(&[dated(&met(), "2024-01-01", Some("2026-10-01")), worse], &before), Pass);
}

#[test]
fn a_row_of_the_province_stands_in_place_of_the_national_one_while_it_holds() {
    let national = dated(&met(), "2024-01-01", None);
    let provincial = RuleRow {
        is_provincial: true,
        id: Uuid::from_u128(9),
        ..dated(&failed(), "2025-01-01", Some("2026-01-01"))
    };
    let rows = [provincial, national];
    for (day, expected) in
        [("2024-12-31", Pass), ("2025-01-01", Fail), ("2025-12-31", Fail), ("2026-01-01", Pass)]
    {
        assert_eq!(outcome(&rows, &received(day)), expected, "{day}");
    }
}

#[test]
fn a_row_that_should_have_been_checked_warns_and_does_not_block() {
    let late = RuleRow { verify_after: Some(day("2026-10-01")), ..row("RULE", &met()) };
    let verdict = check(&question(), &meeting_standard(), &[late], &AwardNames::new());
    assert_eq!(verdict.outcome, Pass);
    assert_eq!(verdict.rules[0].rows[0].warnings, [Reason::CheckAgain { since: day("2026-10-01") }]);
}

#[test]
fn rows_of_other_recipients_and_kinds_and_those_taken_back_say_nothing() {
    let rows = [
        RuleRow { recipient: RecipientKind::Collective, ..row("A", &failed()) },
        RuleRow { kinds: vec![CommendationKind::AdHoc], ..row("B", &failed()) },
        RuleRow { status: RuleStatus::Withdrawn, ..row("C", &failed()) },
        RuleRow { award: AwardCode::new("GIAY_KHEN"), ..row("D", &failed()) },
    ];
    let verdict = check(&question(), &meeting_standard(), &rows, &AwardNames::new());
    assert_eq!(verdict.outcome, Unknown);
    assert_eq!(verdict.reasons, [Reason::NoRule { award: AwardCode::new("BANG_KHEN_TINH") }]);
}

#[test]
fn who_is_only_not_barred_has_earned_nothing() {
    let bars = [
        json!({"kind": "NOT_ALREADY_COMMENDED"}),
        json!({"kind": "COMMENDATION_KIND_EXCLUDED", "kinds": ["AD_HOC"]}),
        json!({"kind": "ALL_OF", "conditions": [{"kind": "AFTER_DISCIPLINE"}]}),
    ];
    for bar in bars {
        let verdict = check(&question(), &meeting_standard(), &[row("BAR", &bar)], &AwardNames::new());
        assert_ne!(verdict.outcome, Pass, "{bar}");
    }
}

#[test]
fn outlook_tells_the_year_in_which_a_chain_completes() {
    let chain =
        json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 3, "endsIn": "SAME_YEAR"});
    let award_of = |years: &[i32], known: i32| KnownFacts {
        awards: awards("CSTD_CO_SO", years),
        complete: vec![complete(Record::Awards, known, true)],
        ..KnownFacts::default()
    };
    for (facts, nearness, missing) in [
        (award_of(&[2023, 2024, 2025], 2025), Nearness::Met, None),
        (award_of(&[2023, 2024], 2024), Nearness::ThisYear, Some(2025)),
        (award_of(&[2024, 2025], 2025), Nearness::NextYear, Some(2026)),
        (award_of(&[2025], 2025), Nearness::Later, None),
    ] {
        let found = prospect(&question(), &facts, &[row("RULE", &chain)], &AwardNames::new());
        assert_eq!(found.nearness, nearness, "{facts:?}");
        if let Some(year) = missing {
            let award = AwardCode::new("CSTD_CO_SO");
            assert_eq!(found.verdict.missing(), [&Reason::AwardNotKnown { award, year }]);
        }
    }
}
