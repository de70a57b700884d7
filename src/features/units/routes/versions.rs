//! The versions of a unit.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::units::rules::UnitKind;
use crate::features::units::store::{self, Version};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// What a unit is over a range of days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitVersion {
    /// The first day.
    #[schema(example = "2016-01-01")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// The name.
    #[schema(max_length = 200, pattern = r"^[^\x00]*$", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    name: String,
    /// What kind of body it is.
    #[schema(example = "DEPARTMENT")]
    kind: UnitKind,
    /// The unit above; null at the top.
    #[schema(required, example = "01980000-0000-7000-8000-000000000100")]
    parent_id: Option<Uuid>,
    /// Agency code by Decision 20/2020/QĐ-TTg.
    #[schema(required, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", example = "H37.XX")]
    agency_code: Option<String>,
    /// Agency code by QCVN 102:2016.
    #[schema(required, max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$", example = json!(null))]
    legacy_agency_code: Option<String>,
}

impl From<Version> for UnitVersion {
    fn from(version: Version) -> Self {
        Self {
            starts_on: version.starts_on,
            ends_on: version.ends_before.and_then(|end| end.pred_opt()),
            name: version.name,
            kind: version.kind,
            parent_id: version.parent_id,
            agency_code: version.agency_code,
            legacy_agency_code: version.legacy_agency_code,
        }
    }
}

/// List a unit's versions
///
/// What the unit was, is and is planned to be, oldest first: names, parents and codes with their days.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<UnitVersion>, description = "A page of versions", headers(("Link" = String)))))]
#[get("/units/{id}/versions")]
pub async fn list_unit_versions(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after) = (path.0.id, page.after_key()?);
    let list = async |conn: &Connection| {
        store::check_exists(conn, id).await?;
        store::list_versions(conn, id, after, page.read()).await
    };
    let position = |version: &Version| Position::new(version.starts_on, version.id);
    page.answer(state.db.read(list).await?, position, UnitVersion::from)
}
