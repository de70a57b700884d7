//! Sums of all units, stored as steps: by how much a sum changes on a day. A change of one unit is added to the steps it
//! moves, so that sums are never computed again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::units::{Share, UnitState};

/// What one unit, or all units, add to the sums on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SumSteps {
    /// By content.
    pub by_content: BTreeMap<Uuid, Share>,
    /// The sum of units' progress.
    pub progress: Decimal,
    /// The number of units with a progress.
    pub unit_count: i32,
    /// The number of units with a pledge none of whose items applies.
    pub weightless_count: i32,
    /// The number of items in force.
    pub item_count: i32,
    /// The number of items in force with an accepted report.
    pub known_count: i32,
}

impl SumSteps {
    /// What a unit in this state adds to all sums.
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

    /// Adds other steps, `sign` times.
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

    /// These steps without the contents that do not change.
    #[must_use]
    fn without_empty(mut self) -> Self {
        self.by_content.retain(|_, share| !share.weighted.is_zero() || !share.weight.is_zero());
        self
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clone().without_empty() == Self::default()
    }
}

/// Adds the steps between the states of one unit, day by day, `sign` times.
fn add_steps(states: &BTreeMap<NaiveDate, UnitState>, sign: i32, into: &mut BTreeMap<NaiveDate, SumSteps>) {
    let mut last: Option<SumSteps> = None;
    for (day, state) in states {
        let now = SumSteps::of(state);
        let step = into.entry(*day).or_default();
        step.add(&now, sign);
        if let Some(before) = &last {
            step.add(before, -sign);
        }
        last = Some(now);
    }
}

/// The steps that the sums need when the states of a unit change. Both maps begin with the same last state that did not
/// change, or both without one.
#[must_use]
pub fn steps_between(
    before: &BTreeMap<NaiveDate, UnitState>,
    after: &BTreeMap<NaiveDate, UnitState>,
) -> BTreeMap<NaiveDate, SumSteps> {
    let mut steps = BTreeMap::new();
    add_steps(before, -1, &mut steps);
    add_steps(after, 1, &mut steps);
    drop_empty(steps)
}

/// The steps of several units, computed from the start: the stored steps must equal them.
#[must_use]
pub fn sum_steps<'a>(
    units: impl IntoIterator<Item = &'a BTreeMap<NaiveDate, UnitState>>,
) -> BTreeMap<NaiveDate, SumSteps> {
    let mut steps = BTreeMap::new();
    for states in units {
        add_steps(states, 1, &mut steps);
    }
    drop_empty(steps)
}

/// The steps without the days and contents that do not change, so that equal sums compare as equal.
#[must_use]
pub fn drop_empty(steps: BTreeMap<NaiveDate, SumSteps>) -> BTreeMap<NaiveDate, SumSteps> {
    let steps = steps.into_iter().map(|(day, step)| (day, step.without_empty()));
    steps.filter(|(_, step)| *step != SumSteps::default()).collect()
}
