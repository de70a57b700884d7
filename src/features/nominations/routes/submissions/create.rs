//! Creating a submission.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::recorded::record_submission;
use super::refs::{check_own_papers, write_nominations};
use super::view::SubmissionView;
use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::nominations::routes::checks::check_unit;
use crate::features::nominations::rules::SubmissionStatus;
use crate::features::nominations::store::{self, Submission};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A submission to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSubmission {
    /// The unit that sends it.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub unit_id: Uuid,
    /// What it is called.
    #[schema(max_length = 500, format = "line", example = "Đề nghị khen thưởng đợt 1 năm 2026 (mẫu)")]
    pub title: String,
    /// The letter as a file of the unit.
    #[schema(nullable = false)]
    pub letter_file_id: Option<Uuid>,
    /// The letter as a registered document.
    #[schema(nullable = false)]
    pub letter_document_id: Option<Uuid>,
    /// The minutes as a file of the unit.
    #[schema(nullable = false)]
    pub minutes_file_id: Option<Uuid>,
    /// The minutes as a registered document.
    #[schema(nullable = false)]
    pub minutes_document_id: Option<Uuid>,
    /// How the unit's meeting voted.
    #[schema(
        nullable = false,
        max_length = 1000,
        format = "paragraphs",
        example = "9/9 người dự họp đồng ý (mẫu)"
    )]
    pub vote: Option<String>,
    /// The nominations in it: of the same unit, not yet sent, and in no other submission.
    #[serde(default)]
    #[schema(max_items = 200, example = json!([]))]
    pub nomination_ids: Vec<Uuid>,
}

/// Create a submission
///
/// A letter (tờ trình) with a list of nominations of the unit. When it is sent, letter and minutes stand in the checklist of each
/// nomination that asks for them.
#[utoipa::path(request_body = NewSubmission,
    responses((status = 201, body = SubmissionView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unit_is_closed, Code::paper_is_two_things, Code::unknown_file, Code::unknown_document,
        Code::nomination_not_for_this
    ]))))]
#[post("/submissions")]
pub async fn create_submission(
    state: web::Data<State>,
    change: Change,
    input: Json<NewSubmission>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        check_unit(tx, "/unitId", input.unit_id, context.today).await?;
        unit_scope::require_acting(tx, &change.caller, input.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let submission = create_in(tx, (&change.caller, context), &input).await?;
        let view = SubmissionView::of(tx, &change.caller, submission, Vec::new(), context.today).await?;
        let location = state.link(&format!("/submissions/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

async fn create_in(
    tx: &mut Connection,
    (caller, context): (&Caller, &ChangeContext),
    input: &NewSubmission,
) -> Result<Submission, Problem> {
    let submission = input.clone().into_row(context)?;
    check_own_papers(tx, (caller, context), &submission).await?;
    store::create_submission(tx, &submission).await?;
    write_nominations(tx, context.at, (&submission, &input.nomination_ids)).await?;
    let listed = (&submission, input.nomination_ids.as_slice());
    record_submission(tx, context, Occurrence::SubmissionCreated, (None, listed)).await?;
    Ok(submission)
}

impl NewSubmission {
    /// The submission that is written.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn into_row(self, context: &ChangeContext) -> Result<Submission, Problem> {
        let writer = context.actor()?;
        Ok(Submission {
            id: context.ids.next(),
            unit_id: self.unit_id,
            title: composed(&self.title),
            letter_file_id: self.letter_file_id,
            letter_document_id: self.letter_document_id,
            minutes_file_id: self.minutes_file_id,
            minutes_document_id: self.minutes_document_id,
            vote: self.vote.map(|vote| composed(&vote)),
            status: SubmissionStatus::Draft,
            sent_on: None,
            received_on: None,
            created_by: writer,
            writers: Writers(vec![writer]),
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        })
    }
}
