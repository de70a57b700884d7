//! HTTP of the award catalogue.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::rules::{AwardKind, AwardLevel, Certainty, RecipientKind};
use super::store::{self, AwardType, Filter};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// The version of what only a release changes.
const RELEASED: i32 = 1;

/// Which awards to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// The day the list speaks of; today when it is left out.
    #[param(nullable = false, format = Date, max_length = 10)]
    as_of: Option<NaiveDate>,
    /// Only titles, or only forms.
    #[param(nullable = false, inline)]
    kind: Option<AwardKind>,
    /// Only awards of this level.
    #[param(nullable = false, inline)]
    level: Option<AwardLevel>,
    /// Only awards that such a one can be given.
    #[param(nullable = false, inline)]
    recipient: Option<RecipientKind>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most awards a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Which award.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AwardParameters {
    /// The award's id.
    #[param(example = "01980000-0000-7000-8000-000000000e10")]
    id: Uuid,
}

/// A title or a form of commendation, by the law of its days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AwardType)]
pub struct AwardTypeView {
    /// The award's id.
    #[schema(example = "01980000-0000-7000-8000-000000000e10")]
    id: Uuid,
    /// The code people quote.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "LD_TIEN_TIEN")]
    code: String,
    /// The name in the law.
    #[schema(max_length = 200, format = "text", example = "Lao động tiên tiến")]
    name: String,
    /// What kind of award it is.
    #[schema(example = "TITLE")]
    kind: AwardKind,
    /// Which authority it is of.
    #[schema(example = "BASE")]
    level: AwardLevel,
    /// Who can be given it.
    #[schema(max_items = 3, example = json!(["INDIVIDUAL"]))]
    recipients: Vec<RecipientKind>,
    /// Who decides.
    #[schema(
        max_length = 200,
        format = "text",
        example = "Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân"
    )]
    decided_by: String,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 24; khoản 1 Điều 80")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The first day on which it exists so.
    #[schema(format = Date, max_length = 10, example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    ends_on: Option<NaiveDate>,
}

impl From<&AwardType> for AwardTypeView {
    fn from(row: &AwardType) -> Self {
        Self {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            kind: row.kind,
            level: row.level,
            recipients: row.recipients(),
            decided_by: row.decided_by.clone(),
            clause: row.clause.clone(),
            certainty: row.certainty,
            starts_on: row.starts_on,
            ends_on: row.ends_before.and_then(|end| end.pred_opt()),
        }
    }
}

/// A page of awards.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardTypePage {
    /// The awards, the highest first.
    #[schema(max_items = 200)]
    items: Vec<AwardTypeView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List award types
///
/// Titles and forms of commendation that exist on a day, the highest first, each with its article and how sure we are of
/// it.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = AwardTypePage, description = "A page of awards", headers(("Link" = String)))))]
#[get("/award-types")]
pub async fn list_award_types(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { as_of, kind, level, recipient, cursor, limit } = parameters.0;
    let list = format!("award-types {as_of:?} {kind:?} {level:?} {recipient:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let after = pager.after_key()?.zip(pager.after_id()?);
    let filter = Filter { as_of: as_of.unwrap_or_else(|| state.clock.today()), kind, level, recipient };
    let rows =
        state.db.read(async |conn| store::list(conn, &filter, after, pager.rows_to_fetch()).await).await?;
    let by_rank = |row: &AwardType| Position { key: row.rank.to_string(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_rank);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(AwardTypeView::from).collect();
    Ok(Answer::ok(&AwardTypePage { items, next_cursor })?.with_link(link))
}

/// Read an award type
///
/// One title or form of commendation.
#[utoipa::path(params(AwardParameters),
    responses((status = 200, body = AwardTypeView, description = "The award", headers(("ETag" = String)))))]
#[get("/award-types/{id}")]
pub async fn get_award_type(
    state: web::Data<State>,
    parameters: Parameters<AwardParameters>,
) -> Result<Answer, Problem> {
    let row = state.db.point_read(async |conn| store::find(conn, parameters.0.id).await).await?;
    Ok(Answer::ok(&AwardTypeView::from(&row))?.with_etag(RELEASED))
}
