//! Listing and searching users.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::{RolesAndUnits, UserView};
use crate::auth::Caller;
use crate::auth::policy::{Permission, Role};
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::identity::rules::UserStatus;
use crate::features::identity::store::{self, UserQuery};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, instant, text, word};

/// Which users to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// Words that the names must contain; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only users who work in this unit.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only users who hold this role today.
    #[param(nullable = false, inline)]
    role: Option<Role>,
    /// Only users in this status.
    #[param(nullable = false, inline)]
    status: Option<UserStatus>,
}

/// Users with their roles as a table, a role a row.
pub static TABLE: TableSpec = TableSpec::of_list(
    "nguoi-dung",
    "Người dùng",
    &[
        text("Tên đăng nhập", "/username"),
        text("Họ và tên", "/displayName"),
        text("Đơn vị", "/unit/name"),
        word("Trạng thái", "/status", "UserStatus"),
        word("Vai trò", "+/role", "Role"),
        text("Phạm vi", "+/unit/name"),
        day("Từ ngày", "+/startsOn"),
        day("Đến ngày", "+/endsOn"),
        instant("Ngày tạo", "/createdAt"),
    ],
)
.with_nested("/roles");

/// List users
///
/// The users whom the caller manages, by user name. A user must match all filters; `q` finds words in the names with or
/// without accents.
#[utoipa::path(params(UserFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<UserView>, description = "A page of users", headers(("Link" = String)))))]
#[get("/users")]
pub async fn list_users(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<UserFilter>,
) -> Result<Answer, Problem> {
    let UserFilter { q, unit_id, role, status } = filter.0;
    let (after, today) = (page.after_key::<String>()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ManageUsers, today).await?;
    let query = UserQuery {
        within: scope.filter(),
        words: q.as_deref().and_then(Patterns::of),
        unit_id,
        status,
        role: role.map(|role| (role, today)),
    };
    let list = async |conn: &Connection| {
        let users = store::list_users(conn, &query, after.as_deref(), page.read()).await?;
        let found = RolesAndUnits::find(conn, &users, today).await?;
        Ok((users, found))
    };
    let (users, found) = state.db.read(list).await?;
    let view = |user| UserView::new(user, caller.user_id, &found);
    page.answer(users, |user| Position::new(&user.username, user.id), view)
}
