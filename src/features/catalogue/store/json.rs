//! What is kept as JSON.

use serde_json::Value;

use crate::db::Error;

/// A value as it is kept.
pub(super) fn to_json(value: &impl serde::Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Unexpected(error.to_string()))
}
