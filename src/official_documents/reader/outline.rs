//! The tree that the numbering of a text draws.

use super::blocks::Block;
use super::numbering::Style;
use super::reviews::heads_awards;
use super::words::{first_sentence_end, from, head, is_upper, lowered, says};

/// A heading or a numbered item with what stands under it.
#[derive(Debug)]
pub struct Node {
    /// The block with the mark.
    pub block: usize,
    /// How it is numbered.
    pub style: Style,
    /// The blocks without a mark that follow, before any child.
    pub paragraphs: Vec<usize>,
    /// The nodes under this one.
    pub children: Vec<usize>,
}

/// All nodes; those of the first rank are the roots.
#[derive(Debug, Default)]
pub struct Outline {
    /// The nodes in the order of reading.
    pub nodes: Vec<Node>,
    /// The nodes that stand under no other.
    pub roots: Vec<usize>,
    /// How many blocks stand before the first number.
    pub preamble: usize,
}

/// The way from the top to a node, as printed.
#[derive(Debug, Clone, Default)]
pub struct Path {
    /// The whole ordinal: `II.2`.
    pub ordinal: String,
    /// The part that does not come from `1.1.`-like numbers, which repeat those above: `II`.
    unrepeated: String,
}

impl Path {
    /// The way to a node with this ordinal.
    pub fn at(ordinal: String) -> Self {
        Self { unrepeated: ordinal.clone(), ordinal }
    }
}

impl Outline {
    /// Draws the tree of these blocks.
    pub fn of(blocks: &[Block]) -> Self {
        let numbered = |block: &Block| block.marker.is_some() && !block.is_caption();
        let preamble = blocks.iter().position(numbered).unwrap_or(blocks.len());
        let mut outline = Self { preamble, ..Self::default() };
        let mut open: Vec<(Style, usize)> = Vec::new();
        for (place, block) in blocks.iter().enumerate() {
            match &block.marker {
                None => {
                    if let Some(node) = open.last().and_then(|(_, id)| outline.nodes.get_mut(*id)) {
                        node.paragraphs.push(place);
                    }
                }
                Some(marker) => outline.add(place, marker.style, &mut open),
            }
        }
        outline
    }

    fn add(&mut self, block: usize, style: Style, open: &mut Vec<(Style, usize)>) {
        while open.last().is_some_and(|(above, _)| *above >= style) {
            open.pop();
        }
        let id = self.nodes.len();
        match open.last().and_then(|(_, above)| self.nodes.get_mut(*above)) {
            Some(above) => above.children.push(id),
            None => self.roots.push(id),
        }
        self.nodes.push(Node { block, style, paragraphs: Vec::new(), children: Vec::new() });
        open.push((style, id));
    }

    /// The way to a node from the one above it; `nth` counts among its neighbours, from 1.
    pub fn path(&self, above: &Path, id: usize, nth: usize, blocks: &[Block]) -> Path {
        let Some(node) = self.nodes.get(id) else { return above.clone() };
        let label =
            blocks.get(node.block).and_then(|block| block.marker.as_ref()).map_or("", |marker| &marker.label);
        let below = |prefix: &str, label: &str| {
            if prefix.is_empty() { label.to_owned() } else { format!("{prefix}.{label}") }
        };
        match node.style {
            Style::Caption => above.clone(),
            Style::Number(1) | Style::NumberedCaption => {
                Path { ordinal: below(&above.ordinal, label), unrepeated: above.unrepeated.clone() }
            }
            Style::Number(_) => {
                Path { ordinal: below(&above.unrepeated, label), unrepeated: above.unrepeated.clone() }
            }
            Style::Dash | Style::Plus => {
                let sign = if node.style == Style::Dash { '-' } else { '+' };
                let ordinal = below(&above.ordinal, &format!("{sign}{nth}"));
                Path { unrepeated: ordinal.clone(), ordinal }
            }
            _ => {
                let ordinal = below(&above.ordinal, label);
                Path { unrepeated: ordinal.clone(), ordinal }
            }
        }
    }

