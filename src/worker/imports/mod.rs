//! The work of jobs: reading a table, and writing its rows. Either may be begun again at any point.

mod commit;
mod end;
mod kinds;
mod read;
mod remove;
mod rows;

pub use commit::commit;
pub use read::read;
pub use remove::remove_old;
