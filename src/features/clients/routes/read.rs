//! Reading a machine client.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::ClientView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a machine client
///
/// What it may do, from where and until when, its secrets without what is secret, and when it was last used.
#[utoipa::path(responses((status = 200, body = ClientView, description = "The client", headers(("ETag" = String)))))]
#[get("/clients/{id}")]
pub async fn get_client(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |tx: &mut Connection| {
        let client = find_visible(tx, &caller, path.0.id, today).await?;
        Ok::<_, Problem>(ClientView::of(tx, client, today).await?)
    };
    let view = state.db.transaction(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
