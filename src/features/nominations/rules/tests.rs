use rust_decimal::Decimal;
use uuid::Uuid;

use super::AppraisalVerdict::{DoesNot, HigherLevel, Meets};
use super::NominationAction as Do;
use super::NominationStatus as Is;
use super::*;
use crate::features::catalogue::rules::{Authority, AwardCode, TaskLevel};
use crate::features::eligibility::rules::{
    AwardFact, AwardNames, FiguresFact, InitiativeFact, KnownFacts, Origin, Outcome, RatingFact, RuleVerdict,
    Verdict,
};
use crate::features::people::rules::SubjectKind;
use crate::features::units::rules::UnitKind;
use crate::http::Code;
use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

/// A rule of a check: code, answer, whether the whole depends on it.
fn check(rules: &[(&str, Outcome, bool)]) -> Verdict {
    let rule = |(code, outcome, decides): &(&str, Outcome, bool)| RuleVerdict {
        code: (*code).to_owned(),
        outcome: *outcome,
        decides: *decides,
        reasons: Vec::new(),
        rows: Vec::new(),
    };
    let worst = |own: Outcome| rules.iter().any(|(_, outcome, decides)| *decides && *outcome == own);
    let outcome = [Outcome::Fail, Outcome::Unknown].into_iter().find(|own| worst(*own));
    let outcome = if rules.is_empty() { Outcome::Unknown } else { outcome.unwrap_or(Outcome::Pass) };
    Verdict { outcome, rules: rules.iter().map(rule).collect(), reasons: Vec::new() }
}

fn said(code: &str, opinion: Outcome, reason: Option<&str>) -> SaidOfRule {
    SaidOfRule { code: code.to_owned(), opinion, reason: reason.map(str::to_owned) }
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<NominationLife>());
}

#[test]
fn the_drawing_of_submissions_shows_their_steps() {
    assert_eq!(drawn_steps(include_str!("../routes/submissions/mod.rs")), drawing::<SubmissionLife>());
}

#[test]
fn a_submission_is_sent_with_its_letter_and_judged_by_others() {
    let whole = SubmissionLife {
        status: SubmissionStatus::Draft,
        is_writer: false,
        has_letter: true,
        has_nominations: true,
    };
    let refused = |life: SubmissionLife, action| {
        next_step(&life, action, Some("vì thiếu")).map(|_| ()).expect_err("a step that is refused").code
    };
    let sent = SubmissionLife { status: SubmissionStatus::Sent, is_writer: true, ..whole };
    for (life, action, code) in [
        (SubmissionLife { has_letter: false, ..whole }, SubmissionAction::Send, Code::letter_missing),
        (
            SubmissionLife { has_nominations: false, ..whole },
            SubmissionAction::Send,
            Code::submission_is_empty,
        ),
        (sent, SubmissionAction::Receive, Code::own_nomination),
        (sent, SubmissionAction::Return, Code::own_nomination),
        (sent, SubmissionAction::Withdraw, Code::invalid_transition),
        (whole, SubmissionAction::Receive, Code::invalid_transition),
    ] {
        assert_eq!(refused(life, action), code, "{action}");
    }
}

#[test]
fn of_a_rule_that_nobody_speaks_of_the_check_says() {
    let answer = check(&[("STANDARD", Outcome::Pass, true), ("QUOTA", Outcome::Unknown, false)]);
    let appraisal = judge(Meets, &answer, &[], false).unwrap();
    assert!(!appraisal.is_override);
    let opinions: Vec<_> = appraisal.opinions.iter().map(|own| (own.code.as_str(), own.opinion)).collect();
    assert_eq!(opinions, [("STANDARD", Outcome::Pass), ("QUOTA", Outcome::Unknown)]);
}

#[test]
fn an_opinion_that_differs_needs_a_reason_and_a_second_person() {
    let answer = check(&[("STANDARD", Outcome::Unknown, true)]);
    let without = [said("STANDARD", Outcome::Pass, None)];
    assert_eq!(judge(Meets, &answer, &without, false), Err(vec![AppraisalFault::WithoutReason(0)]));
    let with = [said("STANDARD", Outcome::Pass, Some("Đã có quyết định xếp loại"))];
    assert!(judge(Meets, &answer, &with, false).unwrap().is_override);
}

#[test]
fn nothing_meets_the_standard_against_a_rule_that_decides() {
    let answer = check(&[("STANDARD", Outcome::Fail, true), ("HOLD", Outcome::Unknown, true)]);
    let open = AppraisalFault::AgainstRules(vec!["STANDARD".to_owned(), "HOLD".to_owned()]);
    assert_eq!(judge(Meets, &answer, &[], false), Err(vec![open]));
    assert!(!judge(DoesNot, &answer, &[], false).unwrap().is_override);
}

#[test]
fn a_case_goes_up_against_the_rules_only_where_somebody_judges_it_once_more() {
    let answer = check(&[("STANDARD", Outcome::Fail, true)]);
    assert!(!judge(HigherLevel, &answer, &[], false).unwrap().is_override);
    assert!(judge(HigherLevel, &answer, &[], true).unwrap().is_override);
    // Nor is somebody turned down whom every rule lets pass, without a second person.
    let passes = check(&[("STANDARD", Outcome::Pass, true)]);
    assert!(judge(DoesNot, &passes, &[], false).unwrap().is_override);
}

