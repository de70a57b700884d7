//! How units responded to a campaign, and when.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::store::{self, CascadeRow};
use crate::features::units::store as units;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// How a unit responded to a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CascadeResponse {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    code: String,
    /// Its name today.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    name: String,
    /// The first day on which it responded, by a pledge or a campaign of its own; null where it did not.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-06")]
    responded_on: Option<NaiveDate>,
    /// The campaign that it launched below this one.
    #[schema(required, example = json!(null))]
    campaign_id: Option<Uuid>,
    /// The code of that campaign.
    #[schema(required, max_length = 20, format = "text", example = json!(null))]
    campaign_code: Option<String>,
    /// The document that launched it.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// Its pledge.
    #[schema(required, example = "01980000-0000-7000-8000-000000310200")]
    pledge_id: Option<Uuid>,
    /// The day on which it first submitted its pledge.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-06")]
    pledged_on: Option<NaiveDate>,
}

impl CascadeResponse {
    fn new(row: CascadeRow, name: String) -> Self {
        Self {
            unit_id: row.unit_id,
            code: row.unit_code,
            name,
            responded_on: [row.launched_on, row.pledged_on].into_iter().flatten().min(),
            campaign_id: row.campaign_id,
            campaign_code: row.campaign_code,
            document_id: row.document_id,
            pledge_id: row.pledge_id,
            pledged_on: row.pledged_on,
        }
    }
}

/// List how units responded
///
/// Every participant of a campaign: whether it responded, on which day, and by which pledge or campaign of its own
/// below this one.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<CascadeResponse>, description = "A page of responses",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/cascade")]
pub async fn list_cascade(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key::<String>()?, state.clock.today());
    let list = async |conn: &Connection| {
        campaigns::published(conn, id).await?;
        let rows = store::list_responses(conn, id, after.clone(), page.rows_to_fetch()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
        Ok((rows, units::find_names_by_id(conn, &ids, today).await?))
    };
    let (rows, names) = state.db.read(list).await?;
    let view = |row: CascadeRow| {
        let name = names.get(&row.unit_id).map(|unit| unit.name.clone()).unwrap_or_default();
        CascadeResponse::new(row, name)
    };
    page.answer(rows, |row| Position::of_key(&row.unit_code), view)
}
