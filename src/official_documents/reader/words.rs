//! Words of official Vietnamese, and reading them without losing the place.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Names of agencies and offices begin with one of these; Vietnamese sets the genus first.
const AGENCY_STARTS: &[&str] = &[
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "sở",
    "bộ",
    "trường",
    "phòng",
    "ban",
    "hội",
    "hội đồng",
    "tỉnh ủy",
    "tỉnh uỷ",
    "huyện ủy",
    "thành ủy",
    "đảng ủy",
    "đảng uỷ",
    "chi bộ",
    "chi cục",
    "cục",
    "tổng cục",
    "công đoàn",
    "liên đoàn",
    "văn phòng",
    "trung tâm",
    "chủ tịch",
    "giám đốc",
    "hiệu trưởng",
    "trưởng",
    "thủ trưởng",
    "thủ tướng",
    "bộ trưởng",
    "cơ quan",
    "viện",
    "học viện",
    "đoàn",
    "thường trực",
    "ban giám hiệu",
    "mặt trận",
    "kho bạc",
    "công an",
    "đơn vị",
    "các",
    "tổ",
    "khối",
    "cụm",
    "chánh",
    "người đứng đầu",
    "lãnh đạo",
    "xã",
    "phường",
    "báo",
    "đài",
    "thanh tra",
    "bảo hiểm",
    "ngân hàng",
    "tòa án",
    "viện kiểm sát",
    "đồng chí",
    "giáo viên",
    "công ty",
    "tập đoàn",
    "bệnh viện",
    "chính phủ",
    "hđnd",
    "hội liên hiệp",
    "liên hiệp",
    "liên đội",
    "đội",
    "đảng bộ",
    "thị ủy",
    "quận ủy",
    "hợp tác xã",
    "nhà trường",
    "nhà văn hóa",
    "thư viện",
    "chính quyền",
    "quân chủng",
    "bộ chỉ huy",
    "tổng liên đoàn",
    "tổng công ty",
    "thành đoàn",
    "tỉnh đoàn",
    "quản đốc",
    "tất cả",
    "toàn thể",
];

/// Lower case with every byte where it was, so that places found here hold in the original.
pub fn lowered(text: &str) -> String {
    text.chars().map(lowered_letter).collect()
}

fn lowered_letter(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) if single.len_utf8() == letter.len_utf8() => single,
        _ => letter,
    }
}

/// Lower case without accents, hyphens or doubled spaces: `Độc lập – Tự do` is `doc lap tu do`.
pub fn folded(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'đ' | '\u{f0}' | '\u{256}' => 'd',
            '-' | '–' | '—' => ' ',
            other => other,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All letters are capitals, and there is more than one.
pub fn is_upper(text: &str) -> bool {
    let mut capitals = 0_usize;
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        if letter.is_lowercase() {
            return false;
        }
        capitals = capitals.saturating_add(1);
    }
    capitals > 1
}

/// The first letter is small: the text goes on from before.
pub fn starts_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// The first letter is a capital.
pub fn starts_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// Ends a sentence or a listed part.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text
        .trim_end_matches(|letter: char| is_closing_quote(letter) || letter.is_whitespace() || letter == ')');
    bare.ends_with(['.', ';', ':', '!', '?']) || text.trim_end().ends_with("./.")
}

/// A mark that may close a quotation.
pub fn is_closing_quote(letter: char) -> bool {
    matches!(letter, '”' | '"' | '»' | '’' | '\'')
}

/// What follows a word boundary: `sở` begins `Sở Nội vụ`, not `sởi`.
pub fn begins_with_word(lower: &str, word: &str) -> bool {
    lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Begins like the name of an agency, an office or their heads.
pub fn begins_like_agency(text: &str) -> bool {
    let start = lowered(head(text, 40));
    AGENCY_STARTS.iter().any(|word| begins_with_word(&start, word))
}

/// The first `most` letters.
pub fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The last `most` letters.
pub fn tail(text: &str, most: usize) -> &str {
    let mut ends = text.char_indices().rev();
    most.checked_sub(1)
        .and_then(|skipped| ends.nth(skipped))
        .map_or(if most == 0 { "" } else { text }, |(start, _)| text.get(start..).unwrap_or(text))
}

/// The text from a byte on; empty beyond the end or within a letter.
pub fn from(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or("")
}

/// The text up to a byte; empty beyond the end or within a letter.
pub fn upto(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or("")
}

/// The text between two bytes; empty where that is none.
pub fn between(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or("")
}

/// Every place where a phrase stands as words of its own.
pub fn places_of<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(phrase).map(|(place, _)| place).filter(move |place| {
        let before = upto(text, *place).chars().next_back();
        let after = from(text, place.saturating_add(phrase.len())).chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// A phrase stands in the text as words of its own.
pub fn says(text: &str, phrase: &str) -> bool {
    places_of(text, phrase).next().is_some()
}

/// Where the first sentence ends: after its mark, with a capital behind it.
pub fn first_sentence_end(text: &str) -> Option<usize> {
    text.match_indices(". ").map(|(place, _)| place).find(|place| {
        let behind = from(text, place.saturating_add(2)).trim_start();
        let word = upto(text, *place).rsplit(' ').next().unwrap_or("");
        // `TP. Lạng Sơn` and `1. Sở` hold a full stop that ends nothing.
        starts_capital(behind)
            && !is_upper(word)
            && !word.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
    })
}
