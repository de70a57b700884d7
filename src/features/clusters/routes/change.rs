//! Correcting a cluster.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::ClusterView;
use crate::auth::policy::Permission;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::clusters::rules::{ClusterKind, ClusterOrganiser};
use crate::features::clusters::store::{self, Cluster};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::subjects::require_over;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClusterPatch {
    /// Its code.
    #[schema(nullable = false, min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$")]
    code: Option<String>,
    /// Its name.
    #[schema(
        nullable = false,
        max_length = 200,
        format = "line",
        example = "Khối thi đua các sở số 1 (mẫu)"
    )]
    name: Option<String>,
    /// What kind of group it is.
    #[schema(nullable = false)]
    kind: Option<ClusterKind>,
    /// Who organises it.
    #[schema(nullable = false)]
    organised_by: Option<ClusterOrganiser>,
    /// Whether it is one outside the province.
    #[schema(nullable = false)]
    is_outside: Option<bool>,
}

impl ClusterPatch {
    fn apply(&self, own: &Cluster) -> Cluster {
        let Self { code, name, kind, organised_by, is_outside } = self.clone();
        Cluster {
            code: code.unwrap_or_else(|| own.code.clone()),
            name: name.map_or_else(|| own.name.clone(), |name| composed(&name)),
            kind: kind.unwrap_or(own.kind),
            organised_by: organised_by.unwrap_or(own.organised_by),
            is_outside: is_outside.unwrap_or(own.is_outside),
            ..own.clone()
        }
    }
}

/// Correct a cluster
///
/// Its code, name and kind, for the standing office that keeps it. Members and results are written year by year.
#[utoipa::path(request_body(content = ClusterPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ClusterView, description = "The cluster afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::cluster_code_taken]))))]
#[patch("/clusters/{id}")]
pub async fn change_cluster(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ClusterPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == ClusterPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let unit = store::find(tx, id).await?.unit_id;
        require_over(tx, &change.caller, Permission::ConfirmFacts, unit, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let mut after = patch.apply(&before);
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update(tx, &after).await?;
            record_change(tx, context, Occurrence::ClusterChanged, Some(&before), &after).await?;
        }
        let view = ClusterView::find(tx, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
