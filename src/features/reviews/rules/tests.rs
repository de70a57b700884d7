use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;
use super::{ReviewAction as Do, ReviewStatus as Is};
use crate::features::progress::rules::Verdict;
use crate::http::Code;
use crate::official_documents::writer;
use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(code: &str, progress: &str) -> UnitFigure {
    UnitFigure { code: code.to_owned(), name: format!("Phòng {code}"), progress: decimal(progress) }
}

fn figures() -> ReviewFigures {
    ReviewFigures {
        launched_on: Some(day("2023-02-01")),
        participant_count: 20,
        pledged_count: 19,
        late_pledge_count: 1,
        without_pledge_count: Some(1),
        without_pledge: vec![UnitCode("PNV-VQ".to_owned())],
        item_count: 57,
        expected_reports: 220,
        received_reports: 200,
        pending_reports: Some(2),
        overdue_reports: Some(20),
        reports_on_time: 199,
        accepted_reports: 198,
        progress: Some(decimal("0.8649")),
        of_pledged: Some(decimal("0.91")),
        elapsed: decimal("1"),
        verdict: Verdict::AtRisk,
        contents: vec![ContentFigure {
            ordinal: "II.2.1".to_owned(),
            title: Some("Tổ chức bộ máy".to_owned()),
            progress: decimal("0.9"),
            best: Some(unit("A", "1")),
            weakest: Some(unit("B", "0.4")),
        }],
        best_units: vec![unit("A", "1")],
        weakest_units: vec![unit("B", "0.4")],
        overfulfilled_count: Some(12),
        overfulfilled: vec![OverfulfilledItem {
            unit_code: "A".to_owned(),
            text: "Tổ chức 24 cuộc kiểm tra".to_owned(),
            fulfilment: decimal("1.8333"),
        }],
    }
}

