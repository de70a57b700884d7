//! The awards that were given for a campaign.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::campaign::SlugParameter;
use super::verify::ASKED_EACH_TIME;
use crate::db::{self, Connection};
use crate::features::awards::rules::AwardOrigin;
use crate::features::awards::store::{self as awards, Award, AwardFilter};
use crate::features::campaigns::store as campaigns;
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::people::rules::SubjectKind;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;
use crate::operations::subjects::SubjectNames;

/// An award that was given for a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicCampaignAward {
    /// Who was honoured, as the decision names them.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    recipient_name: String,
    /// What kind of recipient it is.
    #[schema(example = "UNIT")]
    recipient_type: SubjectKind,
    /// What with.
    award: AwardReference,
    /// The year of the achievement.
    #[schema(minimum = 1945, maximum = 2100, example = 2023)]
    achievement_year: i32,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "text", example = "15/QĐ-SNV")]
    decision_number: String,
    /// Its day.
    #[schema(example = "2024-01-16")]
    decided_on: NaiveDate,
    /// Who decided.
    #[schema(max_length = 200, format = "text", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    decided_by: String,
}

/// List a campaign's awards
///
/// What decisions granted for the campaign, the last first, as far as they made it public; what was revoked is left out. Caches ask
/// each time.
#[utoipa::path(params(SlugParameter, PageParameters),
    responses((status = 200, body = Page<PublicCampaignAward>, description = "A page of awards",
        headers(("ETag" = String), ("Link" = String)))))]
#[get("/public/campaigns/{slug}/awards")]
pub async fn list_public_campaign_awards(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<SlugParameter>,
) -> Result<Answer, Problem> {
    let (before, today) = (page.after_id()?, state.clock.today());
    let list = async |conn: &Connection| {
        let campaign = campaigns::find_by_slug(conn, &path.0.slug).await?;
        let granted = AwardFilter {
            campaign: Some(campaign.id),
            origin: Some(AwardOrigin::Decision),
            ..AwardFilter::default()
        };
        let rows = awards::list(conn, &granted, before, page.read()).await?;
        let known = SubjectNames::find(conn, rows.iter().map(Award::subject), today).await?;
        let names = AwardReferences::find(conn, rows.iter().map(|row| row.award_code.clone())).await?;
        let view = |row: Award| (row.id, PublicCampaignAward::of(row, &known, &names));
        Ok::<_, db::Error>(rows.into_iter().map(view).collect::<Vec<(Uuid, PublicCampaignAward)>>())
    };
    let rows = state.db.read(list).await?;
    let answer = page.answer(rows, |(id, _)| Position::of_id(*id), |(_, award)| award)?;
    Ok(answer.with_numbered_etag(0).cached(ASKED_EACH_TIME))
}

impl PublicCampaignAward {
    fn of(award: Award, known: &SubjectNames, names: &AwardReferences) -> Self {
        Self {
            recipient_name: award.printed_name(known),
            recipient_type: award.subject().kind,
            award: names.get(&award.award_code),
            achievement_year: award.achievement_year,
            decision_number: award.decision_number,
            decided_on: award.decided_on,
            decided_by: award.decided_by,
        }
    }
}
