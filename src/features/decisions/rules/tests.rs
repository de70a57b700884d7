use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::features::catalogue::rules::EvaluationPeriod;
use crate::http::Code;
use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<DecisionLife>());
}

/// The base salary from 2026-07-01.
const SALARY: i64 = 2_530_000;

fn grant(line: u128, title: Option<(u128, i32)>, coefficient: Option<&str>, rank: i32) -> Grant {
    Grant {
        line: Uuid::from_u128(line),
        title: title.map(|(subject, year)| AwardedTitle {
            subject: Uuid::from_u128(subject),
            year,
            period: EvaluationPeriod::Year,
        }),
        worth: coefficient.map_or(Worth::Nothing, |own| Worth::Salaries(own.parse().unwrap())),
        rank,
    }
}

/// Decree 152/2025/NĐ-CP, Article 49.5 to 49.7.
#[test]
fn of_titles_of_one_period_the_highest_is_paid_and_forms_beside_it() {
    let fighter = grant(1, Some((1, 2025)), Some("1.0"), 80);
    let worker = grant(2, Some((1, 2025)), Some("0.3"), 90);
    let of_another_year = grant(3, Some((1, 2024)), Some("0.3"), 90);
    let of_another_person = grant(4, Some((2, 2025)), Some("0.3"), 90);
    let certificate = grant(5, None, Some("0.3"), 96);
    let family = grant(6, None, None, 97);
    let mut of_a_chain = grant(7, Some((1, 2025)), Some("3.0"), 40);
    of_a_chain.title.as_mut().unwrap().period = EvaluationPeriod::Chain;
    let all = [worker, fighter, of_another_year, of_another_person, certificate, family, of_a_chain];
    let paid: Vec<(Option<i64>, i64)> =
        prizes(&all, Some(SALARY)).unwrap().into_iter().map(|prize| (prize.amount, prize.paid())).collect();
    assert_eq!(
        paid,
        [
            (Some(760_000), 0),
            (Some(2_530_000), 2_530_000),
            (Some(760_000), 760_000),
            (Some(760_000), 760_000),
            (Some(760_000), 760_000),
            (None, 0),
            (Some(7_590_000), 7_590_000)
        ]
    );
    assert_eq!(prizes(&all, Some(SALARY)).unwrap()[0].suppressed_by, Some(Uuid::from_u128(1)));
}

/// What was granted keeps its amount, whatever a base salary is corrected to.
#[test]
fn what_was_granted_has_its_amount() {
    let granted = Grant { worth: Worth::Granted(710_000), ..grant(1, Some((1, 2025)), None, 90) };
    let fighter = grant(2, Some((1, 2025)), Some("1.0"), 80);
    let found = prizes(&[granted, fighter], Some(SALARY)).unwrap();
    assert_eq!(found[0], Prize { amount: Some(710_000), suppressed_by: Some(Uuid::from_u128(2)) });
    assert_eq!(prizes(&[granted], None).unwrap()[0].paid(), 710_000);
}

#[test]
fn without_a_salary_only_what_has_money_is_refused() {
    let family = grant(1, None, None, 97);
    assert_eq!(prizes(&[family], None), Ok(vec![Prize::default()]));
    let certificate = grant(2, None, Some("0.3"), 96);
    assert_eq!(prizes(&[family, certificate], None), Err(PrizeFault::NoSalary(Uuid::from_u128(2))));
    let endless = grant(3, None, Some("79228162514264337593543950335"), 96);
    assert_eq!(prizes(&[endless], Some(SALARY)), Err(PrizeFault::TooGreat(Uuid::from_u128(3))));
}

/// Amounts of Decree 152/2025/NĐ-CP, Articles 50 and 54, by the base salary of the day.
#[test]
fn amounts_follow_the_base_salary_of_the_day() {
    for (coefficient, salary, expected) in [
        ("0.3", 1_800_000, 540_000),
        ("0.3", 2_340_000, 710_000),
        ("0.3", 2_530_000, 760_000),
        ("0.6", 2_530_000, 1_520_000),
        ("0.45", 2_530_000, 1_140_000),
        ("1.5", 2_530_000, 3_800_000),
        ("3.0", 2_530_000, 7_590_000),
        ("2.25", 2_530_000, 5_700_000),
        ("12.0", 2_530_000, 30_360_000),
    ] {
        let own = prizes(&[grant(1, None, Some(coefficient), 1)], Some(salary)).unwrap();
        assert_eq!(own.first().and_then(|prize| prize.amount), Some(expected), "{coefficient} of {salary}");
    }
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    let one = (0_u128..4, 2024_i32..2026, any::<bool>(), prop::option::of(1_i64..50), 1_i32..100);
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let grant =
            |(line, (subject, year, is_title, tenths, rank)): (u128, (u128, i32, bool, Option<i64>, i32))| {
                Grant {
                    line: Uuid::from_u128(line),
                    title: is_title.then(|| AwardedTitle {
                        subject: Uuid::from_u128(subject),
                        year,
                        period: EvaluationPeriod::Year,
                    }),
                    worth: tenths.map_or(Worth::Nothing, |tenths| Worth::Salaries(Decimal::new(tenths, 1))),
                    rank,
                }
            };
        (1..).zip(all).map(grant).collect()
    })
}