#[test]
fn the_first_words_say_what_the_figures_say() {
    let texts = prefilled(ReviewKind::Final, "Hoàn thành xuất sắc nhiệm vụ", day("2023-12-31"), &figures());
    insta::assert_snapshot!(format!(
        "{}\n--\n{}\n--\n{}",
        texts.situation.unwrap(),
        texts.results.unwrap(),
        texts.shortcomings.unwrap()
    ), @"
    Phong trào “Hoàn thành xuất sắc nhiệm vụ”, phát động ngày 01/02/2023, được tổng kết theo số liệu đến hết ngày 31/12/2023.
    Có 20 đơn vị tham gia; 19 đơn vị có đăng ký được duyệt (1 đăng ký muộn) với 57 chỉ tiêu.
    --
    Mức độ hoàn thành chung của phong trào đạt 86,5%; thời gian đã qua 100%.
    Đã nhận 200/220 báo cáo, trong đó 199 báo cáo đúng hạn.
    Các đơn vị dẫn đầu: Phòng A (100%).
    Có 12 chỉ tiêu được thực hiện vượt mức đăng ký.
    --
    Còn 1 đơn vị chưa có đăng ký được duyệt: PNV-VQ.
    Còn 20 báo cáo quá hạn chưa nộp.
    Có 1 báo cáo nộp sau hạn.
    Các đơn vị có tiến độ thấp nhất: Phòng B (40%).
    ");
    assert_eq!((texts.causes, texts.tasks, texts.proposals), (None, None, None));
}

#[test]
fn without_figures_little_is_said() {
    let empty = ReviewFigures {
        pledged_count: 20,
        without_pledge_count: Some(0),
        without_pledge: Vec::new(),
        expected_reports: 0,
        received_reports: 0,
        overdue_reports: Some(0),
        reports_on_time: 0,
        progress: None,
        best_units: Vec::new(),
        weakest_units: Vec::new(),
        overfulfilled_count: Some(0),
        overfulfilled: Vec::new(),
        contents: Vec::new(),
        ..figures()
    };
    let texts = prefilled(ReviewKind::Interim, "X", day("2023-06-30"), &empty);
    assert_eq!((texts.results, texts.shortcomings), (None, None));
    assert!(texts.situation.unwrap().contains("được sơ kết theo số liệu đến hết ngày 30/06/2023"));
}

#[test]
fn what_is_not_named_is_counted() {
    let many = ReviewFigures { without_pledge_count: Some(111), ..figures() };
    let texts = prefilled(ReviewKind::Interim, "X", day("2023-06-30"), &many);
    let told = texts.shortcomings.unwrap();
    assert!(
        told.starts_with("Còn 111 đơn vị chưa có đăng ký được duyệt: PNV-VQ và 110 đơn vị khác."),
        "{told}"
    );
}

#[test]
fn words_that_nobody_wrote_on_follow_the_figures() {
    let words = |figures: &ReviewFigures| prefilled(ReviewKind::Final, "X", day("2023-12-31"), figures);
    let later = ReviewFigures { received_reports: 210, overdue_reports: Some(10), ..figures() };
    let (said, says) = (words(&figures()), words(&later));
    let own =
        Texts {
            results: Some("Của người".to_owned()), causes: Some("Thiếu".to_owned()), ..said.clone()
        };
    let next = refreshed(&own, &said, &says);
    assert_eq!(next, Texts { shortcomings: says.shortcomings, ..own });
    assert_ne!(next.shortcomings, said.shortcomings);
}

#[test]
fn what_was_not_counted_is_not_said() {
    let told = serde_json::to_value(figures()).unwrap();
    let mut earlier = told.as_object().unwrap().clone();
    for member in ["withoutPledgeCount", "overdueReports", "pendingReports", "overfulfilledCount"] {
        assert!(earlier.remove(member).is_some(), "{member}");
    }
    let earlier: ReviewFigures = serde_json::Value::Object(earlier).try_into().unwrap();
    let texts = prefilled(ReviewKind::Final, "X", day("2023-12-31"), &earlier);
    assert!(!texts.results.unwrap().contains("vượt mức"));
    let shortcomings = texts.shortcomings.unwrap();
    assert!(!shortcomings.contains("quá hạn") && !shortcomings.contains("chưa có đăng ký"), "{shortcomings}");
    let rows = |figures: &ReviewFigures| {
        let blocks =
            document(&Letterhead::default(), &Texts::default(), figures, (None, day("2023-12-31"))).blocks;
        blocks.into_iter().find_map(|block| match block {
            writer::Block::Table { rows, .. } => Some(rows.len()),
            _ => None,
        })
    };
    assert_eq!((rows(&figures()), rows(&earlier)), (Some(15), Some(11)));
}

#[test]
fn only_a_leader_who_did_not_write_it_issues_a_review() {
    let (writer, other) = (true, false);
    let next = |status: ReviewStatus, action, is_writer, reason| {
        let step = next_step(&ReviewLife { status, is_writer }, action, reason);
        step.map(|step| step.to).map_err(|problem| problem.code)
    };
    assert_eq!(next(Is::Draft, Do::Issue, other, None).unwrap(), Is::Issued);
    assert_eq!(next(Is::Draft, Do::Issue, writer, None).unwrap_err(), Code::own_review);
    assert_eq!(next(Is::Draft, Do::Refresh, writer, None).unwrap(), Is::Draft);
    assert_eq!(next(Is::Draft, Do::Withdraw, writer, None).unwrap_err(), Code::invalid_request);
    assert_eq!(next(Is::Draft, Do::Withdraw, writer, Some("Lập nhầm")).unwrap(), Is::Withdrawn);
    for status in [Is::Issued, Is::Withdrawn] {
        for action in ReviewAction::ALL {
            let refused = next(status, *action, other, Some("Lập nhầm")).unwrap_err();
            assert_eq!(refused, Code::invalid_transition);
        }
    }
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<ReviewLife>());
}

#[test]
fn the_document_holds_words_and_figures_and_is_written() {
    let letterhead = Letterhead {
        superior: Some("Ủy ban nhân dân tỉnh Lạng Sơn".to_owned()),
        issuer: "Sở Nội vụ tỉnh Lạng Sơn".to_owned(),
        place: "Lạng Sơn".to_owned(),
        subject: "Tổng kết phong trào thi đua năm 2023".to_owned(),
        signer_position: "Giám đốc".to_owned(),
        ..Letterhead::default()
    };
    let texts = prefilled(ReviewKind::Final, "X", day("2023-12-31"), &figures());
    let official = document(&letterhead, &texts, &figures(), (None, day("2023-12-31")));
    let headings: Vec<&str> = official
        .blocks
        .iter()
        .filter_map(|block| match block {
            writer::Block::Heading { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "Tình hình chung",
            "Kết quả thực hiện",
            "Đăng ký và báo cáo",
            "Kết quả theo nội dung",
            "Các đơn vị dẫn đầu",
            "Các chỉ tiêu vượt mức cao nhất",
            "Hạn chế, nguyên nhân",
            "Các đơn vị có tiến độ thấp nhất",
        ]
    );
    assert!(writer::docx(&official).unwrap().starts_with(b"PK"));
}
