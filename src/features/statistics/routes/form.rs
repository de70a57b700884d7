//! Reading a form.

use actix_web::{HttpRequest, get, web};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::counting::Asked;
use super::parameters::{FormPath, FormQuery, require_reader};
use crate::auth::Caller;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::statistics::rules::{FormCode, FormColumn, FormFigures, FormHead, FormRow};
use crate::features::statistics::store;
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem};
use crate::official_documents::tables::{Sheet, SheetValue, xlsx};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::tables::{prefers_workbook, workbook};

/// A form of a year and a unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StatisticalForm)]
pub struct FormView {
    /// The form.
    #[schema(example = "0603")]
    form: FormCode,
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2023)]
    year: i32,
    /// The unit that reports.
    unit: UnitReference,
    /// Code, title and day of the form, where a version of it holds at the end of the year.
    #[schema(required)]
    head: Option<FormHead>,
    /// Its numbers.
    pub(super) figures: FormFigures,
    /// The version of what was entered; null where nothing was, and of a form that is counted.
    #[schema(required, example = json!(null))]
    version: Option<RowVersion>,
}

impl FormView {
    /// A form as it stands.
    pub(super) async fn of(conn: &Connection, asked: Asked) -> Result<Self, db::Error> {
        let entry = if asked.form.is_entered() {
            store::find_entry(conn, (asked.form, asked.year, asked.unit_id)).await?
        } else {
            None
        };
        Ok(Self {
            form: asked.form,
            year: asked.year,
            unit: UnitReference::find(conn, asked.unit_id, asked.today).await?,
            head: asked.head(conn).await?,
            figures: asked.figures(conn).await?,
            version: entry.map(|entry| entry.version),
        })
    }

    /// The form as an answer, with its version where it has one.
    pub(super) fn answer(&self) -> Result<Answer, Problem> {
        let answer = Answer::ok(self)?;
        Ok(match self.version {
            Some(version) => answer.with_etag(version),
            None => answer,
        })
    }
}

/// Read a form
///
/// Forms 0601 to 0603 are counted as they are read; 0604 and 0605 show what was entered. Counted are campaigns that the unit and those
/// below it launched in the year, as the form asks for campaigns by the level that leads their launch, without those cancelled by its
/// end; and awards by the day of their decision in the year, confirmed and neither voided nor revoked by its end. Classes of
/// positions and enterprises are those of that day; a unit is an enterprise by its `kind`. With `Accept` of a workbook as .xlsx.
#[utoipa::path(params(FormPath, FormQuery),
    responses((status = 200, description = "The form", headers(("ETag" = String)), content(
        (FormView = "application/json"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::forbidden]))))]
#[get("/statistics/forms/{form}")]
pub async fn get_statistical_form(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<FormPath>,
    query: Parameters<FormQuery>,
) -> Result<Answer, Problem> {
    let asked = Asked::of(path.0.form, query.0, state.clock.today());
    require_reader(&state, &caller, (asked.unit_id, asked.today)).await?;
    let view = state.db.read(async |conn: &Connection| FormView::of(conn, asked).await).await?;
    if !prefers_workbook(&request) {
        return view.answer();
    }
    let name = format!("bieu-{}-{}.xlsx", view.form, view.year);
    let sheet = sheet(view.form, &view.figures);
    let bytes = state.readers.run(move || xlsx(&sheet)).await?;
    Ok(workbook(&name, bytes.map_err(Problem::internal)?))
}

/// The form as a sheet; what is not known stays empty.
fn sheet(form: FormCode, figures: &FormFigures) -> Sheet {
    let title = |column: &FormColumn| {
        let number = column.code.split('.').next().unwrap_or_default();
        format!("({number}) {}", column.label)
    };
    let first = ["Mã số", "Chỉ tiêu", "Đơn vị tính"].map(str::to_owned);
    let row = |row: &FormRow| {
        let said = [&row.code, &row.label, &row.unit_of_count].map(|text| SheetValue::Text(text.clone()));
        let number = |value: &Option<i64>| {
            value.map_or(SheetValue::Empty, |value| SheetValue::Number(Decimal::from(value)))
        };
        said.into_iter().chain(row.values.iter().map(number)).collect()
    };
    Sheet {
        title: format!("Biểu {form}"),
        header: first.into_iter().chain(figures.columns.iter().map(title)).collect(),
        rows: figures.rows.iter().map(row).collect(),
    }
}
