//! Numbers that are to be reached: proposals for the officer.

use std::ops::Range;

use rust_decimal::Decimal;

use super::blocks::Block;
use super::model::{Confidence, Direction, Finding, Target};
use super::signs::sign_at;
use super::words::{begins_with_word, between, from, head, places_of, says, tail, upto};

/// What is counted, the longer before the shorter that they begin with. What is not listed is counted by its first
/// word.
const UNITS: &[&str] = &[
    "nghìn tỷ đồng",
    "triệu kwh",
    "triệu m3",
    "triệu m³",
    "đơn vị máu",
    "m2",
    "m3",
    "m²",
    "m³",
    "tỷ usd",
    "triệu usd",
    "tỷ đồng",
    "tỉ đồng",
    "triệu đồng",
    "nghìn đồng",
    "đồng",
    "mô hình",
    "sáng kiến",
    "sản phẩm",
    "đảng viên",
    "đoàn viên",
    "hội viên",
    "công trình",
    "đề tài",
    "đề án",
    "giải pháp",
    "phần việc",
    "ý tưởng",
    "hồ sơ",
    "thủ tục",
    "dịch vụ",
    "học sinh",
    "giáo viên",
    "tin bài",
    "bài viết",
    "chuyên đề",
    "chi bộ",
    "tổ chức",
    "doanh nghiệp",
    "hợp tác xã",
    "lượt người",
    "khu dân cư",
    "gia đình",
    "văn bản",
    "kỹ thuật",
    "công đoàn cơ sở",
    "công đoàn",
    "ngày công",
    "ngày lương",
];

/// Units of time; they count only between bounds.
const TIMES: &[&str] = &["ngày", "tháng", "năm", "tuần", "phút", "giây", "quý"];

/// Right before a number these words say that at least so much is wanted.
const AT_LEAST: &[&str] = &[
    "ít nhất",
    "tối thiểu",
    "trên",
    "hơn",
    "từ",
    "không dưới",
    "không thấp hơn",
    "phấn đấu",
    "đạt",
    "đạt từ",
    "đạt trên",
    "tăng",
    "tăng thêm",
    "thêm",
];

/// Right before a number these words say that no more is wanted.
pub const AT_MOST: &[&str] = &["không quá", "tối đa", "dưới", "không vượt quá", "chậm nhất"];

/// Verbs whose object, counted, is a target.
const VERBS: &[&str] = &[
    "xây dựng",
    "trồng",
    "trồng mới",
    "vận động",
    "kết nạp",
    "có",
    "thành lập",
    "tổ chức",
    "hoàn thành",
    "thực hiện",
    "đăng ký",
    "giúp đỡ",
    "hỗ trợ",
    "sửa chữa",
    "làm mới",
    "xóa",
    "phát triển",
    "nhân rộng",
    "duy trì",
    "đào tạo",
    "tập huấn",
    "chỉnh lý",
    "mở",
    "làm",
    "thu gom",
    "thu",
    "may",
    "tặng",
    "ủng hộ",
    "quyên góp",
    "tiết kiệm",
    "chăm sóc",
    "lắp",
    "dựng",
];

/// Short units that stand right behind their number.
const GLUED_UNITS: &[&str] = &["kg", "km", "ha", "m2", "m3", "m", "tấn", "kwh"];

/// Before a number these words name something by it.
const NAMING: &[&str] = &[
    "số",
    "ngày",
    "tháng",
    "năm",
    "quý",
    "tuần",
    "thứ",
    "lần",
    "lớp",
    "khối",
    "điều",
    "khoản",
    "điểm",
    "mục",
    "phần",
    "chương",
    "đợt",
    "đường",
    "tổ",
    "khu",
    "cấp",
    "mức",
    "hạng",
    "khóa",
    "nhóm",
    "quốc lộ",
    "giai đoạn",
    "và",
    "đến",
    "-",
    "–",
    "/",
];

/// The targets that a text says, one a clause.
pub fn targets_of(block: &Block) -> Vec<Finding<Target>> {
    let start = block.words_at();
    let target_in = |range: Range<usize>| {
        let words = between(&block.lower, range.start, range.end);
        let target = target(words).filter(|_| !is_about_awards(words))?;
        Some(block.finding(range, target, Confidence::Medium))
    };
    let found = clauses(from(&block.text, start)).into_iter().flat_map(|clause| {
        let range = clause.start.saturating_add(start)..clause.end.saturating_add(start);
        // Several may stand in one clause, parted by commas, each with a bound of its own.
        let parts: Vec<_> = parts(&block.text, range.clone()).into_iter().filter_map(&target_in).collect();
        if parts.len() > 1 { parts } else { target_in(range).into_iter().collect() }
    });
    found.collect()
}

/// The parts of a clause between commas.
fn parts(text: &str, clause: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = clause.start;
    for (place, comma) in between(text, clause.start, clause.end).match_indices(", ") {
        let end = clause.start.saturating_add(place);
        found.push(start..end);
        start = end.saturating_add(comma.len());
    }
    found.push(start..clause.end);
    found
}

