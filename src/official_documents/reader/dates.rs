//! Days, months, quarters and years in the ways that documents write them (Decree 30/2020/NĐ-CP, annex I, II.4, and
//! the short forms with strokes).

use chrono::{Datelike, Days, Months, NaiveDate};

use super::words::from;

/// A cursor over lower-case text.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    text: &'a str,
    /// The byte it stands at.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at a byte of a text.
    pub fn at(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// What lies ahead.
    pub fn rest(&self) -> &'a str {
        from(self.text, self.at)
    }

    /// Goes over white space.
    pub fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at = self.at.saturating_add(rest.len().saturating_sub(rest.trim_start().len()));
    }

    /// Goes over white space and one of these words, the first that fits.
    pub fn take(&mut self, words: &[&str]) -> bool {
        let mut ahead = *self;
        ahead.skip_spaces();
        let rest = ahead.rest();
        let fits = |word: &&&str| {
            let whole = word.ends_with(|letter: char| !letter.is_alphanumeric());
            rest.strip_prefix(**word).is_some_and(|more| whole || !more.starts_with(char::is_alphanumeric))
        };
        let Some(word) = words.iter().find(fits) else { return false };
        ahead.at = ahead.at.saturating_add(word.len());
        *self = ahead;
        true
    }

    /// Goes over white space and a number of at most `most` digits that stands alone.
    pub fn number(&mut self, most: usize) -> Option<u32> {
        let mut ahead = *self;
        ahead.skip_spaces();
        let rest = ahead.rest();
        let digits = rest.bytes().take(most.saturating_add(1)).take_while(u8::is_ascii_digit).count();
        let value = rest.get(..digits)?.parse().ok().filter(|_| digits <= most)?;
        ahead.at = ahead.at.saturating_add(digits);
        *self = ahead;
        Some(value)
    }

    /// Goes over the hour before a day: `0h00 ngày`, `24 giờ ngày`.
    fn skip_hour(&mut self) {
        let mut ahead = *self;
        if ahead.number(2).is_some() && ahead.take_mark(&["h", "giờ", ":"]) {
            ahead.number(2);
            ahead.take(&["phút"]);
            if ahead.take(&["ngày"]) {
                *self = ahead;
            }
        }
    }

    /// Goes over one of these marks, whatever follows.
    fn take_mark(&mut self, marks: &[&str]) -> bool {
        let rest = self.rest();
        let bare = rest.trim_start();
        let Some(mark) = marks.iter().find(|mark| bare.starts_with(**mark)) else { return false };
        let skipped = rest.len().saturating_sub(bare.len());
        self.at = self.at.saturating_add(skipped).saturating_add(mark.len());
        true
    }

    fn quarter(&mut self) -> Option<u32> {
        let romans: [(&[&str], u32); 4] = [(&["iv"], 4), (&["iii"], 3), (&["ii"], 2), (&["i"], 1)];
        let roman = romans.iter().find(|(roman, _)| self.take(roman)).map(|(_, quarter)| *quarter);
        roman.or_else(|| self.number(1)).filter(|quarter| (1..=4).contains(quarter))
    }

    fn year(&mut self) -> Option<i32> {
        let mut ahead = *self;
        let year = ahead.number(4)?;
        let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
        *self = ahead;
        Some(year)
    }
}

/// A day, month, quarter or year; the year may be left to what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The year, where it is said.
    pub year: Option<i32>,
    months: (u32, u32),
    day: Option<u32>,
}

impl Moment {
    /// Whether it is a day; the days of a month, a quarter or a year are inferred.
    pub fn is_day(self) -> bool {
        self.day.is_some()
    }

    /// The first day, with the year of the other end where this one names none.
    pub fn first(self, year: Option<i32>) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.or(year)?, self.months.0, self.day.unwrap_or(1))
    }

    /// The last day, with the year of the other end where this one names none.
    pub fn last(self, year: Option<i32>) -> Option<NaiveDate> {
        let year = self.year.or(year)?;
        match self.day {
            Some(day) => NaiveDate::from_ymd_opt(year, self.months.1, day),
            None => NaiveDate::from_ymd_opt(year, self.months.1, 1)?
                .checked_add_months(Months::new(1))?
                .checked_sub_days(Days::new(1)),
        }
    }

    fn whole_year(year: i32) -> Self {
        Self { year: Some(year), months: (1, 12), day: None }
    }
}

/// The whole date ahead of the cursor: `13/01/2023`, `ngày 05 tháng 01 năm 2023`.
pub fn date(cursor: &mut Cursor<'_>) -> Option<NaiveDate> {
    let mut ahead = *cursor;
    let found = moment(&mut ahead).filter(|moment| moment.day.is_some())?.first(None)?;
    *cursor = ahead;
    (found.year() >= 1900).then_some(found)
}

/// The day, month, quarter or year ahead of the cursor.
pub fn moment(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let mut ahead = *cursor;
    ahead.skip_hour();
    while ahead.take(&["ngày", "đầu", "cuối", "hết", "trong", "cả"]) {}
    let found = if ahead.take(&["quý"]) {
        let quarter = ahead.quarter()?;
        let last = quarter.saturating_mul(3);
        Moment { year: year_behind(&mut ahead), months: (last.saturating_sub(2), last), day: None }
    } else if ahead.take(&["tháng"]) {
        // `từ tháng 4 đến tháng 12/2024`, `tháng 03.2024`.
        let month = ahead.number(2)?;
        Moment { year: year_behind(&mut ahead), months: (month, month), day: None }
    } else if ahead.take(&["năm"]) {
        Moment::whole_year(ahead.year()?)
    } else {
        numeric(&mut ahead)?
    };
    *cursor = ahead;
    (1..=12).contains(&found.months.0).then_some(found)
}

fn year_behind(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let marked = ahead.take(&["/", "năm", ", năm", "-", "."]);
    let year = if marked { ahead.year() } else { None };
    if year.is_some() {
        *cursor = ahead;
    }
    year
}

fn numeric(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let day = cursor.number(2)?;
    let worded = cursor.take(&["tháng"]);
    if !worded && !cursor.take(&["/", "-", "."]) {
        return None;
    }
    let mut ahead = *cursor;
    if let Some(year) = ahead.year().filter(|_| !worded) {
        *cursor = ahead;
        return Some(Moment { year: Some(year), months: (day, day), day: None });
    }
    let month = cursor.number(2)?;
    let year = year_behind(cursor);
    Some(Moment { year, months: (month, month), day: Some(day) })
}
