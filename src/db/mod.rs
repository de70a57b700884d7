//! The database as the rest of the house sees it: point reads, reads and transactions.
//!
//! Every server worker has its own [`Db`]: a connection's driver runs on the worker that opened it,
//! so a query never wakes another thread.

pub mod connect;
pub mod embedded;
mod error;
pub mod json;
mod macros;
pub mod migrations;
pub mod page;
pub mod rate_uses;
mod row_version;
pub mod search;
pub mod stored_answers;
pub mod updates;
#[rustfmt::skip]
#[expect(missing_docs, reason = "generated; the migrations explain tables and columns")]
pub mod schema;
mod pool;

pub use connect::Connector;
pub use error::Error;
pub use pool::{Connection, Db, Failure, advisory_lock, advisory_lock_of};
