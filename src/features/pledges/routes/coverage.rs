//! Which contents of a campaign pledges answer.

use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::campaigns::store as campaigns;
use crate::features::pledges::rules::{ContentCoverage, coverage};
use crate::features::pledges::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// A content and how many units answer it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CoveredContent {
    /// The content.
    #[schema(example = "01980000-0000-7000-8000-000000000303")]
    content_id: Uuid,
    /// Its printed number.
    #[schema(max_length = 50, format = "text", example = "II.2.1")]
    ordinal: String,
    /// Its heading.
    #[schema(required, max_length = 2000, format = "text", example = "Công tác tổ chức bộ máy")]
    title: Option<String>,
    /// Whether contents stand under it.
    #[schema(example = false)]
    has_children: bool,
    /// How many units answer this very content by a pledge in force.
    #[schema(format = "count", example = 12)]
    approved_count: i64,
    /// How many units answer it by a pledge that awaits approval.
    #[schema(format = "count", example = 1)]
    waiting_count: i64,
    /// Whether a pledge in force answers it, a content above it or one below it.
    #[schema(example = true)]
    is_answered: bool,
}

impl From<&ContentCoverage<'_>> for CoveredContent {
    fn from(covered: &ContentCoverage<'_>) -> Self {
        Self {
            content_id: covered.content.id,
            ordinal: covered.content.ordinal.clone(),
            title: covered.content.title.clone(),
            has_children: covered.has_children,
            approved_count: covered.answers.approved,
            waiting_count: covered.answers.waiting,
            is_answered: covered.is_answered,
        }
    }
}

/// Which contents pledges answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// How many contents without children no pledge answers.
    #[schema(minimum = 0, maximum = 1000, example = 2)]
    unanswered_count: usize,
    /// All contents in the order of reading.
    #[schema(max_items = 1000)]
    contents: Vec<CoveredContent>,
}

/// Read which contents pledges answer
///
/// Every content of a campaign with the number of units whose pledge answers it, and whether any pledge in force
/// answers it.
#[utoipa::path(
    responses((status = 200, body = Coverage, description = "The contents")))]
#[get("/campaigns/{id}/coverage")]
pub async fn get_coverage(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let id = path.0.id;
    let (contents, answers) = state
        .db
        .read(async |conn| {
            campaigns::published(conn, id).await?;
            Ok((campaigns::contents::outline(conn, id).await?, store::answers(conn, id).await?))
        })
        .await?;
    let covered = coverage(&contents, &answers);
    let unanswered_count = covered.iter().filter(|one| !one.has_children && !one.is_answered).count();
    let contents = covered.iter().map(CoveredContent::from).collect();
    Answer::ok(&Coverage { unanswered_count, contents })
}
