//! Who responded to a campaign, when, with what.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::PageOfCampaign;
use crate::db;
use crate::features::campaigns::store as campaigns;
use crate::features::obligations::store::{self, CascadeRow};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
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
    /// The first day on which it responded by a campaign of its own or a pledge; null where it did not.
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
    /// The day on which it sent its pledge first.
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

/// A page of responses.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CascadePage {
    /// The participants, by code.
    #[schema(max_items = 200)]
    items: Vec<CascadeResponse>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List who responded
///
/// Every participant of a campaign: whether it responded, on which day, by a campaign of its own below this one or by a
/// pledge.
#[utoipa::path(params(PageOfCampaign),
    responses((status = 200, body = CascadePage, description = "A page of responses", headers(("Link" = String)))))]
#[get("/campaigns/{id}/cascade")]
pub async fn list_cascade(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfCampaign>,
) -> Result<Answer, Problem> {
    let PageOfCampaign { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("cascade {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let (rows, names) = state
        .db
        .read(async |conn| {
            campaigns::published(conn, id).await?;
            let rows = store::cascade(conn, id, after.clone(), pager.rows_to_fetch()).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
            Ok::<_, db::Error>((rows, units::named_by_id(conn, &ids, today).await?))
        })
        .await?;
    let by_code = |row: &CascadeRow| Position { key: row.unit_code.clone(), id: row.unit_id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_code);
    let link = state.next_link(&request, next_cursor.as_deref());
    let view = |row: CascadeRow| {
        let name = names.get(&row.unit_id).map(|unit| unit.name.clone()).unwrap_or_default();
        CascadeResponse::new(row, name)
    };
    let items = rows.into_iter().map(view).collect();
    Ok(Answer::ok(&CascadePage { items, next_cursor })?.with_link(link))
}
