//! Holidays: days that are not what their weekday says.

use actix_web::{HttpRequest, delete, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::catalogue::rules::Certainty;
use crate::features::periods::rules::is_weekend;
use crate::features::periods::store::{self, Holiday};
use crate::http::input::{Json, Parameters};
use crate::http::paging::{Pager, Position};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// Which days to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HolidayFilter {
    /// Only this day or later ones.
    #[param(nullable = false, format = Date, max_length = 10, example = "2026-01-01")]
    from: Option<NaiveDate>,
    /// Only this day or earlier ones.
    #[param(nullable = false, format = Date, max_length = 10)]
    to: Option<NaiveDate>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most days a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Which holiday.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HolidayParameters {
    /// The holiday's id.
    #[param(example = "01980000-0000-7000-8000-000000100000")]
    id: Uuid,
}

/// A day to be told of.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHoliday {
    /// The day.
    #[schema(format = Date, max_length = 10, example = "2026-11-24")]
    day: NaiveDate,
    /// Its name.
    #[schema(max_length = 200, format = "line", example = "Ngày Văn hóa Việt Nam")]
    name: String,
    /// Whether it is worked: a weekend that is worked in exchange. Free when it is left out.
    #[schema(nullable = false, example = false)]
    is_working_day: Option<bool>,
    /// By which law or notice.
    #[schema(max_length = 500, format = "line", example = "Thông báo về lịch nghỉ (mẫu)")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "MEMORY")]
    certainty: Certainty,
}

/// A day that is not what its weekday says.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Holiday)]
pub struct HolidayView {
    /// The holiday's id.
    #[schema(example = "01980000-0000-7000-8000-000000100000")]
    id: Uuid,
    /// The day.
    #[schema(format = Date, max_length = 10, example = "2023-01-01")]
    day: NaiveDate,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Tết Dương lịch")]
    name: String,
    /// Whether it is worked: a weekend that is worked in exchange.
    #[schema(example = false)]
    is_working_day: bool,
    /// By which law or notice.
    #[schema(max_length = 500, format = "text", example = "Bộ luật Lao động 45/2019/QH14, Điều 112")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "INFERENCE")]
    certainty: Certainty,
    /// What `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
}

impl From<&Holiday> for HolidayView {
    fn from(row: &Holiday) -> Self {
        Self {
            id: row.id,
            day: row.day,
            name: row.name.clone(),
            is_working_day: row.is_working_day,
            clause: row.clause.clone(),
            certainty: row.certainty,
            version: row.version,
        }
    }
}

/// A page of holidays.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HolidayPage {
    /// The days, in order.
    #[schema(max_items = 200)]
    items: Vec<HolidayView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List holidays
///
/// Free days beside weekends, and weekends that are worked in exchange; deadlines lie on working days.
#[utoipa::path(params(HolidayFilter),
    responses((status = 200, body = HolidayPage, description = "A page of days", headers(("Link" = String)))))]
#[get("/holidays")]
pub async fn list_holidays(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<HolidayFilter>,
) -> Result<Answer, Problem> {
    let HolidayFilter { from, to, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("holidays {from:?} {to:?}"), cursor.as_deref(), limit)?;
    let after = pager.after_key()?;
    let read =
        state.db.read(async |conn| store::holidays(conn, (from, to), after, pager.rows_to_fetch()).await);
    let rows = read.await?;
    let by_day = |row: &Holiday| Position { key: row.day.to_string(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_day);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(HolidayView::from).collect();
    Ok(Answer::ok(&HolidayPage { items, next_cursor })?.with_link(link))
}

/// Add a holiday
///
/// A free day, or a weekend that is worked in exchange. Deadlines that stand already stay.
#[utoipa::path(request_body = NewHoliday,
    responses((status = 201, body = HolidayView, description = "Added", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::not_a_weekend, Code::holiday_already_there]))))]
#[post("/holidays")]
pub async fn create_holiday(
    state: web::Data<State>,
    change: Change,
    input: Json<NewHoliday>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |_: &mut Connection| change.caller.require(Permission::ManageSettings, &[]);
    let effect = async |tx: &mut Connection| {
        if input.is_working_day == Some(true) && !is_weekend(input.day) {
            let fault = Violation::at("/isWorkingDay", Code::not_a_weekend).with("day", input.day);
            return Err(Problem::invalid(vec![fault]));
        }
        let holiday = Holiday {
            id: context.ids.next(),
            day: input.day,
            name: composed(&input.name),
            is_working_day: input.is_working_day.unwrap_or(false),
            clause: composed(&input.clause),
            certainty: input.certainty,
            version: 1,
            created_at: context.at,
        };
        store::create_holiday(tx, &holiday).await?;
        let told = Occurrence::HolidayCreated;
        record::record(tx, context, [happening(&holiday, told)]).await?;
        let location = state.link(&format!("/holidays/{}", holiday.id));
        Ok(Answer::created(&location, &HolidayView::from(&holiday))?.with_etag(holiday.version))
    };
    change.run(permit, effect).await
}

/// Read a holiday
///
/// A day that is not what its weekday says, and by which law or notice.
#[utoipa::path(params(HolidayParameters),
    responses((status = 200, body = HolidayView, description = "The day", headers(("ETag" = String)))))]
#[get("/holidays/{id}")]
pub async fn get_holiday(
    state: web::Data<State>,
    parameters: Parameters<HolidayParameters>,
) -> Result<Answer, Problem> {
    let holiday = state.db.point_read(async |conn| store::find_holiday(conn, parameters.0.id).await).await?;
    Ok(Answer::ok(&HolidayView::from(&holiday))?.with_etag(holiday.version))
}

/// Remove a holiday
///
/// The day is again what its weekday says. Deadlines that stand already stay.
#[utoipa::path(params(HolidayParameters),
    responses((status = 204, description = "Removed")))]
#[delete("/holidays/{id}")]
pub async fn remove_holiday(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<HolidayParameters>,
) -> Result<Answer, Problem> {
    let id = parameters.0.id;
    let permit = async |_: &mut Connection| change.caller.require(Permission::ManageSettings, &[]);
    let effect = async |tx: &mut Connection| {
        let holiday = store::find_holiday(tx, id).await?;
        if_match.check(holiday.version)?;
        store::remove_holiday(tx, id).await?;
        let told = Occurrence::HolidayRemoved;
        record::record(tx, &change.context, [happening(&holiday, told)]).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

fn happening(holiday: &Holiday, occurrence: Occurrence) -> ChangeRecord {
    let is_new = occurrence == Occurrence::HolidayCreated;
    let told = serde_json::json!({
        "day": holiday.day,
        "name": holiday.name,
        "isWorkingDay": holiday.is_working_day,
        "clause": holiday.clause,
        "certainty": holiday.certainty,
    });
    ChangeRecord::new(
        occurrence,
        Subject { id: holiday.id, unit_id: None },
        holiday.version,
        ((!is_new).then(|| told.clone()), is_new.then_some(told)),
    )
}
