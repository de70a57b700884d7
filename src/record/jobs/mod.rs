//! The queue of jobs: work that is not done while somebody waits, kept in the database until it is done.

mod queue;
mod rules;

pub use queue::{
    Job, NewJob, Outcome, WantedWork, claim, delete_old, enqueue, find, finish, hold_lease, renew_lease,
};
pub use rules::{DEADLINE, JobKind, JobStatus, MOST_ATTEMPTS, next_try, pause};
