//! The answer to a question: by every rule that holds, each by the rows that answer it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::evidence::{Finding, Outcome, UsedFact};
use super::facts::{AwardNames, KnownFacts};
use super::question::Question;
use super::reasons::Reason;
use super::rows::{Chosen, RuleRow, choose};
use super::scope::{Modifiers, Scope};
use crate::features::catalogue::rules::{Certainty, Condition, RuleStatus};
use crate::text_enum;

text_enum! {
    /// Why a row answers.
    pub enum RowRole {
        /// It holds on the day of receipt.
        InForce = "IN_FORCE",
        /// It began to hold later and counts where it is more favourable.
        Newer = "NEWER",
        /// It amends the row in force and is not confirmed.
        Draft = "DRAFT",
    }
}

/// A row of the law as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NamedRow {
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: i32,
    /// Whether it is in force.
    pub status: RuleStatus,
    /// How sure we are of it.
    pub certainty: Certainty,
    /// Law and article.
    pub clause: String,
    /// What it asks, in words.
    pub basis: String,
    /// What it asks.
    pub condition: Condition,
    /// The first day of receipt it holds for.
    pub starts_on: NaiveDate,
    /// The first day of receipt it no longer holds for.
    pub ends_before: Option<NaiveDate>,
    /// Whether the province wrote it.
    pub is_provincial: bool,
}

impl From<&RuleRow> for NamedRow {
    fn from(row: &RuleRow) -> Self {
        Self {
            id: row.id,
            version: row.version,
            status: row.status,
            certainty: row.certainty,
            clause: row.clause.clone(),
            basis: row.basis.clone(),
            condition: row.condition.clone(),
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            is_provincial: row.is_provincial,
        }
    }
}

/// The answer by one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RowAnswer {
    /// The row.
    pub row: NamedRow,
    /// Why it answers.
    pub role: RowRole,
    /// The answer.
    pub outcome: Outcome,
    /// The facts it rests on.
    pub facts: Vec<UsedFact>,
    /// Why it is so, and what would change it.
    pub reasons: Vec<Reason>,
    /// What to know of the row; it does not change the answer.
    pub warnings: Vec<Reason>,
}

