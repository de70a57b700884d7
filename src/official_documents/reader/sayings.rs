//! The theme and the mottoes: words that are quoted, and whose they are.

use super::blocks::{Block, quotations, quoted};
use super::model::{Confidence, Finding, Motto};
use super::outline::{Outline, Role, role};
use super::words::{
    between, first_sentence_end, from, head, lowered, places_of, says, starts_capital, tail, upto,
};

/// How far a quotation may stand behind the word that announces it, in letters.
const MOST_LETTERS: usize = 150;

/// The theme: what is announced as `chủ đề`, quoted or not, else the words of its section, else the quoted name of the
/// campaign in the title.
pub fn theme(
    outline: &Outline,
    blocks: &[Block],
    title: Option<&Finding<String>>,
) -> Option<Finding<String>> {
    let sections = (0..outline.nodes.len()).filter(|id| role(&outline.topic(*id, blocks)) == Role::Theme);
    let of_section = || sections.into_iter().next().and_then(|id| theme_of_section(outline, blocks, id));
    let announced = blocks.iter().find_map(quoted_theme);
    let announced = announced.or_else(|| blocks.iter().find_map(plain_theme));
    announced.or_else(of_section).or_else(|| named_in_title(title?))
}

fn theme_of_section(outline: &Outline, blocks: &[Block], id: usize) -> Option<Finding<String>> {
    let node = outline.nodes.get(id)?;
    let heading = outline.heading_end(id, true, blocks).unwrap_or(0);
    let own = blocks.get(node.block).map(|block| (block, heading));
    let below = node.paragraphs.iter().filter_map(|place| blocks.get(*place)).map(|block| (block, 0));
    let words: Vec<(&Block, usize)> = own.into_iter().chain(below).collect();
    let quoted = words.iter().find_map(|(block, start)| first_quotation(block, *start));
    quoted.or_else(|| words.into_iter().find_map(|(block, start)| plain_words(block, start)))
}

fn first_quotation(block: &Block, start: usize) -> Option<Finding<String>> {
    let range = quotations(&block.text).into_iter().find(|range| range.start >= start)?;
    let value = quoted(&block.text, &range).to_owned();
    (!value.is_empty()).then(|| block.finding(range, value, Confidence::High))
}

/// The words from a byte on to the end of their sentence.
fn plain_words(block: &Block, start: usize) -> Option<Finding<String>> {
    let words = from(&block.text, start);
    let lead = words.len().saturating_sub(words.trim_start().len());
    let sentence = first_sentence_end(words).unwrap_or(words.len());
    let value = upto(words, sentence).trim().trim_end_matches(['.', ';', '/']).trim_end();
    let start = start.saturating_add(lead);
    let range = start..start.saturating_add(value.len());
    (!value.is_empty()).then(|| block.finding(range, value.to_owned(), Confidence::Medium))
}

/// `với chủ đề “…”`, `Chủ đề năm 2026: “…”`.
fn quoted_theme(block: &Block) -> Option<Finding<String>> {
    let quotes = quotations(&block.text);
    places_of(&block.lower, "chủ đề").take(16).find_map(|place| {
        let range = quotes.get(quotes.partition_point(|quote| quote.start < place))?;
        let gap = between(&block.lower, place, range.start);
        let near = head(gap, 60).len() == gap.len() && !gap.contains(['.', ';']);
        let other = ["khẩu hiệu", "phương châm"].iter().any(|word| says(gap, word));
        // A round of the campaign has a theme of its own.
        let is_of_round = says(tail(upto(&block.lower, place), 60), "đợt");
        (near && !other && !is_of_round)
            .then(|| block.finding(range.clone(), quoted(&block.text, range).to_owned(), Confidence::High))
    })
}

/// `Chủ đề thi đua: Kho gọn từng ngăn.`, `… với chủ đề: Tận tâm phục vụ.`: the words behind a colon, of a block that
/// begins so or of a sentence that says so.
fn plain_theme(block: &Block) -> Option<Finding<String>> {
    let start = block.words_at();
    let said = ["với", "lấy", "mang", "có"].iter().flat_map(|lead| {
        let place_of = |place: usize| place.saturating_add(lead.len()).saturating_add(1);
        places_of(&block.lower, lead)
            .map(place_of)
            .filter(|place| from(&block.lower, *place).starts_with("chủ đề"))
    });
    std::iter::once(start).chain(said).find_map(|start| {
        let opening = head(from(&block.lower, start), 60);
        let colon = opening.find(':').filter(|_| opening.starts_with("chủ đề"))?;
        let gap = upto(opening, colon);
        let other = ["nội dung", "khẩu hiệu", "phương châm", "đợt", "."].iter().any(|word| says(gap, word));
        (!other).then(|| plain_words(block, start.saturating_add(colon).saturating_add(1))).flatten()
    })
}

