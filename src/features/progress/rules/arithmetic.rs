//! Exact arithmetic: whole numbers of millionths, divided and rounded once.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

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

/// `whole ÷ parts` as millionths, rounded half up (away from zero); what is not nothing is never rounded to nothing, and
/// what is not whole never to the whole.
pub(super) fn divide(whole: i128, parts: i128) -> Decimal {
    let (whole, parts) = if parts < 0 { (-whole, -parts) } else { (whole, parts) };
    let half_up = (whole.abs() * 2 + parts) / (parts * 2).max(1);
    let size = match half_up {
        0 if whole != 0 => 1,
        ONE if whole.abs() < parts * ONE => ONE - 1,
        size => size,
    };
    let rounded = if whole < 0 { -size } else { size };
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

/// A share rounded half up to some decimals, by the rule of every figure: 996 of 1,000 is 99 per cent and 4 of 1,000 is 1;
/// only the whole is said to be whole, and only nothing to be nothing.
#[must_use]
pub fn rounded(share: Decimal, decimals: u32) -> Decimal {
    let near = share.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let step = Decimal::new(1, decimals);
    if near.is_zero() && !share.is_zero() {
        if share.is_sign_negative() { -step } else { step }
    } else if near == Decimal::ONE && share < Decimal::ONE {
        Decimal::ONE - step
    } else {
        near
    }
}

/// A share as documents print it: `86,5%`.
#[must_use]
pub fn printed_share(share: Decimal) -> String {
    let hundredths = rounded(share, 3) * Decimal::ONE_HUNDRED;
    format!("{}%", hundredths.normalize().to_string().replace('.', ","))
}

/// A share as a whole number of per cent, for texts.
#[must_use]
pub fn per_cent(share: Decimal) -> i64 {
    (rounded(share, 2) * Decimal::ONE_HUNDRED).to_i64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_is_whole_and_only_nothing_is_nothing() {
        let of = |part: i64, whole: i64| Decimal::from(part) / Decimal::from(whole);
        for (part, whole, expected) in [
            (996, 1000, 99),
            (4, 1000, 1),
            (0, 1000, 0),
            (1000, 1000, 100),
            (995, 1000, 99),
            (985, 1000, 99),
            (5, 1000, 1),
            (2, 1, 200),
        ] {
            assert_eq!(per_cent(of(part, whole)), expected, "{part} of {whole}");
        }
        assert_eq!(divide(9_999_996 * ONE, 10_000_000), Decimal::new(999_999, 6));
        assert_eq!(divide(1, 10_000_000), Decimal::new(1, 6));
        assert_eq!(divide(0, 7), Decimal::ZERO);
        assert_eq!(divide(7 * ONE, 7), Decimal::ONE);
    }
}
