//! When a delivery is tried again: the schedule of Standard Webhooks 1.0, with some spread so that what failed together does not come
//! back together.

use chrono::{DateTime, TimeDelta, Utc};

/// What is waited after each failed attempt but the last.
const PAUSES: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// How often a delivery is tried before it is given up.
pub const MOST_ATTEMPTS: i32 = 10;
/// The most by which a pause is longer than its row, in thousandths.
pub const MOST_SPREAD: i32 = 200;
/// After so many failures in a row an endpoint is down: one delivery a minute asks whether it is back, and the others wait.
pub const DOWN_AFTER: i32 = 5;
/// How often an endpoint that is down is asked.
pub const PROBED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// An endpoint that took nothing for so long is disabled.
pub const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(5);

/// Whether an endpoint that failed so often in a row is down.
#[must_use]
pub const fn is_down(failures_in_a_row: i32) -> bool {
    failures_in_a_row >= DOWN_AFTER
}

/// When a delivery is tried again after so many attempts; `None` where it is given up. `spread` is in thousandths of the pause.
#[must_use]
pub fn next_attempt(attempts: i32, spread: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let made = usize::try_from(attempts).ok()?;
    let pause = PAUSES.get(made.checked_sub(1)?)?;
    now.checked_add_signed(*pause)?.checked_add_signed(*pause * spread.clamp(0, MOST_SPREAD) / 1_000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T02:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_delivery_is_tried_ten_times_in_about_three_days() {
        let pauses: Vec<i64> = (1..=MOST_ATTEMPTS)
            .filter_map(|attempts| next_attempt(attempts, 0, now()))
            .map(|at| (at - now()).num_seconds())
            .collect();
        assert_eq!(pauses, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(next_attempt(MOST_ATTEMPTS, 0, now()), None);
        assert_eq!(pauses.iter().sum::<i64>() / 3_600, 75);
    }

    proptest! {
        #[test]
        fn spread_lengthens_a_pause_by_a_fifth_at_most(attempts in 1..MOST_ATTEMPTS, spread in -500..2_000) {
            let (least, at) = (next_attempt(attempts, 0, now()).unwrap(), next_attempt(attempts, spread, now()).unwrap());
            prop_assert!(at >= least && at - now() <= (least - now()) * 6 / 5);
        }

        #[test]
        fn any_count_of_attempts_has_an_answer(attempts in any::<i32>()) {
            prop_assert_eq!(next_attempt(attempts, 100, now()).is_some(), (1..MOST_ATTEMPTS).contains(&attempts));
        }
    }
}
