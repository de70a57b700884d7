//! An answer as it is kept: rows and facts stand beside it once, and are named by their ids.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::check::{NamedRow, RowAnswer, RowRole, RuleVerdict, Verdict};
use super::evidence::{Outcome, UsedFact, UsedFactKind};
use super::facts::{AwardNames, KnownFacts};
use super::reasons::Reason;
use super::rows::RuleRow;
use super::{judge_circumstances, judge_members, scope};

/// The rules as an answer found them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// The rows.
    pub rows: Vec<RuleRow>,
    /// What awards are called.
    pub names: AwardNames,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptVerdict {
    reasons: Vec<Reason>,
    rules: Vec<KeptRule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptRule {
    code: String,
    outcome: Outcome,
    decides: bool,
    reasons: Vec<Reason>,
    rows: Vec<KeptRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptRow {
    id: Uuid,
    role: RowRole,
    outcome: Outcome,
    facts: Vec<(UsedFactKind, Uuid)>,
    reasons: Vec<Reason>,
    warnings: Vec<Reason>,
}

impl From<&Verdict> for KeptVerdict {
    fn from(verdict: &Verdict) -> Self {
        let row = |answer: &RowAnswer| KeptRow {
            id: answer.row.id,
            role: answer.role,
            outcome: answer.outcome,
            facts: answer.facts.iter().map(|used| (used.kind, used.id)).collect(),
            reasons: answer.reasons.clone(),
            warnings: answer.warnings.clone(),
        };
        let rule = |rule: &RuleVerdict| KeptRule {
            code: rule.code.clone(),
            outcome: rule.outcome,
            decides: rule.decides,
            reasons: rule.reasons.clone(),
            rows: rule.rows.iter().map(row).collect(),
        };
        Self { reasons: verdict.reasons.clone(), rules: verdict.rules.iter().map(rule).collect() }
    }
}

impl KeptVerdict {
    /// The answer as it was, with the rules and the facts it was kept with.
    #[must_use]
    pub fn restore(self, (outcome, year): (Outcome, i32), facts: &KnownFacts, rules: &RuleSet) -> Verdict {
        let known = describe(facts, &rules.names, year);
        let rows: HashMap<Uuid, &RuleRow> = rules.rows.iter().map(|row| (row.id, row)).collect();
        let answer = |kept: KeptRow| {
            let row = NamedRow::from(*rows.get(&kept.id)?);
            let facts = kept.facts.iter().filter_map(|used| known.get(used).cloned()).collect();
            let KeptRow { role, outcome, reasons, warnings, .. } = kept;
            Some(RowAnswer { row, role, outcome, facts, reasons, warnings })
        };
        let rule = |kept: KeptRule| RuleVerdict {
            code: kept.code,
            outcome: kept.outcome,
            decides: kept.decides,
            reasons: kept.reasons,
            rows: kept.rows.into_iter().filter_map(answer).collect(),
        };
        let rules = self.rules.into_iter().map(rule).collect();
        Verdict { outcome, rules, reasons: self.reasons }
    }
}

/// Everything that is known, as answers about a year name it.
fn describe(facts: &KnownFacts, names: &AwardNames, year: i32) -> HashMap<(UsedFactKind, Uuid), UsedFact> {
    let own = facts.awards.iter().map(|fact| scope::used_award(fact, names));
    let own = own.chain(facts.ratings.iter().map(scope::used_rating));
    let own = own.chain(facts.initiatives.iter().map(scope::used_initiative));
    let own = own.chain(facts.holds.iter().map(scope::used_hold));
    let own = own.chain(facts.statements.iter().map(judge_circumstances::used_statement));
    let own = own
        .chain(facts.clusters.iter().filter(|fact| fact.year == year).map(judge_circumstances::used_cluster));
    let own = own.chain(facts.campaign.iter().map(judge_circumstances::used_campaign));
    let own = own.chain(facts.figures.iter().map(judge_members::used_figures));
    let of_members = facts.members.iter().flat_map(|member| {
        let awards = member.awards.iter().map(|fact| scope::used_award(fact, names));
        let all = awards.chain(member.ratings.iter().map(scope::used_rating));
        all.map(|used| judge_members::of_member(member, used))
    });
    own.chain(of_members).map(|used| ((used.kind, used.id), used)).collect()
}
