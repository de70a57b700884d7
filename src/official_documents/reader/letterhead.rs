//! The head of a document: issuer, number, place and date, name of the type, abstract (Decree 30/2020/NĐ-CP, article 8
//! and annex I, II.1 to II.5).

use std::ops::Range;

use super::dates::{Cursor, date};
use super::lines::{Line, Lines};
use super::model::{Confidence, DocumentIdentity, Finding};
use super::numbering::marker;
use super::signs::{notation, sign_at};
use super::words::{begins_like_agency, folded, from, is_upper, lowered, starts_small, upto};

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
];

/// The words with which bodies begin.
const OPENERS: &[&str] = &[
    "căn cứ",
    "thực hiện",
    "hưởng ứng",
    "nhằm",
    "để",
    "xét",
    "theo",
    "tiếp tục",
    "phát huy",
    "trong",
    "năm",
    "trân trọng",
    "chào mừng",
    "kính gửi",
    "ngày",
    "trên cơ sở",
    "với",
    "nhân dịp",
    "sau khi",
    "kính mời",
    "nơi nhận",
];

/// How many lines at the top may be a head.
const MOST_LINES: usize = 60;

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
    /// The index of the first line behind the head.
    pub end: usize,
}

/// Reads the head.
pub fn read(setting: &Lines) -> Letterhead {
    let lines = setting.lines.get(..MOST_LINES).unwrap_or(&setting.lines);
    let mut found = Letterhead::default();
    let mut names = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let heading = heading(&line.text);
        if is_national(&line.text) || read_number(line, &mut found) || read_day(line, &mut found) {
            found.end = place.saturating_add(1);
        } else if line.text.to_lowercase().starts_with("v/v") || heading.is_some() {
            read_title(setting, place, heading, &mut found);
            break;
        } else if is_upper(&line.text) && marker(&line.text).is_none() && names.len() < 8 {
            names.push(place);
        } else {
            break;
        }
    }
    let above = names.into_iter().filter(|place| *place < found.end.max(1));
    let above: Vec<(usize, &Line)> = above.filter_map(|place| Some((place, lines.get(place)?))).collect();
    found.issuer = issuer(&above);
    if found.title.is_none() && found.kind.is_none() {
        untyped_title(setting, &mut found);
    }
    found
}

fn heading(text: &str) -> Option<(usize, bool)> {
    if !is_upper(text) {
        return None;
    }
    let folded = folded(text.trim_end_matches(':'));
    let named =
        |name: &str| folded.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let (name, launches) =
        HEADINGS.iter().filter(|(name, _)| named(name)).max_by_key(|(name, _)| name.len())?;
    Some((name.split(' ').count(), *launches))
}

/// Quốc hiệu, tiêu ngữ, and the Party's counterpart.
fn is_national(text: &str) -> bool {
    let folded = folded(text);
    ["cong hoa xa hoi chu nghia", "doc lap tu do hanh phuc", "dang cong san viet nam"]
        .iter()
        .any(|words| folded.starts_with(words))
}

