//! How units responded to a campaign, and when.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store as campaigns;
use crate::features::documents::rules::DocumentReference;
use crate::features::documents::store as documents;
use crate::features::obligations::store::{self, CascadeRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, text};

/// How a unit responded to a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CascadeResponse {
    /// The unit.
    unit: UnitReference,
    /// The first day on which it responded, by a pledge or a campaign of its own; null where it did not.
    #[schema(required, example = "2023-02-06")]
    responded_on: Option<NaiveDate>,
    /// The campaign that it launched below this one.
    #[schema(required)]
    campaign: Option<CampaignReference>,
    /// The document that launched it.
    #[schema(required)]
    document: Option<DocumentReference>,
    /// Its pledge.
    #[schema(required, example = "01980000-0000-7000-8000-000000310200")]
    pledge_id: Option<Uuid>,
    /// The day on which it first submitted its pledge.
    #[schema(required, example = "2023-02-06")]
    pledged_on: Option<NaiveDate>,
}

/// What the responses name.
struct Named {
    units: References<UnitReference>,
    campaigns: References<CampaignReference>,
    documents: References<DocumentReference>,
}

impl Named {
    async fn find(conn: &Connection, rows: &[CascadeRow], today: NaiveDate) -> Result<Self, db::Error> {
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let campaigns =
            campaigns::find_references(conn, rows.iter().filter_map(|row| row.campaign_id)).await?;
        let documents =
            documents::find_references(conn, rows.iter().filter_map(|row| row.document_id)).await?;
        Ok(Self { units, campaigns, documents })
    }
}

impl CascadeResponse {
    fn new(row: &CascadeRow, named: &Named) -> Self {
        Self {
            unit: named.units.get(row.unit_id),
            responded_on: [row.launched_on, row.pledged_on].into_iter().flatten().min(),
            campaign: named.campaigns.find(row.campaign_id),
            document: named.documents.find(row.document_id),
            pledge_id: row.pledge_id,
            pledged_on: row.pledged_on,
        }
    }
}

/// Who answered a campaign from above, as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "huong-ung",
    "Hưởng ứng",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        day("Ngày hưởng ứng", "/respondedOn"),
        text("Phong trào hưởng ứng", "/campaign/title"),
        text("Văn bản", "/document/display"),
        day("Ngày đăng ký", "/pledgedOn"),
    ],
);

/// List how units responded
///
/// Every participant of a campaign: whether it responded, on which day, and by which pledge or campaign of its own
/// below this one. A pledge that was never approved is named to those who may read it.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<CascadeResponse>, description = "A page of responses",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/cascade")]
pub async fn list_cascade(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key::<String>()?, state.clock.today());
    let campaign = state.db.point_read(async |conn| campaigns::published(conn, id).await).await?;
    let inside = unit_scope::visible_work(&state.db, &caller, campaign.launching_unit_id, today).await?;
    let list = async |conn: &Connection| {
        let (inside, after) = (inside.as_deref(), after.clone());
        let rows = store::list_responses(conn, id, inside, after, page.read()).await?;
        let named = Named::find(conn, &rows, today).await?;
        Ok((rows, named))
    };
    let (rows, named) = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_key(&row.unit_code), |row| CascadeResponse::new(&row, &named))
}
