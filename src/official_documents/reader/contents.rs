//! What is competed in, and who is charged with what.

use super::blocks::Block;
use super::model::{Assignment, Confidence, ContentItem, Finding, Target};
use super::numbering::Style;
use super::outline::{Outline, Path, Role, role};
use super::targets::{heads_aims, targets_of};
use super::words::{begins_like_agency, from, head, lowered, places_of, says, starts_small, upto};

/// With these words begins what someone is charged to do.
const DUTIES: &[&str] = &[
    "tuyên truyền",
    "triển khai",
    "tổ chức",
    "chủ trì",
    "phối hợp",
    "chịu trách nhiệm",
    "có trách nhiệm",
    "có nhiệm vụ",
    "căn cứ",
    "xây dựng",
    "hướng dẫn",
    "theo dõi",
    "tham mưu",
    "thực hiện",
    "chỉ đạo",
    "phát động",
    "đẩy mạnh",
    "tăng cường",
    "tiếp tục",
    "thường xuyên",
    "là cơ quan",
    "là đơn vị",
    "giúp",
    "đôn đốc",
    "kiểm tra",
    "tổng hợp",
    "cụ thể hóa",
    "cụ thể hoá",
    "lồng ghép",
    "quán triệt",
    "đăng ký",
    "báo cáo",
    "gửi",
    "phổ biến",
    "đưa tin",
    "bố trí",
    "trên cơ sở",
    "vận động",
    "rà soát",
    "đảm bảo",
    "bảo đảm",
    "phát huy",
    "nghiêm túc",
    "kịp thời",
    "trực tiếp",
];

/// Items and assignments.
#[derive(Debug, Default)]
pub struct Contents {
    /// What is competed in.
    pub items: Vec<Finding<ContentItem>>,
    /// Who is charged with what.
    pub assignments: Vec<Finding<Assignment>>,
    /// The numbers that are to be reached in sections of aims, which are no items.
    pub targets: Vec<Finding<Target>>,
}

struct Sorter<'a> {
    outline: &'a Outline,
    blocks: &'a [Block],
    content: Vec<(usize, Path)>,
    organisation: Vec<usize>,
    aims: Vec<usize>,
    unknown: Vec<(usize, Path)>,
}

/// Sorts the sections of an outline into content and organisation.
pub fn contents(outline: &Outline, blocks: &[Block]) -> Contents {
    let mut sorter = Sorter {
        outline,
        blocks,
        content: Vec::new(),
        organisation: Vec::new(),
        aims: Vec::new(),
        unknown: Vec::new(),
    };
    sorter.sort(&outline.roots, &Path::default(), true);
    let mut found = Contents::default();
    for (id, path) in &sorter.content {
        found.items.extend(sorter.section_items(*id, path));
    }
    for id in &sorter.organisation {
        found.assignments.extend(sorter.section_assignments(*id));
    }
    let (no_items, no_assignments) = (found.items.is_empty(), found.assignments.is_empty());
    for (id, path) in &sorter.unknown {
        if sorter.charges(*id) {
            found
                .assignments
                .extend(no_assignments.then(|| sorter.assignment(*id, Confidence::Medium)).flatten());
        } else if no_items {
            found.items.extend(sorter.item(*id, path.clone(), false));
        }
    }
    if found.assignments.is_empty() {
        found.assignments.extend(charging_paragraphs(blocks));
    }
    for id in &sorter.aims {
        sorter.add_targets(*id, &mut found.targets);
    }
    found
}

/// `Văn phòng Sở theo dõi, tổng hợp./.`: without a section of organising, the last paragraphs may charge someone.
fn charging_paragraphs(blocks: &[Block]) -> Vec<Finding<Assignment>> {
    let last = blocks.iter().rev().take(4).take_while(|block| block.marker.is_none());
    let charges = |block: &&Block| begins_like_agency(&block.text) && !block.lower.contains("như sau");
    let mut found: Vec<_> = last
        .filter(charges)
        .filter_map(|block| {
            let text = block.text.trim_end_matches("./.").to_owned();
            let assignee = assignee(&text)?;
            let value = Assignment { assignee: Some(assignee), text };
            Some(block.finding(0..block.text.len(), value, Confidence::Low))
        })
        .collect();
    found.reverse();
    found
}

