//! Citations of official documents, the first time with type, number, date, issuer and abstract (Decree
//! 30/2020/NĐ-CP, annex I, II.5), later ones with less.

use std::collections::HashMap;
use std::ops::Range;

use super::blocks::{Block, quotations};
use super::dates::{Cursor, date};
use super::laws::{law_before, unnumbered};
use super::model::{Citation, Confidence, Finding};
use super::signs::{Sign, sign_at};
use super::words::{begins_like_agency, between, from, head, lowered, starts_capital, tail, upto};

/// The names of the types, the longer before the shorter that they begin with.
pub const KINDS: &[&str] = &[
    "Nghị quyết liên tịch",
    "Thông tư liên tịch",
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Quy định",
    "Quy chế",
    "Chỉ thị",
    "Kết luận",
    "Kế hoạch",
    "Thông tư",
    "Thông báo",
    "Thông cáo",
    "Thông tri",
    "Hướng dẫn",
    "Chương trình",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Công điện",
    "Công văn",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Văn bản",
    "Hiến pháp",
    "Lời kêu gọi",
    "Giấy mời",
];

/// How far behind its number the words of one citation may reach, in letters.
const MOST_LETTERS: usize = 600;

/// Every citation of the blocks, each document once: where it is dated, else where it first stands.
pub fn citations(blocks: &[Block]) -> Vec<Finding<Citation>> {
    let mut found: Vec<Finding<Citation>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for citation in blocks.iter().flat_map(citations_of) {
        let value = &citation.value;
        let key =
            format!("{} {}", value.kind.as_deref().map(lowered).unwrap_or_default(), lowered(&value.display));
        match places.get(&key).and_then(|place| found.get_mut(*place)) {
            Some(earlier) if earlier.value.issued_on.is_none() && value.issued_on.is_some() => {
                *earlier = citation;
            }
            Some(_) => {}
            None => {
                places.insert(key, found.len());
                found.push(citation);
            }
        }
    }
    found
}

/// The citations of one block, in order.
pub fn citations_of(block: &Block) -> Vec<Finding<Citation>> {
    let quotes = quotations(&block.text);
    let mut found: Vec<(usize, Finding<Citation>)> = Vec::new();
    // `4/ An toàn` is a mark and a heading.
    let mut at = block.words_at();
    while let Some(step) = from(&block.text, at).find(|letter: char| letter.is_ascii_digit()) {
        let start = at.saturating_add(step);
        let digits = from(&block.text, start).bytes().take_while(u8::is_ascii_digit).count();
        at = start.saturating_add(digits.max(1));
        let joined = upto(&block.text, start)
            .ends_with(|mark: char| mark.is_alphanumeric() || matches!(mark, '/' | '.'));
        if let Some(sign) = sign_at(&block.text, start).filter(|_| !joined) {
            at = sign.range.end;
            found.push((start, numbered(block, sign, &quotes)));
        }
    }
    found.extend(unnumbered(block));
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, citation)| citation).collect()
}

fn numbered(block: &Block, sign: Sign, quotes: &[Range<usize>]) -> Finding<Citation> {
    let start = sign.range.start;
    let (kind, from_at) = kind_before(&block.text, start);
    let law = if kind.is_none() { law_before(&block.text, start) } else { None };
    let from_at = law.as_ref().map_or(from_at, |(at, _, _)| *at);
    let mut end = sign.range.end;
    let mut cursor = Cursor::at(&block.lower, end);
    cursor.take(&[","]);
    let issued_on = if cursor.take(&["ngày"]) { date(&mut cursor) } else { None };
    end = if issued_on.is_some() { cursor.at } else { end };
    let issuer = issuer_behind(block, end);
    end = issuer.as_ref().map_or(end, |range| range.end);
    let title = title_behind(block, end, quotes);
    end = title.as_ref().map_or(end, |range| range.end);
    let words = |range: Range<usize>| unquoted(between(&block.text, range.start, range.end));
    let name = law.as_ref().map(|(_, _, name)| name.clone());
    let citation = Citation {
        kind: kind.or(law.map(|(_, kind, _)| kind)),
        number: Some(sign.number),
        year: sign.year,
        notation: Some(sign.notation),
        display: sign.display,
        issued_on,
        issuer: issuer.map(words),
        title: name.or_else(|| title.map(words)),
    };
    let confidence = if citation.kind.is_some() { Confidence::High } else { Confidence::Medium };
    block.finding(from_at..end, citation, confidence)
}

