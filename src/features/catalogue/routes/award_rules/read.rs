//! Reading an award rule.

use actix_web::{get, web};

use super::view::{AwardRuleView, view_of};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::catalogue::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read an award rule
///
/// One dated row of a rule.
#[utoipa::path(
    responses((status = 200, body = AwardRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/award-rules/{id}")]
pub async fn get_award_rule(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let read = async |conn: &Connection| {
        let rule = store::find_rule(conn, path.0.id).await?;
        view_of(conn, &caller, rule).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
