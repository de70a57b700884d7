//! Reading one user.

use actix_web::{get, web};

use super::access::require_visible;
use super::view::{UserView, find_view};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a user
///
/// One account with the roles of today and later. An administrator of a unit sees the users who work there or below.
#[utoipa::path(responses((status = 200, body = UserView, description = "The user", headers(("ETag" = String)))))]
#[get("/users/{id}")]
pub async fn get_user(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let user = state.db.point_read(async |conn| store::find_user(conn, id).await).await?;
    let read = async |tx: &mut Connection| {
        require_visible(tx, &caller, &user, today).await?;
        Ok::<_, Problem>(find_view(tx, caller.user_id, id, today).await?)
    };
    let view = state.db.transaction(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
