use std::collections::{HashMap, HashSet};

use PledgeAction as Do;
use PledgeStatus as Is;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::auth::policy::Permission;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction};
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step, allowed_actions, drawing, drawn_steps, next_step};

fn id(last: u128) -> Uuid {
    Uuid::from_u128(last)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn content(own: u128, parent: Option<u128>, ordinal: &str) -> CampaignContent {
    CampaignContent {
        id: id(own),
        parent_id: parent.map(id),
        place: i32::try_from(own).unwrap(),
        ordinal: ordinal.to_owned(),
        title: Some("Nội dung".to_owned()),
        text: None,
        indicators: Vec::new(),
    }
}

fn tree() -> Contents {
    Contents(vec![
        content(1, None, "I"),
        content(2, None, "II"),
        content(3, Some(2), "II.1"),
        content(4, Some(2), "II.2"),
        content(5, Some(1), "I.1"),
    ])
}

fn item(own: u128, answers: u128) -> Item {
    Item {
        id: id(own),
        code: format!("M{own}"),
        content_id: id(answers),
        text: "Việc".to_owned(),
        weight: Decimal::ONE,
        due_on: None,
        measure: None,
        responsible: None,
    }
}

fn measure(baseline: i64, target: i64, direction: Direction) -> Measure {
    Measure {
        indicator_id: Some(id(90)),
        name: "Tỷ lệ".to_owned(),
        unit_of_measure: "%".to_owned(),
        baseline: baseline.into(),
        target: target.into(),
        direction,
        aggregation: Aggregation::Last,
        evidence_required: false,
    }
}

#[test]
fn every_step_reads_as_designed() {
    let line = |step: &Step<PledgeLife>| format!("{} {} {} {}", step.from, step.action, step.to, step.by);
    let lines: Vec<String> = PledgeLife::STEPS.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    DRAFT SUBMIT SUBMITTED ACT_FOR_UNIT
    DRAFT WITHDRAW WITHDRAWN ACT_FOR_UNIT
    SUBMITTED APPROVE APPROVED RUN_CAMPAIGNS
    SUBMITTED RETURN RETURNED RUN_CAMPAIGNS
    SUBMITTED WITHDRAW WITHDRAWN ACT_FOR_UNIT
    SUBMITTED WITHDRAW APPROVED ACT_FOR_UNIT
    RETURNED SUBMIT SUBMITTED ACT_FOR_UNIT
    RETURNED WITHDRAW WITHDRAWN ACT_FOR_UNIT
    RETURNED WITHDRAW APPROVED ACT_FOR_UNIT
    APPROVED AMEND AMENDING ACT_FOR_UNIT
    AMENDING SUBMIT SUBMITTED ACT_FOR_UNIT
    AMENDING WITHDRAW APPROVED ACT_FOR_UNIT
    ");
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<PledgeLife>());
}

/// A submitted pledge with an item, never approved, met by somebody who did not submit it.
const WAITING: PledgeLife =
    PledgeLife { status: Is::Submitted, was_approved: false, is_writer: false, has_items: true };

fn next(life: PledgeLife, action: PledgeAction, reason: Option<&str>) -> Result<PledgeStatus, Code> {
    next_step(&life, action, reason).map(|step| step.to).map_err(|problem| problem.code)
}

#[test]
fn a_step_is_refused_with_its_reason() {
    let reason = Some("Đề nghị làm rõ");
    assert_eq!(next(WAITING, Do::Approve, reason), Ok(Is::Approved));
    let approved = PledgeLife { status: Is::Approved, ..WAITING };
    assert_eq!(next(approved, Do::Approve, reason), Err(Code::invalid_transition));
    let own = PledgeLife { is_writer: true, ..WAITING };
    assert_eq!(next(own, Do::Approve, reason), Err(Code::own_pledge));
    assert_eq!(next(own, Do::Return, None), Err(Code::own_pledge));
    assert_eq!(next(own, Do::Withdraw, reason), Ok(Is::Withdrawn));
    assert_eq!(next(WAITING, Do::Return, None), Err(Code::invalid_request));
    let empty = PledgeLife { status: Is::Draft, has_items: false, ..WAITING };
    assert_eq!(next(empty, Do::Submit, reason), Err(Code::pledge_is_empty));
}

