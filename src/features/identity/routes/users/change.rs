//! Changing a user's name and unit.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{require_manageable, require_unit};
use super::view::{UserView, find_view};
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::identity::store::{self, User};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, Recorded, record_change};

/// The members that change; the others stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserPatch {
    /// The new name for people.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Cán bộ Văn phòng Sở (mẫu)")]
    display_name: Option<String>,
    /// The unit in which the user works from now on; null is the province. Roles stay as they are.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    unit_id: Patch<Uuid>,
}

/// Change a user
///
/// The name for people, and the unit in which the user works.
#[utoipa::path(request_body(content = UserPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = UserView, description = "The user afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit]))))]
#[patch("/users/{id}")]
pub async fn change_user(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<UserPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == UserPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        require_manageable(tx, &change.caller, id, context.today).await?;
        if patch.unit_id.is_keep() {
            return Ok(());
        }
        let unit = patch.unit_id.as_set().copied();
        require_unit(tx, &change.caller, (unit, "/unitId"), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_user(tx, id).await?;
        if_match.check(before.version)?;
        let after = User {
            display_name: patch.display_name.as_deref().map_or(before.display_name.clone(), composed),
            unit_id: patch.unit_id.apply(before.unit_id),
            ..before.clone()
        };
        if before.audited() != after.audited() {
            store::change_user(tx, &after, context.at).await?;
            record_change(tx, context, Occurrence::UserChanged, Some(&before), &after).await?;
        }
        let view = find_view(tx, change.caller.user_id, id, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
