//! A review as an official document: words and figures in the order in which reports of this kind say them.

use chrono::{Datelike, NaiveDate};

use super::{ContentFigure, Letterhead, OverfulfilledItem, ReviewFigures, Texts, UnitFigure};
use crate::features::progress::rules::printed_share;
use crate::official_documents::writer::{Align, Block, Column, Issued, Level, OfficialDocument, Signature};

/// The document of a review; a draft leaves day and month open.
#[must_use]
pub fn document(
    letterhead: &Letterhead,
    texts: &Texts,
    figures: &ReviewFigures,
    (issued_on, today): (Option<NaiveDate>, NaiveDate),
) -> OfficialDocument {
    let of = letterhead.clone();
    OfficialDocument {
        superior: of.superior,
        issuer: of.issuer,
        number: of.number,
        notation: of.notation,
        place: of.place,
        issued: issued_on.map_or(Issued::In(today.year()), Issued::On),
        kind: "Báo cáo".to_owned(),
        subject: of.subject,
        blocks: blocks(texts, figures),
        signature: Signature {
            authority: of.signer_authority,
            position: of.signer_position,
            name: of.signer_name,
        },
        beside: None,
        recipients: of.recipients,
        kept_by: "VT".to_owned(),
    }
}

fn blocks(texts: &Texts, figures: &ReviewFigures) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut part = |title: &str, inside: Vec<Block>| {
        if !inside.is_empty() {
            blocks.push(heading(Level::Part, title));
            blocks.extend(inside);
        }
    };
    part("Tình hình chung", paragraph(texts.situation.as_ref()));
    let results = [
        paragraph(texts.results.as_ref()),
        section("Đăng ký và báo cáo", vec![counts(figures)]),
        section("Kết quả theo nội dung", contents(&figures.contents)),
        section("Các đơn vị dẫn đầu", units(&figures.best_units)),
        section("Các chỉ tiêu vượt mức cao nhất", overfulfilled(&figures.overfulfilled)),
    ];
    part("Kết quả thực hiện", results.concat());
    let shortcomings = [
        paragraph(texts.shortcomings.as_ref()),
        section("Các đơn vị có tiến độ thấp nhất", units(&figures.weakest_units)),
        section("Nguyên nhân", paragraph(texts.causes.as_ref())),
    ];
    part("Hạn chế, nguyên nhân", shortcomings.concat());
    part("Phương hướng, nhiệm vụ", paragraph(texts.tasks.as_ref()));
    part("Kiến nghị, đề xuất", paragraph(texts.proposals.as_ref()));
    blocks
}

fn heading(level: Level, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

fn paragraph(text: Option<&String>) -> Vec<Block> {
    text.map(|text| Block::Paragraph(text.clone())).into_iter().collect()
}

fn section(title: &str, inside: Vec<Block>) -> Vec<Block> {
    if inside.is_empty() {
        return Vec::new();
    }
    std::iter::once(heading(Level::Section, title)).chain(inside).collect()
}

fn table(columns: &[(&str, u16, Align)], rows: Vec<Vec<String>>) -> Block {
    let column = |(title, width_percent, align): &(&str, u16, Align)| Column {
        title: (*title).to_owned(),
        width_percent: *width_percent,
        align: *align,
    };
    Block::Table { columns: columns.iter().map(column).collect(), rows }
}

fn counts(figures: &ReviewFigures) -> Block {
    let row = |name: &str, figure: String| vec![name.to_owned(), figure];
    let count = |name: &str, figure: i64| Some(row(name, figure.to_string()));
    let counted = |name: &str, figure: Option<i64>| figure.and_then(|figure| count(name, figure));
    let share =
        |share: Option<rust_decimal::Decimal>| share.map_or_else(|| "chưa có".to_owned(), printed_share);
    let rows = [
        count("Số đơn vị tham gia", figures.participant_count),
        count("Số đơn vị có đăng ký được duyệt", figures.pledged_count),
        count("Trong đó đăng ký muộn", figures.late_pledge_count),
        counted("Số đơn vị chưa có đăng ký được duyệt", figures.without_pledge_count),
        count("Số chỉ tiêu đăng ký", figures.item_count),
        count("Số báo cáo phải nộp", figures.expected_reports),
        count("Số báo cáo đã nhận", figures.received_reports),
        counted("Số báo cáo quá hạn chưa nộp", figures.overdue_reports),
        counted("Số báo cáo chưa nộp, còn trong hạn hoặc được gia hạn", figures.pending_reports),
        count("Số báo cáo đúng hạn", figures.reports_on_time),
        count("Số báo cáo được chấp nhận", figures.accepted_reports),
        counted("Số chỉ tiêu thực hiện vượt mức", figures.overfulfilled_count),
        Some(row("Mức độ hoàn thành chung", share(figures.progress))),
        Some(row("Mức độ hoàn thành của các đơn vị có đăng ký", share(figures.of_pledged))),
        Some(row("Thời gian đã qua", printed_share(figures.elapsed))),
    ];
    let columns = [("Chỉ số", 70, Align::Left), ("Số liệu", 30, Align::Right)];
    table(&columns, rows.into_iter().flatten().collect())
}

fn contents(contents: &[ContentFigure]) -> Vec<Block> {
    if contents.is_empty() {
        return Vec::new();
    }
    let unit = |unit: &Option<UnitFigure>| {
        unit.as_ref()
            .map(|unit| format!("{} ({})", unit.name, printed_share(unit.progress)))
            .unwrap_or_default()
    };
    let row = |content: &ContentFigure| {
        let title = content.title.clone().unwrap_or_default();
        let (best, weakest) = (unit(&content.best), unit(&content.weakest));
        vec![content.ordinal.clone(), title, printed_share(content.progress), best, weakest]
    };
    let columns = [
        ("Mục", 10, Align::Center),
        ("Nội dung", 34, Align::Left),
        ("Hoàn thành", 14, Align::Right),
        ("Cao nhất", 21, Align::Left),
        ("Thấp nhất", 21, Align::Left),
    ];
    vec![table(&columns, contents.iter().map(row).collect())]
}

fn units(units: &[UnitFigure]) -> Vec<Block> {
    if units.is_empty() {
        return Vec::new();
    }
    let row = |(place, unit): (usize, &UnitFigure)| {
        vec![(place + 1).to_string(), unit.name.clone(), printed_share(unit.progress)]
    };
    let columns = [("TT", 10, Align::Center), ("Đơn vị", 65, Align::Left), ("Hoàn thành", 25, Align::Right)];
    vec![table(&columns, units.iter().enumerate().map(row).collect())]
}

fn overfulfilled(items: &[OverfulfilledItem]) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    let row = |item: &OverfulfilledItem| {
        vec![item.unit_code.clone(), item.text.clone(), printed_share(item.fulfilment)]
    };
    let columns =
        [("Đơn vị", 20, Align::Left), ("Chỉ tiêu", 55, Align::Left), ("So với đăng ký", 25, Align::Right)];
    vec![table(&columns, items.iter().map(row).collect())]
}
