//! Reading a launch document.

use super::blocks::{self, Block};
use super::launch::NotALaunch;
use super::lines::{self, Line, Lines};
use super::model::{Citation, Confidence, Finding, Reading};
use super::outline::Outline;
use super::{
    contents, launch, letterhead, places, recipients, references, sayings, signature, timing, words,
};

/// Reads a launch document: decoded text, broken lines and page marks and all.
///
/// # Errors
/// The document is empty or launches no emulation campaign; the reason is named.
pub fn read_text(text: &str) -> Result<Reading, NotALaunch> {
    let setting = lines::clean(text);
    if setting.lines.is_empty() {
        return Err(NotALaunch::Empty);
    }
    let head = letterhead::read(&setting);
    let start = signature::tail_start(&setting.lines, head.end);
    let tail = setting.lines.get(start..).unwrap_or_default();
    let body = body(&setting, head.end..start);
    let sentence = launch::sentence(&body);
    launch::judge(&head, sentence.as_ref())?;
    let outline = Outline::of(body.get(..closing(&body)).unwrap_or_default());
    let contents = contents::contents(&outline, &body);
    let time = timing::timing(&body, sentence.as_ref(), head.title.as_ref());
    let mut recipients = recipients::addressed(&body);
    recipients.extend(recipients::read(tail));
    let mut reading = Reading {
        kind: head.kind,
        title: head.title,
        issuer: head.issuer.or_else(|| launch::issuer(&body, sentence.as_ref()?)),
        document: head.document,
        signatory: signature::read(tail),
        theme: sayings::theme(&outline, &body),
        mottoes: sayings::mottoes(&body),
        period: time.period,
        starts_on: time.starts_on,
        ends_on: time.ends_on,
        parent_reference: parent(&body, &outline, sentence.as_ref()),
        legal_bases: references::citations(&body),
        content_items: contents.items,
        assignments: contents.assignments,
        recipients,
        missing: Vec::new(),
    };
    reading.missing = places::missing(&reading);
    Ok(reading)
}

fn body(setting: &Lines, range: std::ops::Range<usize>) -> Vec<Block> {
    let lines: &[Line] = setting.lines.get(range).unwrap_or_default();
    blocks::blocks(lines, setting)
}

/// Where the closing words begin, which belong to no section: the paragraphs without a mark before the end `./.`, and
/// those that say what they are.
fn closing(body: &[Block]) -> usize {
    let mut start = body.len();
    for (place, block) in body.iter().enumerate().rev().take(6) {
        let before = place.checked_sub(1).and_then(|before| body.get(before));
        let apart = before.is_some_and(|before| before.text.ends_with(['.', ';', '/']));
        let last = start == body.len() && block.text.ends_with("./.") && apart;
        let opening = words::head(&block.lower, 60);
        let says_so = [
            "trên đây là",
            "yêu cầu",
            "đề nghị",
            "trong quá trình",
            "quá trình",
            "nhận được",
            "kế hoạch này",
        ]
        .iter()
        .any(|word| opening.starts_with(word))
            || block.lower.contains("kêu gọi");
        if block.marker.is_some() || !(last || says_so) {
            break;
        }
        start = place;
    }
    start
}

/// The campaign above: the last document cited before the contents that itself launches one.
fn parent(
    body: &[Block],
    outline: &Outline,
    sentence: Option<&launch::Sentence>,
) -> Option<Finding<Citation>> {
    let end = outline.preamble.max(sentence.map_or(0, |sentence| sentence.block)).min(body.len());
    let preamble = body.get(..end).unwrap_or_default();
    let launches = |citation: &Finding<Citation>| {
        let title = citation.value.title.as_deref().map(words::lowered).unwrap_or_default();
        let kind = citation.value.kind.as_deref().map(words::lowered).unwrap_or_default();
        let campaign = title.contains("phát động") || title.contains("phong trào thi đua");
        campaign && title.contains("thi đua") && !["luật", "nghị định", "thông tư"].contains(&kind.as_str())
    };
    let mut found: Vec<_> = preamble.iter().flat_map(references::citations_of).filter(launches).collect();
    let confidence = if found.len() == 1 { Confidence::High } else { Confidence::Medium };
    found.pop().map(|citation| Finding { confidence, ..citation })
}
