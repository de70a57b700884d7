//! The contents of a document: numbered headings, paragraphs, tables.

use docx_rs::{AlignmentType, Docx, HeightRule, Paragraph, Run, Table, TableRow, VAlignType};

use super::error::WriteError;
use super::model::{Align, Block, Column, Level, OfficialDocument};
use super::page::{TEXT_WIDTH, cell, fixed};
use super::{looks, words};

/// The least height of the row that heads a table: 8 mm. No other row has one, and by it `package` knows the head.
const HEAD_HEIGHT: f32 = 454.0;
/// Room beside the text of a cell: 1.5 mm.
const CELL_ROOM: usize = 85;

/// The contents before the signature, and what is attached behind it.
pub fn parted(blocks: &[Block]) -> (&[Block], &[Block]) {
    let first = blocks.iter().position(|block| matches!(block, Block::Annex { .. }));
    first.and_then(|place| blocks.split_at_checked(place)).unwrap_or((blocks, &[]))
}

/// The document with these of its contents.
pub fn write(mut written: Docx, document: &OfficialDocument, blocks: &[Block]) -> Result<Docx, WriteError> {
    let mut count = Count::default();
    for (place, block) in blocks.iter().enumerate() {
        let last = place.saturating_add(1) == blocks.len();
        written = match block {
            Block::Heading { level, text } => written.add_paragraph(heading(*level, text, &mut count)),
            Block::Paragraph(text) => flowing(written, words::lines(text), last),
            Block::Centered(text) => written.add_paragraph(looks::CENTERED.paragraph(words::capitals(text))),
            Block::Ground(text) => written.add_paragraph(looks::GROUND.paragraph(words::line(text))),
            Block::Article(text) => {
                count.article = count.article.saturating_add(1);
                let text = words::line(text);
                let text = if last { words::ended(&text) } else { text };
                let number = Run::new().add_text(format!("Điều {}.", count.article)).bold();
                let article = looks::BODY.empty().add_run(number);
                written.add_paragraph(article.add_run(Run::new().add_text(format!(" {text}"))))
            }
            Block::Annex { title, of } => written
                .add_paragraph(looks::ANNEX.paragraph(words::capitals(title)).page_break_before(true))
                .add_paragraph(looks::ANNEX_OF.paragraph(words::attached_to(document, of))),
            Block::Bullet(text) => {
                let text = Some(words::line(text)).filter(|text| !text.is_empty());
                flowing(written, text.map(|text| format!("- {text}")).into_iter().collect(), last)
            }
            Block::Table { columns, rows } => {
                // Two tables without a paragraph between them would be one.
                let gap = || looks::GAP.empty();
                written.add_paragraph(gap()).add_table(table(columns, rows)?).add_paragraph(gap())
            }
        };
    }
    Ok(written)
}

fn flowing(written: Docx, mut lines: Vec<String>, last: bool) -> Docx {
    if let Some(end) = lines.last_mut().filter(|_| last) {
        *end = words::ended(end);
    }
    lines.into_iter().fold(written, |written, line| written.add_paragraph(looks::BODY.paragraph(line)))
}

/// The numbers of the last headings; a wider heading lets the narrower ones begin anew.
#[derive(Default)]
struct Count {
    article: usize,
    part: usize,
    section: usize,
    point: usize,
}

fn heading(level: Level, text: &str, count: &mut Count) -> Paragraph {
    let next = |number: usize| number.saturating_add(1);
    match level {
        Level::Part => {
            *count = Count { part: next(count.part), article: count.article, ..Count::default() };
            looks::PART.paragraph(format!("{}. {}", words::roman(count.part), words::capitals(text)))
        }
        Level::Section => {
            *count = Count { section: next(count.section), point: 0, ..*count };
            looks::SECTION.paragraph(format!("{}. {}", count.section, words::line(text)))
        }
        Level::Point => {
            count.point = next(count.point);
            looks::POINT.paragraph(format!("{}) {}", words::letter(count.point), words::line(text)))
        }
    }
}

fn table(columns: &[Column], rows: &[Vec<String>]) -> Result<Table, WriteError> {
    if columns.is_empty() || rows.iter().any(|row| row.len() != columns.len()) {
        return Err(WriteError::UnevenTable);
    }
    let widths = widths(columns);
    let title = |(column, width): (&Column, &usize)| {
        let title = looks::CELL_HEAD.paragraph(words::line(&column.title));
        cell(vec![title], *width).vertical_align(VAlignType::Center)
    };
    let head = TableRow::new(columns.iter().zip(&widths).map(title).collect())
        .row_height(HEAD_HEIGHT)
        .height_rule(HeightRule::AtLeast);
    let row = |row: &Vec<String>| {
        let cells = row.iter().zip(columns).zip(&widths);
        let cells = cells.map(|((text, column), width)| cell(cell_text(text, column.align), *width));
        TableRow::new(cells.collect()).cant_split()
    };
    let rows = std::iter::once(head).chain(rows.iter().map(row)).collect();
    Ok(fixed(Table::new(rows), widths, CELL_ROOM))
}

/// A cell without text still holds a paragraph.
fn cell_text(text: &str, align: Align) -> Vec<Paragraph> {
    let align = match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    };
    let mut lines = words::lines(text);
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines.into_iter().map(|line| looks::CELL.paragraph(line).align(align)).collect()
}

/// The widths of the columns by their shares; equal ones where there are none.
fn widths(columns: &[Column]) -> Vec<usize> {
    let shares = columns.iter().map(|column| usize::from(column.width_percent));
    let sum: usize = shares.clone().sum();
    let width = |share: usize| TEXT_WIDTH.saturating_mul(share).checked_div(sum);
    shares.map(|share| width(share).unwrap_or(TEXT_WIDTH / columns.len().max(1))).collect()
}
