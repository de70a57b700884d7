//! The units that are expected to report.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use crate::db::{self, Connection};
use crate::features::periods::rules::ReporterStatus;
use crate::features::periods::store::{self, ExpectedUnit};
use crate::features::units::store as units;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// A unit that is expected to report, or excused.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedReporter {
    /// The unit.
    unit: UnitReference,
    /// Why it is expected, as of the opening.
    #[schema(example = "EXPECTED")]
    standing: ReporterStatus,
    /// The first day on which the unit no longer exists, even if it was closed after the opening.
    #[schema(required, example = json!(null))]
    closed_on: Option<NaiveDate>,
    /// The units that directly follow a closed unit: their officers report for it.
    #[schema(max_items = 1000, example = json!([]))]
    successors: Vec<UnitReference>,
}

/// List expected reporters
///
/// The units that took part when the period opened. For a unit that was closed, the answer lists the units that report for
/// it.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<ExpectedReporter>, description = "A page of units",
        headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/expected-reporters")]
pub async fn list_expected_reporters(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let after = page.after_key::<String>()?;
    let list = async |conn: &Connection| {
        find_visible(conn, id).await?;
        let rows = store::list_expected(conn, id, after.clone(), page.read()).await?;
        view(conn, rows, today).await
    };
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_key(&row.unit.code), |row| row)
}

/// Expected reporters as they look from outside.
pub(super) async fn view(
    conn: &Connection,
    rows: Vec<ExpectedUnit>,
    today: NaiveDate,
) -> Result<Vec<ExpectedReporter>, db::Error> {
    let is_closed = |row: &&ExpectedUnit| row.closed_on.is_some_and(|closed_on| closed_on <= today);
    let closed: Vec<Uuid> = rows.iter().filter(is_closed).map(|row| row.unit_id).collect();
    let followers = units::successions::followers_of_closed(conn, &closed, today).await?;
    let ids = rows.iter().map(|row| row.unit_id).chain(followers.iter().map(|(_, id)| *id));
    let units = UnitReference::find_all(conn, ids, today).await?;
    let successors = |of: Uuid| followers.iter().filter(move |(closed, _)| *closed == of).map(|(_, id)| *id);
    let view = |row: ExpectedUnit| ExpectedReporter {
        unit: units.get(row.unit_id),
        standing: row.standing,
        closed_on: row.closed_on,
        successors: successors(row.unit_id).map(|id| units.get(id)).collect(),
    };
    Ok(rows.into_iter().map(view).collect())
}
