//! Changing a draft.

use actix_web::patch;

use super::check::check;
use super::input::AwardRulePatch;
use super::view::{AwardRuleView, view_of};
use crate::db::Connection;
use crate::features::catalogue::rules::RuleStatus;
use crate::features::catalogue::store;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// Change a draft of an award rule
///
/// Only the members that are named. What was put in force or taken back never changes; code, award, recipient and source
/// are those of the draft.
#[utoipa::path(request_body(content = AwardRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = AwardRuleView, description = "The draft afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::award_rule_is_not_a_draft, Code::unknown_award_type, Code::named_twice, Code::ends_before_start,
        Code::rule_refers_to_itself, Code::conditions_too_deep, Code::too_many_conditions, Code::fraction_out_of_bounds,
        Code::condition_never_met, Code::excepted_awards_do_not_fit, Code::quota_is_no_part]))))]
#[patch("/award-rules/{id}")]
pub async fn change_award_rule(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<AwardRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == AwardRulePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let effect = async |tx: &mut Connection| {
        let before = store::lock_rule(tx, id).await?;
        if before.status != RuleStatus::Draft {
            return Err(Problem::new(Code::award_rule_is_not_a_draft).with("status", before.status));
        }
        if_match.check(before.version)?;
        let mut after = patch.apply(&before);
        if after != before {
            check(tx, &after).await?;
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update_rule(tx, &after).await?;
            record_change(tx, context, Occurrence::AwardRuleChanged, Some(&before), &after).await?;
        }
        let view = view_of(tx, &change.caller, after).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run_permitted(effect).await
}
