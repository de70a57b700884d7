//! Reading an endpoint.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::EndpointView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read an endpoint of webhooks
///
/// What is sent to it, how far it is, how much waits, and whether it fails.
#[utoipa::path(responses((status = 200, body = EndpointView, description = "The endpoint", headers(("ETag" = String)))))]
#[get("/webhook-endpoints/{id}")]
pub async fn get_webhook_endpoint(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (now, today) = (state.clock.now(), state.clock.today());
    let read = async |tx: &mut Connection| {
        let own = find_visible(tx, &caller, path.0.id, today).await?;
        Ok::<_, Problem>(EndpointView::of(tx, own, (now, today)).await?)
    };
    let view = state.db.transaction(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
