//! What can go wrong in the database, sorted by what the caller can do about it.

use crate::core::context::NoActor;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::deadpool::PoolError;

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row that was asked for is not there.
    #[error("no such row")]
    NotFound,
    /// A named constraint refused the change; its name is an error code.
    #[error("constraint {0} refused the change")]
    Constraint(String),
    /// Another transaction was in the way; the same work may succeed when it is tried again.
    #[error("in conflict with another transaction: {0}")]
    Conflict(String),
    /// The database can't be reached or has no free connection.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The disk of the database is full.
    #[error("the disk of the database is full: {0}")]
    Full(String),
    /// A statement took longer than it may; trying it again would only add to the load.
    #[error("the database took too long: {0}")]
    TimedOut(String),
    /// Anything else is a fault of ours.
    #[error("unexpected database error: {0}")]
    Unexpected(String),
}

impl From<NoActor> for Error {
    fn from(error: NoActor) -> Self {
        Self::Unexpected(error.to_string())
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(kind, info) => from_kind(kind, info.constraint_name(), info.message()),
            DieselError::BrokenTransactionManager => Self::Unavailable("broken transaction".to_owned()),
            other => Self::Unexpected(other.to_string()),
        }
    }
}

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<diesel::ConnectionError> for Error {
    fn from(error: diesel::ConnectionError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

fn from_kind(kind: DatabaseErrorKind, constraint: Option<&str>, message: &str) -> Error {
    use DatabaseErrorKind as Kind;
    match (kind, constraint) {
        (Kind::SerializationFailure, _) => Error::Conflict(message.to_owned()),
        (Kind::UnableToSendCommand | Kind::ClosedConnection | Kind::ReadOnlyTransaction, _) => {
            Error::Unavailable(message.to_owned())
        }
        (_, Some(name)) if !name.is_empty() => Error::Constraint(name.to_owned()),
        _ => from_message(message),
    }
}

/// Diesel hides the SQLSTATE of these, so the server's words have to tell them apart.
fn from_message(message: &str) -> Error {
    const TOO_SLOW: [&str; 2] = ["due to statement timeout", "due to lock timeout"];
    const FULL: [&str; 2] = ["No space left on device", "Disk quota exceeded"];
    const OUTAGES: [&str; 6] = [
        "due to user request",
        "terminating connection",
        "the database system is",
        "remaining connection slots",
        "too many clients",
        "too many connections",
    ];
    if FULL.iter().any(|words| message.contains(words)) {
        Error::Full(message.to_owned())
    } else if TOO_SLOW.iter().any(|words| message.contains(words)) {
        Error::TimedOut(message.to_owned())
    } else if message.contains("deadlock detected") {
        Error::Conflict(message.to_owned())
    } else if OUTAGES.iter().any(|words| message.contains(words)) {
        Error::Unavailable(message.to_owned())
    } else {
        Error::Unexpected(message.to_owned())
    }
}
