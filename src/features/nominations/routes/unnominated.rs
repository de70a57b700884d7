//! Who may be commended for a campaign and was not nominated.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::nominations::store;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, SubjectReference, readable_units};

/// Somebody who may be commended and was not nominated.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibleNotNominated {
    /// Whom it is about.
    subject: SubjectReference,
    /// The code of the award.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "BANG_KHEN_TINH")]
    award: String,
    /// The check that passes.
    #[schema(example = "01980000-0000-7000-8000-000000003901")]
    check_id: Uuid,
    /// The day of the check.
    #[schema(example = "2026-11-29")]
    checked_on: NaiveDate,
}

/// List who may be commended for a campaign and was not nominated
///
/// Those in the caller's reach whose last check of eligibility for this campaign passes, while no nomination for that award is
/// under way or decided. Whom nobody has asked about is not among them.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<EligibleNotNominated>, description = "A page of them", headers(("Link" = String)))))]
#[get("/campaigns/{id}/eligible-not-nominated")]
pub async fn list_eligible_not_nominated(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        campaigns::published(conn, id).await?;
        let units = readable_units(conn, &scope, today).await?;
        let rows = store::list_unnominated(conn, id, units.as_deref(), after, page.read()).await?;
        let known = KnownSubjects::find(conn, rows.iter().map(|row| row.subject), today).await?;
        let one = |row: store::Unnominated| EligibleNotNominated {
            subject: known.reference(row.subject),
            award: row.award,
            check_id: row.check_id,
            checked_on: row.asked_on,
        };
        Ok(rows.into_iter().map(one).collect::<Vec<_>>())
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.check_id), |one| one)
}
