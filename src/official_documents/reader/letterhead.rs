//! The parts of a document's head: number, place and date, name of the type (Decree 30/2020/NĐ-CP, article 8
//! and annex I, II.1 to II.5).

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{Cursor, date};
use super::line::Line;
use super::model::{Confidence, DocumentIdentity, Finding};
use super::signs::{notation, sign_at};
use super::words::{folded, from, is_upper, lowered, starts_small, upto};

/// The names under which documents are headed. Those marked `false` never launch a campaign.
const HEADINGS: &[(&str, bool)] = &[
    ("nghi quyet", true),
    ("quyet dinh", true),
    ("chi thi", true),
    ("ke hoach", true),
    ("chuong trinh", true),
    ("huong dan", true),
    ("thong bao", true),
    ("phat dong", true),
    ("loi phat dong", true),
    ("ban phat dong", true),
    ("loi keu goi", true),
    ("thu keu goi", true),
    ("thu ngo", true),
    ("thu", true),
    ("cong van", true),
    ("de an", true),
    ("phuong an", true),
    ("giay moi", false),
    ("giay gioi thieu", false),
    ("giay uy quyen", false),
    ("giay nghi phep", false),
    ("bao cao", false),
    ("bien ban", false),
    ("to trinh", false),
    ("hop dong", false),
    ("cong dien", false),
    ("quy che", false),
    ("quy dinh", false),
    ("thong cao", false),
    ("phieu gui", false),
    ("phieu chuyen", false),
    ("phieu bao", false),
    ("ban ghi nho", false),
    ("ban thoa thuan", false),
    ("du an", false),
    ("nghi dinh", false),
    ("luat", false),
    ("don xin", false),
    ("thu moi", false),
    ("thong tu", false),
    ("thong tri", false),
];

/// What the head says.
#[derive(Debug, Default)]
pub struct Letterhead {
    /// The printed name of the type.
    pub kind: Option<Finding<String>>,
    /// The type is one that never launches a campaign.
    pub never_launches: bool,
    /// The abstract.
    pub title: Option<Finding<String>>,
    /// The body named above the number.
    pub issuer: Option<Finding<String>>,
    /// Number, sign, date.
    pub document: DocumentIdentity,
    /// The national title or the Party's is there.
    pub is_official: bool,
    /// The index of the first line behind the head.
    pub end: usize,
}

impl Letterhead {
    /// Whether it is the head of an official document.
    pub fn has_letterhead(&self) -> bool {
        self.is_official || self.kind.is_some() || self.document.notation.is_some()
    }
}

/// The type's name at the start of a line: of how many words, and whether such documents launch.
pub fn heading(text: &str) -> Option<(usize, bool)> {
    if !is_upper(text) {
        return None;
    }
    let folded = folded(text.trim_end_matches(':'));
    let named =
        |name: &str| folded.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    // Without its marks, `THỦ TƯỚNG` begins like `THƯ`.
    let is_letter = lowered(text).starts_with("thư");
    let fits = |name: &str| named(name) && (is_letter || !name.starts_with("thu"));
    let (name, launches) =
        HEADINGS.iter().filter(|(name, _)| fits(name)).max_by_key(|(name, _)| name.len())?;
    Some((name.split(' ').count(), *launches))
}

/// The text is the name of a type that may launch a campaign, and no more.
pub fn begins_launching_type(text: &str) -> bool {
    let whole = |words: usize| text.split(' ').count() == words;
    heading(text).is_some_and(|(words, launches)| launches && whole(words))
}

/// What the youth union writes in the place of the national title.
const UNION: &[&str] = &["doan tncs ho chi minh", "doan thanh nien cong san ho chi minh"];

/// Quốc hiệu, tiêu ngữ, and the Party's counterpart.
pub fn is_national(text: &str) -> bool {
    let folded = folded(text);
    if UNION.contains(&folded.as_str()) {
        return true;
    }
    ["cong hoa xa hoi chu nghia", "doc lap tu do hanh phuc", "dang cong san viet nam"]
        .iter()
        .any(|words| folded.starts_with(words))
}

/// Reads the number, if the line holds one.
pub fn read_number(line: &Line, found: &mut Letterhead) -> bool {
    let Some(rest) = line.text.strip_prefix("Số").or_else(|| line.text.strip_prefix("SỐ")) else {
        return false;
    };
    let Some(behind) = rest.trim_start().strip_prefix(':').or_else(|| rest.strip_prefix(' ')) else {
        return false;
    };
    let start = line.text.len().saturating_sub(behind.trim_start().len());
    if let Some(sign) = sign_at(&line.text, start) {
        found.document.number = Some(line_finding(line, start..sign.range.end, sign.number));
        found.document.notation = Some(line_finding(line, start..sign.range.end, sign.notation));
    } else {
        // `Số:    /KH-SNV`: the number is yet to be written by hand.
        let gap: usize = behind
            .chars()
            .take_while(|letter| matches!(letter, ' ' | '.' | '…' | '_'))
            .map(char::len_utf8)
            .sum();
        let Some(sign) = from(behind, gap).strip_prefix(['/', '-']) else { return !behind.contains(' ') };
        let Some((notation, length)) = notation(sign) else { return true };
        let at = line.text.len().saturating_sub(sign.len());
        found.document.notation = Some(line_finding(line, at..at.saturating_add(length), notation));
    }
    read_day(line, found);
    true
}

/// Reads the day of issue, if the line holds one.
pub fn read_day(line: &Line, found: &mut Letterhead) -> bool {
    let (is_day, day) = day_of_issue(line);
    if let Some(day) = day {
        found.document.issued_on.get_or_insert(day);
    }
    is_day
}

/// Whether a line is `place, day`, and the day, which may be left to be written by hand.
pub fn day_of_issue(line: &Line) -> (bool, Option<Finding<NaiveDate>>) {
    let lower = lowered(&line.text);
    let Some(place) = lower.find("ngày").filter(|_| line.letters < 110) else { return (false, None) };
    let before = upto(&line.text, place).trim_end();
    let placed = before.ends_with(',') && before.chars().count() < 80 && !starts_small(before);
    let mut cursor = Cursor::at(&lower, place);
    match date(&mut cursor) {
        Some(day) if placed && cursor.rest().chars().count() < 3 => {
            (true, Some(line_finding(line, place..cursor.at, day)))
        }
        // `Lạng Sơn, ngày    tháng 3 năm 2024`: the day is yet to be written.
        None => (placed && lower.contains("tháng") && lower.contains("năm") && line.letters < 60, None),
        Some(_) => (false, None),
    }
}

/// A finding that quotes a part of a line.
pub fn line_finding<T>(line: &Line, range: Range<usize>, value: T) -> Finding<T> {
    let quote = line.text.get(range).unwrap_or("").trim().to_owned();
    Finding { value, quote, line: line.number, confidence: Confidence::High }
}
