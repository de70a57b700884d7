//! Keeping what a fact, an initiative or an award was before a change: its texts may name somebody, so the audit trail holds
//! the rest only.

use serde_json::Value;
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::people::store::{self as people, KeptVersion};
use crate::http::Problem;
use crate::record::SubjectType;

/// Keeps what a thing was.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn keep(
    tx: &mut Connection,
    context: &ChangeContext,
    (thing_type, thing_id, version): (SubjectType, Uuid, RowVersion),
    body: Value,
) -> Result<(), Problem> {
    let kept = KeptVersion {
        thing_type: thing_type.as_str().to_owned(),
        thing_id,
        version,
        body,
        replaced_by: context.actor()?,
        replaced_at: context.at,
    };
    Ok(people::keep_version(tx, &kept).await?)
}
