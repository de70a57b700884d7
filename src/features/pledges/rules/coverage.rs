//! Which contents of a campaign pledges answer.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::features::campaigns::rules::contents::{CampaignContent, Contents};

/// How many units answer a content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// By a pledge in force.
    pub approved: i64,
    /// By a pledge that awaits approval.
    pub waiting: i64,
}

/// A content and how many units answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentCoverage<'a> {
    /// The content.
    pub content: &'a CampaignContent,
    /// Whether contents stand under it.
    pub has_children: bool,
    /// The units that answer this very content.
    pub answers: Answers,
    /// Whether a pledge in force answers it, a content above it or one below it.
    pub is_answered: bool,
}

/// Every content in the order of reading. A content is answered by a pledge in force that answers it, the content it
/// stands under (what is pledged for the whole holds for the parts) or a content below it.
#[must_use]
pub fn coverage<'a>(contents: &'a Contents, answers: &HashMap<Uuid, Answers>) -> Vec<ContentCoverage<'a>> {
    let of = |id: Uuid| answers.get(&id).copied().unwrap_or_default();
    let answered: HashSet<Uuid> =
        contents.0.iter().map(|content| content.id).filter(|id| of(*id).approved > 0).collect();
    let parents: HashMap<Uuid, Option<Uuid>> =
        contents.0.iter().map(|content| (content.id, content.parent_id)).collect();
    let with_children: HashSet<Uuid> = contents.0.iter().filter_map(|content| content.parent_id).collect();
    let above = |id: Uuid| {
        std::iter::successors(Some(id), |id| parents.get(id).copied().flatten()).take(parents.len()).skip(1)
    };
    let over_an_answer: HashSet<Uuid> = answered.iter().flat_map(|id| above(*id)).collect();
    let is_answered = |id: Uuid| {
        answered.contains(&id)
            || over_an_answer.contains(&id)
            || above(id).any(|higher| answered.contains(&higher))
    };
    let coverage_of = |content: &'a CampaignContent| ContentCoverage {
        content,
        has_children: with_children.contains(&content.id),
        answers: of(content.id),
        is_answered: is_answered(content.id),
    };
    contents.in_order().into_iter().map(coverage_of).collect()
}