    /// Neighbours that are numbered 1, 2 … and then begin at 1 again, from where nothing stands under them: programs
    /// that lose the depth of lists write so. Those behind belong under the last one before.
    pub fn split_restart<'a>(&self, ids: &'a [usize], blocks: &[Block]) -> (&'a [usize], &'a [usize]) {
        let numbered = |id: &usize, number: usize| {
            let block = self.nodes.get(*id).and_then(|node| blocks.get(node.block));
            let marker = block.and_then(|block| block.marker.as_ref());
            marker
                .is_some_and(|marker| marker.style == Style::Number(1) && marker.label == number.to_string())
        };
        let is_alone = |id: &usize| {
            self.nodes.get(*id).is_some_and(|node| node.children.is_empty() && node.paragraphs.is_empty())
        };
        let run = (1_usize..).zip(ids).take_while(|(number, id)| numbered(id, *number)).count();
        let (before, behind) = ids.split_at_checked(run).unwrap_or((ids, &[]));
        let restarts = run > 1
            && behind.first().is_some_and(|id| numbered(id, 1))
            && behind.iter().all(is_alone)
            && before.iter().all(is_alone);
        if restarts { (before, behind) } else { (ids, &[]) }
    }

    /// Where the heading of a node ends in its block; `None` where all is text. A heading stands on its own line, or
    /// is run in where its neighbours have one.
    pub fn heading_end(&self, id: usize, headed: bool, blocks: &[Block]) -> Option<usize> {
        let node = self.nodes.get(id)?;
        let block = blocks.get(node.block)?;
        if self.is_headed(id, blocks) {
            return Some(block.text.len());
        }
        let wide = node.style <= Style::Article;
        let words = block.words();
        let colon = words.find(':').filter(|colon| head(words, 80).len() > *colon);
        let colon = colon.filter(|colon| !from(words, colon.saturating_add(1)).trim().is_empty());
        let end = colon.or_else(|| first_sentence_end(words)).filter(|_| headed || wide)?;
        Some(block.words_at().saturating_add(end).saturating_add(1))
    }

    /// The node's own line is a heading.
    pub fn is_headed(&self, id: usize, blocks: &[Block]) -> bool {
        let Some(node) = self.nodes.get(id) else { return false };
        let Some(block) = blocks.get(node.block) else { return false };
        let words = block.words();
        let short = head(words, 300).len() == words.len();
        let alone = node.paragraphs.is_empty() && node.children.is_empty();
        let brief = head(words, 120).len() == words.len() && first_sentence_end(words).is_none();
        let open = !words.ends_with(['.', ';', ',']) || brief && words.ends_with('.');
        (is_upper(words) && short) || (!alone && short && open)
    }

    /// The blocks of the sections about commending.
    pub fn award_blocks<'a>(&'a self, blocks: &'a [Block]) -> impl Iterator<Item = &'a Block> {
        let ids = (0..self.nodes.len()).filter(|id| heads_awards(&self.topic(*id, blocks)));
        let mut places: Vec<usize> = ids.flat_map(|id| self.places_under(id)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| blocks.get(place))
    }

    fn places_under(&self, id: usize) -> Vec<usize> {
        let Some(node) = self.nodes.get(id) else { return Vec::new() };
        let own = std::iter::once(node.block).chain(node.paragraphs.iter().copied());
        own.chain(node.children.iter().flat_map(|child| self.places_under(*child))).collect()
    }

    /// The words that tell what a node is about, in lower case.
    pub fn topic(&self, id: usize, blocks: &[Block]) -> String {
        let Some(block) = self.nodes.get(id).and_then(|node| blocks.get(node.block)) else {
            return String::new();
        };
        let end = self.heading_end(id, true, blocks).unwrap_or(block.text.len());
        let words = block.text.get(block.words_at()..end).unwrap_or("");
        lowered(head(words, 100))
    }
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What is competed in.
    Content,
    /// Who organises.
    Organisation,
    /// The theme.
    Theme,
    /// Aims, time, participants, awards: told by other findings.
    Other,
    /// The topic does not tell.
    Unknown,
}

/// `Các nhiệm vụ trọng tâm` heads a section; `Hoàn thành trước hạn các nhiệm vụ được giao` is a task itself.
fn opens_tasks(topic: &str) -> bool {
    let start = head(topic, 20);
    ["nhiệm vụ", "giải pháp", "tiêu chí"].iter().any(|word| says(start, word))
}

/// The role that a topic in lower case tells.
pub fn role(topic: &str) -> Role {
    let start = head(topic, 40);
    let any = |words: &[&str]| words.iter().any(|word| says(start, word));
    if any(&["tổ chức thực hiện", "tổ chức triển khai", "phân công", "trách nhiệm", "điều khoản thi hành"])
    {
        Role::Organisation
    } else if any(&["chủ đề"]) && !any(&["nội dung"]) {
        Role::Theme
    } else if any(&[
        "mục đích",
        "yêu cầu",
        "thời gian",
        "đối tượng",
        "phạm vi",
        "khen thưởng",
        "kinh phí",
        "thời hạn",
    ]) && !any(&["nội dung"])
    {
        Role::Other
    } else if (any(&["nội dung", "chỉ tiêu"]) || opens_tasks(start)) && head(topic, 99).len() == topic.len()
    {
        Role::Content
    } else if any(&["mục tiêu"]) {
        Role::Other
    } else {
        Role::Unknown
    }
}
