//! From reported values to the progress of an item.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::arithmetic::{ONE, divide, millionths};
use crate::features::campaigns::rules::indicators::Aggregation;

/// 14 digits before the point and 6 behind it.
const LARGEST_MILLIONTHS: i128 = 99_999_999_999_999_999_999;

/// The measure of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The value before.
    pub baseline: Decimal,
    /// The value to be reached; it is never the baseline.
    pub target: Decimal,
    /// How the values of several periods are combined.
    pub aggregation: Aggregation,
}

/// An item in force, with what progress needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// The content it belongs to.
    pub content_id: Uuid,
    /// Its weight among the items of the unit.
    pub weight: Decimal,
    /// Its measure; `None` where it is rated.
    pub scale: Option<Scale>,
}

/// What was accepted of an item for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// A value.
    Value(Decimal),
    /// A rating, and the progress it counts as.
    Rating(String, Decimal),
    /// The item did not apply.
    NotApplicable,
}

/// The state of an item after all periods until a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemState {
    /// The sum of the values.
    pub total: Decimal,
    /// The number of values.
    pub value_count: i32,
    /// The combined value; `None` for a rated item, and where no value is known or the item does not apply.
    pub raw: Option<Decimal>,
    /// The progress; `None` where no value is known or the item does not apply.
    pub progress: Option<Decimal>,
    /// Whether the item does not apply.
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
            // An amendment may rate an item that was measured before, or the other way round: old entries do not count.
            (Reported::Value(_), None) | (Reported::Rating(..), Some(_)) => self.clone(),
            (Reported::NotApplicable, _) => Self { raw: None, progress: None, is_out: true, ..self.clone() },
        }
    }

    fn after_value(&self, value: Decimal, scale: &Scale) -> Self {
        let (total, value_count) = (self.total + value, self.value_count + 1);
        // The value is kept as a fraction, so that an average is divided only once.
        let (sum, count) = match scale.aggregation {
            Aggregation::Sum => (total, 1),
            Aggregation::Average => (total, value_count),
            Aggregation::Last => (value, 1),
        };
        Self {
            total,
            value_count,
            raw: Some(divide(millionths(sum), i128::from(count))),
            progress: Some(share_of_way(sum, count, scale).clamp(Decimal::ZERO, Decimal::ONE)),
            is_out: false,
        }
    }
}

/// The progress of a value without the bounds 0 and 1: over-fulfilment is shown separately. Where baseline and target lie
/// so close that more digits would be needed than a decimal has in the API, it is the largest one.
#[must_use]
pub fn fulfilment(raw: Decimal, scale: &Scale) -> Decimal {
    let largest = Decimal::from_i128_with_scale(LARGEST_MILLIONTHS, 6);
    share_of_way(raw, 1, scale).clamp(-largest, largest)
}

/// (sum ÷ count − baseline) ÷ (target − baseline), rounded half up to 6 decimals.
fn share_of_way(sum: Decimal, count: i32, scale: &Scale) -> Decimal {
    let count = i128::from(count);
    let (baseline, target) = (millionths(scale.baseline), millionths(scale.target));
    let (above, whole) = (millionths(sum) - baseline * count, (target - baseline) * count);
    divide(above * ONE, whole)
}
