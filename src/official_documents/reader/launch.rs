//! Whether a document launches a campaign, and who does.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::blocks::{Block, quotations};
use super::letterhead::Letterhead;
use super::model::{Confidence, Finding};
use super::numbering::Style;
use super::words::{begins_like_agency, between, from, head, lowered, places_of, says, upto};

/// Why a document is no launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NotALaunch {
    /// There are no words.
    Empty,
    /// The name of its type is one that launches nothing, such as `GIẤY MỜI`.
    OtherKind {
        /// The printed name with its place.
        kind: Finding<String>,
    },
    /// Its abstract is about something else: an award, a rule, a council.
    OtherSubject {
        /// The abstract with its place.
        title: Finding<String>,
    },
    /// Neither its abstract nor any sentence launches an emulation campaign.
    NothingLaunched,
}

impl fmt::Display for NotALaunch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the document is empty"),
            Self::OtherKind { kind } => {
                write!(
                    formatter,
                    "a document of the type {} launches no campaign (line {})",
                    kind.value, kind.line
                )
            }
            Self::OtherSubject { title } => {
                write!(
                    formatter,
                    "the document is about something else (line {}): {}",
                    title.line,
                    head(&title.value, 200)
                )
            }
            Self::NothingLaunched => {
                formatter.write_str("no sentence of the document launches an emulation campaign")
            }
        }
    }
}

impl std::error::Error for NotALaunch {}

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

/// An abstract with one of these words that opens no campaign is about something other than a launch.
const OTHER_SUBJECTS: &[&str] = &[
    "khen thưởng",
    "tặng",
    "công nhận",
    "quy chế",
    "quy định",
    "thành lập",
    "kiện toàn",
    "tổng kết",
    "sơ kết",
    "kết quả",
    "bổ nhiệm",
    "hội nghị",
    "lễ phát động",
    "tặng thưởng",
    "phê duyệt",
    "giao chỉ tiêu",
    "thu hồi",
    "bình xét",
];

/// Refuses what is no launch.
///
/// # Errors
/// The type, the subject or the lack of a launching sentence.
pub fn judge(head: &Letterhead, sentence: Option<&Sentence>) -> Result<(), NotALaunch> {
    if let Some(kind) = head.kind.as_ref().filter(|_| head.never_launches) {
        return Err(NotALaunch::OtherKind { kind: kind.clone() });
    }
    let titled = head.title.as_ref().map(|title| (title, lowered(&title.value)));
    if let Some((title, lower)) = &titled {
        let launches = launches_by_title(lower, head.kind.as_ref());
        let other = OTHER_SUBJECTS.iter().any(|word| says(lower, word));
        if other && !opens_campaign(lower) {
            return Err(NotALaunch::OtherSubject { title: (*title).clone() });
        }
        if launches {
            return Ok(());
        }
    }
    if sentence.is_some_and(|sentence| sentence.subject.is_some()) {
        Ok(())
    } else {
        Err(NotALaunch::NothingLaunched)
    }
}

fn names_campaign(lower: &str) -> bool {
    ["phong trào thi đua", "đợt thi đua", "cuộc thi đua"].iter().any(|word| says(lower, word))
}

/// `phát động … thi đua` in an abstract: what follows is the campaign's name, whatever words it holds.
fn opens_campaign(lower: &str) -> bool {
    let start = ["phát động", "tổ chức phát động", "tổ chức phong trào thi đua", "phong trào thi đua"];
    let opens =
        start.iter().any(|word| lower.starts_with(word)) || says(lower, "phát động phong trào thi đua");
    opens && says(lower, "thi đua") && !says(lower, "lễ phát động")
}

fn launches_by_title(lower: &str, kind: Option<&Finding<String>>) -> bool {
    let called = kind.is_some_and(|kind| lowered(&kind.value).contains("phát động"));
    let launched = (says(lower, "phát động") && !says(lower, "lễ phát động")) || called;
    (launched && says(lower, "thi đua")) || names_campaign(lower)
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
    let offset = words.find(name)?;
    let first = start.saturating_add(offset);
    let brief = head(name, 120).len() == name.len() && !name.is_empty();
    let proper = name.starts_with(char::is_uppercase) && begins_like_agency(name);
    (brief && proper).then(|| first..first.saturating_add(name.len()))
}

/// Who launches, by the sentence: less sure than a letterhead.
pub fn issuer(blocks: &[Block], sentence: &Sentence) -> Option<Finding<String>> {
    let block = blocks.get(sentence.block)?;
    let range = sentence.subject.clone().filter(|range| !range.is_empty())?;
    let name = between(&block.text, range.start, range.end).to_owned();
    Some(block.finding(range, name, Confidence::Medium))
}
