//! Periods in the ways that documents write them: `từ nay đến hết 31/12/2023`, `quý II/2024`, `giai đoạn 2021-2025`.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{Cursor, Moment, moment};
use super::words::{from, head, places_of, tail, upto};

/// A period and where its words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The words in the text, in bytes.
    pub range: Range<usize>,
    /// The first day, where the words name it.
    pub starts_on: Option<NaiveDate>,
    /// The last day, where the words name it.
    pub ends_on: Option<NaiveDate>,
    /// Whether the words name the first day itself, and not its month or year.
    pub names_start: bool,
    /// Whether the words name the last day itself.
    pub names_end: bool,
}

/// How many places of one word are tried in a text.
const MOST_PLACES: usize = 64;

/// The period with an end that a lower-case text states first; else one with a start only.
pub fn stated(lower: &str) -> Option<Period> {
    let tried = |word: &'static str| places_of(lower, word).take(MOST_PLACES);
    let pairs = tried("từ").filter_map(|place| from_to(lower, place));
    let ends = ["đến hết", "đến ngày", "đến năm", "kết thúc ngày", "kết thúc vào ngày", "hết ngày"];
    let ends = ends.iter().flat_map(|word| tried(word).filter_map(|place| end_only(lower, place, word)));
    let starts = ["bắt đầu từ", "kể từ", "bắt đầu ngày"];
    let starts =
        starts.iter().flat_map(|word| tried(word).filter_map(|place| start_only(lower, place, word)));
    pairs.chain(ends).chain(starts).next()
}

/// The last period with both ends that a lower-case text states.
pub fn last_stated(lower: &str) -> Option<Period> {
    places_of(lower, "từ").take(MOST_PLACES).filter_map(|place| from_to(lower, place)).last()
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
    if let Some(weeks) = school_weeks(lower, place, cursor) {
        return Some(weeks);
    }
    let starts = if cursor.take(OPEN_STARTS) {
        skip_to_end(&mut cursor);
        None
    } else {
        Some(moment(&mut cursor)?)
    };
    cursor.take(&[","]);
    if !cursor.take(UNTIL) {
        return None;
    }
    let Some(ends) = moment(&mut cursor) else { return school_end(lower, place, cursor, starts) };
    let starts_on = starts.and_then(|moment| moment.first(ends.year));
    let period = Period {
        range: place..cursor.at,
        starts_on,
        ends_on: ends.last(None),
        names_start: starts.is_some_and(Moment::is_day),
        names_end: ends.is_day(),
    };
    (period.starts_on.is_some() || period.ends_on.is_some()).then_some(period)
}

/// Beginnings that name no day.
const OPEN_STARTS: &[&str] = &[
    "nay",
    "khi phát động",
    "ngày phát động",
    "ngày ký",
    "ngày ban hành",
    "ngày kế hoạch",
    "thời điểm phát động",
];
const UNTIL: &[&str] =
    &["đến", "tới", "cho đến", "và kết thúc vào", "và kết thúc", "kết thúc vào", "kết thúc", "-", "–"];

/// `từ ngày ký Công văn này đến hết …`: over the few words that say what is signed.
fn skip_to_end(cursor: &mut Cursor<'_>) {
    let ahead = head(cursor.rest(), 60);
    let stop = ahead.find(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.' | ';' | ':'));
    let words = upto(ahead, stop.unwrap_or(ahead.len()));
    if let Some(until) = ["đến", "tới"].iter().filter_map(|word| places_of(words, word).next()).min() {
        cursor.at = cursor.at.saturating_add(until);
    }
}

/// `từ tuần 08 đến hết tuần 13 của học kỳ I`: the weeks of a school are no days, and none is guessed.
fn school_weeks(lower: &str, place: usize, mut cursor: Cursor<'_>) -> Option<Period> {
    let week = |cursor: &mut Cursor<'_>| {
        while cursor.take(&["hết", "cuối", "đầu"]) {}
        cursor.take(&["tuần"]).then(|| cursor.number(2)).flatten()
    };
    week(&mut cursor)?;
    cursor.take(UNTIL).then_some(())?;
    week(&mut cursor)?;
    let mut behind = cursor;
    behind.take(&["của"]);
    if behind.take(&["học kỳ i", "học kỳ ii", "học kỳ 1", "học kỳ 2", "học kì i", "học kì ii"])
    {
        cursor = behind;
    } else if let Some(school) = span(lower, behind.at, "năm học", false) {
        cursor.at = school.range.end;
    }
    Some(Period::undated(place..cursor.at))
}

