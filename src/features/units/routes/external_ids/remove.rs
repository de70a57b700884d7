//! Removing an external id of a unit.

use actix_web::delete;
use serde::Deserialize;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::units::routes::access::require_manager;
use crate::features::units::store;
use crate::features::units::store::external_ids;
use crate::http::input::Parameters;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;

/// The ids in the path: of the unit, and of the entry.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExternalIdPath {
    id: Uuid,
    external_id: Uuid,
}

/// Remove an external id
///
/// From today on it no longer refers to this unit; its earlier days stay on record.
#[utoipa::path(responses((status = 204, description = "Removed")),
    extensions(("x-problems" = json!([Code::external_id_has_ended]))))]
#[delete("/units/{id}/external-ids/{externalId}")]
pub async fn remove_external_id(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ExternalIdPath>,
) -> Result<Answer, Problem> {
    let (ExternalIdPath { id, external_id }, context) = (path.0, &change.context);
    let permit = async |tx: &mut Connection| {
        store::check_exists(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        let before = external_ids::lock_exclusive(tx, id, external_id).await?;
        if before.ends_before.is_some_and(|end| end <= context.today || end <= before.starts_on) {
            return Err(Problem::new(Code::external_id_has_ended));
        }
        if_match.check(unit.version)?;
        external_ids::end(tx, context, (&unit, &versions), &before).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}
