//! Listing and searching users.

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::{UserView, viewed};
use crate::auth::Caller;
use crate::auth::policy::{Permission, Role};
use crate::auth::unit_scope::UnitScope;
use crate::db::search::Patterns;
use crate::features::identity::rules::UserStatus;
use crate::features::identity::store::{self, Filter, User};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which users to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// Words that must stand in the names; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only users who work in this unit.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only users who hold this role today.
    #[param(nullable = false, inline)]
    role: Option<Role>,
    /// Only users who may sign in, or may not.
    #[param(nullable = false, inline)]
    status: Option<UserStatus>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most users a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A page of users.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserPage {
    /// The users, by user name.
    #[schema(max_items = 200)]
    items: Vec<UserView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List users
///
/// The users whom the caller keeps, by user name. Filters add up; `q` finds words in the names with or without
/// accents.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = UserPage, description = "A page of users", headers(("Link" = String)))))]
#[get("/users")]
pub async fn list_users(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { q, unit_id, role, status, cursor, limit } = parameters.0;
    let list = format!("users {q:?} {unit_id:?} {role:?} {status:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let filter = Filter {
        within: UnitScope::of(&state.db, &caller, Permission::ManageUsers, state.clock.today())
            .await?
            .filter(),
        words: q.as_deref().and_then(Patterns::of),
        unit_id,
        status,
        role: role.map(|role| (role, today)),
    };
    let by_name = |user: &User| Position { key: user.username.clone(), id: user.id.to_string() };
    let (items, next_cursor) = state
        .db
        .read(async |conn| {
            let rows = store::list_users(conn, &filter, after.as_deref(), pager.rows_to_fetch()).await?;
            let (rows, next_cursor) = pager.page(rows, by_name);
            Ok((viewed(conn, caller.user_id, rows, today).await?, next_cursor))
        })
        .await?;
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&UserPage { items, next_cursor })?.with_link(link))
}