/// The parts of a text between semicolons and full stops, and between commas that numbers follow.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (place, letter) in text.char_indices() {
        let behind = from(text, place.saturating_add(letter.len_utf8()));
        let ends = match letter {
            ';' | '\n' => true,
            '.' | ':' => behind.is_empty() || behind.starts_with([' ', '/']),
            _ => false,
        };
        if ends {
            found.push(start..place);
            start = place.saturating_add(letter.len_utf8());
        }
    }
    found.push(start..text.len());
    found.retain(|clause| {
        between(text, clause.start, clause.end).contains(|letter: char| letter.is_ascii_digit())
    });
    found
}

fn is_about_awards(clause: &str) -> bool {
    ["bằng khen", "giấy khen", "giải nhất", "giải nhì", "giải ba", "khen thưởng", "tặng thưởng"]
        .iter()
        .any(|word| clause.contains(word))
}

/// The first number of a clause, in lower case, that is a target.
fn target(clause: &str) -> Option<Target> {
    // `giảm từ 14,2% xuống còn 12,8%`: what is to be reached stands behind.
    let mut at = clause.find("xuống còn ").unwrap_or(0);
    while let Some(step) = from(clause, at).find(|letter: char| letter.is_ascii_digit()) {
        let start = at.saturating_add(step);
        let number = upto(from(clause, start), number_length(from(clause, start)));
        at = start.saturating_add(number.len().max(1));
        let found = target_at(clause, start, number);
        if found.is_some() {
            return found;
        }
    }
    None
}

fn target_at(clause: &str, start: usize, number: &str) -> Option<Target> {
    let before = upto(clause, start);
    let glued =
        before.ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '.'));
    let behind = from(clause, start.saturating_add(number.len()));
    let glued_unit = GLUED_UNITS.iter().find(|unit| begins_with_word(behind, unit)).copied();
    let joined = glued_unit.is_none()
        && behind.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '–'));
    if glued || joined || sign_at(clause, start).is_some() {
        return None;
    }
    let value = decimal(number)?;
    let before = before.trim_end();
    let direction = direction(before);
    if let Some(rest) = behind.trim_start().strip_prefix('%') {
        let span = rest.trim_start().starts_with(['-', '–']);
        let unit = (!span && !rest.starts_with(char::is_alphanumeric)).then_some("%")?;
        return Some(Target { value, unit_of_measure: unit.to_owned(), direction });
    }
    let unit = glued_unit.map(str::to_owned).or_else(|| unit(behind))?;
    let last = |words: &[&str]| words.iter().any(|word| ends_with_word(before, word));
    let bounded = before.ends_with(['≥', '≤', '<', '>'])
        || last(AT_LEAST) && !ends_with_word(before, "từ")
        || last(AT_MOST)
        || ends_with_word(before, "giảm")
        || (ends_with_word(before, "từ") && says(head(behind, 60), "trở lên"));
    let timed = TIMES.contains(&unit.as_str()) || unit == "tuổi";
    let counted = !timed && !last(NAMING) && (last(VERBS) || is_led_by_verb(before));
    (bounded && unit != "tuổi" || counted).then_some(Target { value, unit_of_measure: unit, direction })
}

/// `05 mô hình điểm` at the start of a clause, or behind a verb: `Trồng mới 40 ha rừng`.
fn is_led_by_verb(before: &str) -> bool {
    let short = before.split_whitespace().count() <= 3;
    short && VERBS.iter().any(|verb| before.trim_start().starts_with(verb))
}

fn direction(before: &str) -> Direction {
    let near = tail(before, 40);
    if near.trim_end().ends_with(['≤', '<']) {
        return Direction::Down;
    }
    let down = ["giảm", "không quá", "tối đa", "không vượt quá", "chậm nhất", "dưới", "xuống còn"];
    let is_down = down.iter().any(|word| {
        places_of(near, word).any(|place| !(*word == "dưới" && upto(near, place).ends_with("không ")))
    });
    if is_down { Direction::Down } else { Direction::Up }
}

/// A text ends with these words.
pub fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// How many bytes a number takes: digits, groups of three behind full stops, decimals behind a comma.
pub fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    while from(text, length).starts_with('.') && digits(from(text, length.saturating_add(1))) == 3 {
        length = length.saturating_add(4);
    }
    if from(text, length).starts_with(',') {
        let decimals = digits(from(text, length.saturating_add(1)));
        if decimals > 0 {
            length = length.saturating_add(1).saturating_add(decimals);
        }
    }
    length
}

/// `2.500` is two thousand five hundred, `1,2` one and two tenths.
fn decimal(number: &str) -> Option<Decimal> {
    let plain = number.replace('.', "").replace(',', ".");
    plain.parse::<Decimal>().ok().filter(|_| plain.len() <= 18).map(|value| value.normalize())
}

fn unit(behind: &str) -> Option<String> {
    let words = behind.strip_prefix(' ')?.trim_start();
    let known = UNITS.iter().find(|unit| begins_with_word(words, unit));
    let first = || words.split(|letter: char| !letter.is_alphabetic()).next().filter(|word| !word.is_empty());
    known.copied().or_else(first).map(str::to_owned)
}

/// Whether a heading, in lower case, is about aims that may be counted.
pub fn heads_aims(topic: &str) -> bool {
    ["mục tiêu", "chỉ tiêu"].iter().any(|word| says(topic, word))
}
