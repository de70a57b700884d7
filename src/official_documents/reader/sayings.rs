//! The theme and the mottoes: words that are quoted, and whose they are.

use super::blocks::{Block, quotations, quoted};
use super::model::{Confidence, Finding, Motto};
use super::outline::{Outline, Role, role};
use super::words::{between, from, head, places_of, says, starts_capital, upto};

/// How far a quotation may stand behind the word that announces it, in letters.
const MOST_LETTERS: usize = 150;

/// The theme: the quoted words of its section, else those behind `chủ đề`, else the section's words.
pub fn theme(outline: &Outline, blocks: &[Block]) -> Option<Finding<String>> {
    let sections = (0..outline.nodes.len()).filter(|id| role(&outline.topic(*id, blocks)) == Role::Theme);
    let section = sections.into_iter().next();
    let places = section.and_then(|id| outline.nodes.get(id).map(|node| (id, node)));
    if let Some((id, node)) = places {
        let heading = outline.heading_end(id, true, blocks).unwrap_or(0);
        let own = blocks.get(node.block).map(|block| (block, heading));
        let below = node.paragraphs.iter().filter_map(|place| blocks.get(*place)).map(|block| (block, 0));
        let words: Vec<(&Block, usize)> = own.into_iter().chain(below).collect();
        if let Some(found) = words.iter().find_map(|(block, start)| first_quotation(block, *start)) {
            return Some(found);
        }
        let plain = words.into_iter().find(|(block, start)| !from(&block.text, *start).trim().is_empty());
        if let Some((block, start)) = plain {
            let value = from(&block.text, start).trim().to_owned();
            return Some(block.finding(start..block.text.len(), value, Confidence::Medium));
        }
    }
    blocks.iter().find_map(announced_theme)
}

fn first_quotation(block: &Block, start: usize) -> Option<Finding<String>> {
    let range = quotations(&block.text).into_iter().find(|range| range.start >= start)?;
    let value = quoted(&block.text, &range).to_owned();
    (!value.is_empty()).then(|| block.finding(range, value, Confidence::High))
}

fn announced_theme(block: &Block) -> Option<Finding<String>> {
    let quotes = quotations(&block.text);
    places_of(&block.lower, "chủ đề").take(16).find_map(|place| {
        let range = quotes.get(quotes.partition_point(|quote| quote.start < place))?;
        let gap = between(&block.text, place, range.start);
        let near = head(gap, 60).len() == gap.len() && !gap.contains(['.', ';']);
        near.then(|| block.finding(range.clone(), quoted(&block.text, range).to_owned(), Confidence::High))
    })
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
    let bare = gap.trim_start_matches([',', ' ']);
    let led = bare.is_empty() || ["và", "của", "cùng"].iter().any(|word| bare.starts_with(word));
    let other =
        ["chủ đề", "về việc", "số", "chỉ thị", "quyết định", "phong trào"].iter().any(|word| says(gap, word));
    led && !other && announces(gap) && head(gap, 80).len() == gap.len()
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
