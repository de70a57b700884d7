//! Writing a draft.

use actix_web::{post, web};

use super::check::check;
use super::input::NewAwardRule;
use super::view::{AwardRuleView, view_of};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::catalogue::rules::RuleStatus;
use crate::features::catalogue::store::{self, AwardRule, CommendationKinds};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Write a draft of an award rule
///
/// A draft decides nothing: it is answered beside the row in force until a document puts it in force. Everything that is
/// wrong with its condition is told at once, each with a pointer.
#[utoipa::path(request_body = NewAwardRule,
    responses((status = 201, body = AwardRuleView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_award_type, Code::award_is_not_for_recipient, Code::named_twice, Code::ends_before_start,
        Code::rule_refers_to_itself, Code::conditions_too_deep, Code::too_many_conditions, Code::fraction_out_of_bounds,
        Code::condition_never_met, Code::excepted_awards_do_not_fit, Code::quota_is_no_part]))))]
#[post("/award-rules")]
pub async fn create_award_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewAwardRule>,
) -> Result<Answer, Problem> {
    let (new, context) = (input.0, &change.context);
    let effect = async |tx: &mut Connection| {
        let rule = draft(&new, context);
        check(tx, &rule).await?;
        store::create_rule(tx, &rule).await?;
        record_change(tx, context, Occurrence::AwardRuleCreated, None, &rule).await?;
        let location = state.link(&format!("/award-rules/{}", rule.id));
        let version = rule.version;
        let view = view_of(tx, &change.caller, rule).await?;
        Ok(Answer::created(&location, &view)?.with_etag(version))
    };
    change.run_permitted(effect).await
}

fn draft(new: &NewAwardRule, context: &ChangeContext) -> AwardRule {
    AwardRule {
        id: context.ids.next(),
        code: new.code.clone(),
        award_code: new.award_code.clone(),
        recipient_kind: new.recipient_kind,
        commendation_kinds: CommendationKinds(new.commendation_kinds.clone()),
        condition: new.condition.clone(),
        basis: composed(&new.basis),
        clause: composed(&new.clause),
        certainty: new.certainty,
        status: RuleStatus::Draft,
        source: new.source,
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        verify_after: new.verify_after,
        transition: new.transition,
        document_id: None,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    }
}
