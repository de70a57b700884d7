//! Award types.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::features::catalogue::rules::{AwardKind, AwardLevel, Certainty, RecipientKind};
use crate::features::catalogue::store::{self, AwardType, Filter};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// The version of every award: only a release changes the catalogue.
const RELEASED: RowVersion = RowVersion::FIRST;

/// Which awards to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AwardTypeFilter {
    /// The day of the list; today when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Only titles, or only forms.
    #[param(nullable = false, inline)]
    kind: Option<AwardKind>,
    /// Only awards of this level.
    #[param(nullable = false, inline)]
    level: Option<AwardLevel>,
    /// Only awards for this kind of recipient.
    #[param(nullable = false, inline)]
    recipient: Option<RecipientKind>,
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
    /// The level of the authority that gives it.
    #[schema(example = "BASE")]
    level: AwardLevel,
    /// Who can receive it.
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
    /// The first day on which this row of the law holds.
    #[schema(example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
}

impl From<AwardType> for AwardTypeView {
    fn from(row: AwardType) -> Self {
        Self {
            id: row.id,
            recipients: row.recipients(),
            code: row.code,
            name: row.name,
            kind: row.kind,
            level: row.level,
            decided_by: row.decided_by,
            clause: row.clause,
            certainty: row.certainty,
            starts_on: row.starts_on,
            ends_on: row.ends_before.and_then(|end| end.pred_opt()),
        }
    }
}

/// List award types
///
/// Titles and forms of commendation that exist on a day, the highest first, each with its article and how sure we are of
/// it.
#[utoipa::path(params(AwardTypeFilter, PageParameters),
    responses((status = 200, body = Page<AwardTypeView>, description = "A page of awards", headers(("Link" = String)))))]
#[get("/award-types")]
pub async fn list_award_types(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<AwardTypeFilter>,
) -> Result<Answer, Problem> {
    let AwardTypeFilter { as_of, kind, level, recipient } = filter.0;
    let after = page.after_key()?.zip(page.after_id()?);
    let filter = Filter { as_of: as_of.unwrap_or_else(|| state.clock.today()), kind, level, recipient };
    let rows =
        state.db.read(async |conn| store::list(conn, &filter, after, page.rows_to_fetch()).await).await?;
    page.answer(rows, |row| Position::new(row.rank, row.id), AwardTypeView::from)
}

/// Read an award type
///
/// One title or form of commendation.
#[utoipa::path(responses((status = 200, body = AwardTypeView, description = "The award", headers(("ETag" = String)))))]
#[get("/award-types/{id}")]
pub async fn get_award_type(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let row = state.db.point_read(async |conn| store::find(conn, path.0.id).await).await?;
    Ok(Answer::ok(&AwardTypeView::from(row))?.with_etag(RELEASED))
}
