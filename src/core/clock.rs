//! The clock is handed in, never fetched: a test or a sample sets it to the day it needs.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Timelike, Utc};
use serde::Serialize;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

/// Viet Nam has kept one offset without summer time since 1975: 7 hours east.
const VIETNAM_OFFSET_SECONDS: i32 = 7 * 3600;

/// An instant as the API writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LocalTime(DateTime<FixedOffset>);

impl LocalTime {
    /// The day in Viet Nam.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The hour of the day in Viet Nam.
    #[must_use]
    pub fn hour(self) -> u32 {
        self.0.hour()
    }
}

impl PartialSchema for LocalTime {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An instant: RFC 3339 with the offset of Viet Nam."))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .examples(["2023-02-22T08:00:00.000000+07:00"])
            .into()
    }
}

impl ToSchema for LocalTime {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Instant")
    }
}

/// When a day begins in Viet Nam.
#[must_use]
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - TimeDelta::seconds(VIETNAM_OFFSET_SECONDS.into())).and_utc()
}

/// When a day has ended in Viet Nam.
#[must_use]
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(day) + TimeDelta::days(1)
}

/// Where "now" and "today" come from.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<RwLock<DateTime<Utc>>>>,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `now` until it is [set](Self::set).
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self { fixed: Some(Arc::new(RwLock::new(now))) }
    }

    /// Moves a fixed clock, in every copy of it; a system clock stays as it is.
    pub fn set(&self, now: DateTime<Utc>) {
        if let Some(fixed) = &self.fixed {
            *fixed.write().unwrap_or_else(PoisonError::into_inner) = now;
        }
    }

    /// The present instant, to the microsecond: what PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.fixed {
            Some(fixed) => *fixed.read().unwrap_or_else(PoisonError::into_inner),
            None => machine_time(),
        };
        now.trunc_subsecs(6)
    }

    /// The present day in Viet Nam.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local(self.now()).date()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that is handed in")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

/// The same instant with Viet Nam's offset.
#[must_use]
pub fn local(instant: DateTime<Utc>) -> LocalTime {
    match FixedOffset::east_opt(VIETNAM_OFFSET_SECONDS) {
        Some(offset) => LocalTime(instant.with_timezone(&offset)),
        None => LocalTime(instant.fixed_offset()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_viet_nam() {
        let clock = Clock::fixed("2026-11-21T16:59:59Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-11-21");
        clock.set("2026-11-21T17:00:00Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-11-22");
    }

    #[test]
    fn instants_are_written_with_the_offset() {
        let clock = Clock::fixed("2026-11-21T17:00:00.1234567Z".parse().unwrap());
        assert_eq!(local(clock.now()).0.to_rfc3339(), "2026-11-22T00:00:00.123456+07:00");
    }
}
