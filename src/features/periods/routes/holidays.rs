//! Holidays: days that differ from their weekday.

use actix_web::{delete, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::recorded::record_removed_holiday;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::catalogue::rules::Certainty;
use crate::features::periods::rules::is_weekend;
use crate::features::periods::store::{self, Holiday};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Which holidays to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HolidayFilter {
    /// Only this day or later ones.
    #[param(nullable = false, example = "2026-01-01")]
    from: Option<NaiveDate>,
    /// Only this day or earlier ones.
    #[param(nullable = false)]
    to: Option<NaiveDate>,
}

/// A new holiday.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHoliday {
    /// The day.
    #[schema(example = "2026-11-24")]
    day: NaiveDate,
    /// Its name.
    #[schema(max_length = 200, format = "line", example = "Ngày Văn hóa Việt Nam")]
    name: String,
    /// Whether it is a weekend that is worked in exchange; by default it is a day off.
    #[schema(nullable = false, example = false)]
    is_working_day: Option<bool>,
    /// The law or notice it is based on.
    #[schema(max_length = 500, format = "line", example = "Thông báo về lịch nghỉ (mẫu)")]
    clause: String,
    /// How certain it is.
    #[schema(example = "MEMORY")]
    certainty: Certainty,
}

/// A day that differs from its weekday: a free day, or a weekend that is worked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Holiday)]
pub struct HolidayView {
    /// The holiday's id.
    #[schema(example = "01980000-0000-7000-8000-000000100000")]
    id: Uuid,
    /// The day.
    #[schema(example = "2023-01-01")]
    day: NaiveDate,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Tết Dương lịch")]
    name: String,
    /// Whether it is a weekend that is worked in exchange.
    #[schema(example = false)]
    is_working_day: bool,
    /// The law or notice it is based on.
    #[schema(max_length = 500, format = "text", example = "Bộ luật Lao động 45/2019/QH14, Điều 112")]
    clause: String,
    /// How certain it is.
    #[schema(example = "INFERENCE")]
    certainty: Certainty,
    /// What `If-Match` compares.
    version: RowVersion,
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

/// List holidays
///
/// Free days that are not weekends, and weekends that are worked in exchange. Deadlines lie on working days.
#[utoipa::path(params(HolidayFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<HolidayView>, description = "A page of holidays",
        headers(("Link" = String)))))]
#[get("/holidays")]
pub async fn list_holidays(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<HolidayFilter>,
) -> Result<Answer, Problem> {
    let (HolidayFilter { from, to }, after) = (filter.0, page.after_key()?);
    let list = async |conn: &Connection| store::list_holidays(conn, (from, to), after, page.read()).await;
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_key(row.day), |row| HolidayView::from(&row))
}

/// Add a holiday
///
/// A free day, or a weekend that is worked in exchange. Existing deadlines stay.
#[utoipa::path(request_body = NewHoliday,
    responses((status = 201, body = HolidayView, description = "Added",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::not_a_weekend, Code::holiday_already_there]))))]
#[post("/holidays")]
pub async fn create_holiday(
    state: web::Data<State>,
    change: Change,
    input: Json<NewHoliday>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let effect = async |tx: &mut Connection| {
        if input.is_working_day == Some(true) && !is_weekend(input.day) {
            let fault = Violation::at("/isWorkingDay", Code::not_a_weekend).with("day", input.day);
            return Err(Problem::invalid(vec![fault]));
        }
        if let Some(existing) = store::find_holiday_on(tx, input.day).await? {
            let problem = Problem::new(Code::holiday_already_there);
            return Err(problem.with_existing(existing));
        }
        let holiday = Holiday {
            id: context.ids.next(),
            day: input.day,
            name: composed(&input.name),
            is_working_day: input.is_working_day.unwrap_or(false),
            clause: composed(&input.clause),
            certainty: input.certainty,
            version: RowVersion::FIRST,
            created_at: context.at,
        };
        store::insert_holiday(tx, &holiday).await?;
        record_change(tx, context, Occurrence::HolidayCreated, None, &holiday).await?;
        let location = state.link(&format!("/holidays/{}", holiday.id));
        Ok(Answer::created(&location, &HolidayView::from(&holiday))?.with_etag(holiday.version))
    };
    change.run_permitted(effect).await
}

/// Read a holiday
///
/// The day, whether it is worked, and the law or notice it is based on.
#[utoipa::path(
    responses((status = 200, body = HolidayView, description = "The holiday", headers(("ETag" = String)))))]
#[get("/holidays/{id}")]
pub async fn get_holiday(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let holiday = state.db.point_read(async |conn| store::find_holiday(conn, path.0.id).await).await?;
    Ok(Answer::ok(&HolidayView::from(&holiday))?.with_etag(holiday.version))
}

/// Remove a holiday
///
/// The day follows its weekday again. Existing deadlines stay.
#[utoipa::path(
    responses((status = 204, description = "Removed")))]
#[delete("/holidays/{id}")]
pub async fn remove_holiday(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let id = path.0.id;
    let effect = async |tx: &mut Connection| {
        let holiday = store::find_holiday(tx, id).await?;
        if_match.check(holiday.version)?;
        store::remove_holiday(tx, id).await?;
        record_removed_holiday(tx, &change.context, &holiday).await?;
        Ok(Answer::no_content())
    };
    change.run_permitted(effect).await
}