#[test]
fn without_any_rule_only_a_second_person_lets_somebody_pass() {
    assert!(judge(Meets, &check(&[]), &[], false).unwrap().is_override);
    assert!(!judge(DoesNot, &check(&[]), &[], false).unwrap().is_override);
}

#[test]
fn every_fault_of_an_appraisal_is_told() {
    let answer = check(&[("STANDARD", Outcome::Pass, true)]);
    let all = [
        said("OTHER", Outcome::Pass, None),
        said("STANDARD", Outcome::Pass, None),
        said("STANDARD", Outcome::Fail, None),
    ];
    let faults = vec![AppraisalFault::UnknownRule(0), AppraisalFault::NamedTwice(2)];
    assert_eq!(judge(Meets, &answer, &all, false), Err(faults));
}

fn line(kinds: &[UnitKind]) -> Vec<LineUnit> {
    (1..).zip(kinds).map(|(number, kind)| LineUnit { id: Uuid::from_u128(number), kind: *kind }).collect()
}

#[test]
fn a_nomination_stops_where_heads_decide() {
    for (kinds, expected) in [
        (&[UnitKind::Division, UnitKind::Department, UnitKind::Authority][..], &[2, 3][..]),
        (&[UnitKind::ServiceUnit, UnitKind::Department, UnitKind::Authority], &[1, 2, 3]),
        (&[UnitKind::Ward, UnitKind::Authority], &[1, 2]),
        (&[UnitKind::Authority], &[1]),
        (&[UnitKind::Division, UnitKind::DistrictOffice], &[]),
    ] {
        let found: Vec<u128> = levels(&line(kinds)).iter().map(|level| level.unit.id.as_u128()).collect();
        assert_eq!(found, expected, "{kinds:?}");
    }
}

#[test]
fn a_level_is_headed_by_the_authorities_of_its_kind() {
    let levels = levels(&line(&[UnitKind::Division, UnitKind::Department, UnitKind::Authority]));
    let [department, province] = levels[..] else { panic!("two levels") };
    assert!(department.is_headed_by(&[Authority::DepartmentDirector]));
    assert!(!department.is_headed_by(&[Authority::ProvinceChair, Authority::PrimeMinister]));
    assert!(province.is_headed_by(&[Authority::ProvinceChair]));
}

/// An appraised nomination of a department that decides, met by somebody who neither wrote nor appraised it.
const APPRAISED: NominationLife = NominationLife {
    status: Is::Appraised,
    stage: StageState {
        verdict: Some(Meets),
        is_unconfirmed: false,
        needs_vote: false,
        is_carried: false,
        decides: true,
        submits_outside: false,
        has_stage_above: true,
        is_outside: false,
        obstacles: StageObstacles { to_vote: None, to_proposal: None },
    },
    is_writer: false,
    is_appraiser: false,
    has_judged: false,
    is_complete: true,
};

const fn at(status: Is) -> NominationLife {
    NominationLife { status, ..APPRAISED }
}

const fn with(stage: StageState) -> NominationLife {
    NominationLife { stage, ..APPRAISED }
}

#[test]
fn a_proposal_goes_to_who_decides() {
    let to = |life: &NominationLife| next_step(life, Do::Propose, None).map(|step| step.to).ok();
    let stage = APPRAISED.stage;
    assert_eq!(to(&APPRAISED), Some(Is::Proposed));
    assert_eq!(to(&with(StageState { decides: false, ..stage })), Some(Is::Submitted));
    assert_eq!(to(&with(StageState { verdict: Some(HigherLevel), ..stage })), Some(Is::Submitted));
    let at_the_top = StageState { decides: false, has_stage_above: false, submits_outside: true, ..stage };
    assert_eq!(to(&with(at_the_top)), Some(Is::Proposed));
    // Where nobody decides, it goes nowhere.
    assert_eq!(to(&with(StageState { submits_outside: false, ..at_the_top })), None);
    assert_eq!(to(&with(StageState { verdict: Some(DoesNot), ..stage })), None);
    assert_eq!(to(&with(StageState { needs_vote: true, ..stage })), None);
    let voted = |is_carried| NominationLife {
        status: Is::Voted,
        ..with(StageState { needs_vote: true, is_carried, ..stage })
    };
    assert_eq!((to(&voted(true)), to(&voted(false))), (Some(Is::Proposed), None));
}

