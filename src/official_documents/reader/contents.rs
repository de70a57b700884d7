//! What is competed in, and who is charged with what.

use super::blocks::Block;
use super::model::{Assignment, Confidence, ContentItem, Finding};
use super::numbering::Style;
use super::outline::{Outline, Path, Role, role};
use super::words::{begins_like_agency, from, head, lowered, places_of, says, upto};

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
}

struct Sorter<'a> {
    outline: &'a Outline,
    blocks: &'a [Block],
    content: Vec<(usize, Path)>,
    organisation: Vec<usize>,
    unknown: Vec<(usize, Path)>,
}

/// Sorts the sections of an outline into content and organisation.
pub fn contents(outline: &Outline, blocks: &[Block]) -> Contents {
    let mut sorter =
        Sorter { outline, blocks, content: Vec::new(), organisation: Vec::new(), unknown: Vec::new() };
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
                Role::Theme | Role::Other => {}
                _ if node.style == Style::Caption => self.sort(&node.children, &path, top),
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
        let below: Vec<&str> = paragraphs.map(|paragraph| paragraph.text.as_str()).collect();
        let text = std::iter::once(rest).chain(below.iter().copied()).filter(|text| !text.is_empty());
        let text = text.collect::<Vec<_>>().join("\n");
        let value = ContentItem {
            children: self.items(&node.children, &path),
            ordinal: path.ordinal,
            title: title.filter(|title| !title.is_empty()).map(str::to_owned),
            text: Some(text).filter(|text| !text.is_empty()),
        };
        let mut finding = block.finding(0..block.text.len(), value, Confidence::High);
        for paragraph in below {
            finding.quote.push(' ');
            finding.quote.push_str(paragraph);
        }
        Some(finding)
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
        .filter_map(|duty| places_of(lower, duty).find(|place| begins_duty(upto(lower, *place))))
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
