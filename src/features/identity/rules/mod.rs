//! Rules of users, passwords, roles and sessions.

pub mod guesses;
mod life_cycle;
pub mod passwords;
pub mod roles;
mod sessions;
mod usernames;

pub use life_cycle::{UserAction, UserLife, UserStatus};
pub use sessions::{
    LOST_ANSWER_GRACE, PresentedToken, RefreshVerdict, SESSION_IDLE, SESSION_LIFE, judge_refresh,
};
pub use usernames::{USERNAME_MAX, is_username};
