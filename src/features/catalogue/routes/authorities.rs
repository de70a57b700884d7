//! Who decides on awards, over HTTP: dated rows.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{Authority, AwardCode, Certainty};
use crate::features::catalogue::store::{self, AuthorityFilter, AwardAuthority};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which rows to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AwardAuthorityFilter {
    /// Only who decides on this day; rows of all days when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Only who decides on the award with this code.
    #[param(nullable = false, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award: Option<String>,
    /// Only authorities of this kind.
    #[param(nullable = false, inline)]
    authority: Option<Authority>,
}

/// Who decides on an award, over some days.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAwardAuthority {
    /// The award's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "KY_NIEM_CHUONG")]
    award_code: String,
    /// What kind of authority it is.
    #[schema(example = "PROVINCE_CHAIR")]
    authority: Authority,
    /// What the law calls it.
    #[schema(max_length = 200, format = "line", example = "Chủ tịch Ủy ban nhân dân tỉnh (mẫu)")]
    decided_by: String,
    /// Law and article.
    #[schema(max_length = 500, format = "line", example = "Quy chế thi đua, khen thưởng của tỉnh (mẫu)")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The first day on which it decides.
    #[schema(example = "2027-03-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer decides.
    #[schema(nullable = false)]
    ends_before: Option<NaiveDate>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AwardAuthorityPatch {
    /// What the law calls it.
    #[schema(nullable = false, max_length = 200, format = "line")]
    decided_by: Option<String>,
    /// Law and article.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Luật 06/2022/QH15, Điều 77 (mẫu)"
    )]
    clause: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
    /// The first day on which it decides.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer decides; null where there is no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
}

/// Who decides on an award, over some days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AwardAuthority)]
pub struct AwardAuthorityView {
    /// The row's id.
    #[schema(example = "01980000-0000-7000-8000-000000003a01")]
    id: Uuid,
    /// The award's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "HUAN_CHUONG")]
    award_code: String,
    /// What kind of authority it is.
    #[schema(example = "PRESIDENT")]
    authority: Authority,
    /// What the law calls it.
    #[schema(max_length = 200, format = "text", example = "Chủ tịch nước")]
    decided_by: String,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 77")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The first day on which it decides.
    #[schema(example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer decides.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl From<&AwardAuthority> for AwardAuthorityView {
    fn from(row: &AwardAuthority) -> Self {
        Self {
            id: row.id,
            award_code: row.award_code.clone(),
            authority: row.authority,
            decided_by: row.decided_by.clone(),
            clause: row.clause.clone(),
            certainty: row.certainty,
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

impl DatedRow for AwardAuthority {
    const PATH: &'static str = "/award-authorities";
    const CREATED: Occurrence = Occurrence::AwardAuthorityCreated;
    const CHANGED: Occurrence = Occurrence::AwardAuthorityChanged;

    type View = AwardAuthorityView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<AwardAuthorityView, db::Error> {
        Ok(AwardAuthorityView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_authority(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let mut faults = Vec::new();
        if !store::known_awards(tx).await?.contains_key(&AwardCode::new(&self.award_code)) {
            let fault = Violation::at("/awardCode", Code::unknown_award_type);
            faults.push(fault.with("awardType", &self.award_code));
        }
        faults.extend(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        check_row(faults, store::find_overlapping_authority(tx, self), Code::award_authority_already_there)
            .await
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_authority(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_authority(tx, self).await
    }
}

/// List who decides on awards
///
/// Dated rows by award and kind of authority, by id: since 2025-07-01 communes decide on what districts decided before.
#[utoipa::path(params(AwardAuthorityFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<AwardAuthorityView>, description = "A page of rows", headers(("Link" = String)))))]
#[get("/award-authorities")]
pub async fn list_award_authorities(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<AwardAuthorityFilter>,
) -> Result<Answer, Problem> {
    let AwardAuthorityFilter { as_of, award, authority } = filter.0;
    let (filter, after) = (AuthorityFilter { as_of, award, authority }, page.after_id()?);
    let list = async |conn: &Connection| store::list_authorities(conn, &filter, after, page.read()).await;
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_id(row.id), |row| AwardAuthorityView::from(&row))
}

/// Read who decides on an award
///
/// One row of an award and a kind of authority.
#[utoipa::path(
    responses((status = 200, body = AwardAuthorityView, description = "The row", headers(("ETag" = String)))))]
#[get("/award-authorities/{id}")]
pub async fn get_award_authority(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let row = state.db.point_read(async |conn| store::find_authority(conn, path.0.id).await).await?;
    Ok(Answer::ok(&AwardAuthorityView::from(&row))?.with_etag(row.version))
}

/// Write down who decides on an award
///
/// One row of an award and a kind of authority holds on a day.
#[utoipa::path(request_body = NewAwardAuthority,
    responses((status = 201, body = AwardAuthorityView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_award_type, Code::ends_before_start, Code::award_authority_already_there]))))]
#[post("/award-authorities")]
pub async fn create_award_authority(
    state: web::Data<State>,
    change: Change,
    input: Json<NewAwardAuthority>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| AwardAuthority {
        id: context.ids.next(),
        award_code: new.award_code.clone(),
        authority: new.authority,
        decided_by: composed(&new.decided_by),
        clause: composed(&new.clause),
        certainty: new.certainty,
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    })
    .await
}

/// Change who decides on an award
///
/// Only the members that are named; award and kind of authority never change.
#[utoipa::path(request_body(content = AwardAuthorityPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = AwardAuthorityView, description = "The row afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::award_authority_already_there]))))]
#[patch("/award-authorities/{id}")]
pub async fn change_award_authority(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<AwardAuthorityPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &AwardAuthority| AwardAuthority {
        decided_by: patch.decided_by.as_deref().map_or_else(|| before.decided_by.clone(), composed),
        clause: patch.clause.as_deref().map_or_else(|| before.clause.clone(), composed),
        certainty: patch.certainty.unwrap_or(before.certainty),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        ..before.clone()
    })
    .await
}
