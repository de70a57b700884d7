//! How often somebody may call: for each person, machine client and network of strangers a rate of its own, by the generic cell rate
//! algorithm. Each server counts for itself, and servers tell each other every second what they counted: together they let through
//! a little more than one would, for a second.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use uuid::Uuid;

use super::catalogue::Code;
use super::problem::Problem;
use crate::core::crypto;

/// The window of every limit, in seconds.
pub const WINDOW_SECONDS: u32 = 60;

type Limiter = RateLimiter<Uuid, DashMapStateStore<Uuid>, DefaultClock, StateInformationMiddleware>;

/// So many calls of one caller, under a limit of so many in a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// Who called.
    pub caller: Uuid,
    /// The limit of the caller.
    pub per_minute: NonZeroU32,
    /// How often.
    pub calls: u32,
}

/// Where a caller stands after a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallsLeft {
    /// How many calls a minute has.
    pub per_minute: u32,
    /// How many are left now.
    pub left: u32,
    /// In how many seconds all of them are there again.
    pub full_in: u32,
}

/// The standing of the caller of a request, once the guard knows it; it goes into the headers of the answer.
#[derive(Debug, Clone, Default)]
pub struct CallsLeftSlot(pub Arc<OnceLock<CallsLeft>>);

/// How often people and strangers may call in a minute; a machine client has a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateSettings {
    /// Each person.
    pub person: NonZeroU32,
    /// All strangers of a network together.
    pub strangers: NonZeroU32,
}

/// The limits of one process, shared by all its workers.
#[derive(Clone)]
pub struct RateLimits {
    settings: RateSettings,
    counters: Arc<Counters>,
}

#[derive(Default)]
struct Counters {
    /// A limiter for each number of calls a minute.
    limiters: RwLock<HashMap<NonZeroU32, Arc<Limiter>>>,
    /// What was counted since the other servers were told.
    untold: Mutex<HashMap<(Uuid, NonZeroU32), u32>>,
}

/// Where a caller stands, and the refusal of who has called too often.
pub type Counted = Result<CallsLeft, (Problem, CallsLeft)>;

impl RateLimits {
    /// Limits of which nothing is used yet.
    #[must_use]
    pub fn new(settings: RateSettings) -> Self {
        Self { settings, counters: Arc::default() }
    }

    /// Counts a call of a person.
    ///
    /// # Errors
    /// 429 when the person has called too often.
    pub fn count_person(&self, id: Uuid) -> Counted {
        self.count(id, self.settings.person)
    }

    /// Counts a call of a machine client, which has so many in a minute.
    ///
    /// # Errors
    /// 429 when it has called too often.
    pub fn count_client(&self, id: Uuid, per_minute: i32) -> Counted {
        let own = u32::try_from(per_minute).ok().and_then(NonZeroU32::new);
        self.count(id, own.unwrap_or(NonZeroU32::MIN))
    }

    /// Counts a call of a stranger.
    ///
    /// # Errors
    /// 429 when the strangers of the network have called too often.
    pub fn count_stranger(&self, network: Uuid) -> Counted {
        self.count(network, self.settings.strangers)
    }

    fn count(&self, caller: Uuid, per_minute: NonZeroU32) -> Counted {
        let limiter = self.limiter(per_minute);
        let standing = |left: u32| {
            let missing = u64::from(per_minute.get().saturating_sub(left)) * u64::from(WINDOW_SECONDS);
            let full_in = missing.div_ceil(u64::from(per_minute.get()));
            CallsLeft {
                per_minute: per_minute.get(),
                left,
                full_in: full_in.try_into().unwrap_or(WINDOW_SECONDS),
            }
        };
        match limiter.check_key(&caller) {
            Ok(snapshot) => {
                let mut untold = self.counters.untold.lock().unwrap_or_else(PoisonError::into_inner);
                *untold.entry((caller, per_minute)).or_default() += 1;
                Ok(standing(snapshot.remaining_burst_capacity()))
            }
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                Err((too_often(per_minute, wait), standing(0)))
            }
        }
    }

    /// What was counted here since it was last asked, for the other servers.
    #[must_use]
    pub fn take_uses(&self) -> Vec<Use> {
        let untold =
            std::mem::take(&mut *self.counters.untold.lock().unwrap_or_else(PoisonError::into_inner));
        let told = |((caller, per_minute), calls)| Use { caller, per_minute, calls };
        untold.into_iter().map(told).collect()
    }

    /// Counts what other servers counted; who has no call left there has none here.
    pub fn add_uses(&self, uses: &[Use]) {
        for own in uses {
            let limiter = self.limiter(own.per_minute);
            let mut rest = NonZeroU32::new(own.calls.min(own.per_minute.get()));
            while let Some(calls) = rest {
                // What does not fit is taken by halves, until nothing is left.
                let is_taken = matches!(limiter.check_key_n(&own.caller, calls), Ok(Ok(_)));
                rest = if is_taken { None } else { NonZeroU32::new(calls.get() / 2) };
            }
        }
    }

    /// Forgets callers who have not called for a while.
    pub fn tidy(&self) {
        for limiter in self.counters.limiters.read().unwrap_or_else(PoisonError::into_inner).values() {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    fn limiter(&self, per_minute: NonZeroU32) -> Arc<Limiter> {
        let known =
            self.counters.limiters.read().unwrap_or_else(PoisonError::into_inner).get(&per_minute).cloned();
        known.unwrap_or_else(|| {
            let mut all = self.counters.limiters.write().unwrap_or_else(PoisonError::into_inner);
            let new = || {
                let limiter = RateLimiter::dashmap(Quota::per_minute(per_minute));
                Arc::new(limiter.with_middleware::<StateInformationMiddleware>())
            };
            Arc::clone(all.entry(per_minute).or_insert_with(new))
        })
    }
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RateLimits(…)")
    }
}

