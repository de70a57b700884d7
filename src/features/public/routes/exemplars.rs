//! Exemplars for everybody: what a unit shows of itself, and of people what they agreed to.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::verify::ASKED_EACH_TIME;
use crate::db::{self, Connection};
use crate::features::awards::store as awards;
use crate::features::campaigns::store as campaigns;
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::exemplars::rules::{PublicParts, public_parts};
use crate::features::exemplars::store::{self, Exemplar, ExemplarConsent, PublicFilter, PublicRow};
use crate::features::files::store as files;
use crate::features::people::rules::SubjectKind;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::pictures::plain_picture;
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;

/// Which exemplars to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PublicExemplarFilter {
    /// Only of the campaign with this name in links.
    #[param(nullable = false, min_length = 1, max_length = 120, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    campaign: Option<String>,
}

/// Which exemplar.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub struct ExemplarSlug {
    /// The exemplar's name in links.
    #[param(
        min_length = 1,
        max_length = 120,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "di-dau-cai-cach-hanh-chinh-rut-ngan-thoi-gian-giai-quyet-ho-so-mau-000000460301"
    )]
    slug: String,
}

/// What a public list shows of an exemplar.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicExemplarSummary {
    /// Its name in links; it never changes.
    #[schema(
        max_length = 120,
        format = "text",
        example = "di-dau-cai-cach-hanh-chinh-rut-ngan-thoi-gian-giai-quyet-ho-so-mau-000000460301"
    )]
    slug: String,
    /// What is to be followed, in one line.
    #[schema(
        max_length = 300,
        format = "text",
        example = "Đi đầu cải cách hành chính, rút ngắn thời gian giải quyết hồ sơ (mẫu)"
    )]
    title: String,
    /// Whether it is a person, a household or a unit.
    #[schema(example = "UNIT")]
    subject_type: SubjectKind,
    /// Who it is; null where a person did not agree to be named.
    #[schema(required, max_length = 200, format = "text", example = "Phòng Tổ chức, biên chế")]
    name: Option<String>,
    /// The unit that found it; null where a person did not agree to be named.
    #[schema(required, max_length = 200, format = "text", example = "Phòng Tổ chức, biên chế")]
    unit_name: Option<String>,
    /// The day on which it was published.
    #[schema(example = "2024-02-26")]
    published_on: NaiveDate,
    /// What its picture shows; null where there is none for the public. The picture: `GET /public/exemplars/{slug}/picture`.
    #[schema(required, max_length = 500, format = "text", example = "Bộ phận một cửa (mẫu)")]
    picture_text: Option<String>,
}

/// An exemplar, as the public sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicExemplar {
    /// What lists show.
    #[serde(flatten)]
    summary: PublicExemplarSummary,
    /// What they did, and how others can do it.
    #[schema(
        max_length = 20_000,
        format = "text",
        example = "Rà soát từng thủ tục, bỏ các khâu trùng lặp (mẫu)."
    )]
    story: String,
    /// The name in links of the campaign in which they did it.
    #[schema(required, max_length = 120, format = "text", example = "phong-trao-thi-dua-pt-2023-001")]
    campaign_slug: Option<String>,
    /// The title of that campaign.
    #[schema(required, max_length = 1000, format = "text", example = "Phong trào thi đua năm 2023 (mẫu)")]
    campaign_title: Option<String>,
    /// The award that they were given for it; null where a person did not agree to have it shown, and once it is revoked.
    #[schema(required)]
    award: Option<AwardReference>,
}

/// What is public of a published exemplar.
fn parts_of((exemplar, consent): &PublicRow) -> Result<PublicParts, db::Error> {
    let kind = exemplar.subject().kind;
    public_parts(kind, consent.as_ref().map(ExemplarConsent::parts)).ok_or(db::Error::NotFound)
}

/// What names exemplars: subjects and units.
struct Names {
    known: KnownSubjects,
    units: References<UnitReference>,
}

impl Names {
    async fn find(conn: &Connection, rows: &[PublicRow], today: NaiveDate) -> Result<Self, db::Error> {
        let known = KnownSubjects::find(conn, rows.iter().map(|(row, _)| row.subject()), today).await?;
        let units = rows.iter().map(|(row, _)| row.found_by_unit_id);
        Ok(Self { known, units: UnitReference::find_all(conn, units, today).await? })
    }

    fn summary(&self, row: &PublicRow) -> Result<PublicExemplarSummary, db::Error> {
        let (parts, exemplar) = (parts_of(row)?, &row.0);
        let (slug, published_on) =
            exemplar.slug.clone().zip(exemplar.published_on).ok_or(db::Error::NotFound)?;
        let subject = exemplar.subject();
        Ok(PublicExemplarSummary {
            slug,
            title: exemplar.title.clone(),
            subject_type: subject.kind,
            name: parts.name.then(|| self.known.reference(subject).name),
            unit_name: parts.name.then(|| self.units.get(exemplar.found_by_unit_id).name),
            published_on,
            picture_text: exemplar.picture_text.clone().filter(|_| parts.picture),
        })
    }
}

