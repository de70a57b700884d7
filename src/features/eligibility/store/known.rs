//! What the rows of several tables have in common on their way to facts.

use std::str::FromStr;

use uuid::Uuid;

use crate::db::Error;
use crate::features::eligibility::rules::Origin;

/// A word of the database; its constraints hold which there are.
pub(super) fn word<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Unexpected(format!("the word {text:?} is not known")))
}

pub(super) fn origin(id: Uuid, source: String, is_confirmed: bool) -> Origin {
    Origin { id, source, is_confirmed }
}
