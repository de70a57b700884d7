//! Joins broken lines to paragraphs and keeps the place of every word.

use std::ops::Range;

use super::line::Line;
use super::lines::{Lines, ended_on_purpose, splits_number, splits_years};
use super::model::{Confidence, Finding};
use super::numbering::{Marker, Style, asks_for_number, marker};
use super::words::{between, ends_sentence, from, is_upper, lowered, starts_small, upto};

/// A paragraph, a heading or a listed item.
#[derive(Debug, Clone)]
pub struct Block {
    /// The printed words, joined.
    pub text: String,
    /// The same in lower case, byte for byte.
    pub lower: String,
    /// The mark it begins with.
    pub marker: Option<Marker>,
    /// Where each input line begins in `text`.
    starts: Vec<(usize, usize)>,
}

impl Block {
    /// The words behind the mark.
    pub fn words(&self) -> &str {
        from(&self.text, self.words_at())
    }

    /// Where the words behind the mark begin.
    pub fn words_at(&self) -> usize {
        self.marker.as_ref().map_or(0, |marker| marker.end)
    }

    /// The input line that holds a byte of the text.
    pub fn line_at(&self, place: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= place);
        self.starts.get(after.saturating_sub(1)).map_or(1, |(_, line)| *line)
    }

    /// A finding that quotes a part of this block.
    pub fn finding<T>(&self, range: Range<usize>, value: T, confidence: Confidence) -> Finding<T> {
        let printed = between(&self.text, range.start, range.end);
        let skipped = printed.len().saturating_sub(printed.trim_start().len());
        let line = self.line_at(range.start.saturating_add(skipped));
        Finding { value, quote: printed.trim().to_owned(), line, confidence }
    }

    /// A heading in capitals.
    pub fn is_caption(&self) -> bool {
        self.marker.as_ref().is_some_and(|marker| marker.style == Style::Caption)
    }

    fn of(line: &Line) -> Self {
        Self { text: line.text.clone(), lower: String::new(), marker: None, starts: vec![(0, line.number)] }
    }

    fn join(&mut self, line: &Line) {
        if !splits_number(&self.text, &line.text) {
            self.text.push(' ');
        }
        self.starts.push((self.text.len(), line.number));
        self.text.push_str(&line.text);
    }

    fn finished(mut self) -> Self {
        self.lower = lowered(&self.text);
        let caption = || Marker { style: Style::Caption, label: String::new(), end: 0 };
        let is_caption = self.text.len() < 300 && is_upper(&self.text);
        self.marker = marker(&self.text).or_else(|| is_caption.then(caption));
        self
    }
}

/// Joins lines to blocks.
pub fn blocks(lines: &[Line], setting: &Lines) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(Block, &Line)> = None;
    for line in lines {
        open = Some(match open {
            Some((mut block, last)) if !opens(last, line, setting) => {
                block.join(line);
                (block, line)
            }
            other => {
                blocks.extend(other.map(|(block, _)| block.finished()));
                (Block::of(line), line)
            }
        });
    }
    blocks.extend(open.map(|(block, _)| block.finished()));
    blocks
}

/// Whether a line begins a new block after the last one.
pub fn opens(last: &Line, line: &Line, setting: &Lines) -> bool {
    if splits_number(&last.text, &line.text) || splits_years(&last.text, &line.text) {
        return false;
    }
    let ended = ends_sentence(&last.text);
    if line.ruled || (marker(&line.text).is_some() && (ended || !asks_for_number(&last.text))) {
        return true;
    }
    if is_opener(&line.text) {
        return true;
    }
    // `… ngày 31 tháng` + `12 năm 2030.`
    if !ended && counts(&last.text) && line.text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let (upper, was_upper) = (is_heading(&line.text), is_heading(words(&last.text)));
    if upper != was_upper {
        return !starts_small(&line.text) || was_upper;
    }
    if starts_small(&line.text) {
        return false;
    }
    ended || line.gap >= setting.parting_gap || (!upper && ended_on_purpose(last, line, setting.width))
}

fn counts(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    ["ngày", "tháng", "năm", "số", "quý"].contains(&lowered(last).as_str())
}

fn words(text: &str) -> &str {
    marker(text).map_or(text, |marker| from(text, marker.end))
}

fn is_heading(text: &str) -> bool {
    is_upper(text) && text.contains(' ') && text.len() > 7
}

fn is_opener(text: &str) -> bool {
    ["Căn cứ ", "Nơi nhận", "Kính gửi", "Theo đề nghị của"].iter().any(|word| text.starts_with(word))
}

/// How far a closing mark of another kind is looked for behind one that may be inside, in bytes.
const MOST_QUOTED: usize = 300;

/// Quotations of a text: where each begins and ends, marks included. Documents mix their marks: `„Quầy sáng“`,
/// `“Nhanh mà không vội"`, `‘để mai’`; a quotation ends with the first mark that may end it.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (place, letter) in text.char_indices() {
        let end = place.saturating_add(letter.len_utf8());
        let behind = from(text, end);
        match open {
            Some((start, mark)) if closes(mark, letter, behind) => {
                found.push(start..end);
                open = None;
            }
            Some(_) if letter == '“' => open = Some((place, letter)),
            None if opens_quotation(letter, before, behind) => open = Some((place, letter)),
            _ => {}
        }
        before = letter;
    }
    found
}

fn opens_quotation(letter: char, before: char, behind: &str) -> bool {
    match letter {
        '“' | '„' | '«' | '"' => true,
        // An apostrophe within a word opens nothing.
        '‘' | '\'' => !before.is_alphanumeric() && behind.starts_with(char::is_alphanumeric),
        _ => false,
    }
}

fn closes(open: char, letter: char, behind: &str) -> bool {
    let apart = !behind.starts_with(char::is_alphanumeric);
    match (open, letter) {
        ('“' | '„' | '"', '”') | ('„', '“') | ('«', '»') | ('"' | '„', '"') => true,
        ('‘' | '\'', '’' | '\'') => apart,
        // Inside curly marks a straight one ends the quotation only where no curly one does.
        ('“', '"' | '\'' | '’') => apart && !has_own_end(behind),
        _ => false,
    }
}

fn has_own_end(behind: &str) -> bool {
    let near = behind.char_indices().take_while(|(place, _)| *place < MOST_QUOTED);
    near.map(|(_, letter)| letter).find(|letter| matches!(letter, '“' | '”')) == Some('”')
}

/// The words within a quotation's marks.
pub fn quoted<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let words = between(text, range.start, range.end);
    let open = words.chars().next().map_or(0, char::len_utf8);
    let close = words.chars().next_back().map_or(0, char::len_utf8);
    upto(words, words.len().saturating_sub(close)).get(open..).unwrap_or("").trim()
}
