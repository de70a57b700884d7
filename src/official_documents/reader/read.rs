//! Reading a launch document.

use super::blocks::{self, Block};
use super::letters::LostLetters;
use super::line::Line;
use super::lines::{self, Lines};
use super::model::{Citation, Confidence, Finding, Reading};
use super::outline::Outline;
use super::{
    annex, contents, head, launch, letters, places, recipients, references, reviews, sayings, signature,
    timing, verdict, words,
};

/// Why a text can't be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadableText {
    /// There are no words in it.
    Empty,
    /// Letters are lost.
    LettersLost(LostLetters),
}

/// Reads a document as a launch: decoded text, broken lines and page marks and all. What it says is read whatever the
/// verdict is, so that an officer may decide otherwise.
///
/// # Errors
/// The document is empty, or its letters are lost.
pub fn read_text(text: &str) -> Result<Reading, UnreadableText> {
    let setting = lines::clean(text);
    if setting.lines.is_empty() {
        return Err(UnreadableText::Empty);
    }
    if let Some(lost) = letters::lost(text) {
        return Err(UnreadableText::LettersLost(lost));
    }
    let (main, annex) = annex::split(setting);
    let mut head = head::read(&main);
    let mut start = signature::tail_start(&main.lines, head.end);
    if let Some((place, day)) = signature::day_above(&main.lines, head.end, start) {
        start = place;
        head.document.issued_on = head.document.issued_on.or(day);
    }
    let tail = main.lines.get(start..).unwrap_or_default();
    let own_body = body(&main, head.end..start);
    let annexed = annex.as_ref().map(body_of_annex);
    let body = annexed.as_deref().unwrap_or(&own_body);
    let sentence = launch::sentence(body);
    let signatory = signature::read(tail);
    let judgement = verdict::judge(&head, sentence.as_ref(), body, signatory.name.is_some());
    let outline = Outline::of(body.get(..closing(body)).unwrap_or_default());
    let contents = contents::contents(&outline, body);
    let time = timing::timing(body, sentence.as_ref(), head.title.as_ref());
    let mut recipients = recipients::addressed(&own_body);
    recipients.extend(recipients::read(tail));
    let cited = [&own_body, body].map(references::citations);
    let mut reading = Reading {
        judgement,
        parent_reference: parent(&own_body, &outline, sentence.as_ref()),
        theme: sayings::theme(&outline, body, head.title.as_ref()),
        kind: head.kind,
        title: head.title,
        issuer: head.issuer.or_else(|| launch::issuer(body, sentence.as_ref())),
        signatory,
        mottoes: sayings::mottoes(body),
        period: time.period,
        starts_on: time.starts_on,
        ends_on: time.ends_on,
        legal_bases: Vec::new(),
        content_items: contents.items,
        targets: contents.targets,
        reviews: body.iter().skip(outline.preamble).flat_map(reviews::reviews_of).collect(),
        award_quotas: outline.award_blocks(body).flat_map(reviews::quotas_of).collect(),
        assignments: contents.assignments,
        recipients,
        missing: Vec::new(),
        document: head.document,
    };
    reading.legal_bases = without_own(cited, &reading);
    reading.missing = places::missing(&reading);
    Ok(reading)
}

fn body_of_annex(annex: &Lines) -> Vec<Block> {
    let head = head::read(annex);
    let end = signature::tail_start(&annex.lines, head.end);
    body(annex, head.end..end)
}

fn body(setting: &Lines, range: std::ops::Range<usize>) -> Vec<Block> {
    let lines: &[Line] = setting.lines.get(range).unwrap_or_default();
    blocks::blocks(lines, setting)
}

/// The citations of a document and its annex, each once, without the document's own number, which an annex repeats.
fn without_own(cited: [Vec<Finding<Citation>>; 2], reading: &Reading) -> Vec<Finding<Citation>> {
    let own = &reading.document;
    let is_own = |citation: &Citation| {
        let same = |found: &Option<Finding<String>>, cited: &Option<String>| {
            found.as_ref().map(|found| &found.value) == cited.as_ref() && cited.is_some()
        };
        same(&own.number, &citation.number) && same(&own.notation, &citation.notation)
    };
    let mut found: Vec<Finding<Citation>> = Vec::new();
    for citation in cited.into_iter().flatten().filter(|citation| !is_own(&citation.value)) {
        if !found.iter().any(|known| known.value.display == citation.value.display) {
            found.push(citation);
        }
    }
    found
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
    let launching = sentence.map_or(0, |sentence| sentence.block);
    let preamble = body.get(..outline.preamble.max(launching).min(body.len())).unwrap_or_default();
    // `Thực hiện Kế hoạch số 188/KH-UBND …, Chủ tịch UBND phường phát động …`: one sentence says both.
    let own = sentence
        .filter(|sentence| sentence.block >= preamble.len())
        .and_then(|sentence| Some((body.get(sentence.block)?, sentence.words.start)));
    let beside = own.into_iter().flat_map(|(block, words)| {
        let stands_before = move |citation: &Finding<Citation>| {
            block.text.find(&citation.quote).is_some_and(|place| place < words)
        };
        references::citations_of(block).into_iter().filter(stands_before)
    });
    let launches = |citation: &Finding<Citation>| {
        let title = citation.value.title.as_deref().map(words::lowered).unwrap_or_default();
        let kind = citation.value.kind.as_deref().map(words::lowered).unwrap_or_default();
        let campaign = title.contains("phát động") || title.contains("phong trào thi đua");
        campaign && title.contains("thi đua") && !["luật", "nghị định", "thông tư"].contains(&kind.as_str())
    };
    let cited = preamble.iter().flat_map(references::citations_of).chain(beside);
    let mut found: Vec<_> = cited.filter(launches).collect();
    let confidence = if found.len() == 1 { Confidence::High } else { Confidence::Medium };
    found.pop().map(|citation| Finding { confidence, ..citation })
}