#[test]
fn what_stands_in_the_way_of_a_step_is_told() {
    let refused = |life: NominationLife, action| {
        next_step(&life, action, Some("vì thiếu")).map(|_| ()).expect_err("a step that is refused").code
    };
    let writer = |status| NominationLife { is_writer: true, ..at(status) };
    let judge = |status| NominationLife { has_judged: true, ..at(status) };
    let unconfirmed = with(StageState { is_unconfirmed: true, ..APPRAISED.stage });
    for (life, action, code) in [
        (NominationLife { is_complete: false, ..at(Is::Draft) }, Do::Submit, Code::papers_missing),
        (writer(Is::Submitted), Do::Appraise, Code::own_nomination),
        (writer(Is::Submitted), Do::Return, Code::own_nomination),
        (writer(Is::Appraised), Do::Propose, Code::own_nomination),
        (unconfirmed, Do::Propose, Code::appraisal_not_confirmed),
        (NominationLife { is_appraiser: true, ..unconfirmed }, Do::Confirm, Code::own_appraisal),
        (NominationLife { is_writer: true, ..unconfirmed }, Do::Confirm, Code::own_appraisal),
        (APPRAISED, Do::Confirm, Code::invalid_transition),
        (judge(Is::Appraised), Do::Decline, Code::own_appraisal),
        (judge(Is::Proposed), Do::Decide, Code::own_appraisal),
        (judge(Is::Voted), Do::Decline, Code::own_appraisal),
        (unconfirmed, Do::Decline, Code::appraisal_not_confirmed),
        (writer(Is::Proposed), Do::Decide, Code::own_appraisal),
        (at(Is::Decided), Do::Decline, Code::invalid_transition),
        (at(Is::Withdrawn), Do::Submit, Code::invalid_transition),
    ] {
        assert_eq!(refused(life, action), code, "{action}");
    }
    let reason =
        next_step(&at(Is::Submitted), Do::Return, None).map(|_| ()).expect_err("a reason is missing");
    assert_eq!(reason.code, Code::invalid_request);
    let outside = StageState { is_outside: true, ..APPRAISED.stage };
    let outside = NominationLife { status: Is::Proposed, ..with(outside) };
    assert_eq!(refused(outside, Do::Return), Code::invalid_transition);
}

fn origin(number: u128) -> Origin {
    Origin { id: Uuid::from_u128(number), source: "Sổ (mẫu)".to_owned(), is_confirmed: true }
}

#[test]
fn a_report_begins_with_what_is_known_and_claims_nothing_else() {
    let rating = |number, year, level| RatingFact { origin: origin(number), year, level };
    let facts = KnownFacts {
        ratings: vec![
            rating(1, 2025, TaskLevel::Excellent),
            rating(2, 2024, TaskLevel::Good),
            rating(3, 2019, TaskLevel::Good),
            rating(4, 2026, TaskLevel::Good),
        ],
        initiatives: vec![InitiativeFact {
            origin: origin(5),
            title: "Số hóa hồ sơ".to_owned(),
            kind: crate::features::catalogue::rules::InitiativeKind::Initiative,
            level: crate::features::catalogue::rules::InitiativeLevel::Base,
            year: 2024,
            share: Decimal::ONE_HUNDRED,
            uses: Vec::new(),
        }],
        awards: vec![AwardFact {
            origin: origin(6),
            award: AwardCode::new("LD_TIEN_TIEN"),
            is_title: true,
            year: 2023,
            starts_on: None,
            kind: None,
            campaign: None,
            decision: "12/QĐ-SNV".to_owned(),
        }],
        figures: vec![FiguresFact { origin: origin(7), year: 2025, members: 12, women: Some(7) }],
        ..KnownFacts::default()
    };
    let names: AwardNames = [(AwardCode::new("LD_TIEN_TIEN"), "Lao động tiên tiến".to_owned())].into();
    let pledge = |progress| PledgeResult { campaign: "Thi đua".to_owned(), items: 3, progress };
    let pledges = [pledge(Some(Decimal::new(865, 3))), pledge(None)];
    let grounds = ReportGrounds {
        subject: (SubjectKind::Unit, "Phòng Mẫu"),
        unit: "Sở Mẫu",
        facts: &facts,
        names: &names,
        year: 2025,
        pledges: &pledges,
    };
    let texts = prefilled(&grounds);
    insta::assert_snapshot!(texts.profile.unwrap(), @r"
    Tên tập thể: Phòng Mẫu
    Số thành viên năm 2025: 12 người, trong đó nữ 7 người
    ");
    insta::assert_snapshot!(texts.achievements.unwrap(), @r"
    Năm 2024: hoàn thành tốt nhiệm vụ.
    Năm 2025: hoàn thành xuất sắc nhiệm vụ.
    Sáng kiến, đề tài “Số hóa hồ sơ” được công nhận năm 2024.
    Phong trào “Thi đua”: đăng ký 3 chỉ tiêu, hoàn thành 86,5% so với đăng ký.
    Phong trào “Thi đua”: đăng ký 3 chỉ tiêu, chưa có báo cáo được chấp nhận.
    ");
    insta::assert_snapshot!(texts.commendations.unwrap(), @"Năm 2023: Lao động tiên tiến (Quyết định số 12/QĐ-SNV).");
    let nothing = KnownFacts::default();
    let empty = prefilled(&ReportGrounds { facts: &nothing, pledges: &[], ..grounds });
    assert_eq!((empty.achievements, empty.commendations), (None, None));
}
