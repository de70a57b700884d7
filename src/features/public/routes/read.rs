//! Reading one launched campaign.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::campaign::{CACHED, SlugParameter, days};
use super::excerpts::{PublicContent, PublicDocument, PublicSignatory};
use crate::db::{self, Connection};
use crate::features::campaigns::rules::period::{CampaignPeriod, Stage};
use crate::features::campaigns::rules::{Motto, Statement};
use crate::features::campaigns::store::{self as campaigns, Whole};
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// A campaign, as the public sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicCampaign {
    /// Its name in links; it never changes.
    #[schema(max_length = 120, format = "text", example = "phong-trao-thi-dua-pt-2023-001")]
    slug: String,
    /// The code people quote.
    #[schema(max_length = 20, format = "text", example = "PT-2023-001")]
    code: String,
    /// The title.
    #[schema(
        max_length = 1000,
        format = "text",
        example = "Phong trào thi đua ngành Nội vụ tỉnh Lạng Sơn năm 2023"
    )]
    title: String,
    /// The theme.
    #[schema(required, max_length = 5000, format = "text", example = json!(null))]
    theme: Option<String>,
    /// Its stage.
    #[schema(example = "ENDED")]
    stage: Stage,
    /// The first day.
    #[schema(example = "2023-02-01")]
    starts_on: NaiveDate,
    /// The last day, included.
    #[schema(example = "2023-12-31")]
    ends_on: NaiveDate,
    /// The name of the launching unit on the day of the launch.
    #[schema(max_length = 200, format = "text", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    launching_unit_name: String,
    /// The day of the launch.
    #[schema(required, example = "2023-02-01")]
    launched_on: Option<NaiveDate>,
    /// The document that launches it.
    #[schema(required)]
    document: Option<PublicDocument>,
    /// Who signs it.
    signatory: PublicSignatory,
    /// Mottoes that the launch document repeats.
    #[schema(max_items = 500)]
    mottoes: Vec<Motto>,
    /// Objectives.
    #[schema(max_items = 500)]
    objectives: Vec<Statement>,
    /// Measures.
    #[schema(max_items = 500)]
    measures: Vec<Statement>,
    /// The documents it is based on.
    #[schema(max_items = 200)]
    legal_bases: Vec<PublicDocument>,
    /// The content tree.
    #[schema(max_items = 1000)]
    contents: Vec<PublicContent>,
    /// How many units take part.
    #[schema(format = "count", example = 21)]
    participant_count: i64,
}

/// Read a campaign
///
/// A launched campaign with its contents. Before the launch it is not public; afterwards its link never breaks.
#[utoipa::path(params(SlugParameter),
    responses((status = 200, body = PublicCampaign, description = "The campaign", headers(("ETag" = String)))))]
#[get("/public/campaigns/{slug}")]
pub async fn get_public_campaign(
    state: web::Data<State>,
    path: Parameters<SlugParameter>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let campaign = campaigns::find_by_slug(conn, &path.0.slug).await?;
        let day = campaign.launched_on.unwrap_or(today);
        campaigns::whole(conn, campaign, day).await
    };
    let whole = state.db.read(read).await?;
    let version = whole.campaign.version;
    let view = campaign_view(whole, today)?;
    Ok(Answer::ok(&view)?.with_etag(version).cached(CACHED))
}

fn campaign_view(whole: Whole, today: NaiveDate) -> Result<PublicCampaign, Problem> {
    let launching_unit_name = whole.units.get(whole.charter.launching_unit_id).name;
    let documents = whole.charter.legal_base_ids.iter().filter_map(|id| whole.document(Some(*id)));
    let legal_bases = documents.map(PublicDocument::from).collect();
    let document = whole.document(whole.charter.document_id).map(PublicDocument::from);
    let (campaign, charter) = (whole.campaign, whole.charter);
    let (starts_on, ends_on) = days(campaign.starts_on, campaign.ends_on)?;
    let stage =
        CampaignPeriod { starts_on, ends_on }.stage(campaign.status, today).ok_or(db::Error::NotFound)?;
    Ok(PublicCampaign {
        slug: campaign.slug.unwrap_or_default(),
        code: campaign.code.unwrap_or_default(),
        title: charter.title.unwrap_or_default(),
        theme: charter.theme,
        stage,
        starts_on,
        ends_on,
        launching_unit_name,
        launched_on: campaign.launched_on,
        document,
        signatory: PublicSignatory { name: charter.signatory.name, position: charter.signatory.position },
        mottoes: charter.provisions.mottoes,
        objectives: charter.provisions.objectives,
        measures: charter.provisions.measures,
        legal_bases,
        contents: whole.contents.tree().into_iter().map(PublicContent::from).collect(),
        participant_count: whole.participants,
    })
}
