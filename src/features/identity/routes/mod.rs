//! HTTP of users and sessions: one file an action.

mod client;
mod ended_sessions;
mod guesses;
pub mod me;
pub mod open_sessions;
mod recorded;
pub mod refresh;
pub mod sign_in;
pub mod users;