/// `phong trào thi đua “Xóm sáng đèn”`: in the title, the quoted name is what the campaign is about.
fn named_in_title(title: &Finding<String>) -> Option<Finding<String>> {
    let lower = lowered(&title.quote);
    let range =
        quotations(&title.quote).into_iter().find(|range| says(upto(&lower, range.start), "thi đua"))?;
    let value = quoted(&title.quote, &range).to_owned();
    let quote = between(&title.quote, range.start, range.end).to_owned();
    (!value.is_empty()).then_some(Finding { value, quote, line: title.line, confidence: Confidence::Medium })
}

/// The mottoes: quotations behind `phương châm` or `khẩu hiệu`, and those joined to them by `và`.
pub fn mottoes(blocks: &[Block]) -> Vec<Finding<Motto>> {
    blocks.iter().flat_map(mottoes_of).collect()
}

fn mottoes_of(block: &Block) -> Vec<Finding<Motto>> {
    let mut found = Vec::new();
    let named = ["phương châm", "khẩu hiệu"].iter().any(|word| says(&block.lower, word));
    if !named {
        return found;
    }
    let mut last_end = None;
    let mut gap_start = 0;
    for range in quotations(&block.text) {
        let gap = between(&block.lower, gap_start, range.start);
        let announced =
            ["phương châm", "khẩu hiệu"].iter().filter_map(|word| places_of(gap, word).last()).max();
        let joined = last_end == Some(gap_start) && joins(gap);
        let mut end = range.end;
        let start = announced.filter(|place| announces(from(gap, *place))).or(joined.then_some(0));
        if let Some(start) = start {
            let lead = between(&block.text, gap_start.saturating_add(start), range.start);
            let before = owner(lead).map(|name| (name, range.end));
            let named = before.or_else(|| owner_behind(&block.text, range.end));
            end = named.as_ref().map_or(range.end, |(_, end)| *end);
            let attributed_to = named.map(|(name, _)| name);
            let motto = Motto { text: quoted(&block.text, &range).to_owned(), attributed_to };
            // The quote begins where the motto is announced, so that it shows whose it is.
            let words = gap_start.saturating_add(start)..end;
            let confidence =
                if motto.attributed_to.is_some() { Confidence::High } else { Confidence::Medium };
            last_end = Some(end);
            found.push(block.finding(words, motto, confidence));
        }
        gap_start = end;
    }
    found
}

fn announces(gap: &str) -> bool {
    head(gap, MOST_LETTERS).len() == gap.len() && !gap.contains(['.', ';']) && !says(gap, "chủ đề")
}

/// `” và của UBND tỉnh “` goes on with mottoes; a longer way, another document or a theme does not.
fn joins(gap: &str) -> bool {
    let bare = gap.trim_start_matches([',', ';', ' ']);
    let led = bare.is_empty() || ["và", "của", "cùng"].iter().any(|word| bare.starts_with(word));
    let other =
        ["chủ đề", "về việc", "số", "chỉ thị", "quyết định", "phong trào"].iter().any(|word| says(gap, word));
    led && !other && announces(bare) && head(gap, 80).len() == gap.len()
}

fn owner(lead: &str) -> Option<String> {
    let place = places_of(lead, "của").last()?;
    let name = from(lead, place.saturating_add("của".len())).trim().trim_end_matches(':').trim_end();
    let stop =
        [" là", " năm ", ",", "("].iter().filter_map(|stop| name.find(stop)).min().unwrap_or(name.len());
    let name = upto(name, stop).trim_end();
    starts_capital(name).then(|| name.to_owned())
}

/// `phương châm “…” của Bộ Nội vụ,`: the owner, and where the name ends.
fn owner_behind(text: &str, end: usize) -> Option<(String, usize)> {
    let behind = head(from(text, end), 120);
    let name = behind.trim_start().strip_prefix("của ")?.trim_start();
    let at = end.saturating_add(behind.len().saturating_sub(name.len()));
    let stop = [",", ".", ";", ":", "(", "“", "\""].iter().filter_map(|stop| name.find(stop)).min()?;
    let name = upto(name, stop).trim_end();
    starts_capital(name).then(|| (name.to_owned(), at.saturating_add(name.len())))
}
