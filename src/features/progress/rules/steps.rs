//! Sums of all units, kept as steps: what changed through a day. One unit's change is added to the steps that it moves, so
//! that sums are never computed again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Share, UnitState};

/// What a unit, or all of them, add to the sums through a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steps {
    /// By content.
    pub by_content: BTreeMap<Uuid, Share>,
    /// The sum of units' progress.
    pub progress: Decimal,
    /// How many units have a progress.
    pub unit_count: i32,
    /// How many units have a pledge of which nothing applies.
    pub weightless_count: i32,
    /// How many items are in force.
    pub item_count: i32,
    /// Of how many of them something is known.
    pub known_count: i32,
}

impl Steps {
    /// What one unit in this state adds to all sums.
    #[must_use]
    pub fn of(unit: &UnitState) -> Self {
        let progress = unit.progress();
        Self {
            by_content: unit.by_content.clone(),
            progress: progress.unwrap_or_default(),
            unit_count: i32::from(progress.is_some()),
            weightless_count: i32::from(progress.is_none()),
            item_count: unit.item_count,
            known_count: unit.known_count,
        }
    }

    /// These steps and others, `sign` times.
    pub fn add(&mut self, other: &Self, sign: i32) {
        let factor = Decimal::from(sign);
        for (content, share) in &other.by_content {
            let own = self.by_content.entry(*content).or_default();
            own.weighted += share.weighted * factor;
            own.weight += share.weight * factor;
        }
        self.progress += other.progress * factor;
        self.unit_count += other.unit_count * sign;
        self.weightless_count += other.weightless_count * sign;
        self.item_count += other.item_count * sign;
        self.known_count += other.known_count * sign;
    }

    /// These steps without contents of which nothing changes.
    #[must_use]
    fn without_nothing(mut self) -> Self {
        self.by_content.retain(|_, share| !share.weighted.is_zero() || !share.weight.is_zero());
        self
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.clone().without_nothing() == Self::default()
    }
}

/// The steps between the states of one unit, day by day.
fn between(states: &BTreeMap<NaiveDate, UnitState>, sign: i32, into: &mut BTreeMap<NaiveDate, Steps>) {
    let mut last: Option<Steps> = None;
    for (day, state) in states {
        let now = Steps::of(state);
        let step = into.entry(*day).or_default();
        step.add(&now, sign);
        if let Some(before) = &last {
            step.add(before, -sign);
        }
        last = Some(now);
    }
}

/// What the sums must be given when a unit's states are other ones than before. Both maps begin with the same last state
/// that did not change, or with nothing.
#[must_use]
pub fn changed(
    before: &BTreeMap<NaiveDate, UnitState>,
    after: &BTreeMap<NaiveDate, UnitState>,
) -> BTreeMap<NaiveDate, Steps> {
    let mut steps = BTreeMap::new();
    between(before, -1, &mut steps);
    between(after, 1, &mut steps);
    without_nothing(steps)
}

/// The sums of several units, from nothing: what the steps that are kept must be.
#[must_use]
pub fn sums<'a>(
    units: impl IntoIterator<Item = &'a BTreeMap<NaiveDate, UnitState>>,
) -> BTreeMap<NaiveDate, Steps> {
    let mut steps = BTreeMap::new();
    for states in units {
        between(states, 1, &mut steps);
    }
    without_nothing(steps)
}

/// The steps without days and contents of which nothing changes: equal sums are equal then.
#[must_use]
pub fn without_nothing(steps: BTreeMap<NaiveDate, Steps>) -> BTreeMap<NaiveDate, Steps> {
    let told = steps.into_iter().map(|(day, step)| (day, step.without_nothing()));
    told.filter(|(_, step)| *step != Steps::default()).collect()
}
