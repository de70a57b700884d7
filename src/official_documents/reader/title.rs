//! The abstract below the name of the type or behind `V/v` (Decree 30/2020/NĐ-CP, annex I, II.5).

use std::ops::Range;

use super::letterhead::{Letterhead, day_of_issue, is_national, line_finding};
use super::line::Line;
use super::lines::{Lines, splits_years};
use super::model::{Confidence, Finding};
use super::numbering::marker;
use super::words::{
    begins_like_agency, ends_sentence, folded, from, is_upper, lowered, says, starts_capital, starts_small,
    upto,
};

/// The words with which bodies begin.
const OPENERS: &[&str] = &[
    "căn cứ",
    "thực hiện",
    "hưởng ứng",
    "nhằm",
    "để",
    "xét",
    "theo",
    "tiếp tục",
    "phát huy",
    "trong",
    "năm",
    "trân trọng",
    "chào mừng",
    "kính gửi",
    "ngày",
    "trên cơ sở",
    "với",
    "nhân dịp",
    "sau khi",
    "kính mời",
    "nơi nhận",
];

/// Reads type and title where one of them begins.
pub fn read_title(setting: &Lines, place: usize, heading: Option<(usize, bool)>, found: &mut Letterhead) {
    let Some(line) = setting.lines.get(place) else { return };
    let mut start = 0;
    if let Some((words, launches)) = heading {
        let end =
            line.text.match_indices(' ').nth(words.saturating_sub(1)).map_or(line.text.len(), |(at, _)| at);
        found.kind = Some(line_finding(line, 0..end, upto(&line.text, end).trim_end_matches(':').to_owned()));
        found.never_launches = !launches;
        // `KẾ HOẠCH PHỐI HỢP` is all of it the type's name.
        let rest = lowered(from(&line.text, end).trim());
        let is_of_kind = rest.split_whitespace().count() < 4 && !says(&rest, "thi đua");
        let end = if is_of_kind { line.text.len() } else { end };
        // `PHÁT ĐỘNG PHONG TRÀO …` names type and campaign in one.
        start = if folded(upto(&line.text, end)) == "phat dong" && end < line.text.len() { 0 } else { end };
    }
    found.end = place.saturating_add(1);
    let own_line = !from(&line.text, start).trim().is_empty();
    let below = place.saturating_add(1);
    // `CHỈ THỊ` + `CỦA BAN THƯỜNG VỤ TỈNH ỦY` + the title.
    let is_of = |line: &Line| is_upper(&line.text) && line.text.starts_with("CỦA ");
    let skipped = usize::from(setting.lines.get(below).is_some_and(is_of));
    let first = if own_line { place } else { below.saturating_add(skipped) };
    let end = title_end(setting, first);
    found.end = found.end.max(end);
    found.title = title_of(setting, first..end, if own_line { start } else { 0 }, Confidence::High);
}

/// Where the title that begins on a line ends: before what begins like a body, a number or a drawn line.
fn title_end(setting: &Lines, first: usize) -> usize {
    let mut end = first;
    let mut letters = 0_usize;
    let (mut upper, mut is_quoting) = (false, false);
    for line in setting.lines.get(first..).unwrap_or_default() {
        let started = end > first;
        letters = letters.saturating_add(line.letters);
        let above = end.checked_sub(1).and_then(|above| setting.lines.get(above));
        let is_over = above.is_some_and(|above| above.text.ends_with('.'));
        let stops = if started {
            !is_quoting && (is_over || is_behind_title(line) || !goes_on(setting, line, upper))
        } else {
            marker(&line.text).is_some() || day_of_issue(line).0 || is_signature_like(&line.text)
        };
        if letters > 400 || (stops && !(started && continues_years(setting, end, line))) {
            break;
        }
        upper = if started { upper } else { is_upper(&line.text) };
        is_quoting = leaves_quotation_open(&line.text, is_quoting);
        end = end.saturating_add(1);
    }
    if is_sentence(setting, first..end) { first } else { end }
}

fn is_behind_title(line: &Line) -> bool {
    let issues = is_signature_like(&line.text) || (line.gap > 0 && begins_like_agency(&line.text));
    let is_issuing = is_upper(&line.text) && issues;
    let is_head = is_national(&line.text) || lowered(&line.text).starts_with("số:");
    line.ruled
        || is_head
        || marker(&line.text).is_some()
        || begins_body(line)
        || day_of_issue(line).0
        || is_issuing
}

