//! How long sessions last, and what a refresh token is worth.

use chrono::{DateTime, TimeDelta, Utc};

use super::life_cycle::UserStatus;

/// A session ends after this time, however often it is refreshed (ASVS 5.0, 7.3.2).
pub const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
/// A session that is not continued ends after this time (ASVS 5.0, 7.3.1).
pub const SESSION_IDLE: TimeDelta = TimeDelta::hours(2);
/// A client that lost the answer of a refresh may repeat it for this long.
pub const LOST_ANSWER_GRACE: TimeDelta = TimeDelta::seconds(10);

/// A refresh token that a client presents, with its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresentedToken {
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it was used for the first time, if it was.
    pub used_at: Option<DateTime<Utc>>,
    /// Whether its successor was used: then the client has received the answer.
    pub successor_is_used: bool,
    /// When its session ends at the latest.
    pub session_expires_at: DateTime<Utc>,
    /// When its session was ended, if it was.
    pub session_ended_at: Option<DateTime<Utc>>,
    /// Whether its user may sign in.
    pub user_status: UserStatus,
}

/// What a presented refresh token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// Fresh: mark it as used and issue its successor.
    Rotate,
    /// Used a moment ago: the answer was lost, so issue the same successor again.
    Repeat,
    /// Used long ago: somebody has a copy, so end the session.
    Stolen,
    /// Its session is over.
    Over,
}

/// Judges a refresh token (RFC 9700, 4.14.2).
#[must_use]
pub fn judge_refresh(token: &PresentedToken, now: DateTime<Utc>) -> RefreshVerdict {
    let is_over = token.session_ended_at.is_some()
        || now >= token.session_expires_at
        || token.user_status == UserStatus::Disabled;
    let is_idle = now - token.issued_at > SESSION_IDLE;
    match token.used_at {
        _ if is_over => RefreshVerdict::Over,
        None if is_idle => RefreshVerdict::Over,
        None => RefreshVerdict::Rotate,
        Some(used_at) if now - used_at <= LOST_ANSWER_GRACE && !token.successor_is_used => {
            RefreshVerdict::Repeat
        }
        Some(_) => RefreshVerdict::Stolen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn fresh() -> PresentedToken {
        PresentedToken {
            issued_at: at(0),
            used_at: None,
            successor_is_used: false,
            session_expires_at: at(10_000),
            session_ended_at: None,
            user_status: UserStatus::Active,
        }
    }

    #[test]
    fn a_refresh_token_is_judged_by_its_use_and_its_session() {
        let used = PresentedToken { used_at: Some(at(0)), ..fresh() };
        let overtaken = PresentedToken { successor_is_used: true, ..used };
        let ended = PresentedToken { session_ended_at: Some(at(0)), ..fresh() };
        let disabled = PresentedToken { user_status: UserStatus::Disabled, ..fresh() };
        for (token, now, expected) in [
            (fresh(), at(5), RefreshVerdict::Rotate),
            (used, at(10), RefreshVerdict::Repeat),
            (used, at(11), RefreshVerdict::Stolen),
            (overtaken, at(10), RefreshVerdict::Stolen),
            (fresh(), at(7200), RefreshVerdict::Rotate),
            (fresh(), at(7201), RefreshVerdict::Over),
            (PresentedToken { issued_at: at(9999), ..fresh() }, at(10_000), RefreshVerdict::Over),
            (ended, at(5), RefreshVerdict::Over),
            (disabled, at(5), RefreshVerdict::Over),
        ] {
            assert_eq!(judge_refresh(&token, now), expected, "{token:?} at {now}");
        }
    }
}