impl Sorter<'_> {
    fn sort(&mut self, ids: &[usize], above: &Path, top: bool) {
        let outline = self.outline;
        for (nth, id) in (1_usize..).zip(ids) {
            let path = outline.path(above, *id, nth, self.blocks);
            let Some(node) = outline.nodes.get(*id) else { continue };
            match role(&outline.topic(*id, self.blocks)) {
                Role::Content if !self.charges(*id) => self.content.push((*id, path)),
                Role::Organisation if !self.charges(*id) => self.organisation.push(*id),
                Role::Theme => {}
                Role::Other => {
                    if heads_aims(&outline.topic(*id, self.blocks)) {
                        self.aims.push(*id);
                    }
                }
                _ if node.style == Style::Caption => self.sort(&node.children, &path, top),
                _ if self.only_issues(*id) => {}
                _ => {
                    if top {
                        self.unknown.push((*id, path.clone()));
                    }
                    if node.style <= Style::Article {
                        self.sort(&node.children, &path, false);
                    }
                }
            }
        }
    }

    fn section_items(&self, id: usize, path: &Path) -> Vec<Finding<ContentItem>> {
        let Some(node) = self.outline.nodes.get(id) else { return Vec::new() };
        if node.children.is_empty() {
            self.item(id, path.clone(), true).into_iter().collect()
        } else {
            self.items(&node.children, path)
        }
    }

    fn items(&self, ids: &[usize], above: &Path) -> Vec<Finding<ContentItem>> {
        let (ids, restarted) = self.outline.split_restart(ids, self.blocks);
        let mut items = self.items_in_order(ids, above);
        if let Some(last) = items.last_mut() {
            let path = Path::at(last.value.ordinal.clone());
            last.value.children.extend(self.items_in_order(restarted, &path));
        }
        items
    }

    fn items_in_order(&self, ids: &[usize], above: &Path) -> Vec<Finding<ContentItem>> {
        let headed = ids.iter().any(|id| self.outline.is_headed(*id, self.blocks));
        let paths =
            (1_usize..).zip(ids).map(|(nth, id)| (*id, self.outline.path(above, *id, nth, self.blocks)));
        paths.filter_map(|(id, path)| self.item(id, path, headed)).collect()
    }

    fn item(&self, id: usize, path: Path, headed: bool) -> Option<Finding<ContentItem>> {
        let node = self.outline.nodes.get(id)?;
        let block = self.blocks.get(node.block)?;
        let end = self.outline.heading_end(id, headed, self.blocks);
        let start = block.words_at();
        let title = end
            .and_then(|end| block.text.get(start..end))
            .map(|title| title.trim().trim_end_matches([':', '.']));
        let rest = from(&block.text, end.unwrap_or(start)).trim();
        let paragraphs = node.paragraphs.iter().filter_map(|place| self.blocks.get(*place));
        let below: Vec<&str> = paragraphs.clone().map(|paragraph| paragraph.text.as_str()).collect();
        let targets = std::iter::once(block).chain(paragraphs).flat_map(targets_of).collect();
        let text = std::iter::once(rest).chain(below.iter().copied()).filter(|text| !text.is_empty());
        let text = text.collect::<Vec<_>>().join("\n");
        let value = ContentItem {
            children: self.items(&node.children, &path),
            ordinal: path.ordinal,
            title: title.filter(|title| !title.is_empty()).map(str::to_owned),
            text: Some(text).filter(|text| !text.is_empty()),
            targets,
        };
        let mut finding = block.finding(0..block.text.len(), value, Confidence::High);
        for paragraph in below {
            finding.quote.push(' ');
            finding.quote.push_str(paragraph);
        }
        Some(finding)
    }

    /// Adds the targets of a section of aims, with those of all under it.
    fn add_targets(&self, id: usize, targets: &mut Vec<Finding<Target>>) {
        let Some(node) = self.outline.nodes.get(id) else { return };
        let blocks = std::iter::once(&node.block).chain(&node.paragraphs);
        targets.extend(blocks.filter_map(|place| self.blocks.get(*place)).flat_map(targets_of));
        for child in &node.children {
            self.add_targets(*child, targets);
        }
    }

    fn section_assignments(&self, id: usize) -> Vec<Finding<Assignment>> {
        let Some(node) = self.outline.nodes.get(id) else { return Vec::new() };
        if !node.children.is_empty() {
            return node
                .children
                .iter()
                .filter_map(|child| self.assignment(*child, Confidence::High))
                .collect();
        }
        let own = self.outline.heading_end(id, true, self.blocks).and_then(|end| {
            let block = self.blocks.get(node.block)?;
            let text = from(&block.text, end).trim().to_owned();
            let value = Assignment { assignee: assignee(&text), text };
            Some(block.finding(end..block.text.len(), value, Confidence::Medium))
        });
        let own = own.filter(|finding| !finding.value.text.is_empty());
        let paragraphs = node.paragraphs.iter().filter_map(|place| self.blocks.get(*place)).map(|block| {
            let value = Assignment { assignee: assignee(&block.text), text: block.text.clone() };
            block.finding(0..block.text.len(), value, Confidence::Medium)
        });
        own.into_iter().chain(paragraphs).collect()
    }

    fn assignment(&self, id: usize, confidence: Confidence) -> Option<Finding<Assignment>> {
        let block = self.outline.nodes.get(id).and_then(|node| self.blocks.get(node.block))?;
        let mut under = Vec::new();
        self.texts_under(id, &mut under);
        let text = std::iter::once(block.words()).chain(under.iter().copied()).collect::<Vec<_>>().join("\n");
        let named = assignee(&text);
        let confidence = if named.is_some() { confidence } else { Confidence::Low };
        let mut finding =
            block.finding(0..block.text.len(), Assignment { assignee: named, text }, confidence);
        for words in under {
            finding.quote.push(' ');
            finding.quote.push_str(words);
        }
        Some(finding)
    }

    fn texts_under<'b>(&'b self, id: usize, texts: &mut Vec<&'b str>) {
        let Some(node) = self.outline.nodes.get(id) else { return };
        texts.extend(
            node.paragraphs
                .iter()
                .filter_map(|place| self.blocks.get(*place))
                .map(|block| block.text.as_str()),
        );
        for child in &node.children {
            let block = self.outline.nodes.get(*child).and_then(|node| self.blocks.get(node.block));
            texts.extend(block.map(|block| block.text.as_str()));
            self.texts_under(*child, texts);
        }
    }

    /// What a decision says of itself: `Ban hành kèm theo …`, `có hiệu lực kể từ ngày ký`, and its legal bases.
    fn only_issues(&self, id: usize) -> bool {
        let block = self.outline.nodes.get(id).and_then(|node| self.blocks.get(node.block));
        let start = block.map(|block| lowered(head(block.words(), 120))).unwrap_or_default();
        ["ban hành", "căn cứ", "theo đề nghị", "xét đề nghị", "quyết định này", "kế hoạch này"]
            .iter()
            .any(|word| start.starts_with(word))
            || says(&start, "có hiệu lực")
    }

    /// An item that charges someone, found outside of a section that says so.
    fn charges(&self, id: usize) -> bool {
        let Some(block) = self.outline.nodes.get(id).and_then(|node| self.blocks.get(node.block)) else {
            return false;
        };
        let words = block.words();
        let start = lowered(head(words, 300));
        let duty = ["chịu trách nhiệm", "có trách nhiệm", "chủ trì", "là cơ quan thường trực"];
        start.starts_with("giao ")
            || (begins_like_agency(words) && duty.iter().any(|duty| says(&start, duty)))
    }
}