fn goes_on(setting: &Lines, line: &Line, upper: bool) -> bool {
    let short = setting.width.is_some_and(|width| line.letters.saturating_mul(10) < width.saturating_mul(7));
    let alike = is_upper(&line.text) == upper;
    starts_small(&line.text)
        || (alike && upper)
        || (line.text.starts_with(['“', '"', '„', '«', '(']) && line.gap < setting.parting_gap)
        || (alike && short && line.gap < setting.parting_gap && !line.text.ends_with('.'))
        || is_set_below(line)
}

/// Right below, brief, and neither a sentence nor the name of who acts.
fn is_set_below(line: &Line) -> bool {
    line.gap == 0 && line.letters < 90 && !ends_sentence(&line.text) && !begins_like_agency(&line.text)
}

/// `… GIAI ĐOẠN 2024` + `- 2026”`.
fn continues_years(setting: &Lines, place: usize, line: &Line) -> bool {
    let above = place.checked_sub(1).and_then(|above| setting.lines.get(above));
    above.is_some_and(|above| splits_years(&above.text, &line.text))
}

fn leaves_quotation_open(text: &str, was_open: bool) -> bool {
    text.chars().fold(was_open, |open, letter| match letter {
        '“' | '«' | '„' if !open => true,
        '“' | '”' | '»' => false,
        '"' => !open,
        _ => open,
    })
}

/// A body that begins right below the type, without an abstract: it opens like one and ends like a sentence.
fn is_sentence(setting: &Lines, lines: Range<usize>) -> bool {
    let lines = setting.lines.get(lines).unwrap_or_default();
    let opens = lines.first().is_some_and(begins_body);
    opens && lines.last().is_some_and(|line| line.text.ends_with(['.', ';', ':', ',']))
}

fn begins_body(line: &Line) -> bool {
    let lower = lowered(&line.text);
    let opens = |word: &&&str| super::words::begins_with_word(&lower, word);
    // `Ngày 02 tháng 3` opens a body, `Ngày thành lập Đoàn` goes on with a title.
    let behind = lower.strip_prefix("ngày ");
    let is_named = behind.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_ascii_digit()));
    !is_upper(&line.text)
        && starts_capital(&line.text)
        && !is_named
        && OPENERS.iter().any(|word| opens(&word))
}

fn is_signature_like(text: &str) -> bool {
    is_upper(text) && super::signature::is_position(text)
}

fn title_of(
    setting: &Lines,
    lines: Range<usize>,
    start: usize,
    confidence: Confidence,
) -> Option<Finding<String>> {
    let lines = setting.lines.get(lines)?;
    let joined = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let quote = from(&joined, start).trim().to_owned();
    let lower = lowered(&quote);
    let lead = ["về việc ", "v/v: ", "v/v ", "về "].iter().find(|lead| lower.starts_with(**lead));
    let value = from(&quote, lead.map_or(0, |lead| lead.len())).trim();
    // What a decision issues is the plan, and the plan's name is the campaign's.
    let issues = ["ban hành kèm theo ", "ban hành ", "banhành "].iter().find(|issues| {
        let lower = lowered(value);
        // Websites lose the blank between words.
        lower.strip_prefix(**issues).is_some_and(|rest| rest.starts_with("kế hoạch"))
    });
    let value = from(value, issues.map_or(0, |issues| issues.len())).trim_end_matches('.').to_owned();
    let line = lines.first()?.number;
    (!value.is_empty()).then_some(Finding { value, quote, line, confidence })
}

/// Without a type's name, a title is the first line that speaks of emulation and is no sentence.
pub fn untyped_title(setting: &Lines, found: &mut Letterhead) {
    for first in found.end..found.end.saturating_add(6) {
        let Some(line) = setting.lines.get(first) else { return };
        if begins_body(line) || line.text.ends_with(['.', ';', ':']) {
            return;
        }
        let end = title_end(setting, first);
        let title = title_of(setting, first..end, 0, Confidence::Medium);
        let title = title.filter(|title| {
            says(&lowered(&title.value), "thi đua") && !title.quote.ends_with(['.', ';', ':'])
        });
        if title.is_some() {
            found.title = title;
            found.end = end;
            return;
        }
    }
}
