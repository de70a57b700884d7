//! Listing and searching users.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{UserView, views_of};
use crate::auth::Caller;
use crate::auth::policy::{Permission, Role};
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::identity::rules::UserStatus;
use crate::features::identity::store::{self, Filter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// Which users to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
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
}

/// List users
///
/// The users that the caller manages, by user name. Filters add up; `q` finds words in the names with or without
/// accents.
#[utoipa::path(params(UserFilter, PageParameters),
    responses((status = 200, body = Page<UserView>, description = "A page of users", headers(("Link" = String)))))]
#[get("/users")]
pub async fn list_users(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<UserFilter>,
) -> Result<Answer, Problem> {
    let (UserFilter { q, unit_id, role, status }, today) = (filter.0, state.clock.today());
    let after = page.after_key::<String>()?;
    let filter = Filter {
        within: UnitScope::of(&state.db, &caller, Permission::ManageUsers, today).await?.filter(),
        words: q.as_deref().and_then(Patterns::of),
        unit_id,
        status,
        role: role.map(|role| (role, today)),
    };
    let list = async |conn: &Connection| {
        let rows = store::list_users(conn, &filter, after.as_deref(), page.rows_to_fetch()).await?;
        views_of(conn, caller.user_id, rows, today).await
    };
    page.answer(state.db.read(list).await?, |user| Position::new(&user.username, user.id), |user| user)
}
