//! The command line: what the binary can be told to do.

mod backup;
mod check;
mod command;
mod database;
mod extract;
mod healthcheck;
mod key;
mod log_lines;
mod serve;
mod terminal;
mod user;
mod work;

pub use check::{check_chain, check_files, check_progress, check_reporting};
pub use command::Cli;
pub use database::Database;
pub use log_lines::write_log_line;
pub use terminal::Failure;
