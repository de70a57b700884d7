//! Changing a user's name and unit.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::{UserView, view_of};
use super::{UserParameters, audited, require_keeper, require_unit};
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::identity::routes::record_user;
use crate::features::identity::store::{self, User};
use crate::http::input::{Json, Parameters, present};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserPatch {
    /// The new name for people.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Cán bộ Văn phòng Sở (mẫu)")]
    display_name: Option<String>,
    /// The unit in which the user works from now on; null is the province. Roles stay as they are.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    unit_id: Option<Option<Uuid>>,
}

/// Change a user
///
/// The name for people, and the unit in which the user works.
#[utoipa::path(params(UserParameters),
    request_body(content = UserPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = UserView, description = "The user afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit]))))]
#[patch("/users/{id}")]
pub async fn change_user(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<UserParameters>,
    input: Json<UserPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (parameters.0.id, input.0, &change.context);
    if patch == UserPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_keeper(tx, &change.caller, &user, context.today).await?;
        match patch.unit_id {
            Some(unit) => require_unit(tx, &change.caller, (unit, "/unitId"), context.today).await,
            None => Ok(()),
        }
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_user(tx, id).await?;
        if_match.check(before.version)?;
        let after = User {
            display_name: patch.display_name.as_deref().map_or(before.display_name.clone(), composed),
            unit_id: patch.unit_id.unwrap_or(before.unit_id),
            ..before.clone()
        };
        if audited(&before) != audited(&after) {
            store::change_user(tx, &after, context.at).await?;
            let told = Some((audited(&before), audited(&after)));
            record_user(tx, context, Occurrence::UserChanged, &after, told).await?;
        }
        let (view, version) = view_of(tx, change.caller.user_id, id, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(version))
    };
    change.run(permit, effect).await
}