#[test]
fn once_approved_a_withdrawal_takes_back_the_amendment() {
    for (status, was_approved, to) in [
        (Is::Submitted, false, Is::Withdrawn),
        (Is::Submitted, true, Is::Approved),
        (Is::Returned, false, Is::Withdrawn),
        (Is::Returned, true, Is::Approved),
    ] {
        let life = PledgeLife { status, was_approved, ..WAITING };
        assert_eq!(next(life, Do::Withdraw, None), Ok(to), "{status} {was_approved}");
    }
}

#[test]
fn who_submitted_a_pledge_does_not_see_the_steps_that_judge_it() {
    let all = |life: PledgeLife| allowed_actions(&life, |_| true);
    assert_eq!(all(WAITING), [Do::Approve, Do::Return, Do::Withdraw]);
    assert_eq!(all(PledgeLife { is_writer: true, ..WAITING }), [Do::Withdraw]);
    let unit = allowed_actions(&WAITING, |permission| permission == Permission::ActForUnit);
    assert_eq!(unit, [Do::Withdraw]);
}

#[test]
fn every_fault_is_found_at_its_place() {
    let days = (day("2023-02-01"), day("2023-12-31"));
    let good = PledgeContent { items: vec![item(11, 3)], ..PledgeContent::default() };
    assert!(faults(&good, &tree(), days).is_empty());
    let bad = Item {
        content_id: id(99),
        weight: Decimal::ZERO,
        due_on: Some(day("2024-01-01")),
        measure: Some(measure(98, 98, Direction::Up)),
        ..item(11, 3)
    };
    let content = PledgeContent { items: vec![item(11, 3), bad], ..PledgeContent::default() };
    let found: Vec<String> =
        faults(&content, &tree(), days).iter().map(|(at, fault)| format!("{at} {fault:?}")).collect();
    assert_eq!(
        found,
        [
            "/items/1/contentId UnknownContent",
            "/items/1/measure/target WrongDirection",
            "/items/1/weight Weightless",
            "/items/1/dueOn OutsideOfCampaign",
            "/items/1/code SameCode",
        ]
    );
}

#[test]
fn a_target_must_be_better_than_its_baseline() {
    for (baseline, target, direction, fits) in [
        (0, 10, Direction::Up, true),
        (10, 10, Direction::Up, false),
        (10, 10, Direction::Down, false),
        (10, 0, Direction::Down, true),
        (0, 10, Direction::Down, false),
    ] {
        assert_eq!(measure(baseline, target, direction).goes_its_direction(), fits);
    }
}

#[test]
fn codes_follow_the_content_and_count_on() {
    let mut taken = HashSet::new();
    for expected in ["II.1", "II.1-2", "II.1-3"] {
        let code = propose_code("II.1", &taken);
        assert_eq!(code, expected);
        taken.insert(code);
    }
}

#[test]
fn a_content_is_answered_through_the_whole_and_through_its_parts() {
    let answers = HashMap::from([
        (id(2), Answers { approved: 3, waiting: 0 }),
        (id(5), Answers { approved: 0, waiting: 1 }),
    ]);
    let tree = tree();
    let answered: Vec<_> = coverage(&tree, &answers)
        .iter()
        .map(|one| (one.content.ordinal.as_str().to_owned(), one.is_answered))
        .collect();
    let expected = [("I", false), ("I.1", false), ("II", true), ("II.1", true), ("II.2", true)];
    assert_eq!(answered, expected.map(|(ordinal, is)| (ordinal.to_owned(), is)));
    let below = HashMap::from([(id(5), Answers { approved: 1, waiting: 0 })]);
    let above: Vec<bool> = coverage(&tree, &below).iter().map(|one| one.is_answered).collect();
    assert_eq!(above, [true, true, false, false, false]);
}

#[test]
fn a_copy_finds_contents_by_number_and_drops_what_is_not_there() {
    let target = Contents(vec![content(21, None, "II"), content(23, Some(21), "II.1")]);
    let source = PledgeContent {
        items: vec![
            Item {
                measure: Some(measure(0, 1, Direction::Up)),
                due_on: Some(day("2023-06-30")),
                ..item(11, 3)
            },
            item(12, 5),
        ],
        ..PledgeContent::default()
    };
    let (copy, left_out) = copy_content(&source, (&tree(), &target), || id(77));
    assert_eq!(left_out, ["M12"]);
    let only = &copy.items[0];
    assert_eq!((only.id, only.content_id, only.due_on), (id(77), id(23), None));
    assert_eq!(only.measure.as_ref().unwrap().indicator_id, None);
}
