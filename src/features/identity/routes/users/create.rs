//! Creating a user.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_unit;
use super::roles::{NewRole, create_assignment};
use super::view::{UserView, find_view};
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::identity::store::{self, NewUser};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// An account to create.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NewUser)]
pub struct NewAccount {
    /// The name for signing in: lower-case letters and digits in groups separated by . _ or -; it never changes.
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = "^[a-z0-9]+([._-][a-z0-9]+)*$",
        example = "hoang.thi-mau"
    )]
    username: String,
    /// The name for people.
    #[schema(max_length = 200, format = "line", example = "Hoàng Thị Mẫu")]
    display_name: String,
    /// The unit in which the user works; null or left out is the province.
    #[schema(example = "01980000-0000-7000-8000-000000000107")]
    unit_id: Option<Uuid>,
    /// The first roles.
    #[serde(default)]
    #[schema(nullable = false, max_items = 20)]
    roles: Vec<NewRole>,
}

/// Create a user
///
/// The account has no password yet: `POST /users/{id}/password-resets` makes the first one. An administrator of a unit
/// creates users who work there or below and grants them roles there or below.
#[utoipa::path(request_body = NewAccount,
    responses((status = 201, body = UserView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::ends_before_start, Code::username_taken,
        Code::role_already_given]))))]
#[post("/users")]
pub async fn create_user(
    state: web::Data<State>,
    change: Change,
    input: Json<NewAccount>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_unit(tx, &change.caller, (input.unit_id, "/unitId"), context.today).await?;
        for (index, role) in input.roles.iter().enumerate() {
            let pointer = format!("/roles/{index}/unitId");
            require_unit(tx, &change.caller, (role.unit_id, &pointer), context.today).await?;
        }
        Ok(())
    };
    let effect = async |tx: &mut Connection| {
        let display_name = composed(&input.display_name);
        let new = NewUser {
            id: context.ids.next(),
            username: &input.username,
            display_name: &display_name,
            unit_id: input.unit_id,
            password_hash: None,
            password_expires_at: None,
        };
        let user = store::create_user(tx, &new, context.at).await?;
        record_change(tx, context, Occurrence::UserCreated, None, &user).await?;
        for (index, role) in input.roles.iter().enumerate() {
            create_assignment(tx, context, &user, (role, &format!("/roles/{index}"))).await?;
        }
        let view = find_view(tx, change.caller.user_id, user.id, context.today).await?;
        Ok(Answer::created(&state.link(&format!("/users/{}", user.id)), &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
