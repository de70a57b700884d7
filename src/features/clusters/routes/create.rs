//! Creating a cluster.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::ClusterView;
use crate::auth::policy::Permission;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::clusters::rules::{ClusterKind, ClusterOrganiser};
use crate::features::clusters::store::{self, Cluster};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::require_over_named;
use crate::record::{Occurrence, record_change};

/// A cluster to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCluster {
    /// Its code.
    #[schema(min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "CUM-XA-9")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "line", example = "Cụm thi đua các xã, phường số 9 (mẫu)")]
    name: String,
    /// What kind of group it is.
    #[schema(example = "CLUSTER")]
    kind: ClusterKind,
    /// Who organises it.
    #[schema(example = "PROVINCE")]
    organised_by: ClusterOrganiser,
    /// Whether it is one outside the province; false when it is left out.
    #[serde(default)]
    #[schema(example = false)]
    is_outside: bool,
    /// The unit whose standing office keeps it.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    unit_id: Uuid,
}

/// Create a cluster
///
/// For the standing office of the unit that keeps it. Members and results follow year by year.
#[utoipa::path(request_body = NewCluster,
    responses((status = 201, body = ClusterView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::cluster_code_taken]))))]
#[post("/clusters")]
pub async fn create_cluster(
    state: web::Data<State>,
    change: Change,
    input: Json<NewCluster>,
) -> Result<Answer, Problem> {
    let (new, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_over_named(tx, &change.caller, Permission::ConfirmFacts, new.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let cluster = Cluster {
            id: context.ids.next(),
            code: new.code.clone(),
            name: composed(&new.name),
            kind: new.kind,
            organised_by: new.organised_by,
            is_outside: new.is_outside,
            unit_id: new.unit_id,
            created_by: context.actor()?,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        };
        store::create(tx, &cluster).await?;
        record_change(tx, context, Occurrence::ClusterCreated, None, &cluster).await?;
        let view = ClusterView::find(tx, cluster, context.today).await?;
        let link = state.link(&format!("/clusters/{}", view.id));
        Ok(Answer::created(&link, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
