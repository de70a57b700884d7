//! Reading amendments, and what a campaign was before each.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::campaigns::routes::access::find_visible;
use crate::features::campaigns::routes::view::CampaignView;
use crate::features::campaigns::store::amendments::{self, Amendment};
use crate::features::documents::rules::DocumentReference;
use crate::features::documents::store as documents;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::References;
use crate::operations::state::State;

/// An amendment of a campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AmendmentParameters {
    /// The amendment's number, from 1.
    #[param(minimum = 1, maximum = 1_000_000, example = 1)]
    number: i32,
}

/// An amendment in a list.
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
    document: DocumentReference,
    /// The day from which it holds.
    #[schema(example = "2023-07-01")]
    effective_on: NaiveDate,
    /// What it is about.
    #[schema(max_length = 2000, format = "text", example = "Bổ sung biện pháp tổ chức thực hiện (mẫu)")]
    summary: String,
    /// The person who entered it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was entered.
    created_at: LocalTime,
}

impl AmendmentSummary {
    fn new(amendment: Amendment, documents: &References<DocumentReference>) -> Self {
        Self {
            id: amendment.id,
            number: amendment.number,
            document: documents.get(amendment.document_id),
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
    /// An amendment with the campaign as it was before.
    pub(super) async fn read(
        conn: &Connection,
        amendment: Amendment,
        before: Value,
    ) -> Result<Self, db::Error> {
        let documents = documents::find_references(conn, [amendment.document_id]).await?;
        Ok(Self { amendment: AmendmentSummary::new(amendment, &documents), before })
    }
}

/// List a campaign's amendments
///
/// The amendments of a launched campaign, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<AmendmentSummary>, description = "A page of amendments",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/amendments")]
pub async fn list_amendments(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key()?, state.clock.today());
    let list = async |conn: &Connection| {
        find_visible(conn, &caller, id, today).await?;
        let rows = amendments::list(conn, id, after, page.read()).await?;
        let documents = documents::find_references(conn, rows.iter().map(|row| row.document_id)).await?;
        Ok((rows, documents))
    };
    let (rows, documents) = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_key(row.number), |row| AmendmentSummary::new(row, &documents))
}

/// Read an amendment
///
/// The amendment, and the campaign as it was before it.
#[utoipa::path(params(AmendmentParameters),
    responses((status = 200, body = AmendmentView, description = "The amendment")))]
#[get("/campaigns/{id}/amendments/{number}")]
pub async fn get_amendment(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    amendment: Parameters<AmendmentParameters>,
) -> Result<Answer, Problem> {
    let (id, number, today) = (path.0.id, amendment.0.number, state.clock.today());
    let read = state.db.read(async |conn| {
        find_visible(conn, &caller, id, today).await?;
        let (amendment, before) = amendments::find(conn, id, number).await?;
        AmendmentView::read(conn, amendment, before).await
    });
    Answer::ok(&read.await?)
}
