//! Editing a draft of a decision.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::faults_of;
use super::create::{issuer_key, write_lines};
use super::recorded::record_decision;
use super::view::DecisionView;
use crate::auth::policy::Permission;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::decisions::rules::{DecisionPurpose, DecisionStatus};
use crate::features::decisions::store::find_visible;
use crate::features::decisions::store::{self, AboutAward, Decision};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecisionPatch {
    /// Who decides, as printed.
    #[schema(
        nullable = false,
        max_length = 200,
        format = "line",
        example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn"
    )]
    issuer_name: Option<String>,
    /// What it is about.
    #[schema(nullable = false, max_length = 500, format = "line", example = "Về việc tặng Giấy khen (mẫu)")]
    title: Option<String>,
    /// The number in the year.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{1,6}[a-z]?$", max_length = 7, example = "208")]
    number: Patch<String>,
    /// The sign behind the number.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30, format = "line")]
    notation: Patch<String>,
    /// Its day.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>, example = "2026-11-23")]
    decided_on: Patch<NaiveDate>,
    /// Who signs.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    signer_name: Patch<String>,
    /// The signer's position.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    signer_position: Patch<String>,
    /// What it rests on, one a line.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 5000, format = "paragraphs")]
    grounds: Patch<String>,
    /// The signed decision as a registered document.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    document_id: Patch<Uuid>,
    /// All nominations that it grants, in the order of its list.
    #[schema(nullable = false, max_items = 2000)]
    nomination_ids: Option<Vec<Uuid>>,
}

impl DecisionPatch {
    fn apply(&self, own: &Decision) -> Decision {
        let text = |patch: &Patch<String>, own: &Option<String>| {
            patch.clone().map(|text| composed(&text)).apply(own.clone())
        };
        let issuer_name =
            self.issuer_name.as_ref().map_or_else(|| own.issuer_name.clone(), |name| composed(name));
        Decision {
            issuer_key: issuer_key(own.origin, own.unit_id, &issuer_name),
            issuer_name,
            title: self.title.as_ref().map_or_else(|| own.title.clone(), |title| composed(title)),
            number: text(&self.number, &own.number),
            notation: text(&self.notation, &own.notation),
            decided_on: self.decided_on.apply(own.decided_on),
            signer_name: text(&self.signer_name, &own.signer_name),
            signer_position: text(&self.signer_position, &own.signer_position),
            grounds: text(&self.grounds, &own.grounds),
            document_id: self.document_id.apply(own.document_id),
            ..own.clone()
        }
    }
}

/// Edit a draft of a decision
///
/// For the standing office. An issued decision never changes: a later one corrects it.
#[utoipa::path(request_body(content = DecisionPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = DecisionView, description = "The decision afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::decision_is_final, Code::unknown_document, Code::nomination_not_for_decision, Code::named_twice,
        Code::in_another_decision, Code::decision_number_taken, Code::not_for_this_kind
    ]))))]
#[patch("/decisions/{id}")]
pub async fn change_decision(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<DecisionPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == DecisionPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.1.require(Permission::RecordDecisions)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_decision(tx, id).await?;
        if_match.check(before.version)?;
        if before.status != DecisionStatus::Draft {
            return Err(Problem::new(Code::decision_is_final).with("status", before.status));
        }
        let was = store::list_line_nominations(tx, id).await?;
        let now = patch.nomination_ids.clone().unwrap_or_else(|| was.clone());
        let mut after = patch.apply(&before);
        check(tx, &change, (&before, &after), &patch).await?;
        if after != before || now != was {
            after.writers = after.writers.and(context.actor_id);
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::advance_decision(tx, &before, &after).await?;
            if now != was {
                write_lines(tx, context, id, &now).await?;
            }
            let about_award = store::find_about_award(tx, &before).await?;
            let award: Vec<Uuid> = about_award.iter().map(AboutAward::award_id).collect();
            let about = |lines: &[Uuid]| [lines, award.as_slice()].concat();
            let (was, now) = (about(&was), about(&now));
            let states = (Some((&before, was.as_slice())), (&after, now.as_slice()));
            record_decision(tx, context, Occurrence::DecisionChanged, states).await?;
        }
        let view = DecisionView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Passes when what a draft becomes is right.
async fn check(
    tx: &Connection,
    change: &Change,
    (before, after): (&Decision, &Decision),
    patch: &DecisionPatch,
) -> Result<(), Problem> {
    let named = patch.nomination_ids.as_deref().unwrap_or_default();
    if before.purpose == DecisionPurpose::Revoke && patch.nomination_ids.is_some() {
        let fault = Violation::at("/nominationIds", Code::not_for_this_kind).with("kind", before.purpose);
        return Err(Problem::invalid(vec![fault]));
    }
    // Who granted an award takes it back.
    if before.purpose == DecisionPurpose::Revoke && patch.issuer_name.is_some() {
        let fault = Violation::at("/issuerName", Code::not_for_this_kind).with("kind", before.purpose);
        return Err(Problem::invalid(vec![fault]));
    }
    let asked = Decision {
        document_id: after.document_id.filter(|_| after.document_id != before.document_id),
        ..after.clone()
    };
    let faults = faults_of(tx, &change.caller, &asked, named, change.context.today).await?;
    require_none(faults)
}
