//! Prize money.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Prizes are whole steps of this many VND.
const STEP: u32 = 10_000;

/// The prize in VND: so many base salaries, rounded up once to 10,000 VND (Decree 152/2025/NĐ-CP, Article 49.2).
///
/// The coefficient is that of the recipient's kind: twice or one and a half times an individual's are taken before the
/// rounding. `None` where the amount is too great for a number.
#[must_use]
pub fn prize(coefficient: Decimal, base_salary: i64) -> Option<i64> {
    let step = Decimal::from(STEP);
    let amount = coefficient.checked_mul(Decimal::from(base_salary))?;
    amount.checked_div(step)?.ceil().checked_mul(step)?.to_i64()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(coefficient: &str, base_salary: i64) -> i64 {
        prize(coefficient.parse().unwrap(), base_salary).unwrap()
    }

    /// Decree 152/2025/NĐ-CP, Articles 50 and 54, at the base salary from 2026-07-01.
    #[test]
    fn amounts_are_those_of_decree_152() {
        for (coefficient, expected) in [
            ("4.5", 11_390_000),
            ("3.0", 7_590_000),
            ("1.0", 2_530_000),
            ("0.3", 760_000),
            ("12.0", 30_360_000),
            ("8.0", 20_240_000),
            ("2.0", 5_060_000),
            ("1.5", 3_800_000),
            ("0.8", 2_030_000),
            ("3.5", 8_860_000),
            ("7.0", 17_710_000),
            ("5.25", 13_290_000),
            ("2.25", 5_700_000),
            ("0.6", 1_520_000),
            ("0.45", 1_140_000),
        ] {
            assert_eq!(amount(coefficient, 2_530_000), expected, "{coefficient}");
        }
    }

    #[test]
    fn whole_steps_stay_as_they_are_and_what_is_too_great_has_no_amount() {
        assert_eq!(amount("1.0", 1_490_000), 1_490_000);
        assert_eq!(amount("0.001", 1), 10_000);
        assert_eq!(prize(Decimal::MAX, 2_530_000), None);
    }

    proptest! {
        #[test]
        fn a_prize_is_at_least_the_product_and_less_than_a_step_above(thousandths in 1_i64..1_000_000, salary in 1_i64..1_000_000_000) {
            let coefficient = Decimal::new(thousandths, 3);
            let exact = coefficient * Decimal::from(salary);
            let paid = Decimal::from(prize(coefficient, salary).unwrap());
            prop_assert!(paid >= exact && paid < exact + Decimal::from(STEP));
        }
    }
}
