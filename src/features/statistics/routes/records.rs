//! What a number of a form counts, one by one.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::counting::{Asked, Cell, CountedRecords};
use super::parameters::{FormPath, FormQuery, require_reader};
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::catalogue::store::AwardReferences;
use crate::features::statistics::rules::RecordKind;
use crate::features::statistics::store::{CountedAward, CountedCampaign};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, SubjectReference};
use crate::operations::tables::spec::{TableSpec, day, text};

/// Which number.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CellQuery {
    /// The code of the row; left out, what stands in the total and in no row of one of its groups, as a mark is missing.
    #[param(nullable = false, max_length = 2, pattern = "^[0-9]{1,2}$", example = "01")]
    row: Option<String>,
    /// The code of the column; the total when it is left out.
    #[param(nullable = false, max_length = 60, pattern = r"^[1-9](\.[A-Z0-9_]+)*$", example = "1")]
    column: Option<String>,
}

/// A campaign or an award that a number counts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatisticalRecord {
    /// What it is.
    #[schema(example = "AWARD")]
    kind: RecordKind,
    /// Its id: of the campaign, or of the award in the register.
    #[schema(example = "01980000-0000-7000-8000-000000390001")]
    id: Uuid,
    /// The campaign's code, or the award's code in the catalogue.
    #[schema(required, max_length = 40, format = "text", example = "BANG_KHEN_TINH")]
    code: Option<String>,
    /// The campaign's title, or the award's name.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    )]
    name: Option<String>,
    /// To whom the award was given.
    #[schema(required)]
    subject: Option<SubjectReference>,
    /// The day of the launch, or of the decision.
    #[schema(example = "2023-12-20")]
    dated_on: NaiveDate,
    /// Number and sign of the decision.
    #[schema(required, max_length = 100, format = "text", example = "1034/QĐ-UBND")]
    decision_number: Option<String>,
}

impl From<CountedCampaign> for StatisticalRecord {
    fn from(of: CountedCampaign) -> Self {
        Self {
            kind: RecordKind::Campaign,
            id: of.id,
            code: of.code,
            name: of.title,
            subject: None,
            dated_on: of.launched_on,
            decision_number: None,
        }
    }
}

impl StatisticalRecord {
    async fn of_awards(
        conn: &Connection,
        awards: Vec<CountedAward>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let known = KnownSubjects::find(conn, awards.iter().map(CountedAward::subject), today).await?;
        let names = AwardReferences::find(conn, awards.iter().map(|award| award.award_code.clone())).await?;
        let record = |award: CountedAward| Self {
            kind: RecordKind::Award,
            id: award.id,
            name: Some(names.get(&award.award_code).name),
            subject: Some(known.reference(award.subject())),
            code: Some(award.award_code),
            dated_on: award.decided_on,
            decision_number: Some(award.decision_number),
        };
        Ok(awards.into_iter().map(record).collect())
    }
}

/// What a number counts as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "chi-tiet-thong-ke",
    "Chi tiết thống kê",
    &[
        text("Mã", "/code"),
        text("Tên phong trào, danh hiệu, hình thức", "/name"),
        text("Mã đối tượng", "/subject/code"),
        text("Tên đối tượng", "/subject/name"),
        day("Ngày", "/datedOn"),
        text("Số quyết định", "/decisionNumber"),
    ],
);

/// List what a number counts
///
/// The campaigns or awards that a cell of forms 0601 to 0603 counts, the last written first: as many as the number says.
#[utoipa::path(params(FormPath, FormQuery, CellQuery, PageParameters),
    responses((status = 200, body = Page<StatisticalRecord>, description = "A page of campaigns or awards",
        headers(("Link" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::forbidden, Code::unknown_form_cell, Code::form_is_entered
    ]))))]
#[get("/statistics/forms/{form}/records")]
pub async fn list_statistical_records(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<FormPath>,
    query: Parameters<FormQuery>,
    cell: Parameters<CellQuery>,
) -> Result<Answer, Problem> {
    let asked = Asked::of(path.0.form, query.0, state.clock.today());
    require_reader(&state, &caller, (asked.unit_id, asked.today)).await?;
    if asked.form.is_entered() {
        return Err(Problem::new(Code::form_is_entered).with("form", asked.form));
    }
    let cell = match cell.0 {
        CellQuery { row: Some(row), column } => Cell::At(row, column.unwrap_or_else(|| "1".to_owned())),
        CellQuery { row: None, .. } => Cell::Unsorted,
    };
    let before = page.after_id()?;
    let list = async |conn: &Connection| {
        let found = asked.records(conn, &cell, (before, page.read())).await?;
        match found {
            None => Ok(None),
            Some(CountedRecords::Campaigns(found)) => {
                Ok(Some(found.into_iter().map(StatisticalRecord::from).collect()))
            }
            Some(CountedRecords::Awards(found)) => {
                StatisticalRecord::of_awards(conn, found, asked.today).await.map(Some)
            }
        }
    };
    let found: Option<Vec<StatisticalRecord>> = state.db.read(list).await?;
    let fault = || Violation::of_parameter("row", Code::unknown_form_cell).with("form", asked.form);
    let found = found.ok_or_else(|| Problem::invalid(vec![fault()]))?;
    page.answer(found, |one| Position::of_id(one.id), |one| one)
}
