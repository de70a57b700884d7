//! Rules of users and sessions.

use chrono::{DateTime, TimeDelta, Utc};

use crate::text_enum;

/// A session ends after this time, however often it is refreshed (ASVS 5.0, 7.3.2).
pub const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
/// A refresh whose answer was lost may be asked for again for this long.
pub const LOST_ANSWER_GRACE: TimeDelta = TimeDelta::seconds(10);
/// The fewest characters of a password (ASVS 5.0, 6.2.1 asks for 8 and advises 15).
pub const PASSWORD_MIN: usize = 12;
/// The most characters of a password (ASVS 5.0, 6.2.9 asks for at least 64).
pub const PASSWORD_MAX: usize = 128;
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

/// A refresh token that came back, with its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresentedToken {
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
    match token.used_at {
        _ if is_over => RefreshVerdict::Over,
        None => RefreshVerdict::Rotate,
        Some(used_at) if now - used_at <= LOST_ANSWER_GRACE && !token.successor_is_used => {
            RefreshVerdict::Repeat
        }
        Some(_) => RefreshVerdict::Stolen,
    }
}

/// Why a user can't be created so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadUser {
    /// The user name has another shape.
    #[error("a user name has 1 to 64 characters: lower-case letters and digits, parted by single . _ or -")]
    Username,
    /// The password is too short or too long.
    #[error("a password has 12 to 128 characters")]
    Password,
}

/// Checks the shape of a new user's name and password.
///
/// # Errors
/// [`BadUser`] with what is wrong first.
pub fn check_new_user(username: &str, password: &str) -> Result<(), BadUser> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if username.len() > USERNAME_MAX || !username.split(['.', '_', '-']).all(is_part) {
        return Err(BadUser::Username);
    }
    let length = password.chars().count();
    if (PASSWORD_MIN..=PASSWORD_MAX).contains(&length) { Ok(()) } else { Err(BadUser::Password) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn fresh() -> PresentedToken {
        PresentedToken {
            used_at: None,
            successor_is_used: false,
            session_expires_at: at(1000),
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
            (fresh(), at(1000), RefreshVerdict::Over),
            (ended, at(5), RefreshVerdict::Over),
            (disabled, at(5), RefreshVerdict::Over),
        ] {
            assert_eq!(judge_refresh(&token, now), expected, "{token:?} at {now}");
        }
    }

    #[test]
    fn names_and_passwords_have_a_shape() {
        assert_eq!(check_new_user("unit-h37.1", "thidua-sample"), Ok(()));
        for name in ["", "Admin", "a--b", "-a", "a b", "đạt", &"a".repeat(65)] {
            assert_eq!(check_new_user(name, "thidua-sample"), Err(BadUser::Username), "{name}");
        }
        for password in ["short", &"x".repeat(129)] {
            assert_eq!(check_new_user("admin", password), Err(BadUser::Password));
        }
    }
}
