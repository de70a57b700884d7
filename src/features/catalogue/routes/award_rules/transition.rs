//! Putting a draft in force, taking a rule back, and the history of it.

use actix_web::{get, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::check::check;
use super::view::{AwardRuleView, view_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::catalogue::rules::{AwardRuleAction, AwardRuleLife, find_circle, turning_days};
use crate::features::catalogue::store::{self, AwardRule};
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// A requested transition of an award rule.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AwardRuleTransition {
    /// The action to take.
    #[schema(example = "WITHDRAW")]
    action: AwardRuleAction,
    /// `PUT_IN_FORCE`: the document that decided it.
    #[schema(nullable = false)]
    document_id: Option<Uuid>,
    /// Why; WITHDRAW needs it.
    #[schema(
        nullable = false,
        max_length = 1000,
        format = "paragraphs",
        example = "Chưa đối chiếu bản gốc (mẫu)"
    )]
    reason: Option<String>,
}

/// Put an award rule in force, or take it back
///
/// `PUT_IN_FORCE` names the document that decided it; a row of the same rule, award, recipient and source that began before
/// ends where this one begins. WITHDRAW needs a reason; a rule that is taken back is kept and answers nothing.
#[utoipa::path(params(DryRunParameter), request_body = AwardRuleTransition,
    responses((status = 200, body = AwardRuleView, description = "The rule afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::award_rule_needs_document, Code::unknown_document, Code::invalid_transition,
        Code::award_rule_already_in_force, Code::award_rules_in_a_circle]))))]
#[post("/award-rules/{id}/transitions")]
pub async fn transition_award_rule(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<AwardRuleTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let effect = async |tx: &mut Connection| {
        let before = store::lock_rule(tx, id).await?;
        let life = AwardRuleLife { status: before.status, names_document: input.document_id.is_some() };
        let step = next_step(&life, input.action, input.reason.as_deref())?;
        if_match.check(before.version)?;
        let after = AwardRule {
            status: step.to,
            version: before.version.next(),
            updated_at: context.at,
            ..before.clone()
        };
        let after = match input.action {
            AwardRuleAction::PutInForce => {
                let document_id = cite(tx, &change, input.document_id).await?;
                check(tx, &after).await?;
                make_room(tx, context, &after).await?;
                AwardRule { document_id, ..after }
            }
            AwardRuleAction::Withdraw => after,
        };
        store::update_rule(tx, &after).await?;
        record_step(tx, context, step, id, (context.today, input.reason.as_deref())).await?;
        record_change(tx, context, step.occurrence, Some(&before), &after).await?;
        let view = view_of(tx, &change.caller, after).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run_permitted(effect).await
}

/// The document, which everybody can read from now on.
async fn cite(
    tx: &mut Connection,
    change: &Change,
    document_id: Option<Uuid>,
) -> Result<Option<Uuid>, Problem> {
    let cited = document_id.map(|id| Citation::at("/documentId", id));
    require_none(documents::find_unknown(tx, &change.caller, cited).await?)?;
    documents::publish(tx, &change.context, document_id.as_slice()).await?;
    Ok(document_id)
}

/// Ends the row whose place a rule takes, and refuses what can't be beside it.
async fn make_room(tx: &mut Connection, context: &ChangeContext, rule: &AwardRule) -> Result<(), Problem> {
    let mut beside = store::lock_rules_in_force_beside(tx, rule).await?;
    for other in beside.iter_mut().filter(|other| other.is_of_the_same_rule(rule)) {
        if !rule.days().takes_the_place_of(other.days()) {
            return Err(Problem::new(Code::award_rule_already_in_force).with_existing(other.id));
        }
        let before = other.clone();
        other.ends_before = Some(rule.starts_on);
        (other.version, other.updated_at) = (before.version.next(), context.at);
        store::update_rule(tx, other).await?;
        record_change(tx, context, Occurrence::AwardRuleEnded, Some(&before), other).await?;
    }
    beside.push(rule.clone());
    refuse_circles(rule, &beside)
}

/// Refuses a rule with which awards of one year would need each other on some day.
fn refuse_circles(rule: &AwardRule, rules: &[AwardRule]) -> Result<(), Problem> {
    let awards: Vec<_> = rules.iter().map(AwardRule::award).collect();
    for day in turning_days(rule.days(), rules.iter().map(AwardRule::days)) {
        let of_day = rules.iter().zip(&awards).filter(|(row, _)| row.days().include(day));
        let of_day: Vec<_> = of_day.map(|(row, award)| (award, &row.condition)).collect();
        if let Some(circle) = find_circle(&of_day) {
            let named: Vec<_> = circle.into_iter().map(ToString::to_string).collect();
            return Err(Problem::new(Code::award_rules_in_a_circle).with("awards", named.join(" → ")));
        }
    }
    Ok(())
}

/// List an award rule's transitions
///
/// When it was put in force or taken back, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/award-rules/{id}/transitions")]
pub async fn list_award_rule_transitions(
    state: web::Data<State>,
    _caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let id = path.0.id;
    state.db.read(async |conn| store::find_rule(conn, id).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
