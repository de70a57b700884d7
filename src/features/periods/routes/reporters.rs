//! Who is expected to report.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{PageOfPeriod, seen};
use crate::db::{self, Connection};
use crate::features::periods::rules::ReporterStatus;
use crate::features::periods::store::{self, Expected};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
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
    /// Why it is expected, as the opening found it.
    #[schema(example = "EXPECTED")]
    standing: ReporterStatus,
    /// The first day on which the unit no longer exists, also when it was closed after the opening.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    closed_on: Option<NaiveDate>,
    /// The units that directly follow a closed one: their officers report for it.
    #[schema(max_items = 1000, example = json!([]))]
    successor_ids: Vec<Uuid>,
}

/// A page of expected reporters.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedReporterPage {
    /// The units, by code.
    #[schema(max_items = 200)]
    items: Vec<ExpectedReporter>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List who is expected to report
///
/// The units that took part when the period opened. A unit that was closed says so, with those who report for it.
#[utoipa::path(params(PageOfPeriod),
    responses((status = 200, body = ExpectedReporterPage, description = "A page of units", headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/expected-reporters")]
pub async fn list_expected_reporters(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfPeriod>,
) -> Result<Answer, Problem> {
    let PageOfPeriod { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("expected {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let rows = state
        .db
        .read(async |conn| {
            seen(conn, id).await?;
            let rows = store::list_expected(conn, id, after.clone(), pager.rows_to_fetch()).await?;
            viewed(conn, rows, today).await
        })
        .await?;
    let by_code = |row: &ExpectedReporter| Position { key: row.code.clone(), id: row.unit_id.to_string() };
    let (items, next_cursor) = pager.page(rows, by_code);
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&ExpectedReporterPage { items, next_cursor })?.with_link(link))
}

async fn viewed(
    conn: &Connection,
    rows: Vec<Expected>,
    today: NaiveDate,
) -> Result<Vec<ExpectedReporter>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
    let mut names = units::find_names_by_id(conn, &ids, today).await?;
    let is_closed = |row: &&Expected| row.closed_on.is_some_and(|closed_on| closed_on <= today);
    let closed: Vec<Uuid> = rows.iter().filter(is_closed).map(|row| row.unit_id).collect();
    let followers = units::successions::followers_of_closed(conn, &closed, today).await?;
    let view = |row: Expected| ExpectedReporter {
        unit_id: row.unit_id,
        code: row.unit_code,
        name: names.remove(&row.unit_id).map(|unit| unit.name).unwrap_or_default(),
        standing: row.standing,
        closed_on: row.closed_on,
        successor_ids: followers.iter().filter(|(of, _)| *of == row.unit_id).map(|(_, id)| *id).collect(),
    };
    Ok(rows.into_iter().map(view).collect())
}
