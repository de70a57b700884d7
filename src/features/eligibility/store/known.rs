//! What the rows of several tables have in common on their way to facts.

use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::db::Error;
use crate::features::eligibility::rules::Origin;

/// A word of the database; its constraints hold which there are.
pub(super) fn word<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Unexpected(format!("the word {text:?} is not known")))
}

/// A JSON value of the database.
pub(super) fn from_json<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    serde_json::from_value(value).map_err(|error| Error::Unexpected(error.to_string()))
}

pub(super) fn origin(id: Uuid, source: String, is_confirmed: bool) -> Origin {
    Origin { id, source, is_confirmed }
}
