//! The content tree: order, numbering as printed, moves.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use uuid::Uuid;

use super::indicators::Indicator;

/// The most contents of a campaign.
pub const MOST_CONTENTS: usize = 1_000;
/// The deepest level, the top being 1.
pub const MOST_LEVELS: usize = 20;
/// The most characters of all contents of a campaign together.
pub const MOST_LETTERS: usize = 1_000_000;
/// The most characters of a printed ordinal.
pub const ORDINAL_MAX: usize = 50;

/// One content with its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CampaignContent {
    /// Its id.
    pub id: Uuid,
    /// The content above it; `None` at the top.
    pub parent_id: Option<Uuid>,
    /// Its order among the children of one parent, from 1.
    pub place: i32,
    /// The printed numbering from the top: `II.2.10`.
    pub ordinal: String,
    /// The heading.
    pub title: Option<String>,
    /// The words under it.
    pub text: Option<String>,
    /// What it is measured by.
    pub indicators: Vec<Indicator>,
}

impl CampaignContent {
    /// How many characters its title and its text have.
    #[must_use]
    pub fn letters(&self) -> usize {
        [&self.title, &self.text].into_iter().flatten().map(|text| text.chars().count()).sum()
    }
}

/// The content above each content that a campaign ever had, also above those that an amendment removed.
pub type Parents = HashMap<Uuid, Option<Uuid>>;

/// A content with those under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The content.
    pub content: CampaignContent,
    /// The contents under it, in order.
    pub children: Vec<Node>,
}

/// Why a content can't be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentRefusal {
    /// There is no such content above.
    UnknownParent,
    /// It would be under itself.
    UnderItself,
    /// It would be deeper than [`MOST_LEVELS`].
    TooDeep,
    /// There are [`MOST_CONTENTS`] already.
    TooMany,
    /// All contents together would have more than [`MOST_LETTERS`] characters.
    TooLong,
    /// It has neither a title nor a text.
    SaysNothing,
    /// Its numbering is taken.
    OrdinalTaken,
    /// Its numbering can't be proposed, because that of its parent is too long.
    OrdinalTooLong,
    /// There are contents under it.
    HasChildren,
}

/// All contents of a campaign, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents(pub Vec<CampaignContent>);

impl Contents {
    /// The content with this id.
    #[must_use]
    pub fn find(&self, id: Uuid) -> Option<&CampaignContent> {
        self.0.iter().find(|content| content.id == id)
    }

    /// The children of a content, or the top, in order.
    #[must_use]
    pub fn children(&self, parent_id: Option<Uuid>) -> Vec<&CampaignContent> {
        let mut children: Vec<_> = self.0.iter().filter(|content| content.parent_id == parent_id).collect();
        children.sort_by_key(|content| (content.place, content.id));
        children
    }

    /// The tree, children in order.
    #[must_use]
    pub fn tree(&self) -> Vec<Node> {
        let mut by_parent: HashMap<Option<Uuid>, Vec<CampaignContent>> = HashMap::new();
        for content in &self.0 {
            by_parent.entry(content.parent_id).or_default().push(content.clone());
        }
        branches(None, &mut by_parent)
    }

    /// All contents in the order of reading: each before those under it.
    #[must_use]
    pub fn in_order(&self) -> Vec<&CampaignContent> {
        let mut order = Vec::new();
        let mut waiting: Vec<&CampaignContent> = self.children(None).into_iter().rev().collect();
        while let Some(next) = waiting.pop() {
            order.push(next);
            waiting.extend(self.children(Some(next.id)).into_iter().rev());
        }
        order
    }

    /// The level of a content, the top being 1; 0 for one that is not there.
    #[must_use]
    pub fn level(&self, id: Uuid) -> usize {
        self.find(id).map_or(0, |content| self.level_under(content.parent_id).unwrap_or(1))
    }

    /// Adds a new content at a place among its siblings, by default the last; returns the new content and those whose
    /// place changed.
    pub fn add(
        &mut self,
        mut new: CampaignContent,
        place: Option<usize>,
    ) -> Result<Vec<CampaignContent>, ContentRefusal> {
        if self.0.len() >= MOST_CONTENTS {
            return Err(ContentRefusal::TooMany);
        }
        if new.ordinal.is_empty() {
            new.ordinal = self.propose_ordinal(new.parent_id)?;
        }
        self.check(&new)?;
        if self.level_under(new.parent_id)? > MOST_LEVELS {
            return Err(ContentRefusal::TooDeep);
        }
        let (id, parent_id) = (new.id, new.parent_id);
        self.0.push(new);
        Ok(self.move_to(id, parent_id, place))
    }

    /// Changes a content, and moves it where a parent or a place is given; returns all contents that changed.
    pub fn change(
        &mut self,
        changed: CampaignContent,
        move_to: Option<(Option<Uuid>, Option<usize>)>,
    ) -> Result<Vec<CampaignContent>, ContentRefusal> {
        let id = changed.id;
        self.check(&changed)?;
        let parent_id = match move_to {
            Some((parent_id, _)) => {
                self.check_move(id, parent_id)?;
                parent_id
            }
            None => changed.parent_id,
        };
        let left = self.find(id).map(|old| old.parent_id).filter(|old| *old != parent_id);
        if let Some(slot) = self.0.iter_mut().find(|content| content.id == id) {
            *slot = CampaignContent { parent_id, ..changed };
        }
        let mut touched = match move_to {
            Some((_, place)) => self.move_to(id, parent_id, place),
            None => self.find(id).cloned().into_iter().collect(),
        };
        if let Some(old_parent) = left {
            touched.extend(self.renumber(&self.order_under(old_parent), None));
        }
        Ok(touched)
    }

