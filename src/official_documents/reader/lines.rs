//! From the input to clean lines: composed, without page numbers, rules, bars and invisible letters.

use unicode_normalization::UnicodeNormalization;

use super::cells::{Piece, without_bars};
use super::columns::set_letterhead;
use super::line::Line;
use super::words::{folded, starts_capital, starts_small, tail};
use crate::core::vietnamese::{is_invisible, vietnamese_letter};

/// The lines with words, and how they are set.
#[derive(Debug)]
pub struct Lines {
    /// Every line with words, in reading order.
    pub lines: Vec<Line>,
    /// The usual width of a full line in letters; `None` where lines are whole paragraphs.
    pub width: Option<usize>,
    /// How many blank lines part two paragraphs.
    pub parting_gap: usize,
}

/// Composes, splits and cleans the input.
pub fn clean(text: &str) -> Lines {
    let printable = |letter: char| if letter.is_control() && !letter.is_whitespace() { ' ' } else { letter };
    let visible: String = text
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .map(|letter| vietnamese_letter(printable(letter)))
        .nfc()
        .collect();
    let printed = visible.replace("\r\n", "\n");
    let printed: Vec<(usize, &str)> = (1_usize..).zip(printed.split(['\n', '\r'])).collect();
    let mut lines = Vec::with_capacity(printed.len());
    let (mut gap, mut ruled, mut pages, mut blanks) = (0_usize, false, 0_usize, 0_usize);
    for piece in without_bars(printed) {
        if piece.text.is_empty() {
            gap = gap.saturating_add(1);
            blanks = blanks.saturating_add(1);
        } else if is_rule(&piece.text) {
            ruled = true;
        } else if let Some(page) = page_number(&piece.text, pages) {
            // A page may end within a sentence: the room around its number parts nothing.
            (pages, gap) = (page, 0);
        } else {
            lines.push(line_of(piece, gap, ruled));
            (gap, ruled) = (0, false);
        }
    }
    let lines = set_letterhead(lines);
    let parting_gap = if blanks.saturating_mul(3) > lines.len() { 2 } else { 1 };
    Lines { width: usual_width(&lines), lines, parting_gap }
}

fn line_of(piece: Piece, gap: usize, ruled: bool) -> Line {
    let letters = piece.text.chars().count();
    Line { number: piece.number, text: piece.text, letters, gap, ruled }
}

fn is_rule(text: &str) -> bool {
    let drawn = |letter: char| {
        matches!(letter, '-' | '_' | '=' | '*' | '+' | '–' | '—' | '─' | '.' | '…' | ' ' | ':')
    };
    text.chars().all(drawn) && (text.chars().count() > 2 || !text.contains('-'))
}

/// The page that a line numbers, if it does no more than that.
fn page_number(text: &str, last: usize) -> Option<usize> {
    let folded = folded(text);
    let named = folded.strip_prefix("trang ").or_else(|| folded.strip_prefix("page "));
    let bare = named.unwrap_or(&folded);
    let (page, of) = bare.split_once('/').unwrap_or((bare, "1"));
    let page: usize = digits(page)?;
    digits(of)?;
    // `2023` alone on a line is a year that belongs to the words around it, unless pages have come that far.
    let near = page > last && page <= last.saturating_add(3);
    (named.is_some() || page < 1000 || near).then_some(page)
}

fn digits(text: &str) -> Option<usize> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) { None } else { text.parse().ok() }
}

/// A tenth of the lines are wider than the usual width. Paragraphs that stand on one line each are far wider than
/// paper: no width is told by them.
fn usual_width(lines: &[Line]) -> Option<usize> {
    let all: usize = lines.iter().map(|line| line.letters).sum();
    let wide: usize = lines.iter().map(|line| line.letters).filter(|letters| *letters > 130).sum();
    if wide.saturating_mul(4) > all {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|line| line.letters).collect();
    widths.sort_unstable();
    widths.get(widths.len().saturating_mul(9) / 10).copied()
}

/// The first word of the next line would have fitted: the line was ended on purpose.
pub fn ended_on_purpose(line: &Line, next: &Line, width: Option<usize>) -> bool {
    let word = next.text.split(' ').next().unwrap_or("").chars().count();
    let filled = line.letters.saturating_add(word).saturating_add(1);
    width.is_none_or(|width| filled.saturating_mul(4) < width.saturating_mul(3))
}

/// A span of years is broken: `2024` + `- 2026”`.
pub fn splits_years(line: &str, next: &str) -> bool {
    let is_year = |text: &str| {
        let mut letters = text.chars();
        let four = letters.by_ref().take(4).filter(char::is_ascii_digit).count() == 4;
        four && text.starts_with(['1', '2']) && !letters.next().is_some_and(char::is_alphanumeric)
    };
    let dashed = next.strip_prefix(['-', '–', '—']).is_some_and(|rest| is_year(rest.trim_start()));
    dashed && is_year(tail(line, 4)) && !tail(line, 5).starts_with(|letter: char| letter.is_ascii_digit())
}

/// A number or a sign is broken at the end of the line: `19/CT-`, or at its beginning: `/CT-TTg`.
pub fn splits_number(line: &str, next: &str) -> bool {
    let mut ends = line.chars().rev();
    let hangs = matches!(ends.next(), Some('-' | '/')) && ends.next().is_some_and(char::is_alphanumeric);
    let after_digit = line.ends_with(|letter: char| letter.is_ascii_digit());
    let mut starts = next.chars();
    let goes_on = matches!(starts.next(), Some('/' | '-')) && starts.next().is_some_and(char::is_uppercase);
    let hangs = hangs
        && (starts_capital(next)
            || starts_small(next)
            || next.starts_with(|letter: char| letter.is_ascii_digit()));
    hangs || (after_digit && goes_on)
}
