use super::*;

fn id(last: u128) -> Uuid {
    Uuid::from_u128(last)
}

fn asked(own: u128, measured: Option<(Direction, Aggregation)>) -> Asked {
    Asked { id: id(own), code: format!("M{own}"), measured, evidence_required: false }
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
fn every_step_reads_as_designed() {
    let line = |step: &Step| format!("{} {} {} {:?}", step.from, step.action, step.to, step.by);
    let lines: Vec<String> = STEPS.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    DRAFT SUBMIT SUBMITTED Unit
    RETURNED SUBMIT SUBMITTED Unit
    CORRECTING SUBMIT SUBMITTED Unit
    SUBMITTED ACCEPT ACCEPTED Office
    SUBMITTED RETURN RETURNED Office
    ACCEPTED CORRECT CORRECTING Unit
    CORRECTING WITHDRAW ACCEPTED Unit
    SUBMITTED WITHDRAW ACCEPTED Unit
    RETURNED WITHDRAW ACCEPTED Unit
    ");
}

#[test]
fn a_step_is_refused_with_its_reason() {
    let taker =
        Taker { actor_id: Some(id(1)), submitted_by: Some(id(2)), was_accepted: false, has_reason: true };
    let next = |status: ReportStatus, action, taker: Taker| status.next(action, &taker).map(|step| step.to);
    assert_eq!(next(ReportStatus::Submitted, ReportAction::Accept, taker), Ok(ReportStatus::Accepted));
    assert_eq!(next(ReportStatus::Submitted, ReportAction::Withdraw, taker), Err(Refusal::NotNow));
    let own = Taker { submitted_by: Some(id(1)), ..taker };
    assert_eq!(next(ReportStatus::Submitted, ReportAction::Accept, own), Err(Refusal::OwnReport));
    let silent = Taker { has_reason: false, ..taker };
    assert_eq!(next(ReportStatus::Submitted, ReportAction::Return, silent), Err(Refusal::NoReason));
    let corrected = Taker { was_accepted: true, ..taker };
    assert_eq!(next(ReportStatus::Returned, ReportAction::Withdraw, corrected), Ok(ReportStatus::Accepted));
}

#[test]
fn an_entry_says_one_thing_and_the_right_one() {
    let measured = asked(1, Some((Direction::Up, Aggregation::Sum)));
    let rated = asked(2, None);
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
fn missing_is_not_zero_and_evidence_is_asked_for() {
    let items = [
        asked(1, Some((Direction::Up, Aggregation::Sum))),
        Asked { evidence_required: true, ..asked(2, None) },
    ];
    let rated = Entry { rating: Some("COMPLETED".to_owned()), ..entry(2, None) };
    let told = |entries: Vec<Entry>| -> Vec<(String, Lack)> {
        let content = ReportContent { entries };
        lacks(&content, &items).into_iter().map(|(item, lack)| (item.code.clone(), lack)).collect()
    };
    assert_eq!(
        told(vec![rated.clone()]),
        [("M1".to_owned(), Lack::Entry), ("M2".to_owned(), Lack::Evidence)]
    );
    let shown = Entry { evidence: vec!["12/BC-VP".to_owned()], ..rated };
    assert!(told(vec![entry(1, Some("0")), shown]).is_empty());
}

#[test]
fn what_looks_odd_is_asked_after() {
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
        let items = [asked(1, Some(shape))];
        let last = before.map(|before| (id(1), before.parse().unwrap())).into_iter().collect();
        let content = ReportContent { entries: vec![entry(1, Some(value))] };
        let found: Vec<Warning> =
            warnings(&content, &items, &last).into_iter().map(|(_, warning)| warning).collect();
        assert_eq!(found, expected, "{shape:?} {before:?} {value}");
    }
}
