//! Which rows of the law answer a question: those of the day on which the dossier was received.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::question::Question;
use crate::features::catalogue::rules::{
    AwardCode, Certainty, CommendationKind, Condition, RecipientKind, RuleStatus, RuleTransition,
};

/// A dated row of an award rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleRow {
    /// Its id.
    pub id: Uuid,
    /// The rule's code; rows of different days share it.
    pub code: String,
    /// The award it is about.
    pub award: AwardCode,
    /// Whom it is about.
    pub recipient: RecipientKind,
    /// The commendation kinds it is about; all of them when there is none.
    pub kinds: Vec<CommendationKind>,
    /// What it asks.
    pub condition: Condition,
    /// The first day of receipt it holds for.
    pub starts_on: NaiveDate,
    /// The first day of receipt it no longer holds for.
    pub ends_before: Option<NaiveDate>,
    /// What it asks, in words.
    pub basis: String,
    /// Law and article.
    pub clause: String,
    /// How sure we are of it.
    pub certainty: Certainty,
    /// Whether it is in force.
    pub status: RuleStatus,
    /// The day from which it has to be checked against its text again.
    pub verify_after: Option<NaiveDate>,
    /// Whether the province wrote it in place of the national row.
    pub is_provincial: bool,
    /// What happens to dossiers that were received before.
    pub transition: RuleTransition,
    /// Its version.
    pub version: i32,
}

impl RuleRow {
    /// Whether it holds for dossiers of a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_before.is_none_or(|end| day < end)
    }

    fn is_about(&self, question: &Question) -> bool {
        self.award == question.award
            && self.recipient == question.recipient()
            && (self.kinds.is_empty() || self.kinds.contains(&question.kind))
    }
}

/// The rows of one rule that answer a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// The rule's code.
    pub code: &'a str,
    /// The row in force; none where the rule is new and not confirmed.
    pub in_force: Option<&'a RuleRow>,
    /// A later row that counts where it is more favourable.
    pub newer: Option<&'a RuleRow>,
    /// Amendments that are not confirmed.
    pub drafts: Vec<&'a RuleRow>,
}

/// The rows that answer a question, by rule.
///
/// The row of the day decides; while a row of the province holds, it stands in place of the national one. Where a row has
/// ended and its amendment is not confirmed, it answers on beside the amendment.
#[must_use]
pub fn choose<'a>(rows: &'a [RuleRow], question: &Question) -> Vec<Chosen<'a>> {
    let mut by_code: BTreeMap<&str, Vec<&RuleRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.status != RuleStatus::Withdrawn && row.is_about(question)) {
        by_code.entry(&row.code).or_default().push(row);
    }
    by_code.into_iter().filter_map(|(code, rows)| choose_of_rule(code, &rows, question)).collect()
}

fn choose_of_rule<'a>(code: &'a str, rows: &[&'a RuleRow], question: &Question) -> Option<Chosen<'a>> {
    let day = question.received_on;
    let with_status = |status| rows.iter().copied().filter(move |row| row.status == status);
    let mut drafts: Vec<_> = with_status(RuleStatus::Draft).filter(|row| row.holds_on(day)).collect();
    drafts.sort_by_key(|row| (row.starts_on, row.id));
    let of_day = with_status(RuleStatus::InForce).filter(|row| row.holds_on(day)).max_by_key(|row| rank(row));
    let amended = || {
        // What ended before the amendment begins is not what it amends.
        let since = drafts.first()?.starts_on;
        let ended = with_status(RuleStatus::InForce)
            .filter(|row| row.ends_before.is_some_and(|end| since <= end && end <= day));
        ended.max_by_key(|row| (row.ends_before, rank(row)))
    };
    let in_force = of_day.or_else(amended);
    let newer = with_status(RuleStatus::InForce)
        .filter(|row| row.transition == RuleTransition::MoreFavourable)
        .filter(|row| day < row.starts_on && row.starts_on <= question.asked_on)
        .min_by_key(|row| (!row.is_provincial, row.starts_on, row.id));
    let newer = newer.filter(|_| in_force.is_some());
    (in_force.is_some() || !drafts.is_empty()).then_some(Chosen { code, in_force, newer, drafts })
}

/// The province's row before the national one; of equals, the latest.
fn rank(row: &RuleRow) -> (bool, NaiveDate, Uuid) {
    (row.is_provincial, row.starts_on, row.id)
}
