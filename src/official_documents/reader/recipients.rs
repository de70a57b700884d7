//! Who receives a document: `Nơi nhận` (Decree 30/2020/NĐ-CP, annex I, II.9) and the `Kính gửi` of a letter.

use super::blocks::Block;
use super::line::Line;
use super::model::{Channel, Confidence, Finding, Recipient};
use super::numbering::{Style, marker};
use super::signature::{heads_recipients, is_annex, is_of_signature};
use super::words::{begins_with_word, from, lowered, says};

/// Reads the recipients from the lines of the end.
pub fn read(tail: &[Line]) -> Vec<Finding<Recipient>> {
    let Some(start) = tail.iter().position(|line| heads_recipients(&line.text)) else { return Vec::new() };
    let mut parts: Vec<Part> = Vec::new();
    let listed = tail.get(start..).unwrap_or_default();
    let first = listed.first().map(|line| Part::new(line, behind_heading(&line.text)));
    parts.extend(first.filter(|part| !part.text.is_empty()));
    let mut parted = false;
    for line in listed.iter().skip(1).take_while(|line| !is_annex(&line.text)) {
        let bulleted =
            marker(&line.text).is_some_and(|marker| matches!(marker.style, Style::Dash | Style::Plus));
        let goes_on = parts.last().is_some_and(|part| !part.text.ends_with([';', '.']));
        if bulleted {
            parted = false;
            parts.push(Part::new(line, &line.text));
        } else if is_of_signature(line) {
            // The signature stands beside the recipients or behind them; no line goes on over it.
            parted = true;
        } else if goes_on && !parted {
            if let Some(part) = parts.last_mut() {
                part.join(line);
            }
        } else if parts.last().is_none_or(|part| part.text.ends_with(';')) {
            parts.push(Part::new(line, &line.text));
        }
    }
    parts.iter().flat_map(Part::recipients).collect()
}

/// The addressees of a letter, from the block that begins with `Kính gửi`.
pub fn addressed(blocks: &[Block]) -> Vec<Finding<Recipient>> {
    let Some(place) = blocks.iter().position(|block| block.lower.starts_with("kính gửi")) else {
        return Vec::new();
    };
    let direct = |block: &Block, start: usize| {
        let text = bare(from(&block.text, start));
        let recipient = Recipient { text: text.to_owned(), channel: Channel::Direct };
        (!text.is_empty()).then(|| block.finding(start..block.text.len(), recipient, Confidence::High))
    };
    let heading = blocks.get(place).and_then(|block| {
        direct(
            block,
            "kính gửi".len().saturating_add(
                from(&block.text, "kính gửi".len()).find(|letter: char| letter.is_alphanumeric())?,
            ),
        )
    });
    let listed = blocks.iter().skip(place.saturating_add(1));
    let dashed = |block: &&Block| block.marker.as_ref().is_some_and(|marker| marker.style == Style::Dash);
    heading
        .into_iter()
        .chain(listed.take_while(dashed).filter_map(|block| direct(block, block.words_at())))
        .collect()
}

fn behind_heading(text: &str) -> &str {
    text.find(':').map_or("", |colon| from(text, colon.saturating_add(1)).trim_start())
}

struct Part {
    text: String,
    line: usize,
}

impl Part {
    fn new(line: &Line, text: &str) -> Self {
        Self { text: text.to_owned(), line: line.number }
    }

    fn join(&mut self, line: &Line) {
        self.text.push(' ');
        self.text.push_str(&line.text);
    }

    /// Several recipients may stand on one line: `- Như trên; - Lưu: VT.`
    fn recipients(&self) -> Vec<Finding<Recipient>> {
        let pieces = self.text.split("; ").map(|piece| (piece.trim(), bare(piece)));
        let named = pieces.filter(|(_, text)| !text.is_empty());
        let finding = |(quote, text): (&str, &str)| Finding {
            value: Recipient { text: text.to_owned(), channel: channel(text) },
            quote: quote.to_owned(),
            line: self.line,
            confidence: Confidence::High,
        };
        named.map(finding).collect()
    }
}

fn bare(text: &str) -> &str {
    let text = text.trim();
    let start = marker(text)
        .filter(|marker| matches!(marker.style, Style::Dash | Style::Plus))
        .map_or(0, |marker| marker.end);
    from(text, start).trim().trim_end_matches("./.").trim_end_matches([';', '.', ',']).trim_end()
}

fn channel(text: &str) -> Channel {
    let lower = lowered(text);
    let any = |words: &[&str]| words.iter().any(|word| says(&lower, word));
    if begins_with_word(&lower, "lưu") {
        Channel::Archive
    } else if lower.contains("ioffice") {
        Channel::Ioffice
    } else if any(&["email", "e-mail", "thư điện tử"]) {
        Channel::Email
    } else if any(&[
        "website",
        "cổng thông tin điện tử",
        "trang thông tin điện tử",
        "cổng ttđt",
        "trang ttđt",
    ]) {
        Channel::Website
    } else {
        Channel::Direct
    }
}