    /// Frees the numbering of contents that are about to be removed.
    pub fn free_ordinals(&mut self, going: &[Uuid]) {
        for content in self.0.iter_mut().filter(|content| going.contains(&content.id)) {
            content.ordinal = content.id.to_string();
        }
    }

    /// How many characters the contents have in all.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.0.iter().map(CampaignContent::letters).sum()
    }

    /// Removes a content; returns those whose place changed.
    ///
    /// # Errors
    /// [`ContentRefusal::HasChildren`].
    pub fn remove(&mut self, id: Uuid) -> Result<Vec<CampaignContent>, ContentRefusal> {
        if self.0.iter().any(|content| content.parent_id == Some(id)) {
            return Err(ContentRefusal::HasChildren);
        }
        let Some(parent_id) = self.find(id).map(|content| content.parent_id) else { return Ok(Vec::new()) };
        self.0.retain(|content| content.id != id);
        Ok(self.renumber(&self.order_under(parent_id), None))
    }

    fn check(&self, content: &CampaignContent) -> Result<(), ContentRefusal> {
        if content.title.is_none() && content.text.is_none() {
            return Err(ContentRefusal::SaysNothing);
        }
        let others = self.0.iter().filter(|other| other.id != content.id);
        if others.chain([content]).map(CampaignContent::letters).sum::<usize>() > MOST_LETTERS {
            return Err(ContentRefusal::TooLong);
        }
        let is_taken = self.0.iter().any(|other| other.id != content.id && other.ordinal == content.ordinal);
        if is_taken { Err(ContentRefusal::OrdinalTaken) } else { Ok(()) }
    }

    fn check_move(&self, id: Uuid, parent_id: Option<Uuid>) -> Result<(), ContentRefusal> {
        let below = self.subtree(id);
        if parent_id.is_some_and(|parent| below.contains(&parent)) {
            return Err(ContentRefusal::UnderItself);
        }
        let depth = self.depth(id);
        if self.level_under(parent_id)? + depth - 1 > MOST_LEVELS {
            Err(ContentRefusal::TooDeep)
        } else {
            Ok(())
        }
    }

    /// The content and all under it.
    fn subtree(&self, id: Uuid) -> HashSet<Uuid> {
        let mut found = HashSet::from([id]);
        let mut edge = vec![id];
        while let Some(parent) = edge.pop() {
            let children = self.0.iter().filter(|content| content.parent_id == Some(parent));
            edge.extend(children.filter(|child| found.insert(child.id)).map(|child| child.id));
        }
        found
    }

    /// How many levels a content has, itself included.
    fn depth(&self, id: Uuid) -> usize {
        let children = self.0.iter().filter(|content| content.parent_id == Some(id));
        1 + children.map(|child| self.depth(child.id)).max().unwrap_or(0)
    }

    /// The level of this parent's children.
    fn level_under(&self, parent_id: Option<Uuid>) -> Result<usize, ContentRefusal> {
        let (mut level, mut above) = (1, parent_id);
        while let Some(id) = above {
            above = self.find(id).ok_or(ContentRefusal::UnknownParent)?.parent_id;
            level += 1;
        }
        Ok(level)
    }

    /// The next free number under a parent.
    fn propose_ordinal(&self, parent_id: Option<Uuid>) -> Result<String, ContentRefusal> {
        let parent = parent_id.map(|id| self.find(id).ok_or(ContentRefusal::UnknownParent)).transpose()?;
        let taken: HashSet<&str> = self.0.iter().map(|content| content.ordinal.as_str()).collect();
        let first = self.children(parent_id).len() + 1;
        let numbers = first..=first + self.0.len();
        let ordinals = numbers.map(|number| match parent {
            Some(parent) => format!("{}.{number}", parent.ordinal),
            None => number.to_string(),
        });
        let free = ordinals.into_iter().find(|ordinal| !taken.contains(ordinal.as_str()));
        free.filter(|ordinal| ordinal.chars().count() <= ORDINAL_MAX).ok_or(ContentRefusal::OrdinalTooLong)
    }

    /// Moves a content to a place among its siblings and renumbers them; returns the content and those that changed.
    fn move_to(&mut self, id: Uuid, parent_id: Option<Uuid>, place: Option<usize>) -> Vec<CampaignContent> {
        let mut order = self.order_under(parent_id);
        order.retain(|child| *child != id);
        let index = place.map_or(order.len(), |place| place.saturating_sub(1).min(order.len()));
        order.insert(index, id);
        self.renumber(&order, Some(id))
    }

    fn order_under(&self, parent_id: Option<Uuid>) -> Vec<Uuid> {
        self.children(parent_id).iter().map(|child| child.id).collect()
    }

    /// Numbers siblings from 1; returns those whose place changed, and `always`.
    fn renumber(&mut self, order: &[Uuid], always: Option<Uuid>) -> Vec<CampaignContent> {
        let places: HashMap<Uuid, i32> = order.iter().copied().zip(1..).collect();
        let mut changed = Vec::new();
        for content in &mut self.0 {
            let is_new = |place: &&i32| always == Some(content.id) || **place != content.place;
            if let Some(place) = places.get(&content.id).filter(is_new) {
                content.place = *place;
                changed.push(content.clone());
            }
        }
        changed
    }
}

fn branches(parent: Option<Uuid>, by_parent: &mut HashMap<Option<Uuid>, Vec<CampaignContent>>) -> Vec<Node> {
    let mut children = by_parent.remove(&parent).unwrap_or_default();
    children.sort_by_key(|content| (content.place, content.id));
    let node = |content: CampaignContent| {
        let children = branches(Some(content.id), by_parent);
        Node { content, children }
    };
    children.into_iter().map(node).collect()
}
