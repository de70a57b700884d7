//! From items to units, and from contents to the contents above them.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use uuid::Uuid;

use super::arithmetic::{divide, scale_up};
use super::items::{Item, ItemState};
use crate::features::campaigns::rules::contents::Parents;

/// The items of one content, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Σ weight × progress.
    pub weighted: Decimal,
    /// Σ weight.
    pub weight: Decimal,
}

/// The state of a unit: all its items, added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitState {
    /// By content.
    pub by_content: BTreeMap<Uuid, Share>,
    /// The number of items in force.
    pub item_count: i32,
    /// The number of items in force with an accepted report.
    pub known_count: i32,
}

impl UnitState {
    /// The state of a unit with these items. An item without an accepted report counts as 0; an item that does not apply is
    /// left out.
    #[must_use]
    pub fn of<'a>(items: impl IntoIterator<Item = (&'a Item, Option<&'a ItemState>)>) -> Self {
        let mut unit = Self::default();
        for (item, state) in items {
            unit.item_count += 1;
            unit.known_count +=
                i32::from(state.is_some_and(|state| state.is_out || state.progress.is_some()));
            if state.is_some_and(|state| state.is_out) {
                continue;
            }
            let progress = state.and_then(|state| state.progress).unwrap_or_default();
            let share = unit.by_content.entry(item.content_id).or_default();
            share.weighted += item.weight * progress;
            share.weight += item.weight;
        }
        unit
    }

    /// All contents, added up.
    #[must_use]
    pub fn whole(&self) -> Share {
        let add = |sum: Share, one: &Share| Share {
            weighted: sum.weighted + one.weighted,
            weight: sum.weight + one.weight,
        };
        self.by_content.values().fold(Share::default(), add)
    }

    /// The progress of the unit; `None` where no item applies.
    #[must_use]
    pub fn progress(&self) -> Option<Decimal> {
        self.whole().progress()
    }
}

impl Share {
    /// Σ weight × progress ÷ Σ weight, rounded half up to 6 decimals; `None` where the weight is 0.
    #[must_use]
    pub fn progress(self) -> Option<Decimal> {
        let weight = scale_up(self.weight, 4);
        (weight > 0).then(|| divide(scale_up(self.weighted, 10), weight))
    }
}

/// The sums of all contents, each with the contents below it. A content that an amendment removed counts above it as it
/// counts for the unit: the pledges that answer it stay in force.
#[must_use]
pub fn roll_up(parents: &Parents, own: &BTreeMap<Uuid, Share>) -> HashMap<Uuid, Share> {
    let mut whole: HashMap<Uuid, Share> = HashMap::new();
    for (id, share) in own {
        let above = std::iter::successors(Some(*id), |id| parents.get(id).copied().flatten());
        for content in above.take(parents.len() + 1) {
            let sum = whole.entry(content).or_default();
            sum.weighted += share.weighted;
            sum.weight += share.weight;
        }
    }
    whole
}
