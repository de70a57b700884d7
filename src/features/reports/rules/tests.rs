use std::collections::HashMap;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::{ReportAction as Do, ReportStatus as Is, *};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step, drawing, drawn_steps, next_step};

fn id(last: u128) -> Uuid {
    Uuid::from_u128(last)
}

fn item(own: u128, measured: Option<(Direction, Aggregation)>) -> ReportableItem {
    ReportableItem { id: id(own), code: format!("M{own}"), measured, evidence_required: false }
}

fn entry(item: u128, value: Option<&str>) -> Entry {
    Entry {
        item_id: id(item),
        value: value.map(|value| value.parse().unwrap()),
        rating: None,
        not_applicable: false,
        note: None,
        evidence: Vec::new(),
        file_ids: Vec::new(),
    }
}

fn scale() -> HashMap<String, Decimal> {
    HashMap::from([("COMPLETED".to_owned(), Decimal::ONE)])
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<ReportLife>());
}

#[test]
fn every_step_reads_as_designed() {
    let line = |step: &Step<ReportLife>| format!("{} {} {} {}", step.from, step.action, step.to, step.by);
    let lines: Vec<String> = ReportLife::STEPS.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    DRAFT SUBMIT SUBMITTED ACT_FOR_UNIT
    RETURNED SUBMIT SUBMITTED ACT_FOR_UNIT
    CORRECTING SUBMIT SUBMITTED ACT_FOR_UNIT
    SUBMITTED ACCEPT ACCEPTED RUN_CAMPAIGNS
    SUBMITTED RETURN RETURNED RUN_CAMPAIGNS
    ACCEPTED CORRECT CORRECTING ACT_FOR_UNIT
    CORRECTING WITHDRAW ACCEPTED ACT_FOR_UNIT
    SUBMITTED WITHDRAW ACCEPTED ACT_FOR_UNIT
    RETURNED WITHDRAW ACCEPTED ACT_FOR_UNIT
    ");
}

#[test]
fn a_step_is_refused_with_its_reason() {
    let next = |life: ReportLife, action, reason: Option<&str>| {
        next_step(&life, action, reason).map(|step| step.to).map_err(|problem| problem.code)
    };
    let reason = Some("Thiếu số liệu");
    let submitted = ReportLife { status: Is::Submitted, was_accepted: false, is_writer: false };
    assert_eq!(next(submitted, Do::Accept, reason), Ok(Is::Accepted));
    assert_eq!(next(submitted, Do::Withdraw, reason), Err(Code::invalid_transition));
    let own = ReportLife { is_writer: true, ..submitted };
    assert_eq!(next(own, Do::Accept, reason), Err(Code::own_report));
    let problem = next_step(&submitted, Do::Return, None).err().unwrap();
    let faults: Vec<_> = problem.into_faults_of("").iter().map(|fault| fault.code).collect();
    assert_eq!(faults, [Code::reason_required]);
    let corrected = ReportLife { status: Is::Returned, was_accepted: true, ..submitted };
    assert_eq!(next(corrected, Do::Withdraw, reason), Ok(Is::Accepted));
}

#[test]
fn an_entry_says_one_thing_and_the_right_one() {
    let measured = item(1, Some((Direction::Up, Aggregation::Sum)));
    let rated = item(2, None);
    let rating = |word: &str| Entry { rating: Some(word.to_owned()), ..entry(2, None) };
    let out = Entry { not_applicable: true, ..entry(1, None) };
    let reasoned = Entry { note: Some("Không phát sinh".to_owned()), ..out.clone() };
    for (entry, item, expected) in [
        (entry(1, Some("0")), &measured, None),
        (entry(1, None), &measured, None),
        (entry(2, Some("1")), &rated, Some(("/value", Fault::NeedsRating))),
        (rating("COMPLETED"), &measured, Some(("/rating", Fault::NeedsValue))),
        (rating("COMPLETED"), &rated, None),
        (rating("GOOD"), &rated, Some(("/rating", Fault::UnknownRating))),
        (out, &measured, Some(("/note", Fault::NeedsReason))),
        (reasoned.clone(), &measured, None),
        (Entry { value: Some(Decimal::ONE), ..reasoned }, &measured, Some(("", Fault::NotOneThing))),
    ] {
        assert_eq!(fault(&entry, item, &scale()), expected, "{entry:?}");
    }
}

#[test]
fn missing_is_not_zero_and_evidence_is_needed() {
    let items = [
        item(1, Some((Direction::Up, Aggregation::Sum))),
        ReportableItem { evidence_required: true, ..item(2, None) },
    ];
    let rated = Entry { rating: Some("COMPLETED".to_owned()), ..entry(2, None) };
    let found = |entries: Vec<Entry>| -> Vec<(String, Lack)> {
        let content = ReportContent { entries };
        lacks(&content, &items).into_iter().map(|(item, lack)| (item.code.clone(), lack)).collect()
    };
    assert_eq!(
        found(vec![rated.clone()]),
        [("M1".to_owned(), Lack::Entry), ("M2".to_owned(), Lack::Evidence)]
    );
    let shown = Entry { evidence: vec!["12/BC-VP".to_owned()], ..rated };
    assert!(found(vec![entry(1, Some("0")), shown]).is_empty());
}

#[test]
fn what_looks_odd_is_found() {
    use Aggregation::{Last, Sum};
    for (shape, before, value, expected) in [
        ((Direction::Up, Last), Some("50"), "49", &[Warning::GoesBack][..]),
        ((Direction::Down, Last), Some("50"), "51", &[Warning::GoesBack]),
        ((Direction::Up, Last), Some("50"), "60", &[]),
        ((Direction::Up, Last), Some("50"), "50", &[Warning::Repeats]),
        ((Direction::Up, Sum), Some("5"), "50", &[Warning::Jumps]),
        ((Direction::Up, Sum), Some("50"), "5", &[Warning::Jumps]),
        ((Direction::Up, Sum), Some("0"), "50", &[]),
        ((Direction::Up, Sum), None, "-1", &[Warning::GoesBack]),
        ((Direction::Up, Sum), Some("50"), "0", &[]),
    ] {
        let items = [item(1, Some(shape))];
        let last = before.map(|before| (id(1), before.parse().unwrap())).into_iter().collect();
        let content = ReportContent { entries: vec![entry(1, Some(value))] };
        let found: Vec<Warning> =
            warnings(&content, &items, &last).into_iter().map(|(_, warning)| warning).collect();
        assert_eq!(found, expected, "{shape:?} {before:?} {value}");
    }
}
