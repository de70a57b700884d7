//! What an official document says (Decree 30/2020/NĐ-CP, article 8), in the order in which it says it.

use chrono::NaiveDate;

/// An official document, yet without its form. All text is plain; the writer sets case, marks and numbers itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialDocument {
    /// The body above the issuer: `Ủy ban nhân dân tỉnh Lạng Sơn`.
    pub superior: Option<String>,
    /// The body that issues the document: `Sở Nội vụ`.
    pub issuer: String,
    /// The number in the year, open in a draft: `5` or `05`.
    pub number: Option<String>,
    /// The sign behind the number, open in a draft: `BC-SNV`.
    pub notation: Option<String>,
    /// Where it is issued: `Lạng Sơn`.
    pub place: String,
    /// When it is issued.
    pub issued: Issued,
    /// The name of its type: `Báo cáo` (article 7).
    pub kind: String,
    /// What it is about (trích yếu): `Kết quả phong trào thi đua năm 2023`.
    pub subject: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Who signs it.
    pub signature: Signature,
    /// Who signs on the left of that: the secretary of minutes.
    pub beside: Option<Signature>,
    /// Who receives it, each on a line: `Như trên`, `Giám đốc Sở (để báo cáo)`.
    pub recipients: Vec<String>,
    /// Who keeps it, printed as the last recipient behind `Lưu:`: `VT, TĐKT`.
    pub kept_by: String,
}

/// When a document is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issued {
    /// On this day.
    On(NaiveDate),
    /// Some day of this year: a draft, whose day and month are left open.
    In(i32),
}

/// A piece of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading without its number, which the writer counts.
    Heading {
        /// How deep it stands.
        level: Level,
        /// Its words.
        text: String,
    },
    /// A paragraph; a line break begins another.
    Paragraph(String),
    /// An item behind a dash.
    Bullet(String),
    /// Capitals in the middle: whose power a decision rests on (thẩm quyền ban hành), and what its articles follow.
    Centered(String),
    /// What a decision rests on (căn cứ), in italics.
    Ground(String),
    /// An article without its number, which the writer counts.
    Article(String),
    /// What is attached begins here, behind the signature and on a page of its own.
    Annex {
        /// Its name.
        title: String,
        /// Whose document it belongs to: `Giám đốc Sở Nội vụ`.
        of: String,
    },
    /// A table with borders, whose head is repeated on every page.
    Table {
        /// The columns, from the left; at least one.
        columns: Vec<Column>,
        /// The rows, each with a cell for every column.
        rows: Vec<Vec<String>>,
    },
}

/// How deep a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// `I.`, bold capitals.
    Part,
    /// `1.`, bold.
    Section,
    /// `a)`
    Point,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands in its head.
    pub title: String,
    /// Its share of the width; the shares of a table are put in proportion if they do not make 100.
    pub width_percent: u16,
    /// Where its cells stand; numbers to the right.
    pub align: Align,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// To the left: words.
    Left,
    /// In the middle: ordinal numbers, marks.
    Center,
    /// To the right: numbers.
    Right,
}

/// Who signs (annex I, II.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// In whose name: `TM. Ban Giám đốc`, `KT. Giám đốc`, `TL. Giám đốc`.
    pub authority: Option<String>,
    /// The signer's position: `Phó Giám đốc`.
    pub position: String,
    /// The signer's name without titles, open in a draft.
    pub name: Option<String>,
}
