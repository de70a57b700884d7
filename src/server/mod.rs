//! The process: configuration, secrets, bootstrap, background tasks, command line.

pub mod background;
pub mod bootstrap;
pub mod cli;
pub mod config;
mod failing;
pub mod gate;
pub mod limits;
pub mod listening;
pub mod refusals;
pub mod secrets;
pub mod signals;