proptest! {
    #[test]
    fn the_total_is_the_sum_of_what_is_not_suppressed(all in grants()) {
        let found = prizes(&all, Some(SALARY)).unwrap();
        let paid: i64 = found.iter().filter(|own| own.suppressed_by.is_none()).filter_map(|own| own.amount).sum();
        prop_assert_eq!(total(found), Some(paid));
    }

    #[test]
    fn of_each_title_and_period_exactly_one_is_paid_and_none_is_higher(all in grants()) {
        let found = prizes(&all, Some(SALARY)).unwrap();
        for (own, prize) in all.iter().zip(&found).filter(|(own, prize)| own.title.is_some() && prize.amount.is_some()) {
            let same: Vec<_> = all.iter().zip(&found).filter(|(other, _)| other.title == own.title).collect();
            let paid: Vec<_> = same.iter().filter(|(_, other)| other.amount.is_some() && other.suppressed_by.is_none()).collect();
            prop_assert_eq!(paid.len(), 1);
            prop_assert!(paid.iter().all(|(_, other)| other.amount >= prize.amount));
        }
    }
}

const READY: DecisionLife = DecisionLife {
    status: DecisionStatus::Draft,
    origin: DecisionOrigin::Own,
    is_writer: false,
    is_complete: true,
    is_due: true,
    has_lines: true,
};

#[test]
fn a_decision_is_issued_whole_and_by_somebody_else() {
    let outside = DecisionLife { origin: DecisionOrigin::Outside, ..READY };
    let refused = |life: DecisionLife, action| {
        next_step(&life, action, None).map(|_| ()).expect_err("a step that is refused").code
    };
    for (life, action, code) in [
        (DecisionLife { has_lines: false, ..READY }, DecisionAction::Issue, Code::decision_is_empty),
        (DecisionLife { is_complete: false, ..READY }, DecisionAction::Issue, Code::decision_is_incomplete),
        (DecisionLife { is_due: false, ..READY }, DecisionAction::Issue, Code::decision_is_not_due),
        (DecisionLife { is_writer: true, ..READY }, DecisionAction::Issue, Code::own_decision),
        (DecisionLife { is_writer: true, ..outside }, DecisionAction::Confirm, Code::own_decision),
        (outside, DecisionAction::Issue, Code::invalid_transition),
        (READY, DecisionAction::Confirm, Code::invalid_transition),
    ] {
        assert_eq!(refused(life, action), code, "{action}");
    }
}

#[test]
fn a_paper_says_what_is_granted_and_for_how_much() {
    let line = |subject: &str, amount, is_suppressed: bool| GrantedLine {
        subject: subject.to_owned(),
        unit: "Văn phòng Sở".to_owned(),
        award: "Giấy khen".to_owned(),
        achievement: "Hoàn thành xuất sắc".to_owned(),
        prize: Prize { amount: Some(amount), suppressed_by: is_suppressed.then(Uuid::nil) },
    };
    let day: NaiveDate = "2026-11-23".parse().unwrap();
    let of = DecisionPaper {
        superior: Some("Ủy ban nhân dân tỉnh Lạng Sơn".to_owned()),
        body: "Sở Nội vụ".to_owned(),
        issuer: "Giám đốc Sở Nội vụ".to_owned(),
        number: Some("12".to_owned()),
        notation: Some("QĐ-SNV".to_owned()),
        decided_on: Some(day),
        today: day,
        title: "Về việc tặng Giấy khen".to_owned(),
        grounds: None,
        signer: (Some("Giám đốc".to_owned()), None),
        lines: vec![line("Bà Mẫu", 760_000, false), line("Ông Mẫu", 760_000, true)],
        about_award: None,
    };
    let said = format!("{:?}", paper(of.clone()).blocks);
    for words in ["2 trường hợp", "760.000 đồng", "Danh sách khen thưởng", "Bà Mẫu"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let conclusion = "Kết luận thanh tra số 5/KL-TTr".to_owned();
    let (award, ground) = ("Giấy khen của Bà Mẫu".to_owned(), RevocationGround::FalsePapers);
    let about_award = Some(AwardClause::Revoked { award, ground, conclusion });
    let taken = DecisionPaper { lines: Vec::new(), about_award, ..of.clone() };
    let said = format!("{:?}", paper(taken).blocks);
    assert!(
        said.contains("Hủy bỏ và thu hồi Giấy khen của Bà Mẫu") && said.contains("điểm b khoản 2 Điều 93"),
        "{said}"
    );
    let names = ("Bà Mâu".to_owned(), "Bà Mẫu".to_owned());
    let about_award = Some(AwardClause::Corrected { award: "tặng Giấy khen".to_owned(), names });
    let corrected = DecisionPaper { lines: Vec::new(), about_award, ..of };
    let said = format!("{:?}", paper(corrected).blocks);
    assert!(said.contains("từ “Bà Mâu” thành “Bà Mẫu”") && !said.contains("nộp lại"), "{said}");
}
