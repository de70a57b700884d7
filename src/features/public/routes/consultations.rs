//! What the public is asked about.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::verify::ASKED_EACH_TIME;
use crate::core::groups::group;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::nominations::store::{self as nominations, Consultation, ConsultedNomination};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// A nomination on a published list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicNomination {
    /// Who is proposed.
    #[schema(max_length = 300, format = "text", example = "Nguyễn Thị Mẫu")]
    name: String,
    /// The unit that proposes.
    #[schema(max_length = 500, format = "text", example = "Văn phòng Sở")]
    unit_name: String,
    /// For what.
    award: AwardReference,
    /// What was achieved.
    #[schema(max_length = 2000, format = "text", example = "Hoàn thành xuất sắc nhiệm vụ năm 2025 (mẫu)")]
    achievement: String,
}

/// A public consultation in which everybody can speak.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicConsultation {
    /// The consultation's id.
    #[schema(example = "01980000-0000-7000-8000-000000400001")]
    id: Uuid,
    /// The unit that asks.
    #[schema(max_length = 500, format = "text", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    unit_name: String,
    /// What it is about.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Lấy ý kiến Nhân dân về đề nghị khen thưởng (mẫu)"
    )]
    title: String,
    /// On which media the list stands.
    #[schema(max_length = 1000, format = "text", example = "Cổng thông tin điện tử tỉnh (mẫu)")]
    published_in: String,
    /// The first day.
    #[schema(example = "2026-11-20")]
    starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2026-12-04")]
    ends_on: NaiveDate,
    /// The list, as it was published.
    #[schema(max_items = 200)]
    nominations: Vec<PublicNomination>,
}

/// List open public consultations
///
/// For everybody: on which nominations everybody can speak today, the first that ends first. What was said, and what came of it, is
/// not here.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PublicConsultation>, description = "A page of consultations",
        headers(("ETag" = String), ("Link" = String)))))]
#[get("/public/consultations")]
pub async fn list_public_consultations(
    state: web::Data<State>,
    page: PageRequest,
) -> Result<Answer, Problem> {
    let (after, today) = (page.after_key::<NaiveDate>()?.zip(page.after_id()?), state.clock.today());
    let list = async |conn: &Connection| {
        let rows = nominations::list_open_consultations(conn, today, after, page.read()).await?;
        views_of(conn, rows, today).await
    };
    let views = state.db.read(list).await?;
    let answer = page.answer(views, |one| Position::new(one.ends_on, one.id), |one| one)?;
    // A list has no version of its own: its hash alone tells whether it is still the same.
    Ok(answer.with_numbered_etag(0).cached(ASKED_EACH_TIME))
}

async fn views_of(
    conn: &Connection,
    rows: Vec<Consultation>,
    today: NaiveDate,
) -> Result<Vec<PublicConsultation>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut lists = group(nominations::list_consulted(conn, &ids).await?);
    let codes = lists.values().flatten().map(|own| own.award_code.clone());
    let awards = AwardReferences::find(conn, codes.collect::<Vec<_>>()).await?;
    let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
    let one = |own: ConsultedNomination| PublicNomination {
        name: own.name,
        unit_name: own.unit_name,
        award: awards.get(&own.award_code),
        achievement: own.achievement,
    };
    let view = |row: Consultation| PublicConsultation {
        id: row.id,
        unit_name: units.get(row.unit_id).name,
        title: row.title,
        published_in: row.published_in,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        nominations: lists.remove(&row.id).unwrap_or_default().into_iter().map(one).collect(),
    };
    Ok(rows.into_iter().map(view).collect())
}
