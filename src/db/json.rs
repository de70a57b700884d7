//! Values that are kept as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Error;

/// A value as it is kept.
///
/// # Errors
/// [`Error::Unexpected`] when it can't be written as JSON: a fault of ours.
pub fn to_json(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Unexpected(error.to_string()))
}

/// What was kept.
///
/// # Errors
/// [`Error::Unexpected`] when it is no such value: a fault of ours.
pub fn from_json<T: DeserializeOwned>(kept: Value) -> Result<T, Error> {
    serde_json::from_value(kept).map_err(|error| Error::Unexpected(error.to_string()))
}