/// The answer by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleVerdict {
    /// The rule's code.
    pub code: String,
    /// The answer.
    pub outcome: Outcome,
    /// Whether the whole answer depends on it: a quota is judged over a list.
    pub decides: bool,
    /// Why the answer is not simply that of the row in force.
    pub reasons: Vec<Reason>,
    /// The answers of its rows.
    pub rows: Vec<RowAnswer>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The answer.
    pub outcome: Outcome,
    /// The answers by rule.
    pub rules: Vec<RuleVerdict>,
    /// Why the answer is not simply that of the rules.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// What the answer would be if nobody were on hold.
    #[must_use]
    pub fn outcome_but_for_holds(&self) -> Outcome {
        let is_hold = |answer: &RowAnswer| {
            matches!(answer.row.condition, Condition::NoHold {} | Condition::AfterDiscipline {})
        };
        let others = self.rules.iter().filter(|rule| rule.decides && !rule.rows.iter().all(is_hold));
        decided(others.map(|rule| rule.outcome))
    }

    /// The reasons of all rules that keep it from passing, each once.
    #[must_use]
    pub fn missing(&self) -> Vec<&Reason> {
        let rules = self.rules.iter().filter(|rule| rule.decides && rule.outcome != Outcome::Pass);
        let rows = rules.clone().flat_map(|rule| &rule.rows).filter(|row| row.outcome != Outcome::Pass);
        let rows = rows.flat_map(|row| &row.reasons);
        let mut all: Vec<_> = rows.chain(rules.flat_map(|rule| &rule.reasons)).chain(&self.reasons).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// Answers a question by the facts and the rows that are given.
#[must_use]
pub fn check(question: &Question, facts: &KnownFacts, rows: &[RuleRow], names: &AwardNames) -> Verdict {
    let chosen = choose(rows, question);
    if chosen.is_empty() {
        let reasons = vec![Reason::NoRule { award: question.award.clone() }];
        return Verdict { outcome: Outcome::Unknown, rules: Vec::new(), reasons };
    }
    let modifiers = modifiers_of(chosen.iter().filter_map(|chosen| chosen.in_force));
    let amended =
        chosen.iter().flat_map(|chosen| chosen.in_force.into_iter().chain(chosen.drafts.iter().copied()));
    let amended = modifiers_of(amended);
    let scope = Scope { facts, question, names, modifiers: &modifiers, since: None };
    let mut rules: Vec<_> = chosen.iter().map(|chosen| judge_rule(scope, chosen)).collect();
    if amended != modifiers {
        // What an amendment says about which facts count is not confirmed either.
        let scope = Scope { modifiers: &amended, ..scope };
        for (rule, chosen) in rules.iter_mut().zip(&chosen) {
            doubt_where_it_differs(rule, &judge_rule(scope, chosen));
        }
    }
    let outcome = decided(rules.iter().filter(|rule| rule.decides).map(|rule| rule.outcome));
    if outcome == Outcome::Pass && !rules.iter().any(has_standard) {
        let reasons = vec![Reason::NoRule { award: question.award.clone() }];
        return Verdict { outcome: Outcome::Unknown, rules, reasons };
    }
    Verdict { outcome, rules, reasons: Vec::new() }
}

/// The answer of all rules together.
fn decided(outcomes: impl Iterator<Item = Outcome> + Clone) -> Outcome {
    let worse = [Outcome::Fail, Outcome::Unknown];
    worse.into_iter().find(|outcome| outcomes.clone().any(|other| other == *outcome)).unwrap_or(Outcome::Pass)
}

/// Whether a row that holds says what must be achieved: a draft and what only stands in the way of some give nothing.
fn has_standard(rule: &RuleVerdict) -> bool {
    let standard = |row: &RowAnswer| row.role != RowRole::Draft && !row.row.condition.is_only_a_bar();
    rule.rows.iter().any(standard)
}

fn judge_rule<'a>(scope: Scope<'a>, chosen: &Chosen<'a>) -> RuleVerdict {
    let answer = |row: Option<&'a RuleRow>, role| row.map(|row| judge_row(scope, row, role));
    let in_force = answer(chosen.in_force, RowRole::InForce);
    let newer = answer(chosen.newer, RowRole::Newer);
    let drafts: Vec<_> = chosen.drafts.iter().map(|row| judge_row(scope, row, RowRole::Draft)).collect();
    // Without the amendment there is no such rule, and nothing to fail.
    let mut outcome = in_force.as_ref().map_or(Outcome::Pass, |answer| answer.outcome);
    let mut reasons = Vec::new();
    if let Some(newer) = newer.as_ref().filter(|_| outcome != Outcome::Pass) {
        // Whichever is more favourable counts.
        outcome = match newer.outcome {
            Outcome::Fail => outcome,
            other => other,
        };
        if outcome == Outcome::Pass {
            reasons.push(Reason::NewerRowCounts { starts_on: newer.row.starts_on });
        }
    }
    if drafts.iter().any(|draft| draft.outcome != outcome) {
        outcome = Outcome::Unknown;
        reasons.push(Reason::AmendmentNotConfirmed);
    }
    let rows: Vec<_> = [in_force, newer].into_iter().flatten().chain(drafts).collect();
    let decides = !rows.iter().all(|answer| matches!(answer.row.condition, Condition::Quota { .. }));
    RuleVerdict { code: chosen.code.to_owned(), outcome, decides, reasons, rows }
}

fn doubt_where_it_differs(rule: &mut RuleVerdict, amended: &RuleVerdict) {
    if rule.outcome != amended.outcome {
        rule.outcome = Outcome::Unknown;
        rule.reasons.push(Reason::AmendmentNotConfirmed);
        rule.reasons.dedup();
    }
}

fn judge_row<'a>(scope: Scope<'a>, row: &'a RuleRow, role: RowRole) -> RowAnswer {
    let Finding { outcome, facts, reasons } = scope.judge(&row.condition);
    let passed = row.verify_after.filter(|since| *since <= scope.question.asked_on);
    let warnings = passed.map(|since| Reason::CheckAgain { since }).into_iter().collect();
    RowAnswer { row: NamedRow::from(row), role, outcome, facts, reasons, warnings }
}

/// What rows say about which facts count for all rules.
fn modifiers_of<'a>(rows: impl Iterator<Item = &'a RuleRow>) -> Modifiers {
    let mut modifiers = Modifiers::default();
    let mut open: Vec<_> = rows.map(|row| &row.condition).collect();
    while let Some(condition) = open.pop() {
        match condition {
            Condition::CommendationKindExcluded { kinds } => modifiers.excluded_kinds.extend(kinds),
            Condition::AfterDiscipline {} => modifiers.is_after_discipline = true,
            Condition::AllOf { conditions } => open.extend(conditions),
            _ => {}
        }
    }
    modifiers
}
