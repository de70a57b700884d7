//! Who acts, in which request, when, and where new ids come from: what every change carries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::clock::Clock;

/// A change that only a person can make was made by the command line: a fault of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a change without an actor")]
pub struct NoActor;

/// The context of one change.
#[derive(Debug, Clone)]
pub struct ChangeContext {
    /// The user or the machine client that acts; `None` where the command line does.
    pub actor_id: Option<Uuid>,
    /// For whom a machine client says that it acts: the staff code of a person. It is written down and gives no right.
    pub acting_for: Option<Arc<str>>,
    /// The request's id, as in its answer and in the log.
    pub request_id: Option<Uuid>,
    /// The instant of the change.
    pub at: DateTime<Utc>,
    /// The day of the change in Viet Nam.
    pub today: NaiveDate,
    /// Where the ids of new things come from.
    pub ids: Ids,
}

impl ChangeContext {
    /// A change that is made now and by no call, for somebody or by the service itself.
    #[must_use]
    pub fn now(clock: &Clock, actor_id: Option<Uuid>, request_id: Option<Uuid>) -> Self {
        let (at, today) = (clock.now(), clock.today());
        Self { actor_id, acting_for: None, request_id, at, today, ids: Ids::default() }
    }

    /// The user who acts.
    ///
    /// # Errors
    /// [`NoActor`] where the command line does.
    pub fn actor(&self) -> Result<Uuid, NoActor> {
        self.actor_id.ok_or(NoActor)
    }
}

/// A source of ids: random ones, or, for the sample, the next of a fixed row.
#[derive(Debug, Clone, Default)]
pub struct Ids(Option<(u128, Arc<AtomicU64>)>);

impl Ids {
    /// The fixed ids after `base`, `base` itself being the first.
    #[must_use]
    pub fn counting(base: Uuid) -> Self {
        Self(Some((base.as_u128(), Arc::default())))
    }

    /// An id that nothing has yet.
    #[must_use]
    pub fn next(&self) -> Uuid {
        match &self.0 {
            None => Uuid::now_v7(),
            Some((base, given)) => {
                let step = u128::from(given.fetch_add(1, Ordering::Relaxed));
                Uuid::from_u128(base.saturating_add(step))
            }
        }
    }
}