/// The type's name right before a number, with or without `số`, and where it begins.
fn kind_before(text: &str, start: usize) -> (Option<String>, usize) {
    let before = tail(upto(text, start), 40);
    let bare = before.trim_end().trim_end_matches(':').trim_end();
    let bare = bare.strip_suffix("số").or_else(|| bare.strip_suffix("Số")).unwrap_or(bare).trim_end();
    let lower = lowered(bare);
    for kind in KINDS {
        if lower.ends_with(&lowered(kind)) {
            let at = bare.len().saturating_sub(kind.len());
            let begins = start.saturating_sub(before.len()).saturating_add(at);
            return (Some(from(bare, at).to_owned()), begins);
        }
    }
    (None, start)
}

fn issuer_behind(block: &Block, end: usize) -> Option<Range<usize>> {
    let mut cursor = Cursor::at(&block.lower, end);
    cursor.take(&[","]);
    if !cursor.take(&["của"]) {
        return None;
    }
    cursor.skip_spaces();
    let ahead = head(from(&block.lower, cursor.at), 140);
    let printed = between(&block.text, cursor.at, cursor.at.saturating_add(ahead.len()));
    let stops = [
        " về ",
        " v/v ",
        " ban hành",
        " quy định ",
        " hướng dẫn ",
        " phát động",
        ",",
        ";",
        ".",
        ":",
        "(",
        "“",
        "\"",
        "”",
        " số ",
    ];
    let stop = stops.iter().filter_map(|stop| ahead.find(stop)).min().unwrap_or(ahead.len());
    // `… của Bộ Chính trị và Chỉ thị số …`: the next document is not the issuer's name.
    let next = KINDS.iter().filter_map(|kind| printed.find(&format!(" và {kind}"))).min().unwrap_or(stop);
    let name = upto(printed, stop.min(next)).trim_end();
    (!name.is_empty() && starts_capital(name)).then(|| cursor.at..cursor.at.saturating_add(name.len()))
}

fn title_behind(block: &Block, end: usize, quotes: &[Range<usize>]) -> Option<Range<usize>> {
    let mut cursor = Cursor::at(&block.lower, end);
    cursor.take(&[","]);
    let led = cursor.take(&["về việc", "về", "v/v", "quy định", "ban hành", "hướng dẫn", "phát động"]);
    cursor.skip_spaces();
    let nth = quotes.partition_point(|quote| quote.start < cursor.at);
    if let Some(quote) = quotes.get(nth).filter(|quote| quote.start == cursor.at) {
        let whole = between(&block.text, quote.start, quote.end);
        return (head(whole, MOST_LETTERS).len() == whole.len()).then(|| quote.clone());
    }
    if !led {
        return None;
    }
    let ahead = head(from(&block.text, cursor.at), MOST_LETTERS);
    let stop = title_stop(ahead, cursor.at, quotes.get(nth..).unwrap_or_default());
    // `ban hành`, `phát động` and their like belong to the title; `về` only leads to it.
    let opening = between(&block.lower, end, cursor.at).trim_start_matches([',', ' ']);
    let start = if opening.starts_with('v') { cursor.at } else { cursor.at.saturating_sub(opening.len()) };
    let stop = cursor.at.saturating_add(upto(ahead, stop).trim_end().len());
    (stop > cursor.at).then_some(start..stop)
}

/// A title goes on to the end of its sentence or of the listed part, over quotations within it.
fn title_stop(ahead: &str, offset: usize, quotes: &[Range<usize>]) -> usize {
    let mut inner = quotes.iter().peekable();
    for (place, letter) in ahead.char_indices() {
        let at = offset.saturating_add(place);
        while inner.peek().is_some_and(|quote| quote.end <= at) {
            inner.next();
        }
        let within = inner.peek().is_some_and(|quote| quote.start <= at);
        let behind = from(ahead, place.saturating_add(letter.len_utf8()));
        let stops = match letter {
            ';' | ':' | '”' | ')' => true,
            '.' => behind.is_empty() || behind.starts_with([' ', '/']),
            // `…, Sở Nội vụ xây dựng …`: behind the comma someone acts.
            ',' => starts_capital(behind.trim_start()) && begins_like_agency(behind.trim_start()),
            _ => false,
        };
        if stops && !within {
            return place;
        }
    }
    ahead.len()
}

fn unquoted(words: &str) -> String {
    let bare = words.trim().trim_start_matches(['“', '"', '«']).trim_end_matches(['”', '"', '»']);
    if bare.contains('“') && !bare.contains('”') {
        words.trim().to_owned()
    } else {
        bare.trim().to_owned()
    }
}
