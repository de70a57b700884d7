//! Reading a certificate.

use actix_web::{get, web};

use super::access::find_visible;
use super::view::CertificateView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a certificate
///
/// For who reads people of the unit in whose register it is.
#[utoipa::path(responses((status = 200, body = CertificateView, description = "The certificate", headers(("ETag" = String)))))]
#[get("/certificates/{id}")]
pub async fn get_certificate(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let found = find_visible(conn, &caller, id, today).await?;
        CertificateView::of(conn, found, today).await
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
