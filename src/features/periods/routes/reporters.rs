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
use crate::operations::state::State;

/// A unit that is expected to report, or excused.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedReporter {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    code: String,
    /// Its name today.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    name: String,
    /// Why it is expected, as of the opening.
    #[schema(example = "EXPECTED")]
    standing: ReporterStatus,
    /// The first day on which the unit no longer exists, even if it was closed after the opening.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    closed_on: Option<NaiveDate>,
    /// The units that directly follow a closed unit: their officers report for it.
    #[schema(max_items = 1000, example = json!([]))]
    successor_ids: Vec<Uuid>,
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
        let rows = store::list_expected(conn, id, after.clone(), page.rows_to_fetch()).await?;
        view(conn, rows, today).await
    };
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_key(&row.code), |row| row)
}

async fn view(
    conn: &Connection,
    rows: Vec<ExpectedUnit>,
    today: NaiveDate,
) -> Result<Vec<ExpectedReporter>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
    let mut names = units::find_names_by_id(conn, &ids, today).await?;
    let is_closed = |row: &&ExpectedUnit| row.closed_on.is_some_and(|closed_on| closed_on <= today);
    let closed: Vec<Uuid> = rows.iter().filter(is_closed).map(|row| row.unit_id).collect();
    let followers = units::successions::followers_of_closed(conn, &closed, today).await?;
    let view = |row: ExpectedUnit| ExpectedReporter {
        unit_id: row.unit_id,
        code: row.unit_code,
        name: names.remove(&row.unit_id).map(|unit| unit.name).unwrap_or_default(),
        standing: row.standing,
        closed_on: row.closed_on,
        successor_ids: followers.iter().filter(|(of, _)| *of == row.unit_id).map(|(_, id)| *id).collect(),
    };
    Ok(rows.into_iter().map(view).collect())
}
