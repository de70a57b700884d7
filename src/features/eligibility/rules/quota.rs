//! Quotas: over a list, how many may be proposed, how many are. Who of them, is for people to say.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::evidence::Outcome;
use super::facts::{Complete, KnownFacts, Record};
use crate::features::catalogue::rules::QuotaBase;

/// Somebody of the list that the share is taken of.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// Whose facts these are.
    pub id: Uuid,
    /// What is known.
    pub facts: &'a KnownFacts,
    /// Whether it is proposed.
    pub is_proposed: bool,
}

/// What a quota comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuotaCount {
    /// Whether the proposals keep it.
    pub outcome: Outcome,
    /// How many the share is taken of, for certain.
    pub base: u32,
    /// How many it could be taken of, once everything is known.
    pub base_possible: u32,
    /// How many may be proposed: the share of the base, rounded down.
    pub at_most: u32,
    /// How many may be proposed at best.
    pub at_most_possible: u32,
    /// How many are proposed.
    pub proposed: u32,
    /// How many too many are proposed, for certain.
    pub over: u32,
    /// Who is proposed, and is not in the base for certain.
    pub outside: Vec<Uuid>,
}

/// Counts a quota of a year over a list.
#[must_use]
pub fn count(share: Decimal, of: &QuotaBase, year: i32, list: &[Listed<'_>]) -> QuotaCount {
    let belongs: Vec<_> = list.iter().map(|one| (one, belongs(of, year, one.facts))).collect();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let base = number(belongs.iter().filter(|(_, belongs)| *belongs == Outcome::Pass).count());
    let base_possible = number(belongs.iter().filter(|(_, belongs)| *belongs != Outcome::Fail).count());
    let at_most_of = |base: u32| (Decimal::from(base) * share).floor().to_u32().unwrap_or(0);
    let (at_most, at_most_possible) = (at_most_of(base), at_most_of(base_possible));
    let proposed = number(list.iter().filter(|one| one.is_proposed).count());
    let outcome = match proposed {
        _ if proposed <= at_most => Outcome::Pass,
        _ if proposed > at_most_possible => Outcome::Fail,
        _ => Outcome::Unknown,
    };
    let mut outside: Vec<_> = belongs
        .iter()
        .filter(|(one, belongs)| one.is_proposed && *belongs != Outcome::Pass)
        .map(|(one, _)| one.id)
        .collect();
    outside.sort_unstable();
    let over = proposed.saturating_sub(at_most_possible);
    QuotaCount { outcome, base, base_possible, at_most, at_most_possible, proposed, over, outside }
}

/// Whether somebody belongs to what the share is taken of.
fn belongs(of: &QuotaBase, year: i32, facts: &KnownFacts) -> Outcome {
    let is_complete = |record| facts.complete.iter().any(|complete: &Complete| complete.covers(record, year));
    match of {
        QuotaBase::Members {} => Outcome::Pass,
        QuotaBase::Holders { award } => {
            let held = facts.awards.iter().filter(|fact| fact.award == *award && fact.year == year);
            best(held.map(|fact| (true, fact.origin.is_confirmed)), is_complete(Record::Awards))
        }
        QuotaBase::Rated { level } => {
            let rated = facts.ratings.iter().filter(|rating| rating.year == year);
            best(rated.map(|rating| (rating.level.is_at_least(*level), rating.origin.is_confirmed)), false)
        }
        QuotaBase::ClusterLeaders { organised_by } => {
            let results = facts.clusters.iter();
            let results =
                results.filter(|fact| fact.year == year && organised_by.contains(&fact.organised_by));
            let results = results.filter_map(|fact| Some((fact.is_leader?, fact.origin.is_confirmed)));
            best(results, false)
        }
    }
}

/// Of facts that say yes or no, each confirmed or not, what is certain.
fn best(facts: impl Iterator<Item = (bool, bool)>, is_complete: bool) -> Outcome {
    let facts: Vec<_> = facts.collect();
    if facts.contains(&(true, true)) {
        Outcome::Pass
    } else if facts.iter().any(|(_, is_confirmed)| !is_confirmed) || facts.is_empty() && !is_complete {
        Outcome::Unknown
    } else {
        Outcome::Fail
    }
}
