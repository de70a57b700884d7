//! Listing the reviews of a campaign.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::ReviewAccess;
use crate::auth::Caller;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::reviews::rules::{ReviewKind, ReviewStatus};
use crate::features::reviews::store::{self, ReviewRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// A review in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewSummary {
    /// The review's id.
    #[schema(example = "01980000-0000-7000-8000-000000002300")]
    id: Uuid,
    /// Which review it is.
    #[schema(example = "INTERIM")]
    kind: ReviewKind,
    /// Its status.
    #[schema(example = "ISSUED")]
    status: ReviewStatus,
    /// What it is about.
    #[schema(max_length = 2100, format = "text", example = "Sơ kết phong trào thi đua năm 2023 (mẫu)")]
    subject: String,
    /// The figures speak of all that was accepted through this day.
    #[schema(example = "2023-06-30")]
    through_on: NaiveDate,
    /// The day it was issued.
    #[schema(required, example = "2023-07-10")]
    issued_on: Option<NaiveDate>,
    /// Its version.
    version: RowVersion,
}

impl From<ReviewRow> for ReviewSummary {
    fn from(row: ReviewRow) -> Self {
        let ReviewRow { id, kind, status, subject, through_on, issued_on, version } = row;
        Self { id, kind, status, subject, through_on, issued_on, version }
    }
}

/// List a campaign's reviews
///
/// Everybody sees the issued ones; those who run or lead the campaign or read its drafts see all of them.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReviewSummary>, description = "A page of reviews", headers(("Link" = String)))))]
#[get("/campaigns/{id}/reviews")]
pub async fn list_reviews(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let list = async |conn: &Connection| {
        let campaign = campaigns::published(conn, id).await?;
        let access = ReviewAccess::of(conn, &caller, &campaign, today).await?;
        store::list(conn, id, access.is_inside(), after, page.read()).await
    };
    page.answer(state.db.read(list).await?, |row| Position::of_id(row.id), ReviewSummary::from)
}
