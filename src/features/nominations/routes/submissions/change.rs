//! Editing a submission.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::recorded::record_submission;
use super::refs::{check_own_papers, write_nominations};
use super::view::SubmissionView;
use crate::auth::policy::Permission;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::nominations::store::{self, Submission};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmissionPatch {
    /// What it is called.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Đề nghị khen thưởng đợt 1 năm 2026 (mẫu)"
    )]
    title: Option<String>,
    /// The letter as a file of the unit.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    letter_file_id: Patch<Uuid>,
    /// The letter as a registered document.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    letter_document_id: Patch<Uuid>,
    /// The minutes as a file of the unit.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    minutes_file_id: Patch<Uuid>,
    /// The minutes as a registered document.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    minutes_document_id: Patch<Uuid>,
    /// How the unit's meeting voted.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000, format = "paragraphs")]
    vote: Patch<String>,
    /// All nominations in it.
    #[schema(nullable = false, max_items = 200)]
    nomination_ids: Option<Vec<Uuid>>,
}

impl SubmissionPatch {
    fn apply(&self, own: &Submission) -> Submission {
        Submission {
            title: self.title.as_ref().map_or_else(|| own.title.clone(), |title| composed(title)),
            letter_file_id: self.letter_file_id.apply(own.letter_file_id),
            letter_document_id: self.letter_document_id.apply(own.letter_document_id),
            minutes_file_id: self.minutes_file_id.apply(own.minutes_file_id),
            minutes_document_id: self.minutes_document_id.apply(own.minutes_document_id),
            vote: self.vote.clone().map(|vote| composed(&vote)).apply(own.vote.clone()),
            ..own.clone()
        }
    }
}

/// Edit a submission
///
/// For the officers of the unit, while it is a draft or was returned.
#[utoipa::path(request_body(content = SubmissionPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = SubmissionView, description = "The submission afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::submission_is_not_open, Code::paper_is_two_things, Code::unknown_file, Code::unknown_document,
        Code::nomination_not_for_this
    ]))))]
#[patch("/submissions/{id}")]
pub async fn change_submission(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<SubmissionPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == SubmissionPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.1.require(Permission::ActForUnit)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_submission(tx, id).await?;
        if_match.check(before.version)?;
        if !before.status.is_open() {
            return Err(Problem::new(Code::submission_is_not_open).with("status", before.status));
        }
        let was = store::list_submitted_ids(tx, id).await?;
        let mut after = patch.apply(&before);
        check_own_papers(tx, (&change.caller, context), &after).await?;
        let has_others = match &patch.nomination_ids {
            Some(ids) => write_nominations(tx, context.at, (&before, ids)).await?,
            None => false,
        };
        if after != before || has_others {
            after.writers = after.writers.and(context.actor_id);
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::advance_submission(tx, &before, &after).await?;
            let ids = store::list_submitted_ids(tx, id).await?;
            let states = (Some((&before, was.as_slice())), (&after, ids.as_slice()));
            record_submission(tx, context, Occurrence::SubmissionChanged, states).await?;
        }
        let view = SubmissionView::of(tx, &change.caller, after, Vec::new(), context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}
