//! The letterhead's two columns, however they reach the text: on one line, in turn, or one after the other (Decree
//! 30/2020/NĐ-CP, annex I: issuer and number stand left, the national title and the day right).

use super::line::Line;
use super::words::{from, lowered, upto};

/// How many lines at the top may be a letterhead.
const MOST_LINES: usize = 24;

/// The lines with those of the left column before those of the right, and a day that a line breaks put together.
pub fn set_letterhead(lines: Vec<Line>) -> Vec<Line> {
    let end = lines.iter().take(MOST_LINES).position(|line| ends_columns(&line.text)).unwrap_or(0);
    let is_national = |line: &Line| national_at(&line.text).is_some();
    let last = lines.iter().take(end).rposition(is_national);
    let Some(last) = last else { return joined_days(lines) };
    let mut left = Vec::with_capacity(lines.len());
    let mut right = Vec::new();
    let mut rest = lines.into_iter();
    for line in rest.by_ref().take(last.saturating_add(1)) {
        match national_at(&line.text) {
            Some(0) => right.push(line),
            Some(place) => {
                left.push(part_of(&line, upto(&line.text, place)));
                right.push(part_of(&line, from(&line.text, place)));
            }
            None => left.push(line),
        }
    }
    left.extend(right);
    left.extend(rest);
    joined_days(left)
}

/// Number, type or addressee: below them nothing stands in two columns.
fn ends_columns(text: &str) -> bool {
    let lower = lowered(text);
    ["v/v", "kính gửi", "kế hoạch", "quyết định", "chỉ thị", "hướng dẫn", "thông báo", "phát động"]
        .iter()
        .any(|word| lower.starts_with(word))
}

/// Where the national title, its motto or the Party's title begins on a line.
fn national_at(text: &str) -> Option<usize> {
    let lower = lowered(text);
    let union = ["đoàn tncs hồ chí minh", "đoàn thanh niên cộng sản hồ chí minh"];
    if let Some(title) = union.iter().find(|title| lower.ends_with(**title)) {
        return Some(lower.len().saturating_sub(title.len()));
    }
    let titles = ["cộng hòa xã hội", "cộng hoà xã hội", "đảng cộng sản việt nam"];
    let title = titles.iter().find_map(|title| lower.find(title));
    title.or_else(|| lower.find("độc lập").filter(|place| from(&lower, *place).contains("tự do")))
}

fn part_of(line: &Line, text: &str) -> Line {
    let text = text.trim().trim_end_matches(['-', '–']).trim_end().to_owned();
    Line { letters: text.chars().count(), text, ..line.clone() }
}

/// `Sông Hải, ngày` + `04 tháng 3 năm 2024`.
fn joined_days(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for (nth, line) in lines.into_iter().enumerate() {
        let starts_with_day = line.text.starts_with(|letter: char| letter.is_ascii_digit());
        match joined.last_mut() {
            Some(above)
                if nth < MOST_LINES && starts_with_day && lowered(&above.text).ends_with(", ngày") =>
            {
                above.text = format!("{} {}", above.text, line.text);
                above.letters = above.text.chars().count();
            }
            _ => joined.push(line),
        }
    }
    joined
}
