//! How each part of a document looks (Decree 30/2020/NĐ-CP, annex I, I and II; sizes of annex I, IV).

use docx_rs::{
    AlignmentType, BreakType, Docx, LineSpacing, Paragraph, Run, RunFonts, SpecialIndentType, Style,
    StyleType,
};

const FONT: &str = "Times New Roman";

/// A style of paragraphs.
pub struct Look {
    /// Its name in the file.
    pub id: &'static str,
    /// In points.
    size: usize,
    bold: bool,
    italic: bool,
    align: AlignmentType,
    /// The indent of the first line, in twips.
    first: i32,
    /// Room above and below, in twips.
    room: (u32, u32),
    /// Stays on the page of what follows.
    leads: bool,
    /// Its depth in the outline that Word shows beside the text.
    depth: Option<usize>,
}

const PLAIN: Look = Look {
    id: "Plain",
    size: 14,
    bold: false,
    italic: false,
    align: AlignmentType::Center,
    first: 0,
    room: (0, 0),
    leads: false,
    depth: None,
};
const BOLD: Look = Look { bold: true, ..PLAIN };
const FLOWING: Look = Look { align: AlignmentType::Both, first: 720, room: (120, 0), ..PLAIN };
const HEADING: Look = Look { bold: true, leads: true, ..FLOWING };

pub const NATION: Look = Look { id: "Nation", size: 12, ..BOLD };
pub const MOTTO: Look = Look { id: "Motto", size: 13, ..BOLD };
pub const SUPERIOR: Look = Look { id: "Superior", size: 12, ..PLAIN };
pub const ISSUER: Look = Look { id: "Issuer", size: 12, ..BOLD };
pub const NUMBER: Look = Look { id: "Number", size: 13, room: (60, 0), ..PLAIN };
pub const PLACE_AND_DAY: Look = Look { id: "PlaceAndDay", size: 13, italic: true, room: (60, 0), ..PLAIN };
pub const KIND: Look = Look { id: "Kind", room: (360, 0), leads: true, ..BOLD };
pub const SUBJECT: Look = Look { id: "Subject", leads: true, ..BOLD };
pub const RULE: Look = Look { id: "Rule", size: 2, leads: true, ..PLAIN };
pub const BODY: Look = Look { id: "Body", ..FLOWING };
pub const CENTERED: Look = Look { id: "Centered", room: (120, 0), leads: true, ..BOLD };
pub const GROUND: Look = Look { id: "Ground", italic: true, ..FLOWING };
pub const ANNEX: Look = Look { id: "Annex", leads: true, ..BOLD };
pub const ANNEX_OF: Look = Look { id: "AnnexOf", italic: true, leads: true, room: (0, 120), ..PLAIN };
pub const PART: Look = Look { id: "Part", depth: Some(0), ..HEADING };
pub const SECTION: Look = Look { id: "Section", depth: Some(1), ..HEADING };
pub const POINT: Look = Look { id: "Point", bold: false, depth: Some(2), ..HEADING };
pub const CELL: Look = Look { id: "Cell", size: 12, room: (40, 40), ..PLAIN };
pub const CELL_HEAD: Look = Look { id: "CellHead", bold: true, leads: true, ..CELL };
pub const GAP: Look = Look { id: "Gap", size: 6, leads: true, ..PLAIN };
pub const SIGNER: Look = Look { id: "Signer", leads: true, ..BOLD };
/// Room for a signature and a seal stands above the name.
pub const SIGNER_NAME: Look = Look { id: "SignerName", room: (1500, 0), ..BOLD };
pub const RECIPIENTS: Look =
    Look { id: "Recipients", size: 12, bold: true, italic: true, align: AlignmentType::Left, ..PLAIN };
pub const RECIPIENT: Look = Look { id: "Recipient", size: 11, align: AlignmentType::Left, ..PLAIN };
pub const GRANTOR: Look = Look { id: "Grantor", size: 22, room: (700, 0), ..BOLD };
pub const GRANTS: Look = Look { id: "Grants", size: 18, room: (240, 0), ..BOLD };
pub const AWARD: Look = Look { id: "Award", size: 44, room: (120, 240), ..BOLD };
pub const HONOURED: Look = Look { id: "Honoured", size: 28, room: (120, 120), ..BOLD };
pub const MERIT: Look = Look { id: "Merit", size: 17, italic: true, room: (120, 600), ..PLAIN };
pub const PAGE_NUMBER: Look = Look { id: "PageNumber", ..PLAIN };

const ALL: [&Look; 30] = [
    &NATION,
    &MOTTO,
    &SUPERIOR,
    &ISSUER,
    &NUMBER,
    &PLACE_AND_DAY,
    &KIND,
    &SUBJECT,
    &RULE,
    &BODY,
    &CENTERED,
    &GROUND,
    &ANNEX,
    &ANNEX_OF,
    &PART,
    &SECTION,
    &POINT,
    &CELL,
    &CELL_HEAD,
    &GAP,
    &SIGNER,
    &SIGNER_NAME,
    &RECIPIENTS,
    &RECIPIENT,
    &GRANTOR,
    &GRANTS,
    &AWARD,
    &HONOURED,
    &MERIT,
    &PAGE_NUMBER,
];

/// The document with all its styles.
pub fn add_styles(document: Docx) -> Docx {
    let font = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    let document = document.default_fonts(font).default_size(28);
    ALL.iter().fold(document, |document, look| document.add_style(look.style()))
}

impl Look {
    /// A paragraph of this look.
    pub fn paragraph(&self, text: impl Into<String>) -> Paragraph {
        self.empty().add_run(Run::new().add_text(text))
    }

    /// A paragraph of this look on these lines.
    pub fn lines(&self, lines: &[&str]) -> Paragraph {
        let run = lines.iter().enumerate().fold(Run::new(), |run, (place, line)| {
            let run = if place > 0 { run.add_break(BreakType::TextWrapping) } else { run };
            run.add_text(*line)
        });
        self.empty().add_run(run)
    }

    /// A paragraph of this look without text.
    pub fn empty(&self) -> Paragraph {
        Paragraph::new().style(self.id)
    }

    fn style(&self) -> Style {
        let first = (self.first > 0).then_some(SpecialIndentType::FirstLine(self.first));
        let mut style = Style::new(self.id, StyleType::Paragraph)
            .name(self.id)
            .based_on("Normal")
            .size(self.size.saturating_mul(2))
            .align(self.align)
            .indent(None, first, None, None)
            .line_spacing(LineSpacing::new().before(self.room.0).after(self.room.1));
        style.paragraph_property.keep_next = self.leads.then_some(true);
        if self.bold {
            style = style.bold();
        }
        if self.italic {
            style = style.italic();
        }
        match self.depth {
            Some(depth) => style.outline_lvl(depth),
            None => style,
        }
    }
}
