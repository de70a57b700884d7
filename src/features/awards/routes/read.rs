//! Reading an award of the register.

use actix_web::{get, web};
use chrono::NaiveDate;
use uuid::Uuid;

use super::view::AwardView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::{self, Connection};
use crate::features::awards::store::{self, Award};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;

/// An award, if the caller reads what is known of its recipient.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Award, KnownSubjects), db::Error> {
    let award = store::find(conn, id).await?;
    let known = KnownSubjects::find(conn, [award.subject()], today).await?;
    if known.allows(&caller.grants, Permission::ReadPeople, award.subject()) {
        Ok((award, known))
    } else {
        Err(db::Error::NotFound)
    }
}

/// Read an award
///
/// An award of the register, for everybody who reads what is known of its recipient.
#[utoipa::path(responses((status = 200, body = AwardView, description = "The award", headers(("ETag" = String)))))]
#[get("/awards/{id}")]
pub async fn get_award(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let find = async |conn: &Connection| find_visible(conn, &caller, path.0.id, today).await;
    let (award, known) = state.db.read(find).await?;
    let view = AwardView::new(award, &known);
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
