//! The words with which a review begins: what the figures say, for people to write on.

use chrono::NaiveDate;

use super::{ReviewFigures, ReviewKind, Texts, UnitCode, UnitFigure};
use crate::features::progress::rules::printed_share;

fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

fn units(units: &[UnitFigure]) -> String {
    let named = units.iter().map(|unit| format!("{} ({})", unit.name, printed_share(unit.progress)));
    named.collect::<Vec<_>>().join("; ")
}

/// The words a review begins with, from its figures alone: nothing is claimed that they do not say.
#[must_use]
pub fn prefilled(kind: ReviewKind, title: &str, through_on: NaiveDate, figures: &ReviewFigures) -> Texts {
    Texts {
        situation: Some(situation(kind, title, through_on, figures)),
        results: results(figures),
        shortcomings: shortcomings(figures),
        ..Texts::default()
    }
}

/// The words after the figures were read again: what still says what the old figures said says what the new ones say, and
/// what people wrote stays.
#[must_use]
pub fn refreshed(own: &Texts, said: &Texts, says: &Texts) -> Texts {
    let next = |own: &Option<String>, said: &Option<String>, says: &Option<String>| {
        if own == said { says.clone() } else { own.clone() }
    };
    Texts {
        situation: next(&own.situation, &said.situation, &says.situation),
        results: next(&own.results, &said.results, &says.results),
        shortcomings: next(&own.shortcomings, &said.shortcomings, &says.shortcomings),
        causes: next(&own.causes, &said.causes, &says.causes),
        tasks: next(&own.tasks, &said.tasks, &says.tasks),
        proposals: next(&own.proposals, &said.proposals, &says.proposals),
    }
}

fn situation(kind: ReviewKind, title: &str, through_on: NaiveDate, figures: &ReviewFigures) -> String {
    let launched = figures.launched_on.map(|on| format!(", phát động ngày {}", day(on))).unwrap_or_default();
    let told = match kind {
        ReviewKind::Interim => "sơ kết",
        ReviewKind::Final => "tổng kết",
    };
    let says_it = title.to_lowercase().starts_with("phong trào");
    let named = if says_it { title.to_owned() } else { format!("Phong trào “{title}”") };
    let ReviewFigures { participant_count, pledged_count, late_pledge_count, item_count, .. } = figures;
    let late = match late_pledge_count {
        0 => String::new(),
        late => format!(" ({late} đăng ký muộn)"),
    };
    format!(
        "{named}{launched}, được {told} theo số liệu đến hết ngày {}.\n\
         Có {participant_count} đơn vị tham gia; {pledged_count} đơn vị có đăng ký được duyệt{late} với {item_count} chỉ tiêu.",
        day(through_on)
    )
}

fn results(figures: &ReviewFigures) -> Option<String> {
    let progress = figures.progress?;
    let mut told = vec![format!(
        "Mức độ hoàn thành chung của phong trào đạt {}; thời gian đã qua {}.",
        printed_share(progress),
        printed_share(figures.elapsed)
    )];
    let ReviewFigures { expected_reports, received_reports, reports_on_time, .. } = figures;
    if *expected_reports > 0 {
        told.push(format!(
            "Đã nhận {received_reports}/{expected_reports} báo cáo, trong đó {reports_on_time} báo cáo đúng hạn."
        ));
    }
    if !figures.best_units.is_empty() {
        told.push(format!("Các đơn vị dẫn đầu: {}.", units(&figures.best_units)));
    }
    if let Some(count @ 1..) = figures.overfulfilled_count {
        told.push(format!("Có {count} chỉ tiêu được thực hiện vượt mức đăng ký."));
    }
    Some(told.join("\n"))
}

fn shortcomings(figures: &ReviewFigures) -> Option<String> {
    let mut told = Vec::new();
    if let Some(without_pledge @ 1..) = figures.without_pledge_count {
        let codes: Vec<&str> = figures.without_pledge.iter().map(|UnitCode(code)| code.as_str()).collect();
        let unnamed = without_pledge - i64::try_from(codes.len()).unwrap_or_default();
        let others = if unnamed > 0 { format!(" và {unnamed} đơn vị khác") } else { String::new() };
        let named = codes.join(", ");
        told.push(format!("Còn {without_pledge} đơn vị chưa có đăng ký được duyệt: {named}{others}."));
    }
    if let Some(overdue @ 1..) = figures.overdue_reports {
        told.push(format!("Còn {overdue} báo cáo quá hạn chưa nộp."));
    }
    let late = figures.received_reports - figures.reports_on_time;
    if late > 0 {
        told.push(format!("Có {late} báo cáo nộp sau hạn."));
    }
    if !figures.weakest_units.is_empty() {
        told.push(format!("Các đơn vị có tiến độ thấp nhất: {}.", units(&figures.weakest_units)));
    }
    (!told.is_empty()).then(|| told.join("\n"))
}
