//! Letters that a file lost on its way: by a wrong font or program, or by recognition in another language. Told by the
//! phrases of every official document, as they look without those letters.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::words::folded;

/// Which letters are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LostLetters {
    /// All of U+1EA0 to U+1EF9, such as ạ, ế and ử, with or without Đ and đ.
    Marked,
    /// All that are not ASCII.
    NonAscii,
    /// No letter is lost, but its accents are: the text was recognised as English, or typed without them.
    Accents,
}

/// Phrases that official documents hold, in lower case.
const PHRASES: &[&str] = &[
    "cộng hòa xã hội chủ nghĩa việt nam",
    "độc lập - tự do - hạnh phúc",
    "ủy ban nhân dân",
    "phong trào thi đua",
    "thi đua",
    "kế hoạch",
    "nội dung",
    "tổ chức thực hiện",
    "thời gian",
    "nơi nhận",
    "quyết định",
    "khen thưởng",
    "phát động",
    "hiệu trưởng",
    "giám đốc",
    "chủ tịch",
];

/// How many different phrases must be there without their letters.
const ENOUGH: usize = 3;

/// The letters that a text lost, if its words show that it lost some.
pub fn lost(text: &str) -> Option<LostLetters> {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let lower = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    if PHRASES.iter().any(|phrase| phrase.chars().any(is_marked) && lower.contains(phrase)) {
        return None;
    }
    let without = |is_lost: fn(char) -> bool| {
        let damaged =
            PHRASES.iter().map(|phrase| phrase.chars().filter(|letter| !is_lost(*letter)).collect());
        enough(damaged, |phrase: &String| lower.contains(phrase.as_str()))
    };
    if without(|letter| !letter.is_ascii()) && lower.is_ascii() {
        Some(LostLetters::NonAscii)
    } else if without(is_marked) || without(|letter| is_marked(letter) || letter == 'đ') {
        Some(LostLetters::Marked)
    } else {
        let plain = folded(&lower);
        let unaccented = PHRASES.iter().map(|phrase| folded(phrase));
        enough(unaccented, |phrase: &String| plain.contains(phrase.as_str())).then_some(LostLetters::Accents)
    }
}

fn enough(phrases: impl Iterator<Item = String>, is_there: impl Fn(&String) -> bool) -> bool {
    phrases.filter(is_there).take(ENOUGH).count() == ENOUGH
}

const fn is_marked(letter: char) -> bool {
    matches!(letter, '\u{1ea0}'..='\u{1ef9}')
}
