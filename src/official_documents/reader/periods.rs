//! Periods in the ways that documents write them: `từ nay đến hết 31/12/2023`, `quý II/2024`, `giai đoạn 2021-2025`.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{Cursor, Moment, moment};
use super::words::{head, places_of};

/// A period and where its words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The words in the text, in bytes.
    pub range: Range<usize>,
    /// The first day, where the words name it.
    pub starts_on: Option<NaiveDate>,
    /// The last day, where the words name it.
    pub ends_on: Option<NaiveDate>,
}

/// How many places of one word are tried in a text.
const MOST_PLACES: usize = 64;

/// The period with an end that a lower-case text states first; else one with a start only.
pub fn stated(lower: &str) -> Option<Period> {
    let tried = |word: &'static str| places_of(lower, word).take(MOST_PLACES);
    let pairs = tried("từ").filter_map(|place| from_to(lower, place));
    let ends = ["đến hết", "đến ngày", "kết thúc ngày", "kết thúc vào ngày", "hết ngày"];
    let ends = ends.iter().flat_map(|word| tried(word).filter_map(|place| end_only(lower, place, word)));
    let starts = ["bắt đầu từ", "kể từ", "bắt đầu ngày"];
    let starts =
        starts.iter().flat_map(|word| tried(word).filter_map(|place| start_only(lower, place, word)));
    pairs.chain(ends).chain(starts).next()
}

/// The year, school year, span of years, quarter or month that a lower-case text names first.
pub fn find_named(lower: &str) -> Option<Period> {
    let tried = |word: &'static str| places_of(lower, word).take(MOST_PLACES);
    let schools = tried("năm học").filter_map(|place| span(lower, place, "năm học", false));
    let spans = tried("giai đoạn").filter_map(|place| span(lower, place, "giai đoạn", true));
    let plain = ["quý", "tháng", "năm"].into_iter().flat_map(tried).filter_map(|place| single(lower, place));
    schools.chain(spans).chain(plain).next()
}

fn from_to(lower: &str, place: usize) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    cursor.take(&["từ"]);
    let starts = if cursor.take(&[
        "nay",
        "khi phát động",
        "ngày phát động",
        "ngày ký",
        "ngày ban hành",
        "thời điểm phát động",
    ]) {
        None
    } else {
        Some(bare_or_moment(&mut cursor)?)
    };
    cursor.take(&[","]);
    if !cursor.take(&["đến", "tới", "cho đến", "-", "–"]) {
        return None;
    }
    let Some(ends) = bare_or_moment(&mut cursor) else { return school_end(lower, place, cursor, starts) };
    let starts_on = starts.and_then(|moment| moment.first(ends.year));
    let period = Period { range: place..cursor.at, starts_on, ends_on: ends.last(None) };
    (period.starts_on.is_some() || period.ends_on.is_some()).then_some(period)
}

/// `từ nay đến hết năm học 2023-2024` names no day; the words are kept.
fn school_end(lower: &str, place: usize, mut cursor: Cursor<'_>, starts: Option<Moment>) -> Option<Period> {
    while cursor.take(&["hết", "kết thúc", "cuối"]) {}
    let end = span(lower, cursor.at, "năm học", false)?.range.end;
    Some(Period { range: place..end, starts_on: starts.and_then(|moment| moment.first(None)), ends_on: None })
}

/// Between `từ` and `đến` a year may stand without the word: `từ 2021 đến 2025`.
fn bare_or_moment(cursor: &mut Cursor<'_>) -> Option<Moment> {
    moment(cursor)
}

fn end_only(lower: &str, place: usize, word: &str) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    cursor.take(&[word]);
    let ends_on = moment(&mut cursor)?.last(None)?;
    Some(Period { range: place..cursor.at, starts_on: None, ends_on: Some(ends_on) })
}

fn start_only(lower: &str, place: usize, word: &str) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    cursor.take(&[word]);
    let starts_on = moment(&mut cursor)?.first(None)?;
    Some(Period { range: place..cursor.at, starts_on: Some(starts_on), ends_on: None })
}

/// `2021-2025` behind a word. The days of a school year are set by decision each year: they are not named.
fn span(lower: &str, place: usize, word: &str, dated: bool) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    if !cursor.take(&[word]) {
        return None;
    }
    let first = cursor.number(4)?;
    cursor.take(&["-", "–", "đến"]).then_some(())?;
    let last = cursor.number(4)?;
    let day = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let sane = (1900..2200).contains(&first) && first <= last && last < 2200;
    sane.then(|| Period {
        range: place..cursor.at,
        starts_on: day(first, 1, 1).filter(|_| dated),
        ends_on: day(last, 12, 31).filter(|_| dated),
    })
}

fn single(lower: &str, place: usize) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    let found = moment(&mut cursor)?;
    let (starts_on, ends_on) = (found.first(None)?, found.last(None)?);
    Some(Period { range: place..cursor.at, starts_on: Some(starts_on), ends_on: Some(ends_on) })
}

/// A heading or the words before a colon speak of the campaign's time, not of a report's.
pub fn heads_time(lower: &str) -> bool {
    let start = head(lower, 45);
    let speaks = start.contains("thời gian") || start.contains("thời hạn thi đua");
    let other = ["báo cáo", "đăng ký", "gửi", "nộp", "bình xét", "sơ kết", "tổng kết", "khen thưởng"];
    speaks && !other.iter().any(|word| start.contains(word))
}
