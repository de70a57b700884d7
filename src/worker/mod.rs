//! The worker of jobs: takes them one by one, holds each by a lease, and says what became of it. Any number of workers, in
//! any number of processes, work side by side.

mod exports;
mod handlers;
pub mod imports;
mod run;
pub mod webhooks;

pub use run::Worker;
