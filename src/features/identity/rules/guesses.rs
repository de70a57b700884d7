//! How often a password may be guessed. Budgets refill with time, so that no account is locked for good.

use chrono::{DateTime, TimeDelta, Utc};

/// How many guesses are possible at once, and how soon one more is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Guesses of a full budget.
    pub at_once: i32,
    /// The time after which a spent guess is available again.
    pub refill: TimeDelta,
}

/// Guesses at one account: never more than ten within fifteen minutes.
pub const OF_AN_ACCOUNT: Budget = Budget { at_once: 5, refill: TimeDelta::minutes(3) };
/// Guesses from one network, at whichever accounts: an office behind one address mistypes now and then.
pub const OF_A_NETWORK: Budget = Budget { at_once: 50, refill: TimeDelta::seconds(20) };

/// What a budget is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket<'a> {
    /// One network, at whichever accounts.
    Network(&'a str),
    /// One account, from all networks in which its user never signed in.
    Strangers(&'a str),
    /// One account from one network in which its user signed in before: what strangers spend is not spent here.
    AtHome(&'a str, &'a str),
    /// The password of a user who is signed in already.
    Own(&'a str),
}

impl Bucket<'_> {
    /// A text that is unique to the bucket; names contain no line breaks.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Network(network) => format!("network\n{network}"),
            Self::Strangers(username) => format!("account\n{username}"),
            Self::AtHome(username, network) => format!("account\n{username}\n{network}"),
            Self::Own(username) => format!("own\n{username}"),
        }
    }

    /// How much it holds.
    #[must_use]
    pub const fn budget(self) -> Budget {
        match self {
            Self::Network(_) => OF_A_NETWORK,
            Self::Strangers(_) | Self::AtHome(..) | Self::Own(_) => OF_AN_ACCOUNT,
        }
    }
}

/// The budgets that a sign-in spends from, in their order. From an unknown network a guess spends the network's budget
/// first: a network that has exhausted its own budget takes nothing from an account's.
#[must_use]
pub fn buckets<'a>(username: &'a str, network: &'a str, is_at_home: bool) -> Vec<Bucket<'a>> {
    if is_at_home {
        vec![Bucket::AtHome(username, network)]
    } else {
        vec![Bucket::Network(network), Bucket::Strangers(username)]
    }
}

impl Budget {
    /// When the budget is full again after one more guess; `full_at` is when it would have been full before. What is later
    /// than an empty budget needs was written while the clock stood elsewhere, and says nothing.
    ///
    /// # Errors
    /// How long to wait for the next guess.
    pub fn spend(
        self,
        full_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, TimeDelta> {
        let longest = self.refill * self.at_once;
        let known = full_at.filter(|full_at| *full_at - now <= longest);
        let after = known.map_or(now, |full_at| full_at.max(now)) + self.refill;
        let missing = after - now - longest;
        if missing > TimeDelta::zero() { Err(missing) } else { Ok(after) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    /// The seconds at which guesses pass.
    fn passing_seconds(budget: Budget, guesses: impl IntoIterator<Item = i64>) -> Vec<i64> {
        let mut full_at = None;
        let mut passed = Vec::new();
        for second in guesses {
            if let Ok(after) = budget.spend(full_at, at(second)) {
                full_at = Some(after);
                passed.push(second);
            }
        }
        passed
    }

    #[test]
    fn a_spent_budget_says_how_long_to_wait_and_fills_up_again() {
        assert_eq!(passing_seconds(OF_AN_ACCOUNT, [0; 20]).len(), 5);
        let spent = (0..5).try_fold(None, |full_at, _| OF_AN_ACCOUNT.spend(full_at, at(0)).map(Some));
        assert_eq!(OF_AN_ACCOUNT.spend(spent.unwrap(), at(60)), Err(TimeDelta::seconds(120)));
        assert_eq!(
            passing_seconds(OF_AN_ACCOUNT, [0, 0, 0, 0, 0, 179, 180, 181, 900]),
            [0, 0, 0, 0, 0, 180, 900]
        );
    }

    #[test]
    fn a_clock_that_stepped_locks_nobody_out() {
        let spent =
            (0..5).try_fold(None, |full_at, _| OF_AN_ACCOUNT.spend(full_at, at(0)).map(Some)).unwrap();
        for step in [-3600, -365 * 86_400] {
            assert_eq!(OF_AN_ACCOUNT.spend(spent, at(step)), Ok(at(step) + OF_AN_ACCOUNT.refill), "{step}");
        }
    }

    proptest! {
        #[test]
        fn an_account_is_never_guessed_at_more_than_ten_times_in_fifteen_minutes(
            mut seconds in proptest::collection::vec(0_i64..7200, 0..400)
        ) {
            seconds.sort_unstable();
            let passed = passing_seconds(OF_AN_ACCOUNT, seconds);
            for begin in &passed {
                let within = passed.iter().filter(|second| (*begin..begin + 900).contains(*second));
                prop_assert!(within.count() <= 10);
            }
        }
    }

    #[test]
    fn strangers_spend_nothing_of_those_at_home() {
        let home = buckets("office", "10.0.0.1", true);
        let strange = buckets("office", "10.0.0.1", false);
        assert!(home.iter().all(|bucket| !strange.iter().any(|other| other.name() == bucket.name())));
        assert_eq!(strange.first(), Some(&Bucket::Network("10.0.0.1")));
    }
}
