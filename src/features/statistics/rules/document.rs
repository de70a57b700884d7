//! A form as an official document.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::table::{FormColumn, FormFigures, FormRow};
use crate::features::catalogue::rules::Certainty;
use crate::official_documents::writer::{
    Align, Block, Column, Issued, OfficialDocument, Signature, place_of,
};

/// What stands above a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormHead {
    /// Its code as printed.
    #[schema(max_length = 40, format = "text", example = "0601.N/BNV-TĐKT")]
    pub code: String,
    /// What it is about.
    #[schema(max_length = 300, format = "text", example = "Số phong trào thi đua")]
    pub title: String,
    /// What it rests on.
    #[schema(max_length = 500, format = "text", example = "Thông tư 02/2023/TT-BNV")]
    pub basis: String,
    /// How sure we are of it.
    #[schema(example = "INFERENCE")]
    pub certainty: Certainty,
    /// The day of the reporting year on which it is received.
    #[schema(example = "2025-12-15")]
    pub due_on: NaiveDate,
}

/// What a form says as a paper.
#[derive(Debug, Clone)]
pub struct FormPaper {
    /// What stands above it, where the form of the year is known.
    pub head: Option<FormHead>,
    /// The code by which it is known otherwise.
    pub form: &'static str,
    /// The year.
    pub year: i32,
    /// The body above the unit's.
    pub superior: Option<String>,
    /// The unit that reports.
    pub unit: String,
    /// The numbers.
    pub figures: FormFigures,
    /// The day on which it was signed; open before.
    pub signed_on: Option<NaiveDate>,
    /// Who signed it.
    pub signer: Option<String>,
    /// Today, for what is not signed.
    pub today: NaiveDate,
}

/// The form as a paper. Columns of single kinds of awards are left out where they are empty in every row: there are more of them than
/// a page has room for. The table as a whole is the workbook.
#[must_use]
pub fn form_paper(of: FormPaper) -> OfficialDocument {
    let title = of.head.as_ref().map_or_else(|| format!("Biểu {}", of.form), |head| head.title.clone());
    let blocks = [lines(&of), table(&of.figures)].concat();
    OfficialDocument {
        place: place_of(of.superior.as_deref().unwrap_or(&of.unit)),
        superior: of.superior,
        issuer: of.unit,
        number: None,
        notation: None,
        issued: of.signed_on.map_or_else(|| Issued::In(of.today.year()), Issued::On),
        kind: "Báo cáo thống kê".to_owned(),
        subject: format!("{title} năm {}", of.year),
        blocks,
        signature: Signature {
            authority: None, position: "Thủ trưởng đơn vị".to_owned(), name: of.signer
        },
        beside: None,
        recipients: vec!["Đơn vị nhận báo cáo".to_owned()],
        kept_by: "VT, TĐKT".to_owned(),
    }
}

fn lines(of: &FormPaper) -> Vec<Block> {
    let year = format!("Kỳ báo cáo: từ ngày 01/01/{0} đến ngày 31/12/{0}", of.year);
    let mut said = vec![format!("Đơn vị báo cáo: {}", of.unit), year];
    if let Some(head) = &of.head {
        said.insert(0, format!("Biểu số {}", head.code));
        said.push(format!("Ngày nhận báo cáo: {}", head.due_on.format("%d/%m/%Y")));
    }
    if of.figures.unsorted > 0 {
        said.push(format!("Còn {} trường hợp chưa đủ thông tin để phân nhóm", of.figures.unsorted));
    }
    said.into_iter().map(Block::Paragraph).collect()
}

/// More columns than this have no room for their words: their heads are numbers, and the words stand above the table.
const MOST_HEADS: usize = 6;

fn table(figures: &FormFigures) -> Vec<Block> {
    let shown = shown_columns(figures);
    let is_wide = shown.len() > MOST_HEADS;
    let numbers = numbers_of(&shown);
    let column = |title: &str, width_percent, align| Column { title: title.to_owned(), width_percent, align };
    let width = u16::try_from(54 / shown.len().max(1)).unwrap_or(1).max(1);
    let heads = shown.iter().zip(&numbers).map(|((_, own), number)| {
        let head = if is_wide { number } else { &own.label };
        column(head, width, Align::Right)
    });
    let first = [
        column("Mã số", 8, Align::Center),
        column("Chỉ tiêu", 25, Align::Left),
        column("Đơn vị tính", 13, Align::Left),
    ];
    let row = |row: &FormRow| {
        let value = |place: usize| row.values.get(place).copied().flatten().map(|own| own.to_string());
        let numbers = shown.iter().map(|(place, _)| value(*place).unwrap_or_default());
        [row.code.clone(), row.label.clone(), row.unit_of_count.clone()].into_iter().chain(numbers).collect()
    };
    let table = Block::Table {
        columns: first.into_iter().chain(heads).collect(),
        rows: figures.rows.iter().map(row).collect(),
    };
    let words = shown.iter().zip(&numbers).filter(|_| is_wide);
    let words = words.map(|((_, own), number)| Block::Bullet(format!("Cột {number}: {}", own.label)));
    words.chain([table]).collect()
}

/// The numbers of columns, with a letter where several have one: 1, 2a, 2b, 3.
fn numbers_of(shown: &[(usize, &FormColumn)]) -> Vec<String> {
    let number = |column: &FormColumn| column.code.split('.').next().unwrap_or_default().to_owned();
    let all: Vec<String> = shown.iter().map(|(_, column)| number(column)).collect();
    let lettered = |(place, own): (usize, &String)| {
        if all.iter().filter(|other| *other == own).count() == 1 {
            return own.clone();
        }
        let before = all.iter().take(place).filter(|other| *other == own).count();
        match ('a'..='z').nth(before) {
            Some(letter) => format!("{own}{letter}"),
            None => format!("{own}.{}", before + 1),
        }
    };
    all.iter().enumerate().map(lettered).collect()
}

/// The columns that a page shows, each with its place.
fn shown_columns(figures: &FormFigures) -> Vec<(usize, &FormColumn)> {
    let is_shown = |(place, column): &(usize, &FormColumn)| {
        // `2.HUY_CHUONG.COLLECTIVE` is a single kind, `7.COLLECTIVE` a column of the form.
        let is_single_kind = column.code.matches('.').count() > 1;
        let has_numbers = || {
            let values = figures.rows.iter().filter_map(|row| row.values.get(*place).copied().flatten());
            values.sum::<i64>() > 0
        };
        !is_single_kind || has_numbers()
    };
    figures.columns.iter().enumerate().filter(is_shown).collect()
}
