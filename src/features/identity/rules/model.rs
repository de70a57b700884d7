//! What the rules speak of, and the rules that need no file of their own.

use chrono::{DateTime, TimeDelta, Utc};

use crate::text_enum;

/// A session ends after this time, however often it is refreshed (ASVS 5.0, 7.3.2).
pub const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
/// A session that nobody continues ends after this time (ASVS 5.0, 7.3.1).
pub const SESSION_IDLE: TimeDelta = TimeDelta::hours(2);
/// A refresh whose answer was lost may be asked for again for this long.
pub const LOST_ANSWER_GRACE: TimeDelta = TimeDelta::seconds(10);
/// The most characters of a user name.
pub const USERNAME_MAX: usize = 64;

text_enum! {
    /// Whether a user may sign in.
    pub enum UserStatus {
        /// May sign in.
        Active = "ACTIVE",
        /// May not; every session is dead.
        Disabled = "DISABLED",
    }
}

text_enum! {
    /// A change of a user's state.
    pub enum UserAction {
        /// Keeps the user out and ends every session.
        Disable = "DISABLE",
        /// Lets the user in again.
        Enable = "ENABLE",
    }
}

impl UserStatus {
    /// The one action that is possible in this state.
    #[must_use]
    pub const fn possible_action(self) -> UserAction {
        match self {
            Self::Active => UserAction::Disable,
            Self::Disabled => UserAction::Enable,
        }
    }

    /// The state after the action; `None` where it is not possible.
    #[must_use]
    pub fn after(self, action: UserAction) -> Option<Self> {
        let next = if self == Self::Active { Self::Disabled } else { Self::Active };
        (self.possible_action() == action).then_some(next)
    }
}

/// Whether the text is a user name: lower-case letters and digits in groups parted by single `.`, `_` or `-`.
#[must_use]
pub fn is_username(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= USERNAME_MAX && text.split(['.', '_', '-']).all(is_part)
}

/// A refresh token that came back, with its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresentedToken {
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it was used for the first time, if it was.
    pub used_at: Option<DateTime<Utc>>,
    /// Whether the token that came after it was used: then its answer was not lost.
    pub successor_is_used: bool,
    /// When its session ends at the latest.
    pub session_expires_at: DateTime<Utc>,
    /// When its session was ended, if it was.
    pub session_ended_at: Option<DateTime<Utc>>,
    /// Whether its user may sign in.
    pub user_status: UserStatus,
}

/// What a refresh token that came back is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// Fresh: use it up and give the next one.
    Rotate,
    /// Used a moment ago: its answer was lost, give the same next one.
    Repeat,
    /// Used long ago: somebody has a copy, end the session.
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

    #[test]
    fn user_names_have_a_shape() {
        assert!(is_username("unit-h37.1"));
        for name in ["", "Admin", "a--b", "-a", "a b", "đạt", &"a".repeat(65)] {
            assert!(!is_username(name), "{name}");
        }
    }

    #[test]
    fn each_state_has_its_one_step() {
        use UserAction::{Disable, Enable};
        use UserStatus::{Active, Disabled};
        for (from, action, expected) in [
            (Active, Disable, Some(Disabled)),
            (Active, Enable, None),
            (Disabled, Enable, Some(Active)),
            (Disabled, Disable, None),
        ] {
            assert_eq!(from.after(action), expected, "{from} {action}");
        }
    }
}
