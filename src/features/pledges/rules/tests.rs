use super::*;
use crate::features::campaigns::rules::contents::Content;

fn id(last: u128) -> Uuid {
    Uuid::from_u128(last)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn content(own: u128, parent: Option<u128>, ordinal: &str) -> Content {
    Content {
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

fn measured(baseline: i64, target: i64, direction: Direction) -> Measure {
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
    let line = |step: &Step| {
        let once = step.once_approved.map_or(String::new(), |once| format!(" approved={once}"));
        format!("{}{once} {} {} {:?}", step.from, step.action, step.to, step.by)
    };
    let lines: Vec<String> = STEPS.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    DRAFT SUBMIT SUBMITTED Unit
    DRAFT WITHDRAW WITHDRAWN Unit
    SUBMITTED APPROVE APPROVED Office
    SUBMITTED RETURN RETURNED Office
    SUBMITTED approved=false WITHDRAW WITHDRAWN Unit
    SUBMITTED approved=true WITHDRAW APPROVED Unit
    RETURNED SUBMIT SUBMITTED Unit
    RETURNED approved=false WITHDRAW WITHDRAWN Unit
    RETURNED approved=true WITHDRAW APPROVED Unit
    APPROVED AMEND AMENDING Unit
    AMENDING SUBMIT SUBMITTED Unit
    AMENDING WITHDRAW APPROVED Unit
    ");
}

#[test]
fn a_step_is_refused_with_its_reason() {
    let taker = Taker {
        actor_id: Some(id(1)),
        submitted_by: Some(id(2)),
        was_approved: false,
        has_reason: true,
        has_items: true,
    };
    let next = |status: PledgeStatus, action, taker: Taker| status.next(action, &taker).map(|step| step.to);
    assert_eq!(next(Is::Submitted, PledgeAction::Approve, taker), Ok(Is::Approved));
    assert_eq!(next(Is::Approved, PledgeAction::Approve, taker), Err(Refusal::NotNow));
    let own = Taker { submitted_by: Some(id(1)), ..taker };
    assert_eq!(next(Is::Submitted, PledgeAction::Approve, own), Err(Refusal::OwnPledge));
    assert_eq!(next(Is::Submitted, PledgeAction::Withdraw, own), Ok(Is::Withdrawn));
    let silent = Taker { has_reason: false, ..taker };
    assert_eq!(next(Is::Submitted, PledgeAction::Return, silent), Err(Refusal::NoReason));
    let empty = Taker { has_items: false, ..taker };
    assert_eq!(next(Is::Draft, PledgeAction::Submit, empty), Err(Refusal::Empty));
    let amended = Taker { was_approved: true, ..taker };
    assert_eq!(next(Is::Returned, PledgeAction::Withdraw, amended), Ok(Is::Approved));
}

use PledgeStatus as Is;

#[test]
fn every_fault_is_found_at_its_place() {
    let days = (day("2023-02-01"), day("2023-12-31"));
    let good = PledgeContent { items: vec![item(11, 3)], ..PledgeContent::default() };
    assert!(faults(&good, &tree(), days).is_empty());
    let bad = Item {
        content_id: id(99),
        weight: Decimal::ZERO,
        due_on: Some(day("2024-01-01")),
        measure: Some(measured(98, 98, Direction::Up)),
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
        assert_eq!(measured(baseline, target, direction).goes_its_direction(), fits);
    }
}

#[test]
fn codes_follow_the_content_and_count_on() {
    let mut taken = HashSet::new();
    for expected in ["II.1", "II.1-2", "II.1-3"] {
        let code = proposed_code("II.1", &taken);
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
    let told: Vec<_> = coverage(&tree, &answers)
        .iter()
        .map(|one| (one.content.ordinal.as_str().to_owned(), one.is_answered))
        .collect();
    let expected = [("I", false), ("I.1", false), ("II", true), ("II.1", true), ("II.2", true)];
    assert_eq!(told, expected.map(|(ordinal, is)| (ordinal.to_owned(), is)));
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
                measure: Some(measured(0, 1, Direction::Up)),
                due_on: Some(day("2023-06-30")),
                ..item(11, 3)
            },
            item(12, 5),
        ],
        ..PledgeContent::default()
    };
    let (copy, left_out) = copied(&source, (&tree(), &target), || id(77));
    assert_eq!(left_out, ["M12"]);
    let only = &copy.items[0];
    assert_eq!((only.id, only.content_id, only.due_on), (id(77), id(23), None));
    assert_eq!(only.measure.as_ref().unwrap().indicator_id, None);
}
