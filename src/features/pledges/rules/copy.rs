//! Copying what a pledge says: codes for new items, and contents of another campaign.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::content::{Item, Measure, PledgeContent};
use crate::features::campaigns::rules::contents::Contents;

/// The most items of a pledge.
pub const MOST_ITEMS: usize = 200;

/// A code that no other item has: the content's number, followed by a count where several items answer it.
#[must_use]
pub fn propose_code(ordinal: &str, taken: &HashSet<String>) -> String {
    let first = ordinal.to_owned();
    let others = (2..=MOST_ITEMS + 1).map(|count| format!("{ordinal}-{count}"));
    std::iter::once(first).chain(others).find(|code| !taken.contains(code)).unwrap_or_default()
}

/// The content of a copy for another campaign, and the codes of items whose content that campaign does not have.
/// Contents are found by their number, indicators by their name within the content. Days are not copied.
#[must_use]
pub fn copy_content(
    content: &PledgeContent,
    (source, target): (&Contents, &Contents),
    mut new_id: impl FnMut() -> Uuid,
) -> (PledgeContent, Vec<String>) {
    let by_ordinal: HashMap<&str, _> = target.0.iter().map(|one| (one.ordinal.as_str(), one)).collect();
    let (mut items, mut left_out) = (Vec::new(), Vec::new());
    for item in &content.items {
        let ordinal = source.find(item.content_id).map(|old| old.ordinal.as_str());
        let Some(answered) = ordinal.and_then(|ordinal| by_ordinal.get(ordinal)) else {
            left_out.push(item.code.clone());
            continue;
        };
        let indicator_id = |name: &str| {
            answered.indicators.iter().find(|indicator| indicator.name == name).and_then(|one| one.id)
        };
        let measure = item.measure.clone().map(|own| Measure {
            indicator_id: own.indicator_id.and_then(|_| indicator_id(&own.name)),
            ..own
        });
        items.push(Item { id: new_id(), content_id: answered.id, due_on: None, measure, ..item.clone() });
    }
    (PledgeContent { items, ..content.clone() }, left_out)
}
