//! Drafting a decision.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::faults_of;
use super::recorded::record_decision;
use super::view::DecisionView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, folded};
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::decisions::rules::{DecisionOrigin, DecisionPurpose, DecisionStatus};
use crate::features::decisions::store::{self, Decision};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::require_over_named;
use crate::record::Occurrence;

/// A decision to be drafted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDecision {
    /// Whose decision it is.
    #[schema(example = "OWN")]
    pub origin: DecisionOrigin,
    /// The unit whose head decides; of an outside authority's decision, the unit that records it.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
    /// Who decides, as printed.
    #[schema(max_length = 200, format = "line", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    pub issuer_name: String,
    /// What it is about.
    #[schema(max_length = 500, format = "line", example = "Về việc tặng Giấy khen tổng kết năm 2025 (mẫu)")]
    pub title: String,
    /// The number in the year.
    #[schema(nullable = false, pattern = "^[0-9]{1,6}[a-z]?$", max_length = 7, example = "215")]
    pub number: Option<String>,
    /// The sign behind the number.
    #[schema(nullable = false, max_length = 30, format = "line", example = "QĐ-SNV")]
    pub notation: Option<String>,
    /// Its day.
    #[schema(nullable = false, example = "2026-11-23")]
    pub decided_on: Option<NaiveDate>,
    /// Who signs.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Nguyễn Văn Mẫu")]
    pub signer_name: Option<String>,
    /// The signer's position.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Giám đốc")]
    pub signer_position: Option<String>,
    /// What it rests on, one a line; the usual words when it is left out.
    #[schema(nullable = false, max_length = 5000, format = "paragraphs")]
    pub grounds: Option<String>,
    /// The signed decision as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
    /// The nominations that it grants, in the order of its list: proposed to the head of the unit, or to an authority outside the
    /// province.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([]))]
    pub nomination_ids: Vec<Uuid>,
}

/// Draft a decision
///
/// For the standing office. A nomination stands in one decision. The prizes are computed by the base salary of its day; whether the
/// catalogue of that day lets this authority decide is asked when it is issued.
#[utoipa::path(request_body = NewDecision,
    responses((status = 201, body = DecisionView, description = "Drafted", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unknown_document, Code::nomination_not_for_decision, Code::named_twice,
        Code::in_another_decision, Code::decision_number_taken
    ]))))]
#[post("/decisions")]
pub async fn create_decision(
    state: web::Data<State>,
    change: Change,
    input: Json<NewDecision>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_over_named(tx, &change.caller, Permission::RecordDecisions, input.unit_id, context.today)
            .await
    };
    let effect = async |tx: &mut Connection| {
        let decision = input.to_row(context)?;
        let faults = faults_of(tx, &change.caller, &decision, &input.nomination_ids, context.today).await?;
        require_none(faults)?;
        create_in(tx, context, &decision, &input.nomination_ids).await?;
        let view = DecisionView::of(tx, &change.caller, decision, context.today).await?;
        let location = state.link(&format!("/decisions/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Drafts a decision and records it; what is wrong with it was asked before.
///
/// # Errors
/// 409 for a number or a nomination that is in another decision; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    decision: &Decision,
    nomination_ids: &[Uuid],
) -> Result<(), Problem> {
    store::create_decision(tx, decision).await?;
    write_lines(tx, context, decision.id, nomination_ids).await?;
    record_decision(tx, context, Occurrence::DecisionCreated, (None, (decision, nomination_ids))).await
}

/// Writes the lines of a locked draft anew.
pub(super) async fn write_lines(
    tx: &mut Connection,
    context: &ChangeContext,
    decision: Uuid,
    nomination_ids: &[Uuid],
) -> Result<(), Problem> {
    if let Some((_, other)) = store::find_other_line(tx, nomination_ids, decision).await? {
        return Err(Problem::new(Code::in_another_decision).with_existing(other));
    }
    let lines: Vec<_> = nomination_ids.iter().map(|id| (context.ids.next(), *id)).collect();
    Ok(store::replace_lines(tx, decision, &lines).await?)
}

/// For whom the numbers of a decision are unique.
pub(super) fn issuer_key(origin: DecisionOrigin, unit_id: Uuid, issuer_name: &str) -> String {
    match origin {
        DecisionOrigin::Own => unit_id.to_string(),
        DecisionOrigin::Outside => folded(issuer_name),
    }
}

impl NewDecision {
    /// The decision that is written.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn to_row(&self, context: &ChangeContext) -> Result<Decision, Problem> {
        let writer = context.actor()?;
        let text = |text: &Option<String>| text.as_ref().map(|text| composed(text));
        let issuer_name = composed(&self.issuer_name);
        Ok(Decision {
            id: context.ids.next(),
            purpose: DecisionPurpose::Grant,
            origin: self.origin,
            unit_id: self.unit_id,
            issuer_key: issuer_key(self.origin, self.unit_id, &issuer_name),
            issuer_name,
            title: composed(&self.title),
            number: self.number.clone(),
            notation: text(&self.notation),
            decided_on: self.decided_on,
            signer_name: text(&self.signer_name),
            signer_position: text(&self.signer_position),
            grounds: text(&self.grounds),
            document_id: self.document_id,
            status: DecisionStatus::Draft,
            issued_by: None,
            issued_at: None,
            base_salary: None,
            created_by: writer,
            writers: Writers(vec![writer]),
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        })
    }
}
