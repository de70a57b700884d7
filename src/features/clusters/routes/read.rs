//! Reading a cluster.

use actix_web::{get, web};

use super::view::ClusterView;
use crate::db::Connection;
use crate::features::clusters::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a cluster
///
/// With its members, officers, results and acclaimed leader, year by year. For everybody signed in.
#[utoipa::path(responses((status = 200, body = ClusterView, description = "The cluster", headers(("ETag" = String)))))]
#[get("/clusters/{id}")]
pub async fn get_cluster(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let find = async |conn: &Connection| {
        let cluster = store::find(conn, path.0.id).await?;
        ClusterView::find(conn, cluster, today).await
    };
    let view = state.db.read(find).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
