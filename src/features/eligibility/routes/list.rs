//! Listing answers that were kept.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::EligibilityCheckSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::AwardCode;
use crate::features::eligibility::rules::Outcome;
use crate::features::eligibility::store::{self, CheckFilter, CheckRow};
use crate::features::people::store as people;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Which answers to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct EligibilityCheckFilter {
    /// Only about this person, unit or household.
    #[param(nullable = false)]
    subject_id: Option<Uuid>,
    /// Only about this award.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award: Option<String>,
    /// Only these answers.
    #[param(nullable = false, inline)]
    outcome: Option<Outcome>,
    /// Only of this batch.
    #[param(nullable = false)]
    batch_id: Option<Uuid>,
}

/// List eligibility checks
///
/// The answers about subjects whose people the caller may read, the newest first.
#[utoipa::path(params(EligibilityCheckFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<EligibilityCheckSummary>, description = "A page of answers", headers(("Link" = String)))))]
#[get("/eligibility-checks")]
pub async fn list_eligibility_checks(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<EligibilityCheckFilter>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let EligibilityCheckFilter { subject_id, award, outcome, batch_id } = filter.0;
    let before = page.after_id()?;
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let units = match scope.filter() {
            None => None,
            Some(units) => Some(people::with_predecessors(conn, &units, today).await?),
        };
        let filter = CheckFilter { units, subject_id, award: award.clone(), outcome, batch_id };
        let rows = store::list(conn, &filter, before, page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let awards = store::list_awards(conn).await?;
        Ok::<_, db::Error>((rows, units, awards))
    };
    let (rows, units, awards) = state.db.read(list).await?;
    let names = awards.into_iter().map(|award| (AwardCode::new(award.code), award.name)).collect();
    let position = |row: &CheckRow| Position::of_id(row.id);
    page.answer(rows, position, |row| {
        let unit = units.get(row.unit_id);
        EligibilityCheckSummary::new(row, unit, &names)
    })
}
