//! What changed since an instant, as lists show it.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use diesel::dsl::{And, GtEq, Lt};
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;

/// How long a change may be on its way before it can be read: a request works on it no longer. Its instant is that of its
/// beginning.
const SETTLED_AFTER: TimeDelta = TimeDelta::seconds(40);

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

    /// Whether the instant of a column lies in it.
    pub fn contains<C>(self, column: C) -> And<GtEq<C, DateTime<Utc>>, Lt<C, DateTime<Utc>>>
    where
        C: Copy + Expression<SqlType = Timestamptz>,
    {
        column.ge(self.since).and(column.lt(self.until))
    }
}
