//! Reading amendments, and what a campaign was before each.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::features::campaigns::routes::view::CampaignView;
use crate::features::campaigns::routes::{PageOfCampaign, Viewer, seen};
use crate::features::campaigns::store::amendments::{self, Amendment};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which amendment of which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AmendmentParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// The amendment's number, from 1.
    #[param(minimum = 1, maximum = 1_000_000, example = 1)]
    number: i32,
}

/// An amendment without what was before it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AmendmentSummary {
    /// The amendment's id.
    #[schema(example = "01980000-0000-7000-8000-0000000003a1")]
    id: Uuid,
    /// Its number among the amendments of its campaign, from 1.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    number: i32,
    /// The document that decides it.
    #[schema(example = "01980000-0000-7000-8000-0000000003f0")]
    document_id: Uuid,
    /// The day from which it holds.
    #[schema(format = Date, max_length = 10, example = "2023-07-01")]
    effective_on: NaiveDate,
    /// What it is about.
    #[schema(max_length = 2000, format = "text", example = "Bổ sung biện pháp tổ chức thực hiện (mẫu)")]
    summary: String,
    /// Who entered it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-07-01T08:00:00.000000+07:00")]
    created_at: LocalTime,
}

impl From<Amendment> for AmendmentSummary {
    fn from(amendment: Amendment) -> Self {
        Self {
            id: amendment.id,
            number: amendment.number,
            document_id: amendment.document_id,
            effective_on: amendment.effective_on,
            summary: amendment.summary,
            created_by: amendment.created_by,
            created_at: local(amendment.created_at),
        }
    }
}

/// An amendment, and the campaign as it was before.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Amendment)]
pub struct AmendmentView {
    /// The amendment.
    amendment: AmendmentSummary,
    /// The campaign as it was before.
    #[schema(value_type = CampaignView)]
    before: Value,
}

impl AmendmentView {
    /// An amendment with what was before it.
    pub(super) fn new(amendment: Amendment, before: Value) -> Self {
        Self { amendment: amendment.into(), before }
    }
}

/// A page of amendments.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AmendmentPage {
    /// The amendments, oldest first.
    #[schema(max_items = 200)]
    items: Vec<AmendmentSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a campaign's amendments
///
/// By which documents a launched campaign was changed, oldest first.
#[utoipa::path(params(PageOfCampaign),
    responses((status = 200, body = AmendmentPage, description = "A page of amendments", headers(("Link" = String)))))]
#[get("/campaigns/{id}/amendments")]
pub async fn list_amendments(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfCampaign>,
) -> Result<Answer, Problem> {
    let PageOfCampaign { id, cursor, limit } = parameters.0;
    let viewer = Viewer::new(&request, &state, &caller);
    let pager = Pager::begin(&state.cursors, format!("amendments {id}"), cursor.as_deref(), limit)?;
    let after: Option<i32> = pager.after_key()?;
    let rows = state
        .db
        .read(async |conn| {
            seen(conn, &viewer, id).await?;
            amendments::list(conn, id, after, pager.rows_to_fetch()).await
        })
        .await?;
    let by_number = |row: &Amendment| Position { key: row.number.to_string(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_number);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.into_iter().map(AmendmentSummary::from).collect();
    Ok(Answer::ok(&AmendmentPage { items, next_cursor })?.with_link(link))
}

/// Read an amendment
///
/// The amendment, and the campaign as it was before it.
#[utoipa::path(params(AmendmentParameters),
    responses((status = 200, body = AmendmentView, description = "The amendment")))]
#[get("/campaigns/{id}/amendments/{number}")]
pub async fn get_amendment(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<AmendmentParameters>,
) -> Result<Answer, Problem> {
    let AmendmentParameters { id, number } = parameters.0;
    let viewer = Viewer::new(&request, &state, &caller);
    let read = state.db.read(async |conn| {
        seen(conn, &viewer, id).await?;
        amendments::find(conn, id, number).await
    });
    let (amendment, before) = read.await?;
    Answer::ok(&AmendmentView::new(amendment, before))
}
