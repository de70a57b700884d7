//! Listing the reviews of a campaign.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ReviewAccess;
use crate::auth::Caller;
use crate::features::campaigns::store as campaigns;
use crate::features::reviews::rules::{ReviewKind, ReviewStatus};
use crate::features::reviews::store::{self, Review};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Place};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which page of reviews of which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most reviews a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

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
    /// Where it is in its life.
    #[schema(example = "ISSUED")]
    status: ReviewStatus,
    /// What it is about.
    #[schema(max_length = 2100, format = "text", example = "Sơ kết phong trào thi đua năm 2023 (mẫu)")]
    subject: String,
    /// The figures speak of all that was accepted through this day.
    #[schema(format = Date, max_length = 10, example = "2023-06-30")]
    through_on: NaiveDate,
    /// The day it was issued.
    #[schema(required, format = Date, max_length = 10, example = "2023-07-10")]
    issued_on: Option<NaiveDate>,
    /// Its version.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 2)]
    version: i32,
}

/// A page of reviews.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewPage {
    /// The reviews, oldest first.
    #[schema(max_items = 200)]
    items: Vec<ReviewSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a campaign's reviews
///
/// Everybody sees those that were issued; drafts are listed for who runs the campaign, leads or reads drafts.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = ReviewPage, description = "A page of reviews", headers(("Link" = String)))))]
#[get("/campaigns/{id}/reviews")]
pub async fn list_reviews(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("reviews {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_id()?, state.clock.today());
    let rows = state
        .db
        .read(async |conn| {
            let campaign = campaigns::published(conn, id).await?;
            let standing = ReviewAccess::of(conn, &caller, &campaign, today).await?;
            store::list(conn, id, standing.is_inside(), after, pager.rows_to_fetch()).await
        })
        .await?;
    let by_id = |row: &Review| Place { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let summary = |row: Review| ReviewSummary {
        id: row.id,
        kind: row.kind,
        status: row.status,
        subject: row.letterhead.subject,
        through_on: row.through_on,
        issued_on: row.issued_on,
        version: row.version,
    };
    let items = rows.into_iter().map(summary).collect();
    Ok(Answer::ok(&ReviewPage { items, next_cursor })?.with_link(link))
}
