//! The page, and what stands in columns or under a line on it. Lengths are in twips: 1/20 point, 1/1440 inch.

use docx_rs::{
    Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, PageOrientationType, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Table, TableCell, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};

use super::looks;

/// The width between the margins: 160 mm.
pub const TEXT_WIDTH: usize = 9071;
const MM_10: i32 = 567;
const MM_20: i32 = 1134;
const MM_30: i32 = 1701;

/// A4 with its margins (annex I, I.1 and I.4), and the page number centred at the top from the second page on (I.7).
pub fn a4(document: Docx) -> Docx {
    let margin = PageMargin {
        top: MM_20,
        bottom: MM_20,
        left: MM_30,
        right: MM_20,
        header: MM_10,
        footer: MM_10,
        gutter: 0,
    };
    let number = looks::PAGE_NUMBER.empty().add_page_num(PageNum::new());
    document
        .page_size(11906, 16838)
        .page_margin(margin)
        .header(Header::new().add_paragraph(number))
        .title_pg()
}

/// The width between the margins of a certificate: 257 mm.
pub const LANDSCAPE_WIDTH: usize = 14570;

/// A4 on its long side, with equal margins.
pub fn landscape_a4(document: Docx) -> Docx {
    let margin = PageMargin {
        top: MM_20,
        bottom: MM_10,
        left: MM_20,
        right: MM_20,
        header: MM_10,
        footer: MM_10,
        gutter: 0,
    };
    document.page_size(16838, 11906).page_orient(PageOrientationType::Landscape).page_margin(margin)
}

/// A line below a text, in the middle of its column: an empty paragraph with a border above.
pub fn rule(length: usize, column: usize) -> Paragraph {
    let side = i32::try_from(column.saturating_sub(length) / 2).unwrap_or(0);
    let line = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6).space(1);
    Paragraph::new()
        .style(looks::RULE.id)
        .indent(Some(side), None, Some(side), None)
        .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(80).before(40))
        .set_borders(ParagraphBorders::with_empty().set(line))
}

/// A table without borders that sets text into two columns.
pub fn two_columns(left: usize, rows: Vec<[Vec<Paragraph>; 2]>) -> Table {
    columns([left, TEXT_WIDTH.saturating_sub(left)], rows)
}

/// The same with columns of these widths.
pub fn columns(widths: [usize; 2], rows: Vec<[Vec<Paragraph>; 2]>) -> Table {
    let cell = |(paragraphs, width): (Vec<Paragraph>, usize)| cell(paragraphs, width);
    let row = |row: [Vec<Paragraph>; 2]| {
        TableRow::new(row.into_iter().zip(widths).map(cell).collect()).cant_split()
    };
    fixed(Table::without_borders(rows.into_iter().map(row).collect()), widths.to_vec(), 0)
}

/// A cell of this width.
pub fn cell(paragraphs: Vec<Paragraph>, width: usize) -> TableCell {
    paragraphs.into_iter().fold(TableCell::new(), TableCell::add_paragraph).width(width, WidthType::Dxa)
}

/// The table as wide as the text, its columns of these widths whatever stands in them, with `room` beside each text.
pub fn fixed(table: Table, widths: Vec<usize>, room: usize) -> Table {
    let margins =
        TableCellMargins::new().margin_left(room, WidthType::Dxa).margin_right(room, WidthType::Dxa);
    table
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .margins(margins)
}