/// Who is charged by a text that begins with their name.
fn assignee(text: &str) -> Option<String> {
    let lower = lowered(head(text, 400));
    let leads = ["giao cho ", "giao ", "đề nghị ", "yêu cầu ", "phân công "];
    let lead = leads.iter().find(|lead| lower.starts_with(**lead)).map_or(0, |lead| lead.len());
    let lower = from(&lower, lead);
    let name = from(text, lead);
    let duty = DUTIES
        .iter()
        .filter_map(|duty| {
            // With a capital it is a part of a name: `Sở Xây dựng`, `Phòng Hành chính - Tổ chức`.
            let begins = |place: &usize| begins_duty(upto(lower, *place)) && starts_small(from(name, *place));
            places_of(lower, duty).find(begins)
        })
        .min();
    let stop = [":", "\n", "(", ";", ". "].iter().filter_map(|stop| lower.find(stop)).min();
    let end = duty.into_iter().chain(stop).min()?;
    let name = upto(name, end).trim().trim_end_matches([',', '.', ';']).trim_end();
    let known = lead > 0 || begins_like_agency(name);
    (known && !name.is_empty() && head(name, 250).len() == name.len()).then(|| name.to_owned())
}

/// `các tổ chức` and `công tác tổ chức` name something; a duty stands behind a name.
fn begins_duty(before: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or("");
    !["các", "những", "của", "và", "tác", "mọi", "phòng", "ban", "được"].contains(&last)
        && !before.trim().is_empty()
}
