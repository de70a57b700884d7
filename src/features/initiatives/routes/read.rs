//! Reading an initiative.

use actix_web::{get, web};
use chrono::NaiveDate;
use uuid::Uuid;

use super::view::InitiativeView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::{self, Connection};
use crate::features::initiatives::store::{self, Authors, Initiative};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;

/// An initiative with its authors.
pub(super) type VisibleInitiative = (Initiative, Authors, KnownSubjects);

/// An initiative, if the caller reads what is known of one of its authors.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<VisibleInitiative, db::Error> {
    let initiative = store::find(conn, id).await?;
    let authors = store::authors_of(conn, id).await?;
    let known = KnownSubjects::find(conn, authors.subjects(), today).await?;
    if known.allows_any(&caller.grants, Permission::ReadPeople, &authors.subjects()) {
        Ok((initiative, authors, known))
    } else {
        Err(db::Error::NotFound)
    }
}

/// Read an initiative
///
/// For everybody who reads what is known of one of its authors.
#[utoipa::path(
    responses((status = 200, body = InitiativeView, description = "The initiative", headers(("ETag" = String)))))]
#[get("/initiatives/{id}")]
pub async fn get_initiative(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let find = async |conn: &Connection| find_visible(conn, &caller, path.0.id, today).await;
    let (initiative, authors, known) = state.db.read(find).await?;
    let view = InitiativeView::new(initiative, authors, &known);
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