/// `từ nay đến hết năm học 2023-2024` names no day; the words are kept.
fn school_end(lower: &str, place: usize, mut cursor: Cursor<'_>, starts: Option<Moment>) -> Option<Period> {
    while cursor.take(&["hết", "kết thúc", "cuối"]) {}
    let end = span(lower, cursor.at, "năm học", false)?.range.end;
    Some(Period {
        starts_on: starts.and_then(|moment| moment.first(None)),
        names_start: starts.is_some_and(Moment::is_day),
        ..Period::undated(place..end)
    })
}

fn end_only(lower: &str, place: usize, word: &str) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    cursor.take(&[word.strip_suffix(" năm").unwrap_or(word)]);
    let end = moment(&mut cursor)?;
    let ends_on = Some(end.last(None)?);
    Some(Period { ends_on, names_end: end.is_day(), ..Period::undated(place..cursor.at) })
}

fn start_only(lower: &str, place: usize, word: &str) -> Option<Period> {
    let mut cursor = Cursor::at(lower, place);
    cursor.take(&[word]);
    let start = moment(&mut cursor)?;
    let starts_on = Some(start.first(None)?);
    Some(Period { starts_on, names_start: start.is_day(), ..Period::undated(place..cursor.at) })
}

impl Period {
    fn undated(range: Range<usize>) -> Self {
        Self { range, starts_on: None, ends_on: None, names_start: false, names_end: false }
    }
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
        starts_on: day(first, 1, 1).filter(|_| dated),
        ends_on: day(last, 12, 31).filter(|_| dated),
        ..Period::undated(place..cursor.at)
    })
}

fn single(lower: &str, place: usize) -> Option<Period> {
    // `ngày 16 tháng 7 năm 2021` is a day, most often a document's.
    let before: Vec<&str> = tail(upto(lower, place), 12).split_whitespace().collect();
    if let [.., word, number] = before[..]
        && matches!(word, "ngày" | "tháng")
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let mut cursor = Cursor::at(lower, place);
    let found = moment(&mut cursor)?;
    let (starts_on, ends_on) = (Some(found.first(None)?), Some(found.last(None)?));
    // `đến năm 2030` says when it ends.
    let is_end = ["đến", "hết", "tới"].iter().any(|word| upto(lower, place).trim_end().ends_with(word));
    let starts_on = starts_on.filter(|_| !is_end);
    let is_day = found.is_day();
    Some(Period { range: place..cursor.at, starts_on, ends_on, names_start: is_day, names_end: is_day })
}

/// What follows `thời gian` where it is the campaign's.
const OF_CAMPAIGN: &[&str] = &[
    "thực hiện",
    "tổ chức",
    "triển khai",
    "phát động",
    "thi đua",
    "và",
    "của đợt",
    "của phong trào",
    "đợt",
    "từ",
    "bắt đầu",
    "áp dụng",
    "diễn ra",
    "tiến hành",
    "-",
    "–",
    "(",
    "cụ thể",
];

/// A heading or the words before a colon speak of the campaign's time, not of a report's.
pub fn heads_time(lower: &str) -> bool {
    let start = head(lower, 45);
    let speaks = places_of(start, "thời gian").chain(places_of(start, "thời hạn thi đua")).any(|place| {
        // `Thời gian chờ không quá 15 phút` is something that is measured.
        let behind = from(lower, place.saturating_add("thời gian".len())).trim_start();
        behind.starts_with([':', ',', '.', ';'])
            || OF_CAMPAIGN.iter().any(|word| behind.starts_with(word))
            || behind.is_empty()
    });
    let other = ["báo cáo", "đăng ký", "gửi", "nộp", "bình xét", "sơ kết", "tổng kết", "khen thưởng"];
    speaks && !other.iter().any(|word| start.contains(word))
}
