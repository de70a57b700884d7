//! Rules of progress: from values to items, from items to units, from units to contents and campaigns. Exact arithmetic:
//! whole numbers of millionths, divided and rounded once.

mod steps;
mod verdict;

pub use steps::{Steps, changed, sums, without_nothing};
pub use verdict::{ElapsedShare, Thresholds, Verdict, verdict};

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::indicators::Aggregation;

/// Millionths in one: progress has six decimals.
const SCALE: u32 = 6;

/// What an item is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The value before.
    pub baseline: Decimal,
    /// The value to be reached; never the baseline.
    pub target: Decimal,
    /// How the values of several periods become one.
    pub aggregation: Aggregation,
}

/// An item in force, as far as progress needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// The content it answers.
    pub content_id: Uuid,
    /// What it counts beside the others.
    pub weight: Decimal,
    /// What it is measured by; `None` for one that is rated.
    pub scale: Option<Scale>,
}

/// What was accepted of an item for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// A value.
    Value(Decimal),
    /// A rating, and what it counts.
    Rating(String, Decimal),
    /// The item did not apply.
    NotApplicable,
}

/// What all periods until a day make of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemState {
    /// The sum of the values.
    pub total: Decimal,
    /// How many values there were.
    pub value_count: i32,
    /// The value they make together; `None` for a rated item, and where nothing is known or nothing applies.
    pub raw: Option<Decimal>,
    /// How far that is; `None` where nothing is known or nothing applies.
    pub progress: Option<Decimal>,
    /// Whether the item applies.
    pub is_out: bool,
}

impl ItemState {
    /// The state after one more period.
    #[must_use]
    pub fn after(&self, item: &Item, reported: &Reported) -> Self {
        match (reported, item.scale) {
            (Reported::Value(value), Some(scale)) => self.after_value(*value, &scale),
            (Reported::Rating(_, progress), None) => {
                Self { progress: Some(*progress), raw: None, is_out: false, ..self.clone() }
            }
            // An amended pledge may rate what was measured before, or measure what was rated: the old word says nothing.
            (Reported::Value(_), None) | (Reported::Rating(..), Some(_)) => self.clone(),
            (Reported::NotApplicable, _) => Self { raw: None, progress: None, is_out: true, ..self.clone() },
        }
    }

    fn after_value(&self, value: Decimal, scale: &Scale) -> Self {
        let (total, value_count) = (self.total + value, self.value_count + 1);
        // The value as a fraction, so that an average is divided only once.
        let (sum, count) = match scale.aggregation {
            Aggregation::Sum => (total, 1),
            Aggregation::Average => (total, value_count),
            Aggregation::Last => (value, 1),
        };
        Self {
            total,
            value_count,
            raw: Some(divided(millionths(sum), i128::from(count))),
            progress: Some(share(sum, count, scale).clamp(Decimal::ZERO, Decimal::ONE)),
            is_out: false,
        }
    }
}

/// How far a value is, beyond 0 and 1 as it may be: over-fulfilment is shown beside progress.
#[must_use]
pub fn fulfilment(raw: Decimal, scale: &Scale) -> Decimal {
    share(raw, 1, scale)
}

/// (sum ÷ count − baseline) ÷ (target − baseline), rounded half up to 6 decimals.
fn share(sum: Decimal, count: i32, scale: &Scale) -> Decimal {
    let count = i128::from(count);
    let (baseline, target) = (millionths(scale.baseline), millionths(scale.target));
    let (above, whole) = (millionths(sum) - baseline * count, (target - baseline) * count);
    divided(above * 10_i128.pow(SCALE), whole)
}

/// What a unit has of one content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Σ weight × progress.
    pub weighted: Decimal,
    /// Σ weight.
    pub weight: Decimal,
}

/// What all items of a unit make together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitState {
    /// By content.
    pub by_content: BTreeMap<Uuid, Share>,
    /// How many items are in force.
    pub item_count: i32,
    /// Of how many of them something is known.
    pub known_count: i32,
}

impl UnitState {
    /// The state of a unit with these items. An item of which nothing is known counts as not begun; one that does not apply
    /// does not count.
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

    /// All contents together.
    #[must_use]
    pub fn whole(&self) -> Share {
        let add = |sum: Share, one: &Share| Share {
            weighted: sum.weighted + one.weighted,
            weight: sum.weight + one.weight,
        };
        self.by_content.values().fold(Share::default(), add)
    }

    /// How far the unit is; `None` where nothing applies.
    #[must_use]
    pub fn progress(&self) -> Option<Decimal> {
        self.whole().progress()
    }
}

impl Share {
    /// Σ weight × progress ÷ Σ weight, rounded half up to 6 decimals; `None` where nothing weighs.
    #[must_use]
    pub fn progress(self) -> Option<Decimal> {
        let weight = scaled(self.weight, 4);
        (weight > 0).then(|| divided(scaled(self.weighted, 10), weight))
    }
}

/// Every content with everything under it.
#[must_use]
pub fn rolled_up(contents: &Contents, own: &BTreeMap<Uuid, Share>) -> HashMap<Uuid, Share> {
    let mut whole: HashMap<Uuid, Share> = HashMap::new();
    let parents: HashMap<Uuid, Option<Uuid>> =
        contents.0.iter().map(|content| (content.id, content.parent_id)).collect();
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

/// The mean of units' progress, rounded half up to 6 decimals; `None` without units.
#[must_use]
pub fn mean(sum: Decimal, units: i64) -> Option<Decimal> {
    (units > 0).then(|| divided(millionths(sum), i128::from(units)))
}

fn millionths(value: Decimal) -> i128 {
    scaled(value, SCALE)
}

/// The value as a whole number of its last decimal; no value here has more decimals.
fn scaled(value: Decimal, decimals: u32) -> i128 {
    let mut value = value;
    value.rescale(decimals);
    value.mantissa()
}

/// `whole ÷ parts` as millionths, rounded half up (away from zero).
fn divided(whole: i128, parts: i128) -> Decimal {
    let (whole, parts) = if parts < 0 { (-whole, -parts) } else { (whole, parts) };
    let half = (whole.abs() * 2 + parts) / (parts * 2).max(1);
    let rounded = if whole < 0 { -half } else { half };
    Decimal::try_from_i128_with_scale(rounded, SCALE).unwrap_or(if whole < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

/// An exact decimal without needless zeros.
#[must_use]
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A share as a whole number of per cent, for words.
#[must_use]
pub fn per_cent(share: Decimal) -> i64 {
    (share * Decimal::ONE_HUNDRED).round().to_i64().unwrap_or_default()
}

#[cfg(test)]
mod tests;