fn read_number(line: &Line, found: &mut Letterhead) -> bool {
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

fn read_day(line: &Line, found: &mut Letterhead) -> bool {
    let lower = lowered(&line.text);
    let Some(place) = lower.find("ngày").filter(|_| line.letters < 110) else { return false };
    let before = upto(&line.text, place).trim_end();
    let placed = before.ends_with(',') && before.chars().count() < 80 && !starts_small(before);
    let mut cursor = Cursor::at(&lower, place);
    match date(&mut cursor) {
        Some(day) if placed && cursor.rest().chars().count() < 3 => {
            found.document.issued_on.get_or_insert_with(|| line_finding(line, place..cursor.at, day));
            true
        }
        // `Lạng Sơn, ngày    tháng 3 năm 2024`: the day is yet to be written.
        None => placed && lower.contains("tháng") && lower.contains("năm") && line.letters < 60,
        Some(_) => false,
    }
}

fn line_finding<T>(line: &Line, range: Range<usize>, value: T) -> Finding<T> {
    let quote = line.text.get(range).unwrap_or("").trim().to_owned();
    Finding { value, quote, line: line.number, confidence: Confidence::High }
}

fn read_title(setting: &Lines, place: usize, heading: Option<(usize, bool)>, found: &mut Letterhead) {
    let Some(line) = setting.lines.get(place) else { return };
    let mut start = 0;
    if let Some((words, launches)) = heading {
        let end =
            line.text.match_indices(' ').nth(words.saturating_sub(1)).map_or(line.text.len(), |(at, _)| at);
        found.kind = Some(line_finding(line, 0..end, upto(&line.text, end).trim_end_matches(':').to_owned()));
        found.never_launches = !launches;
        // `PHÁT ĐỘNG PHONG TRÀO …` names type and campaign in one.
        start = if folded(upto(&line.text, end)) == "phat dong" && end < line.text.len() { 0 } else { end };
    }
    found.end = place.saturating_add(1);
    let own_line = !from(&line.text, start).trim().is_empty();
    let first = if own_line { place } else { place.saturating_add(1) };
    let end = title_end(setting, first);
    found.end = found.end.max(end);
    found.title = title_of(setting, first..end, if own_line { start } else { 0 }, Confidence::High);
}

/// Where the title that begins on a line ends: before what begins like a body, a number or a drawn line.
fn title_end(setting: &Lines, first: usize) -> usize {
    let mut letters = 0_usize;
    let mut end = first;
    let mut upper = false;
    for line in setting.lines.get(first..).unwrap_or_default() {
        let started = end > first;
        let body = begins_body(line) || marker(&line.text).is_some() || (started && line.ruled);
        let short =
            setting.width.is_some_and(|width| line.letters.saturating_mul(10) < width.saturating_mul(7));
        let alike = is_upper(&line.text) == upper;
        let goes_on = starts_small(&line.text)
            || (alike && upper)
            || (alike && short && line.gap < setting.parting_gap && !line.text.ends_with('.'));
        letters = letters.saturating_add(line.letters);
        if body || letters > 400 || (started && !goes_on) || (!started && is_signature_like(&line.text)) {
            break;
        }
        upper = if started { upper } else { is_upper(&line.text) };
        end = end.saturating_add(1);
    }
    end
}

fn begins_body(line: &Line) -> bool {
    let lower = lowered(&line.text);
    let opens = |word: &&&str| super::words::begins_with_word(&lower, word);
    !is_upper(&line.text) && OPENERS.iter().any(|word| opens(&word))
}

fn is_signature_like(text: &str) -> bool {
    is_upper(text) && super::signature::is_position(text)
}

fn title_of(
    setting: &Lines,
    lines: Range<usize>,
    start: usize,
    confidence: Confidence,
) -> Option<Finding<String>> {
    let lines = setting.lines.get(lines)?;
    let joined = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let quote = from(&joined, start).trim().to_owned();
    let lower = lowered(&quote);
    let lead = ["về việc ", "v/v: ", "v/v ", "về "].iter().find(|lead| lower.starts_with(**lead));
    let value = from(&quote, lead.map_or(0, |lead| lead.len())).trim().to_owned();
    let line = lines.first()?.number;
    (!value.is_empty()).then_some(Finding { value, quote, line, confidence })
}

/// Without a type's name, the first lines are a title if they speak of emulation and are no sentence.
fn untyped_title(setting: &Lines, found: &mut Letterhead) {
    let end = title_end(setting, found.end);
    let title = title_of(setting, found.end..end, 0, Confidence::Medium);
    found.title = title
        .filter(|title| lowered(&title.value).contains("thi đua") && !title.quote.ends_with(['.', ';', ':']));
    found.end = if found.title.is_some() { end } else { found.end };
}

/// The name of the issuer is the last that begins like an agency's; above it stands the body it belongs to.
fn issuer(names: &[(usize, &Line)]) -> Option<Finding<String>> {
    let first = names.iter().rposition(|(_, line)| begins_like_agency(&line.text))?;
    let (start, own) = names.get(first)?;
    let together = (*start..).zip(names.get(first..)?).take_while(|(place, (at, _))| place == at);
    let value = together.map(|(_, (_, line))| line.text.as_str()).collect::<Vec<_>>().join(" ");
    Some(Finding { quote: value.clone(), value, line: own.number, confidence: Confidence::High })
}
