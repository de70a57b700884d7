//! What changed since an instant, as lists show it.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Utc};
use diesel::dsl::{And, GtEq, Lt};
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;

use super::pool::LONGEST_CHANGE;

/// How long a change may be on its way before it can be read: a request works on it no longer, and the clocks of servers differ by less
/// than the rest. Its instant is that of its beginning.
const SETTLED_AFTER: Duration = Duration::from_secs(40);
const _: () = assert!(LONGEST_CHANGE.as_secs() < SETTLED_AFTER.as_secs(), "a change may still be on its way");

/// Rows that were changed at or after an instant, and so long ago that no earlier change can still be on its way: whoever
/// goes on from the last instant seen misses nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpdatedRange {
    /// The first instant.
    since: DateTime<Utc>,
    /// The first instant that is too late.
    until: DateTime<Utc>,
}

impl UpdatedRange {
    /// What a list that is asked now shows of the changes since an instant.
    #[must_use]
    pub fn since(asked: DateTime<FixedOffset>, now: DateTime<Utc>) -> Self {
        Self { since: asked.with_timezone(&Utc), until: now - SETTLED_AFTER }
    }

    /// The first instant, and the first one that is too late.
    #[must_use]
    pub const fn bounds(self) -> (DateTime<Utc>, DateTime<Utc>) {
        (self.since, self.until)
    }

    /// Whether the instant of a column lies in it.
    pub fn contains<C>(self, column: C) -> And<GtEq<C, DateTime<Utc>>, Lt<C, DateTime<Utc>>>
    where
        C: Copy + Expression<SqlType = Timestamptz>,
    {
        column.ge(self.since).and(column.lt(self.until))
    }
}
