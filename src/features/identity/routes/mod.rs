//! HTTP of users and sessions: one file per action.

mod client;
mod guesses;
pub mod me;
pub mod open_sessions;
pub mod recorded;
pub mod refresh;
mod security_log;
mod session_end;
mod session_tokens;
mod session_view;
pub mod sign_in;
pub mod users;
