//! Accepted versions, and what each corrected.

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_visible;
use super::view::ReportEntry;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::difference::{ChangedField, changed_fields};
use crate::db::{self, Connection};
use crate::features::pledges::store as pledges;
use crate::features::reports::store::{self, Version, VersionRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Entries are matched by the item that they report on.
const IDENTITIES: &[&str] = &["itemId"];

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct VersionNumber {
    /// The number of the version, from 1.
    #[param(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
}

/// An accepted version in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportVersionSummary {
    /// The number of the version, from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
    /// Who submitted it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    submitted_by: Uuid,
    /// Who accepted it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    accepted_by: Uuid,
    /// When.
    accepted_at: LocalTime,
}

impl From<VersionRow> for ReportVersionSummary {
    fn from(row: VersionRow) -> Self {
        let VersionRow { number, submitted_by, accepted_by, accepted_at } = row;
        Self { number, submitted_by, accepted_by, accepted_at: local(accepted_at) }
    }
}

impl From<Version> for ReportVersionSummary {
    fn from(version: Version) -> Self {
        let Version { number, submitted_by, accepted_by, accepted_at, .. } = version;
        Self { number, submitted_by, accepted_by, accepted_at: local(accepted_at) }
    }
}

/// An accepted version, and what it corrected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportVersion {
    /// The number, who and when.
    version: ReportVersionSummary,
    /// The entries of items that are in force now.
    #[schema(max_items = 200)]
    entries: Vec<ReportEntry>,
    /// What differs from the version before, field by field; the first differs from nothing.
    #[schema(max_items = 10_000, example = json!([
        {"pointer": "/entries/01980000-0000-7000-8000-000000310201/value", "before": "93", "after": "94"}]))]
    changes: Vec<ChangedField>,
}

/// List a progress report's versions
///
/// Each accepted version, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReportVersionSummary>, description = "A page of versions",
        headers(("Link" = String)))))]
#[get("/progress-reports/{id}/versions")]
pub async fn list_report_versions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key()?, state.clock.today());
    let list = async |conn: &Connection| {
        find_visible(conn, &caller, id, today).await?;
        store::versions(conn, id, after, page.read()).await
    };
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_key(row.number), ReportVersionSummary::from)
}

/// Read a version of a progress report
///
/// What was accepted then, and what it corrected, field by field.
#[utoipa::path(params(VersionNumber),
    responses((status = 200, body = ReportVersion, description = "The version", headers(("ETag" = String)))))]
#[get("/progress-reports/{id}/versions/{number}")]
pub async fn get_report_version(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    number: Parameters<VersionNumber>,
) -> Result<Answer, Problem> {
    let (id, number, today) = (path.0.id, number.0.number, state.clock.today());
    let read = async |conn: &Connection| {
        let report = find_visible(conn, &caller, id, today).await?.report;
        let version = store::version(conn, id, number).await?;
        let before = match number {
            1 => None,
            _ => Some(store::version(conn, id, number - 1).await?.content),
        };
        let items = pledges::live_items(conn, report.campaign_id, report.pledge_id).await?;
        Ok::<_, db::Error>((version, before, items))
    };
    let (version, before, items) = state.db.read(read).await?;
    let view = ReportVersion {
        changes: changed_fields(before.as_ref(), &version.content, IDENTITIES).map_err(Problem::internal)?,
        entries: items.into_iter().map(|item| ReportEntry::new(item, &version.content, None)).collect(),
        version: version.into(),
    };
    Ok(Answer::ok(&view)?.with_numbered_etag(number))
}
