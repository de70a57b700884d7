//! Reading a fund.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::FundView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a fund
///
/// What it has, what is committed, paid, owed, due back and left.
#[utoipa::path(responses((status = 200, body = FundView, description = "The fund", headers(("ETag" = String)))))]
#[get("/funds/{id}")]
pub async fn get_fund(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (fund, _) = find_visible(conn, &caller, path.0.id, today).await?;
        FundView::of(conn, fund, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.summary.version))
}
