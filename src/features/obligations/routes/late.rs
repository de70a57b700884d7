//! Reports that came late or are overdue, with the days.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::store::{self, LateRow};
use crate::features::periods::rules::PeriodReference;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, text};

/// A report that came late or is overdue.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LateReport {
    /// The period.
    period: PeriodReference,
    /// The unit.
    unit: UnitReference,
    /// The last day of reporting; where the report is overdue, that of an exception from the lock, if there is one.
    #[schema(example = "2023-02-20")]
    due_on: NaiveDate,
    /// The day it was submitted first; null where it is overdue.
    #[schema(required, example = json!(null))]
    submitted_on: Option<NaiveDate>,
    /// How many days it came late, or is overdue today.
    #[schema(format = "count", example = 3)]
    days_late: i64,
}

impl LateReport {
    fn new(row: LateRow, units: &References<UnitReference>, today: NaiveDate) -> Self {
        let LateRow { unit_id, period_id, period_code, period_name, due_on, submitted_on } = row;
        Self {
            period: PeriodReference { id: period_id, code: period_code, name: period_name },
            unit: units.get(unit_id),
            due_on,
            submitted_on,
            days_late: (submitted_on.unwrap_or(today) - due_on).num_days(),
        }
    }
}

/// Who is late, as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "bao-cao-cham",
    "Báo cáo chậm",
    &[
        text("Mã kỳ", "/period/code"),
        text("Kỳ báo cáo", "/period/name"),
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        day("Hạn nộp", "/dueOn"),
        day("Ngày nộp", "/submittedOn"),
        number("Số ngày chậm", "/daysLate"),
    ],
);

/// List late reports
///
/// Reports of a campaign that were submitted late or are overdue, with the period and the days. For those who read drafts of
/// the launching unit.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<LateReport>, description = "A page of reports",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/late-reports")]
pub async fn list_late_reports(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let after = (page.after_key::<String>()?, page.after_id()?);
    let lineage = async |conn: &Connection| {
        let campaign = campaigns::published(conn, id).await?;
        authorization::lineage(conn, campaign.launching_unit_id, today).await
    };
    caller.require(Permission::ReadDrafts, &state.db.read(lineage).await?)?;
    let list = async |conn: &Connection| {
        let rows = store::list_late(conn, (id, today), after.clone(), page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        Ok((rows, units))
    };
    let (rows, units) = state.db.read(list).await?;
    let position = |row: &LateRow| Position::new(&row.period_code, row.unit_id);
    page.answer(rows, position, |row| LateReport::new(row, &units, today))
}
