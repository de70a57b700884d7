//! What an appraisal holds of each rule, beside what the check of eligibility says.

use super::words::AppraisalVerdict;
use crate::features::eligibility::rules::{Outcome, Verdict};

/// What the appraiser says of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidOfRule {
    /// The rule's code.
    pub code: String,
    /// Whether it is met.
    pub opinion: Outcome,
    /// Why, where the check says otherwise.
    pub reason: Option<String>,
}

/// An opinion on a rule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOpinion {
    /// The rule's code.
    pub code: String,
    /// What the check says.
    pub outcome: Outcome,
    /// What the appraisal says.
    pub opinion: Outcome,
    /// Why, where they differ.
    pub reason: Option<String>,
}

/// An appraisal that makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appraisal {
    /// The opinions, in the order of the check.
    pub opinions: Vec<RuleOpinion>,
    /// Whether it departs from the check, so that a second person confirms it.
    pub is_override: bool,
}

/// What is wrong with an appraisal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppraisalFault {
    /// The check knows no such rule.
    UnknownRule(usize),
    /// The rule is named a second time.
    NamedTwice(usize),
    /// The opinion differs from the check, and nobody says why.
    WithoutReason(usize),
    /// It is said to meet the standard, though these rules are not held to be met.
    AgainstRules(Vec<String>),
}

/// An appraisal by the answer of the check: of a rule that nobody speaks of, the check says. `is_last` says that nobody in the
/// province judges it afterwards.
///
/// # Errors
/// Every fault.
pub fn judge(
    verdict: AppraisalVerdict,
    check: &Verdict,
    said: &[SaidOfRule],
    is_last: bool,
) -> Result<Appraisal, Vec<AppraisalFault>> {
    let mut faults = Vec::new();
    for (place, own) in said.iter().enumerate() {
        let rule = check.rules.iter().find(|rule| rule.code == own.code);
        if said.iter().take(place).any(|other| other.code == own.code) {
            faults.push(AppraisalFault::NamedTwice(place));
        } else if let Some(rule) = rule {
            if rule.outcome != own.opinion && own.reason.is_none() {
                faults.push(AppraisalFault::WithoutReason(place));
            }
        } else {
            faults.push(AppraisalFault::UnknownRule(place));
        }
    }
    let opinions: Vec<RuleOpinion> = check
        .rules
        .iter()
        .map(|rule| {
            let own = said.iter().find(|own| own.code == rule.code);
            RuleOpinion {
                code: rule.code.clone(),
                outcome: rule.outcome,
                opinion: own.map_or(rule.outcome, |own| own.opinion),
                reason: own.and_then(|own| own.reason.clone()),
            }
        })
        .collect();
    let decides = |code: &str| check.rules.iter().any(|rule| rule.code == code && rule.decides);
    let open = opinions.iter().filter(|own| own.opinion != Outcome::Pass && decides(&own.code));
    let open: Vec<String> = open.map(|own| own.code.clone()).collect();
    if verdict == AppraisalVerdict::Meets && !open.is_empty() {
        faults.push(AppraisalFault::AgainstRules(open));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let differs = opinions.iter().any(|own| own.opinion != own.outcome);
    // Without any rule the check passes nobody: saying otherwise departs from it, too.
    let is_against = match verdict {
        AppraisalVerdict::Meets => check.outcome != Outcome::Pass,
        AppraisalVerdict::DoesNot => check.outcome == Outcome::Pass,
        AppraisalVerdict::HigherLevel => is_last && check.outcome != Outcome::Pass,
    };
    Ok(Appraisal { opinions, is_override: differs || is_against })
}
