//! When a campaign is looked back on, and how many are to be commended then.

use super::blocks::Block;
use super::dates::{Cursor, moment};
use super::model::{Confidence, Finding, Review, ReviewKind};
use super::targets::{AT_MOST, ends_with_word, number_length};
use super::words::{begins_with_word, between, from, head, places_of, says, upto};

/// The reviews that a text announces.
pub fn reviews_of(block: &Block) -> Vec<Finding<Review>> {
    let mut found: Vec<(usize, Finding<Review>)> = Vec::new();
    for (word, kind) in [("sơ kết", ReviewKind::Interim), ("tổng kết", ReviewKind::Final)] {
        for place in places_of(&block.lower, word).take(16) {
            let review = review_at(block, place, word, kind);
            found.extend(review.map(|review| (place, review)));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, review)| review).collect()
}

/// `sơ kết 6 tháng trước ngày 10/7/2026`: the word, then a day, a month or a quarter before the clause ends.
fn review_at(block: &Block, place: usize, word: &str, kind: ReviewKind) -> Option<Finding<Review>> {
    let ahead = head(from(&block.lower, place), 90);
    let clause = upto(ahead, ahead.find(';').unwrap_or(ahead.len()));
    let leads = [
        "trước ngày",
        "vào ngày",
        "ngày",
        "trong tháng",
        "vào tháng",
        "trước tháng",
        "vào quý",
        "trong quý",
        "vào cuối",
        "vào dịp",
        "trước",
        "tháng",
        "quý",
    ];
    let mut places: Vec<usize> = leads.iter().flat_map(|lead| places_of(clause, lead)).collect();
    places.sort_unstable();
    let behind = places.into_iter().filter(|place| *place >= word.len());
    let (end, on) = behind.into_iter().find_map(|lead| {
        let between_words = between(clause, word.len(), lead);
        let is_other = says(between_words, "sơ kết") || says(between_words, "tổng kết");
        if is_other || between_words.contains(". ") {
            return None;
        }
        let mut cursor = Cursor::at(&block.lower, place.saturating_add(lead));
        cursor.take(&["trước", "vào", "trong"]);
        let found = moment(&mut cursor)?;
        Some((cursor.at, if found.is_day() { found.first(None) } else { None }))
    })?;
    Some(block.finding(place..end, Review { kind, on }, Confidence::Medium))
}

/// How many are to be commended, in the words: numbers with what they count, joined by commas and `và`.
pub fn quotas_of(block: &Block) -> Vec<Finding<String>> {
    let mut found = Vec::new();
    let mut at = block.words_at();
    while let Some(step) = from(&block.lower, at).find(|letter: char| letter.is_ascii_digit()) {
        let start = at.saturating_add(step);
        let end = quota_end(&block.lower, start);
        at = end.unwrap_or(start.saturating_add(1)).max(start.saturating_add(1));
        let Some(end) = end else {
            at = start.saturating_add(number_length(from(&block.lower, start)).max(1));
            continue;
        };
        let before = upto(&block.lower, start).trim_end();
        let lead = AT_MOST.iter().find(|lead| ends_with_word(before, lead));
        let first = lead.map_or(start, |lead| before.len().saturating_sub(lead.len()));
        let words = between(&block.text, first, end).trim().to_owned();
        found.push(block.finding(first..end, words, Confidence::Medium));
    }
    found
}

/// Who or what is commended or given.
const COMMENDED: &[&str] = &[
    "tập thể",
    "cá nhân",
    "hộ gia đình",
    "hộ",
    "gia đình",
    "giải nhất",
    "giải nhì",
    "giải ba",
    "giải khuyến khích",
    "học sinh",
    "đơn vị",
    "cán bộ",
    "công chức",
    "viên chức",
    "giáo viên",
    "người lao động",
    "công nhân",
    "đoàn viên",
    "hội viên",
    "khoa",
    "phòng",
    "chi bộ",
    "tổ",
    "lớp",
    "thôn",
    "bản",
    "xã",
    "bằng khen",
    "giấy khen",
    "cờ thi đua",
];

/// Where the quota that begins with a number ends.
fn quota_end(lower: &str, start: usize) -> Option<usize> {
    let mut end = None;
    let mut at = start;
    loop {
        let length = number_length(from(lower, at));
        let behind = from(lower, at.saturating_add(length));
        let share = behind.strip_prefix('%');
        let noun = share.unwrap_or(behind).trim_start();
        // `không quá 15% tổng số cá nhân`
        let noun = share.map_or(noun, |_| {
            ["trên ", "tổng ", "số "].iter().fold(noun, |noun, word| noun.strip_prefix(word).unwrap_or(noun))
        });
        let noun_at = lower.len().saturating_sub(noun.len());
        if length == 0 || length > 3 || share.is_none() && !behind.starts_with(' ') {
            return end;
        }
        let Some(mut stop) = commended_end(lower, noun_at) else { return end };
        // `06 khoa, phòng và …`: two nouns may share one number.
        if let Some(second) = from(lower, stop).strip_prefix(", ") {
            stop = commended_end(lower, lower.len().saturating_sub(second.len())).unwrap_or(stop);
        }
        end = Some(stop);
        let rest = from(lower, stop);
        let Some(next) = [", ", " và ", "; "].iter().find_map(|joint| rest.strip_prefix(joint)) else {
            return end;
        };
        at = lower.len().saturating_sub(next.len());
    }
}

fn commended_end(lower: &str, at: usize) -> Option<usize> {
    let words = from(lower, at);
    let noun = COMMENDED.iter().filter(|noun| begins_with_word(words, noun)).max_by_key(|noun| noun.len())?;
    Some(at.saturating_add(noun.len()))
}

/// Whether a heading, in lower case, is about commending.
pub fn heads_awards(topic: &str) -> bool {
    ["khen thưởng", "giải thưởng", "cơ cấu giải"].iter().any(|word| says(topic, word))
}
