//! Handlers of councils.

mod access;
pub mod ballots;
pub mod councils;
pub mod items;
pub mod meetings;
mod recorded;
pub mod sitting;
