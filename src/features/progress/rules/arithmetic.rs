//! Exact arithmetic: whole numbers of millionths, divided and rounded once.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Progress has six decimals.
const SCALE: u32 = 6;
/// One as a number of millionths.
pub(super) const ONE: i128 = 1_000_000;

/// The mean of the progress of units, rounded half up to 6 decimals; `None` without units.
#[must_use]
pub fn mean(sum: Decimal, units: i64) -> Option<Decimal> {
    (units > 0).then(|| divide(millionths(sum), i128::from(units)))
}

/// The value as a whole number of millionths.
pub(super) fn millionths(value: Decimal) -> i128 {
    scale_up(value, SCALE)
}

/// The value as a whole number of its last decimal. No value here has more decimals.
pub(super) fn scale_up(value: Decimal, decimals: u32) -> i128 {
    let mut value = value;
    value.rescale(decimals);
    value.mantissa()
}

/// `whole ÷ parts` as millionths, rounded half up (away from zero).
pub(super) fn divide(whole: i128, parts: i128) -> Decimal {
    let (whole, parts) = if parts < 0 { (-whole, -parts) } else { (whole, parts) };
    let half = (whole.abs() * 2 + parts) / (parts * 2).max(1);
    let rounded = if whole < 0 { -half } else { half };
    Decimal::try_from_i128_with_scale(rounded, SCALE).unwrap_or(if whole < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

/// An exact decimal without trailing zeros.
#[must_use]
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A share as a whole number of per cent, for texts.
#[must_use]
pub fn per_cent(share: Decimal) -> i64 {
    (share * Decimal::ONE_HUNDRED).round().to_i64().unwrap_or_default()
}
