//! Rules of jobs: their kinds, their life, and how long a failed one waits.

use chrono::{DateTime, TimeDelta, Utc};

use crate::text_enum;

/// How often a job is begun before it is given up.
pub const MOST_ATTEMPTS: i32 = 8;
/// How long a worker holds a job without a sign of life.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How long a job may wait and be tried before it is given up.
pub const DEADLINE: TimeDelta = TimeDelta::days(2);
/// How long a job that is done stays on record.
pub const KEPT: TimeDelta = TimeDelta::days(90);
/// The first pause after a failure; each further one is twice as long.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(10);
/// The longest pause.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

text_enum! {
    /// What work it is. The list grows with the service.
    pub enum JobKind {
        /// Reminds units and offices of what is due.
        SendReminders = "SEND_REMINDERS",
        /// Removes files that nothing refers to.
        TidyFiles = "TIDY_FILES",
        /// Forgets what is kept of people no longer than the rules of personal data say.
        ForgetPersonalData = "FORGET_PERSONAL_DATA",
        /// Reads and checks the table of an import.
        ReadImport = "READ_IMPORT",
        /// Writes the rows of an import.
        CommitImport = "COMMIT_IMPORT",
        /// Makes the file of an export.
        MakeExport = "MAKE_EXPORT",
    }
}

impl JobKind {
    /// Those that may take minutes: where several workers work, one of them leaves these to the others.
    #[must_use]
    pub const fn is_long(self) -> bool {
        matches!(self, Self::ReadImport | Self::CommitImport | Self::MakeExport)
    }
}

text_enum! {
    /// The status of a job.
    pub enum JobStatus {
        /// It waits for a worker, or for its time.
        Queued = "QUEUED",
        /// A worker is processing it.
        Running = "RUNNING",
        /// It is done.
        Done = "DONE",
        /// It failed too often or for too long: somebody must look at it.
        Dead = "DEAD",
        /// It was given up.
        Cancelled = "CANCELLED",
    }
}

/// How long a job waits after so many attempts that failed: twice as long each time, at most an hour.
#[must_use]
pub fn pause(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(16);
    FIRST_PAUSE.checked_mul(1 << doublings).map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

/// When a job that failed is tried again; `None` where it is given up.
#[must_use]
pub fn next_try(attempts: i32, now: DateTime<Utc>, deadline_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let at = now.checked_add_signed(pause(attempts))?;
    (attempts < MOST_ATTEMPTS && at <= deadline_at).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds: Vec<i64> =
            [0, 1, 2, 3, 8, 9, 10, 1000].map(|attempts| pause(attempts).num_seconds()).into();
        assert_eq!(seconds, [10, 10, 20, 40, 1280, 2560, 3600, 3600]);
    }

    #[test]
    fn a_job_is_given_up_after_its_last_attempt_or_its_deadline() {
        let (now, deadline) = (at("2026-11-23T01:00:00Z"), at("2026-11-23T01:00:20Z"));
        assert_eq!(next_try(1, now, deadline), Some(at("2026-11-23T01:00:10Z")));
        assert_eq!(next_try(2, now, deadline), Some(deadline));
        assert_eq!(next_try(3, now, deadline), None);
        assert_eq!(next_try(MOST_ATTEMPTS, now, at("2027-01-01T00:00:00Z")), None);
    }
}
