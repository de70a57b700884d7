//! The campaign's period: by its own section, else by the sentence that launches, else by the abstract.

use chrono::NaiveDate;

use super::blocks::Block;
use super::launch::Sentence;
use super::model::{Confidence, Finding};
use super::numbering::Style;
use super::periods::{Period, find_named, heads_time, last_stated, stated};
use super::words::{between, head, lowered, says, tail};

/// The period and its ends.
#[derive(Debug, Default)]
pub struct Timing {
    /// The words.
    pub period: Option<Finding<String>>,
    /// The first day.
    pub starts_on: Option<Finding<NaiveDate>>,
    /// The last day.
    pub ends_on: Option<Finding<NaiveDate>>,
}

/// Finds the period.
pub fn timing(body: &[Block], sentence: Option<&Sentence>, title: Option<&Finding<String>>) -> Timing {
    let by_section = || body.iter().enumerate().find_map(|(place, block)| section(body, place, block));
    let by_sentence = |find: fn(&str) -> Option<Period>, confidence| {
        let words = sentence?.words.clone();
        let block = body.get(sentence?.block)?;
        let period = shifted(find(between(&block.lower, words.start, words.end))?, words.start);
        Some(of_block(block, period, confidence))
    };
    let by_words = |is_enough: fn(&Period, &Block) -> bool| {
        let speaks = |block: &&Block| says(&block.lower, "thi đua") && !heads_report(&block.lower);
        body.iter().filter(speaks).find_map(|block| {
            let period = stated(&block.lower).filter(|period| is_enough(period, block))?;
            Some(of_block(block, period, Confidence::Medium))
        })
    };
    by_section()
        .or_else(|| by_sentence(stated, Confidence::High))
        .or_else(|| by_words(is_complete))
        .or_else(|| by_words(is_of_campaign))
        .or_else(|| title.and_then(by_title))
        .or_else(|| by_sentence(find_named, Confidence::Medium))
        .unwrap_or_default()
}

fn is_complete(period: &Period, _: &Block) -> bool {
    period.starts_on.is_some() && period.ends_on.is_some()
}

/// `Đợt thi đua bắt đầu từ ngày ký đến hết …`: the campaign is what the period is said of.
fn is_of_campaign(period: &Period, block: &Block) -> bool {
    let before = between(&block.lower, 0, period.range.start);
    let lasts = ["bắt đầu", "diễn ra", "kéo dài", "thực hiện", "tổ chức", "phát động"];
    says(before, "thi đua") && lasts.iter().any(|word| says(tail(before, 40), word))
}

fn heads_report(lower: &str) -> bool {
    ["báo cáo", "đăng ký", "hồ sơ"].iter().any(|word| says(head(lower, 120), word))
}

/// A section headed `Thời gian`: its own words behind the heading, or the two blocks under it.
fn section(body: &[Block], place: usize, block: &Block) -> Option<Timing> {
    if !heads_time(block.lower.get(block.words_at()..)?) {
        return None;
    }
    let below = body.iter().skip(place).take(3).enumerate();
    let below = below.take_while(|(nth, block)| {
        *nth == 0 || block.marker.as_ref().is_none_or(|marker| marker.style > Style::Article)
    });
    let blocks: Vec<&Block> = below.map(|(_, block)| block).collect();
    let found = blocks.iter().find_map(|block| Some((block, stated(&block.lower)?)));
    let found = found.or_else(|| blocks.iter().find_map(|block| Some((block, find_named(&block.lower)?))));
    let (found, period) = found?;
    let is_round = says(tail(between(&found.lower, 0, period.range.start), 30), "đợt");
    let mut timing = of_block(found, period, Confidence::High);
    if is_round {
        // The campaign ends with its last round.
        let rounds = body.iter().skip(place).take(6).filter(|block| says(&block.lower, "đợt"));
        let last = rounds.filter_map(|block| Some((block, last_stated(&block.lower)?))).next_back();
        let ends_on = last.and_then(|(block, period)| of_block(block, period, Confidence::High).ends_on);
        timing.ends_on = ends_on.or(timing.ends_on);
    }
    Some(timing)
}

fn shifted(period: Period, by: usize) -> Period {
    let range = period.range.start.saturating_add(by)..period.range.end.saturating_add(by);
    Period { range, ..period }
}

fn of_block(block: &Block, period: Period, confidence: Confidence) -> Timing {
    let range = || period.range.clone();
    let words = between(&block.text, period.range.start, period.range.end).trim().to_owned();
    let sure = |is_named: bool| if is_named { confidence } else { Confidence::Low };
    Timing {
        period: Some(block.finding(range(), words, confidence)),
        starts_on: period.starts_on.map(|day| block.finding(range(), day, sure(period.names_start))),
        ends_on: period.ends_on.map(|day| block.finding(range(), day, sure(period.names_end))),
    }
}

/// A year in the campaign's name tells for which time it is, not when it begins: the least sure of all.
fn by_title(title: &Finding<String>) -> Option<Timing> {
    let lower = lowered(&title.quote);
    let period = stated(&lower).or_else(|| find_named(&lower))?;
    let quote = between(&title.quote, period.range.start, period.range.end).trim().to_owned();
    let day = |value| Finding { value, quote: quote.clone(), line: title.line, confidence: Confidence::Low };
    Some(Timing {
        period: Some(Finding {
            value: quote.clone(),
            quote: quote.clone(),
            line: title.line,
            confidence: Confidence::Low,
        }),
        starts_on: period.starts_on.map(day),
        ends_on: period.ends_on.map(day),
    })
}
