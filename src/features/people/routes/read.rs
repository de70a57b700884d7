//! Reading a person.

use actix_web::{HttpRequest, get, web};

use super::access::{Purpose, PurposeParameter};
use super::view::{PersonView, view};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::people::rules::SubjectKind;
use crate::features::people::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::context;
use crate::operations::state::State;
use crate::operations::subjects::{Subject, find_lineage};

/// Read a person
///
/// Name, unit, positions; personal fields only for a purpose of the caller's role, and then the reading is noted. Who may
/// read people of the unit sees the person.
#[utoipa::path(params(PurposeParameter),
    responses((status = 200, body = PersonView, description = "The person", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_purpose, Code::purpose_not_yours]))))]
#[get("/people/{id}")]
pub async fn get_person(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    asked: Parameters<PurposeParameter>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, context(&request, &state.clock, Some(&caller)));
    let read = async |conn: &mut Connection| {
        find_lineage(conn, &caller, Subject { kind: SubjectKind::Person, id }, context.today).await?;
        let purpose = Purpose::find(conn, asked.0.purpose.as_deref(), context.today).await?;
        if let Some(purpose) = &purpose {
            purpose.require_somewhere(&caller)?;
            purpose.note(conn, &context, ("getPerson", Some(id), 1)).await?;
        }
        let person = store::find(conn, id).await?;
        Ok::<_, Problem>(view(conn, person, (&caller, purpose.as_ref()), context.today).await?)
    };
    let view = state.db.transaction(read).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
