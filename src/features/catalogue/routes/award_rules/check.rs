//! What a rule may not say, as faults of the body.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::db::Connection;
use crate::features::catalogue::rules::{
    AwardCode, DEEPEST, Fault, FaultKind, MOST_AWARDS, MOST_CONDITIONS, RecipientKind, faults,
};
use crate::features::catalogue::store::{self, AwardRule};
use crate::http::{Code, Problem, Violation};

/// Refuses a rule with everything that is wrong with it, each with a pointer into the body.
pub(super) async fn check(tx: &Connection, rule: &AwardRule) -> Result<(), Problem> {
    let known = store::known_awards(tx).await?;
    let mut found = Vec::from_iter(about_award(rule, &known));
    found.extend(about_lists_and_days(rule));
    let codes: HashSet<AwardCode> = known.into_keys().collect();
    let condition = serde_json::to_value(&rule.condition).map_err(Problem::internal)?;
    let faults = faults(&rule.condition, &rule.award(), &codes);
    found.extend(faults.iter().map(|fault| violation(fault, &condition, rule)));
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

fn about_award(rule: &AwardRule, known: &HashMap<AwardCode, HashSet<RecipientKind>>) -> Option<Violation> {
    match known.get(&rule.award()) {
        None => {
            Some(Violation::at("/awardCode", Code::unknown_award_type).with("awardType", &rule.award_code))
        }
        Some(recipients) if !recipients.contains(&rule.recipient_kind) => Some(
            Violation::at("/recipientKind", Code::award_is_not_for_recipient)
                .with("award", &rule.award_code)
                .with("recipient", rule.recipient_kind),
        ),
        Some(_) => None,
    }
}

fn about_lists_and_days(rule: &AwardRule) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (place, kind) in rule.commendation_kinds.0.iter().enumerate() {
        if !seen.insert(kind) {
            found.push(Violation::at(format!("/commendationKinds/{place}"), Code::named_twice));
        }
    }
    if rule.ends_before.is_some_and(|end| end <= rule.starts_on) {
        found.push(Violation::at("/endsBefore", Code::ends_before_start).with("startsOn", rule.starts_on));
    }
    found
}

fn violation(fault: &Fault, condition: &Value, rule: &AwardRule) -> Violation {
    let at = |code| Violation::at(format!("/condition{}", fault.pointer), code);
    match fault.kind {
        FaultKind::UnknownAward => {
            let named = condition.pointer(&fault.pointer).and_then(Value::as_str).unwrap_or_default();
            at(Code::unknown_award_type).with("awardType", named)
        }
        FaultKind::RefersToItself => at(Code::rule_refers_to_itself).with("award", &rule.award_code),
        FaultKind::Empty if condition.pointer(&fault.pointer).is_some_and(Value::is_string) => {
            at(Code::too_short).with("limit", 1)
        }
        FaultKind::Empty => at(Code::wrong_count).with("limit", 1),
        FaultKind::Twice => at(Code::named_twice),
        FaultKind::TooLong => at(Code::wrong_count).with("limit", MOST_AWARDS),
        FaultKind::TooDeep => at(Code::conditions_too_deep).with("limit", DEEPEST),
        FaultKind::TooMany => at(Code::too_many_conditions).with("limit", MOST_CONDITIONS),
        FaultKind::QuotaBelow => at(Code::quota_is_no_part),
        FaultKind::ShareOutOfRange => at(Code::fraction_out_of_bounds),
        FaultKind::OutOfRange => at(Code::out_of_range).with("limit", 1),
        FaultKind::NeverMet => at(Code::condition_never_met),
        FaultKind::ExceptedAwards => at(Code::excepted_awards_do_not_fit),
    }
}
