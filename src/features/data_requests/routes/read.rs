//! Reading a request.

use actix_web::{get, web};

use super::view::DataRequestView;
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::data_requests::store;
use crate::features::people::store as people;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::operations::subjects::{Subject, SubjectKind, find_lineage};

/// Read a person's request
///
/// What a person asks about their own data, and by when it is answered.
#[utoipa::path(responses((status = 200, body = DataRequestView, description = "The request", headers(("ETag" = String)))))]
#[get("/data-requests/{id}")]
pub async fn get_data_request(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let request = store::find(conn, path.0.id).await?;
        let lineage =
            find_lineage(conn, &caller, Subject { kind: SubjectKind::Person, id: request.person_id }, today)
                .await?;
        let person = people::find(conn, request.person_id).await?.reference();
        Ok(DataRequestView::new(request, person, |permission| caller.may(permission, &lineage), today))
    };
    let view = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
