//! The marks that number the parts of a text (Decree 30/2020/NĐ-CP, annex I, II.5: part, chapter, section, article,
//! clause, point), and the older habits beside them.

use super::words::{from, is_upper, lowered, starts_capital, upto};

/// How a part is numbered. The order is that of nesting, the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// A heading in capitals without a number.
    Caption,
    /// `Phần I`, `Chương II`, `Mục 1`.
    Part,
    /// `A.`
    Letter,
    /// `I.`
    Roman,
    /// `1. NỘI DUNG`: a heading in capitals, whatever its number says.
    NumberedCaption,
    /// `Điều 1.`
    Article,
    /// `1.` is of depth 1, `1.1.` of depth 2.
    Number(u8),
    /// `1)`
    Parenthesis,
    /// `a)`
    Point,
    /// `Một là,`
    Word,
    /// `-`
    Dash,
    /// `+`
    Plus,
}

/// The mark before a numbered part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// How it is numbered.
    pub style: Style,
    /// The number without its mark: `II`, `2.10`, `a`, `Điều 3`, `-`.
    pub label: String,
    /// Where the words behind it begin, in bytes.
    pub end: usize,
}

/// After these words a number at the start of a line is not a mark: `năm` + `2023.`
const COUNTING: &[&str] = &[
    "năm", "số", "khoản", "điểm", "điều", "mục", "quý", "tháng", "ngày", "và", "đến", "từ", "hoặc", "của",
    "lần", "thứ", "phần", "chương", "tại", "theo", "hết", "trên", "khối", "lớp", "có", "là", "với", "cụm",
];

/// The mark at the start of a line, where there is one.
pub fn marker(text: &str) -> Option<Marker> {
    let found = named_marker(text)
        .or_else(|| counted_marker(text))
        .or_else(|| lettered(text))
        .or_else(|| worded(text))
        .or_else(|| bare_roman(text))
        .or_else(|| bulleted(text))?;
    let rest = from(text, found.end);
    let end = found.end.saturating_add(rest.len().saturating_sub(rest.trim_start().len()));
    let is_caption = found.style == Style::Number(1) && is_caption(rest);
    let style = if is_caption { Style::NumberedCaption } else { found.style };
    Some(Marker { style, end, ..found })
}

/// A heading in capitals of two words or more, a longer word among them.
fn is_caption(text: &str) -> bool {
    is_upper(text) && text.split_whitespace().filter(|word| word.chars().count() > 1).count() > 1
}

/// The words before ask for a number, so that one at the start of the next line is theirs.
pub fn asks_for_number(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or("");
    COUNTING.contains(&lowered(last).as_str()) || line.ends_with([',', '('])
}

fn named_marker(text: &str) -> Option<Marker> {
    let mut words = text.splitn(3, ' ');
    let name = words.next()?;
    let style = match lowered(name).as_str() {
        "điều" => Style::Article,
        "phần" | "chương" | "mục" => Style::Part,
        _ => return None,
    };
    let count = words.next()?;
    let number = count.trim_end_matches(['.', ':']);
    let whole = count.len() > number.len() || words.next().is_none();
    let counts = number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, 'I' | 'V' | 'X'));
    let end = name.len().saturating_add(1).saturating_add(count.len());
    (starts_capital(name) && whole && counts && !number.is_empty() && number.len() < 8).then(|| Marker {
        style,
        label: format!("{name} {number}"),
        end,
    })
}

fn counted_marker(text: &str) -> Option<Marker> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let label = upto(text, end).trim_end_matches('.');
    let depth = label.split('.').count();
    let sane = label.split('.').all(|part| (1..=3).contains(&part.len()));
    let rest = from(text, end);
    let closed = label.len() < end && (rest.starts_with(' ') || starts_capital(rest));
    let open = depth > 1 && rest.starts_with(' ') && starts_capital(rest.trim_start());
    let label = label.to_owned();
    if !sane || depth > 6 {
        None
    } else if closed || open {
        Some(Marker { style: Style::Number(u8::try_from(depth).ok()?), label, end })
    } else {
        // `1-` is the Party's way (Guidance 36-HD/VPTW).
        let closed = [") ", "/ ", "- ", "– "].iter().any(|mark| rest.starts_with(mark));
        let bracket = depth == 1 && closed;
        let style = if rest.starts_with(')') { Style::Parenthesis } else { Style::Number(1) };
        let mark = rest.chars().next().map_or(0, char::len_utf8);
        bracket.then(|| Marker { style, label, end: end.saturating_add(mark) })
    }
}

fn lettered(text: &str) -> Option<Marker> {
    let end = text.find(['.', ')', '/', '-', '–']).filter(|end| *end <= 6)?;
    let label = upto(text, end);
    let mark = from(text, end).chars().next()?;
    let rest = from(text, end.saturating_add(mark.len_utf8()));
    let apart =
        rest.starts_with(' ') || (mark == '.' && starts_capital(rest)) || (mark == ')' && !rest.is_empty());
    let roman = !label.is_empty() && label.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let mut letters = label.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    let style = match single {
        _ if roman && mark != ')' => Style::Roman,
        Some('A'..='H') if mark != ')' => Style::Letter,
        Some('a'..='z' | 'đ') if !matches!(mark, '/' | '-' | '–') => Style::Point,
        _ => return None,
    };
    let end = end.saturating_add(mark.len_utf8());
    apart.then(|| Marker { style, label: label.to_owned(), end })
}

/// The words that count the parts of a speech or a call.
const COUNTED: &[&str] = &["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// `Một là, thi đua …`
fn worded(text: &str) -> Option<Marker> {
    let (word, rest) = text.split_once(' ')?;
    let number = COUNTED.iter().position(|counted| *counted == lowered(word))?.saturating_add(1);
    let said = rest.strip_prefix("là")?;
    let words = said.trim_start_matches([',', ':']);
    (starts_capital(word) && words.starts_with(' ')).then(|| Marker {
        style: Style::Word,
        label: number.to_string(),
        end: text.len().saturating_sub(words.len()),
    })
}

/// `II NỘI DUNG`: the mark behind the number is gone.
fn bare_roman(text: &str) -> Option<Marker> {
    let (label, rest) = text.split_once(' ')?;
    let roman = !label.is_empty() && label.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    (roman && is_caption(rest)).then(|| Marker {
        style: Style::Roman,
        label: label.to_owned(),
        end: label.len(),
    })
}

fn bulleted(text: &str) -> Option<Marker> {
    let bullet = text.chars().next()?;
    let rest = from(text, bullet.len_utf8());
    let style = match bullet {
        '-' | '–' | '—' | '•' | '\u{f0b7}' | '*' | '▪' | '◦' | '●' => Style::Dash,
        '+' => Style::Plus,
        _ => return None,
    };
    rest.starts_with(|letter: char| letter == ' ' || letter.is_alphabetic() || letter == '“')
        .then(|| Marker { style, label: bullet.to_string(), end: bullet.len_utf8() })
}