fn too_often(per_minute: NonZeroU32, wait: Duration) -> Problem {
    let seconds = wait.as_secs().saturating_add(1);
    Problem::new(Code::called_too_often)
        .with("limit", per_minute)
        .with("seconds", seconds)
        .header("Retry-After", seconds)
}

/// Strangers of a network as a caller.
#[must_use]
pub fn strangers_of(network: &str) -> Uuid {
    let digest = crypto::sha256(&[b"network\0", network.as_bytes()]);
    let bytes: [u8; 16] = digest.first_chunk().copied().unwrap_or_default();
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(per_minute: u32) -> NonZeroU32 {
        NonZeroU32::new(per_minute).unwrap()
    }

    fn limits() -> RateLimits {
        RateLimits::new(RateSettings { person: limit(2), strangers: limit(1) })
    }

    #[test]
    fn people_strangers_and_clients_have_limits_of_their_own() {
        let (limits, network) = (limits(), strangers_of("203.0.113.7"));
        assert_eq!(limits.count_person(Uuid::from_u128(1)).unwrap().per_minute, 2);
        assert_eq!(limits.count_stranger(network).unwrap().left, 0);
        assert!(limits.count_stranger(network).is_err());
        assert!(limits.count_stranger(strangers_of("203.0.113.8")).is_ok());
        assert_eq!(limits.count_client(Uuid::from_u128(2), 70).unwrap().left, 69);
    }

    #[test]
    fn a_caller_has_so_many_calls_and_others_have_their_own() {
        let limits = limits();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let first = limits.count(one, limit(3)).unwrap();
        assert_eq!(first, CallsLeft { per_minute: 3, left: 2, full_in: 20 });
        assert_eq!(limits.count(one, limit(3)).unwrap().left, 1);
        assert_eq!(limits.count(one, limit(3)).unwrap().left, 0);
        let (problem, standing) = limits.count(one, limit(3)).unwrap_err();
        assert_eq!((problem.code, standing.left), (Code::called_too_often, 0));
        let wait = problem.headers().iter().rev().find(|(name, _)| *name == "Retry-After").unwrap();
        assert!((1..=21).contains(&wait.1.parse::<u32>().unwrap()), "{wait:?}");
        assert!(limits.count(other, limit(3)).is_ok());
    }

    #[test]
    fn what_was_counted_elsewhere_counts_here() {
        let (here, there) = (limits(), limits());
        let caller = Uuid::from_u128(1);
        for _ in 0..4 {
            there.count(caller, limit(5)).unwrap();
        }
        let told = there.take_uses();
        assert_eq!(told, [Use { caller, per_minute: limit(5), calls: 4 }]);
        assert!(there.take_uses().is_empty());
        here.add_uses(&told);
        assert_eq!(here.count(caller, limit(5)).unwrap().left, 0);
        assert!(here.count(caller, limit(5)).is_err());
        // Also when together they were more than there are.
        here.add_uses(&[Use { caller: Uuid::from_u128(2), per_minute: limit(5), calls: 99 }]);
        assert!(here.count(Uuid::from_u128(2), limit(5)).is_err());
        here.tidy();
        assert!(here.count(caller, limit(5)).is_err());
    }
}
