//! Reading a fact.

use actix_web::{get, web};
use chrono::NaiveDate;
use uuid::Uuid;

use super::view::FactView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::{self, Connection};
use crate::features::facts::store::{self, Fact};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;

/// A fact, if the caller reads what is known of its subject.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Fact, KnownSubjects), db::Error> {
    let fact = store::find(conn, id).await?;
    let known = KnownSubjects::find(conn, [fact.subject()], today).await?;
    if known.allows(&caller.grants, Permission::ReadPeople, fact.subject()) {
        Ok((fact, known))
    } else {
        Err(db::Error::NotFound)
    }
}

/// Read a fact
///
/// For everybody who reads what is known of its subject.
#[utoipa::path(responses((status = 200, body = FactView, description = "The fact", headers(("ETag" = String)))))]
#[get("/facts/{id}")]
pub async fn get_fact(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let find = async |conn: &Connection| find_visible(conn, &caller, path.0.id, today).await;
    let (fact, known) = state.db.read(find).await?;
    let view = FactView::new(fact, &known)?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
