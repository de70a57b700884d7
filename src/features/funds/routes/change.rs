//! Correcting what is written of a fund.

use actix_web::patch;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_recording;
use super::checks::{fault_of_share, faults_of_document};
use super::view::FundView;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed_or;
use crate::db::Connection;
use crate::features::funds::store::{self, Fund};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named. What the fund has is changed by an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FundPatch {
    /// By what it was allotted.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Quyết định giao dự toán năm 2024, bổ sung (mẫu)"
    )]
    source: Option<String>,
    /// The same as a registered document.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    document_id: Patch<Uuid>,
    /// The share that pays for organising campaigns.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal")]
    organising_share: Option<Decimal>,
    /// Where that share stands.
    #[schema(nullable = false, max_length = 500, format = "line")]
    organising_share_source: Option<String>,
}

impl FundPatch {
    fn apply(&self, own: &Fund) -> Fund {
        Fund {
            source: composed_or(self.source.as_deref(), &own.source),
            document_id: self.document_id.apply(own.document_id),
            organising_share: self.organising_share.unwrap_or(own.organising_share),
            organising_share_source: composed_or(
                self.organising_share_source.as_deref(),
                &own.organising_share_source,
            ),
            ..own.clone()
        }
    }
}

/// Correct a fund
///
/// Source, document, and the share for organising campaigns. What the fund has is changed by an entry of the kind
/// `ALLOTMENT_CHANGE`.
#[utoipa::path(request_body(content = FundPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = FundView, description = "The fund afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_document, Code::fraction_out_of_bounds]))))]
#[patch("/funds/{id}")]
pub async fn change_fund(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<FundPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == FundPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| require_recording(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let mut faults = faults_of_document(tx, &change.caller, patch.document_id.as_set().copied()).await?;
        faults.extend(patch.organising_share.and_then(fault_of_share));
        require_none(faults)?;
        let mut after = patch.apply(&before);
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update(tx, &after).await?;
            record_change(tx, context, Occurrence::FundChanged, Some(&before), &after).await?;
        }
        let view = FundView::of(tx, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}