/// List exemplars
///
/// Published exemplars, the last published first, for everybody and from any site. Of people only what they agreed to; an exemplar that
/// is withdrawn is gone at once.
#[utoipa::path(params(PublicExemplarFilter, PageParameters),
    responses((status = 200, body = Page<PublicExemplarSummary>, description = "A page of exemplars",
        headers(("ETag" = String), ("Link" = String)))))]
#[get("/public/exemplars")]
pub async fn list_public_exemplars(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<PublicExemplarFilter>,
) -> Result<Answer, Problem> {
    let (after, today) = (page.after_key()?.zip(page.after_id()?), state.clock.today());
    let list = async |conn: &Connection| {
        let campaign_id = match &filter.0.campaign {
            Some(slug) => match campaigns::find_by_slug(conn, slug).await {
                Err(db::Error::NotFound) => {
                    let none = Vec::new();
                    page.read().count_of(&none);
                    return Ok(none);
                }
                found => Some(found?.id),
            },
            None => None,
        };
        let filter = PublicFilter { campaign_id, after, ..PublicFilter::default() };
        let rows = store::list_public(conn, &filter, page.read()).await?;
        let names = Names::find(conn, &rows, today).await?;
        rows.iter().map(|row| Ok((row.0.id, names.summary(row)?))).collect::<Result<Vec<_>, db::Error>>()
    };
    let rows: Vec<(Uuid, PublicExemplarSummary)> = state.db.read(list).await?;
    let answer = page.answer(rows, |(id, own)| Position::new(own.published_on, *id), |(_, own)| own)?;
    // A list has no version of its own: its hash alone tells whether it is still the same.
    Ok(answer.with_numbered_etag(0).cached(ASKED_EACH_TIME))
}

/// Read an exemplar
///
/// With its story, its campaign and its award, as far as who it is about agreed to that.
#[utoipa::path(params(ExemplarSlug),
    responses((status = 200, body = PublicExemplar, description = "The exemplar", headers(("ETag" = String)))))]
#[get("/public/exemplars/{slug}")]
pub async fn get_public_exemplar(
    state: web::Data<State>,
    path: Parameters<ExemplarSlug>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let row = store::find_public(conn, &path.0.slug).await?;
        let summary = Names::find(conn, std::slice::from_ref(&row), today).await?.summary(&row)?;
        let parts = parts_of(&row)?;
        let exemplar = row.0;
        let campaign = match exemplar.campaign_id {
            Some(id) => Some(campaigns::published(conn, id).await?),
            None => None,
        };
        let view = PublicExemplar {
            summary,
            story: exemplar.story.clone(),
            campaign_slug: campaign.as_ref().and_then(|own| own.slug.clone()),
            campaign_title: campaign.and_then(|own| own.title),
            award: if parts.award { award_of(conn, &exemplar).await? } else { None },
        };
        Ok::<_, db::Error>((exemplar.version, view))
    };
    let (version, view) = state.db.read(read).await?;
    Ok(Answer::ok(&view)?.with_etag(version).cached(ASKED_EACH_TIME))
}

/// The award of an exemplar, while it counts.
async fn award_of(conn: &Connection, exemplar: &Exemplar) -> Result<Option<AwardReference>, db::Error> {
    let Some(id) = exemplar.award_id else { return Ok(None) };
    let award = awards::find(conn, id).await?;
    if !award.counts() {
        return Ok(None);
    }
    let names = AwardReferences::find(conn, [award.award_code.clone()]).await?;
    Ok(Some(names.get(&award.award_code)))
}

/// Read an exemplar's picture
///
/// While the exemplar is public, and who it is about agreed to the picture. What a camera wrote into it, such as the place, is taken
/// out.
#[utoipa::path(params(ExemplarSlug),
    responses((status = 200, description = "The picture", headers(("ETag" = String)),
        content((String = "image/png"), (String = "image/jpeg")))))]
#[get("/public/exemplars/{slug}/picture")]
pub async fn get_public_exemplar_picture(
    state: web::Data<State>,
    path: Parameters<ExemplarSlug>,
) -> Result<Answer, Problem> {
    let read = async |conn: &Connection| {
        let row = store::find_public(conn, &path.0.slug).await?;
        let picture = row.0.picture_id.filter(|_| parts_of(&row).is_ok_and(|parts| parts.picture));
        files::find(conn, picture.ok_or(db::Error::NotFound)?).await
    };
    let file = state.db.read(read).await?;
    let found = plain_picture(&state, file.id, file.media_type.as_str()).await?;
    let bytes = found.ok_or_else(|| Problem::new(Code::not_found))?;
    let content_type = ("Content-Type".to_owned(), file.media_type.as_str().to_owned());
    let answer = Answer { status: 200, headers: vec![content_type], body: bytes };
    Ok(answer.with_numbered_etag(0).cached(ASKED_EACH_TIME))
}
