//! The sentence that launches a campaign, and who does.

use std::ops::Range;

use super::blocks::{Block, quotations};
use super::model::{Confidence, Finding};
use super::numbering::Style;
use super::words::{begins_like_agency, between, from, head, places_of, says, upto};

/// The sentence that launches.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The index of its block.
    pub block: usize,
    /// From `phát động` to the end of the sentence.
    pub words: Range<usize>,
    /// Who launches, where the sentence says so.
    pub subject: Option<Range<usize>>,
}

/// The first sentence that launches an emulation campaign, one that says who before one that does not.
pub fn sentence(blocks: &[Block]) -> Option<Sentence> {
    let mut fallback = None;
    for (place, block) in blocks.iter().enumerate().filter(|(_, block)| says(&block.lower, "phát động")) {
        let quotes = quotations(&block.text);
        for at in places_of(&block.lower, "phát động").take(32) {
            let quote = quotes.get(quotes.partition_point(|quote| quote.end <= at));
            if quote.is_some_and(|quote| quote.start < at) || !launches_here(block, at) {
                continue;
            }
            let end = sentence_end(&block.lower, at);
            let found = Sentence { block: place, words: at..end, subject: subject(block, at) };
            // `Điều 1. Phát động phong trào …` is said by the issuer itself.
            let by_article = block
                .marker
                .as_ref()
                .is_some_and(|marker| marker.style == Style::Article && marker.end == at);
            if found.subject.is_some() {
                return Some(found);
            }
            if by_article || fallback.is_none() {
                fallback = Some(Sentence { subject: by_article.then_some(at..at), ..found });
            }
        }
    }
    fallback
}

fn sentence_end(lower: &str, at: usize) -> usize {
    let ahead = head(from(lower, at), 800);
    let stop = ahead.match_indices(['.', ';']).map(|(place, _)| place).find(|place| {
        let behind = from(ahead, place.saturating_add(1));
        behind.is_empty() || behind.starts_with([' ', '/'])
    });
    at.saturating_add(stop.unwrap_or(ahead.len()))
}

/// `phát động … thi đua` as what is done here, not as the name of a ceremony or of another document.
fn launches_here(block: &Block, at: usize) -> bool {
    let ahead = head(from(&block.lower, at), 60);
    let last = upto(&block.lower, at).trim_end().rsplit([' ', ',']).next().unwrap_or("");
    says(ahead, "thi đua") && !["về", "việc", "lễ", "được", "đã", "nghị", "do", "sau", "buổi"].contains(&last)
}

/// The name right before `phát động`, back to the comma or the start of the sentence.
fn subject(block: &Block, at: usize) -> Option<Range<usize>> {
    let before = upto(&block.text, at);
    let stop = before.char_indices().rfind(|(_, letter)| matches!(letter, ',' | '.' | ';' | ':' | '”'));
    let start = stop.map_or(block.words_at(), |(place, letter)| place.saturating_add(letter.len_utf8()));
    let words = between(&block.text, start, at);
    let mut name = words.trim();
    for verb in ["tổ chức", "quyết định", "chính thức", "long trọng", "trân trọng", "tiếp tục"]
    {
        name = name.strip_suffix(verb).unwrap_or(name).trim_end();
    }
    for lead in ["Nay ", "nay ", "Vì vậy ", "Theo đó "] {
        name = name.strip_prefix(lead).unwrap_or(name);
    }
    let offset = words.find(name)?;
    let first = start.saturating_add(offset);
    let brief = head(name, 120).len() == name.len() && !name.is_empty();
    let proper = name.starts_with(char::is_uppercase) && begins_like_agency(name);
    (brief && proper).then(|| first..first.saturating_add(name.len()))
}

/// Who launches, by the text: less sure than a letterhead. The sentence that launches names them, or the one that says
/// whose plan it is.
pub fn issuer(blocks: &[Block], sentence: Option<&Sentence>) -> Option<Finding<String>> {
    let by_sentence = sentence.and_then(|sentence| {
        let range = sentence.subject.clone().filter(|range| !range.is_empty())?;
        Some((blocks.get(sentence.block)?, range))
    });
    let by_plan = || blocks.iter().take(MOST_BLOCKS).find_map(|block| Some((block, planner(block)?)));
    let (block, range) = by_sentence.or_else(by_plan)?;
    let name = between(&block.text, range.start, range.end).to_owned();
    Some(block.finding(range, name, Confidence::Medium))
}

/// How many blocks a preamble may have.
const MOST_BLOCKS: usize = 40;

/// `Hội đồng … ban hành Kế hoạch`, `Ban Chấp hành … xây dựng kế hoạch`.
fn planner(block: &Block) -> Option<Range<usize>> {
    let plans =
        ["ban hành kế hoạch", "xây dựng kế hoạch", "ban hành hướng dẫn", "tổ chức phong trào thi đua"];
    plans.iter().find_map(|plan| {
        let place = places_of(&block.lower, plan).next()?;
        subject(block, place)
    })
}
