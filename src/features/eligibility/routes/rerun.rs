//! Asking again, to see what changed.

use std::collections::BTreeSet;

use actix_web::{post, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::access::find_check;
use super::create::{NewEligibilityCheck, check_one};
use super::view::{EligibilityCheck, EligibilityReason};
use crate::db::Connection;
use crate::features::eligibility::rules::{Outcome, RuleRow, RuleVerdict, Verdict};
use crate::features::eligibility::store::{self, KeptInputs};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// How the answer of a rule changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRule {
    /// The rule's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "STANDARD")]
    code: String,
    /// The answer then; null where the rule is new.
    #[schema(required, example = "UNKNOWN")]
    before: Option<Outcome>,
    /// The answer now; null where the rule no longer holds.
    #[schema(required, example = "PASS")]
    after: Option<Outcome>,
    /// Whether other rows of the rule, or other versions of them, answer now.
    #[schema(example = false)]
    has_other_rows: bool,
}

/// The same question again, and what changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityRerun {
    /// The answer now.
    check: EligibilityCheck,
    /// The answer then.
    #[schema(example = "UNKNOWN")]
    outcome_before: Outcome,
    /// Whether the facts or the rules it rests on are others now.
    #[schema(example = true)]
    has_other_grounds: bool,
    /// The rules whose answer changed.
    #[schema(max_items = 200)]
    changed_rules: Vec<ChangedRule>,
    /// What was missing or stood against it then, and no longer is or does.
    #[schema(max_items = 500)]
    settled: Vec<EligibilityReason>,
}

/// Run an eligibility check again
///
/// Asks the same question by the facts and the rules of today, keeps the new answer beside the old one, and says what
/// changed.
#[utoipa::path(
    responses((status = 201, body = EligibilityRerun, description = "The new answer", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_subject]))))]
#[post("/eligibility-checks/{id}/reruns")]
pub async fn rerun_eligibility_check(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context, locale) = (path.0.id, &change.context, change.locale());
    let permit = async |tx: &mut Connection| {
        find_check(tx, &change.caller, id, context.today).await?;
        Ok(())
    };
    let effect = async |tx: &mut Connection| {
        let old = find_check(tx, &change.caller, id, context.today).await?;
        let inputs = store::find_inputs(tx, &old).await?;
        let row = &old.row;
        let input = NewEligibilityCheck {
            subject: row.subject,
            award: row.award.clone(),
            commendation_kind: row.kind,
            year: Some(row.year),
            campaign_id: row.campaign_id,
            received_on: Some(row.received_on),
        };
        let check = check_one(tx, (&change.caller, context, locale), &input, Some(id)).await?;
        let new = store::find(tx, check.summary.id).await?;
        let new_inputs = store::find_inputs(tx, &new).await?;
        let outcome_before = row.outcome;
        let before = old.verdict.clone().restore((outcome_before, row.year), &inputs.facts, &inputs.rules);
        let after = new.verdict.clone().restore(
            (new.row.outcome, new.row.year),
            &new_inputs.facts,
            &new_inputs.rules,
        );
        let still = after.missing();
        let settled = before.missing().into_iter().filter(|reason| !still.contains(reason));
        let view = EligibilityRerun {
            outcome_before,
            has_other_grounds: inputs.facts != new_inputs.facts
                || !has_same_rows(&inputs, &new_inputs, &row.award),
            changed_rules: changed_rules(&before, &after),
            settled: EligibilityReason::list(settled, &inputs.rules.names, locale),
            check,
        };
        Answer::created(&state.link(&format!("/eligibility-checks/{}", new.row.id)), &view)
    };
    change.run(permit, effect).await
}

/// Whether the rows of an award are the same; a batch keeps those of others beside them.
fn has_same_rows(one: &KeptInputs, other: &KeptInputs, award: &str) -> bool {
    let own = |row: &&RuleRow| row.award.as_str() == award;
    one.rules.rows.iter().filter(own).eq(other.rules.rows.iter().filter(own))
}

fn changed_rules(before: &Verdict, after: &Verdict) -> Vec<ChangedRule> {
    let rows = |rule: &RuleVerdict| {
        rule.rows.iter().map(|answer| (answer.row.id, answer.row.version, answer.role)).collect::<Vec<_>>()
    };
    let find = |verdict: &Verdict, code: &str| {
        let rule = verdict.rules.iter().find(|rule| rule.code == code);
        rule.map(|rule| (rule.outcome, rows(rule)))
    };
    let codes: BTreeSet<&str> =
        before.rules.iter().chain(&after.rules).map(|rule| rule.code.as_str()).collect();
    let changed = codes.into_iter().filter_map(|code| {
        let (before, after) = (find(before, code), find(after, code));
        if before == after {
            return None;
        }
        let has_other_rows = before.as_ref().map(|(_, rows)| rows) != after.as_ref().map(|(_, rows)| rows);
        let outcome = |found: Option<(Outcome, _)>| found.map(|(outcome, _)| outcome);
        Some(ChangedRule {
            code: code.to_owned(),
            before: outcome(before),
            after: outcome(after),
            has_other_rows,
        })
    });
    changed.collect()
}
