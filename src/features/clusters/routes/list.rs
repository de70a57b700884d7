//! Listing clusters.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::ClusterSummary;
use crate::db::Connection;
use crate::features::clusters::rules::{ClusterKind, ClusterOrganiser};
use crate::features::clusters::store::{self, Cluster, ClusterFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which clusters to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ClusterListFilter {
    /// Only clusters, or only blocs.
    #[param(nullable = false)]
    kind: Option<ClusterKind>,
    /// Only those that are organised by these.
    #[param(nullable = false)]
    organised_by: Option<ClusterOrganiser>,
    /// Only those outside the province, or only the others.
    #[param(nullable = false)]
    is_outside: Option<bool>,
    /// Only those of which this unit was ever a member.
    #[param(nullable = false)]
    member_unit_id: Option<Uuid>,
}

/// List clusters
///
/// Clusters and blocs by code. Filters add up. For everybody signed in.
#[utoipa::path(params(ClusterListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ClusterSummary>, description = "A page of clusters", headers(("Link" = String)))))]
#[get("/clusters")]
pub async fn list_clusters(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<ClusterListFilter>,
) -> Result<Answer, Problem> {
    let ClusterListFilter { kind, organised_by, is_outside, member_unit_id } = filter.0;
    let (filter, after) =
        (ClusterFilter { kind, organised_by, is_outside, member_unit_id }, page.after_key::<String>()?);
    let list = async |conn: &Connection| store::list(conn, &filter, after.as_deref(), page.read()).await;
    let position = |cluster: &Cluster| Position::of_key(&cluster.code);
    page.answer(state.db.read(list).await?, position, ClusterSummary::from)
}
