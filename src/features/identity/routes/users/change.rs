//! Changing a user's name and unit.

use actix_web::patch;
use chrono::NaiveDate;
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
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::subjects::{KnownSubjects, Subject, SubjectKind};
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
    /// Which of the people who can be commended the user is: nobody nominates or judges themselves.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    person_id: Patch<Uuid>,
}

/// Change a user
///
/// The name for people, the unit in which the user works, and which person the user is.
#[utoipa::path(request_body(content = UserPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = UserView, description = "The user afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::unknown_person]))))]
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
        require_person(tx, patch.person_id.as_set().copied(), context.today).await?;
        let after = User {
            display_name: patch.display_name.as_deref().map_or(before.display_name.clone(), composed),
            unit_id: patch.unit_id.apply(before.unit_id),
            person_id: patch.person_id.apply(before.person_id),
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

/// Passes when the person is there and was not merged into another.
async fn require_person(tx: &Connection, person_id: Option<Uuid>, today: NaiveDate) -> Result<(), Problem> {
    let Some(id) = person_id else { return Ok(()) };
    let person = Subject { kind: SubjectKind::Person, id };
    let known = KnownSubjects::find(tx, [person], today).await?;
    if known.get(person).is_some_and(|row| row.merged_into_id.is_none()) {
        return Ok(());
    }
    Err(Problem::invalid(vec![Violation::at("/personId", Code::unknown_person).with("person", id)]))
}
