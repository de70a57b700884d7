//! Three-valued logic: what speaks for a condition, what against it, and what is not known.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::facts::Origin;
use super::reasons::{Reason, Words};
use crate::text_enum;

/// More facts than this are not listed with an answer.
pub const MOST_FACTS: usize = 200;

/// More reasons than this are not listed with an answer.
pub const MOST_REASONS: usize = 50;

text_enum! {
    /// The answer to a rule.
    pub enum Outcome {
        /// It is met.
        Pass = "PASS",
        /// It is not met.
        Fail = "FAIL",
        /// What is known does not decide it.
        Unknown = "UNKNOWN",
    }
}

text_enum! {
    /// What kind of fact an answer uses.
    pub enum UsedFactKind {
        /// An award of the register.
        Award = "AWARD",
        /// A rating of a year.
        Rating = "RATING",
        /// An initiative.
        Initiative = "INITIATIVE",
        /// A hold.
        Hold = "HOLD",
        /// A statement.
        Statement = "STATEMENT",
        /// The figures of a unit.
        Figures = "FIGURES",
        /// A result in a cluster.
        Cluster = "CLUSTER",
        /// A campaign.
        Campaign = "CAMPAIGN",
    }
}

/// A fact that an answer uses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsedFact {
    /// What it says.
    pub words: Words,
    /// What kind of fact it is.
    pub kind: UsedFactKind,
    /// Its id.
    pub id: Uuid,
    /// Where it comes from.
    pub source: String,
    /// Whether it is confirmed.
    pub is_confirmed: bool,
}

impl UsedFact {
    pub(super) fn new(kind: UsedFactKind, origin: &Origin, words: Words) -> Self {
        Self { words, kind, id: origin.id, source: origin.source.clone(), is_confirmed: origin.is_confirmed }
    }
}

/// How something stands to a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EvidenceWeight {
    /// It speaks for it.
    For,
    /// It would speak for it, if this were settled.
    Doubtful(Reason),
    /// It is not there, and may be.
    Missing(Reason),
    /// It does not count, or is known not to be.
    Against(Reason),
}

/// One thing that speaks for a condition or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evidence {
    pub standing: EvidenceWeight,
    pub used: Option<UsedFact>,
}

impl Evidence {
    pub fn of(used: UsedFact, standing: EvidenceWeight) -> Self {
        Self { standing, used: Some(used) }
    }

    pub fn missing(reason: Reason) -> Self {
        Self { standing: EvidenceWeight::Missing(reason), used: None }
    }

    pub fn against(reason: Reason) -> Self {
        Self { standing: EvidenceWeight::Against(reason), used: None }
    }

    /// How much it helps: the most first.
    fn rank(&self) -> u8 {
        match self.standing {
            EvidenceWeight::For => 0,
            EvidenceWeight::Doubtful(_) => 1,
            EvidenceWeight::Missing(_) => 2,
            EvidenceWeight::Against(_) => 3,
        }
    }

    /// What helps most of several; of equals, always the same one.
    pub fn best(several: impl IntoIterator<Item = Self>) -> Option<Self> {
        several
            .into_iter()
            .min_by(|one, other| one.rank().cmp(&other.rank()).then_with(|| one.used.cmp(&other.used)))
    }
}

/// The answer to a condition, with the facts it rests on and the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The answer.
    pub outcome: Outcome,
    /// The facts it rests on.
    pub facts: Vec<UsedFact>,
    /// Why it is so, and what would change it.
    pub reasons: Vec<Reason>,
}

impl Finding {
    pub(super) fn new(outcome: Outcome, mut facts: Vec<UsedFact>, mut reasons: Vec<Reason>) -> Self {
        facts.sort();
        facts.dedup();
        facts.truncate(MOST_FACTS);
        reasons.sort();
        reasons.dedup();
        reasons.truncate(MOST_REASONS);
        Self { outcome, facts, reasons }
    }

    pub(super) fn bare(outcome: Outcome, reason: Reason) -> Self {
        Self::new(outcome, Vec::new(), vec![reason])
    }

    /// Whether at least so many speak for it. It passes when enough do for certain, and fails when not enough could.
    pub(super) fn at_least(needed: u32, evidence: Vec<Evidence>, shortfall: Option<Reason>) -> Self {
        Self::at_least_of(needed, evidence, None, shortfall)
    }

    /// The same, with so many more of whom nothing is known.
    pub(super) fn at_least_of(
        needed: u32,
        evidence: Vec<Evidence>,
        unseen: Option<(u32, Reason)>,
        shortfall: Option<Reason>,
    ) -> Self {
        let needed = usize::try_from(needed).unwrap_or(usize::MAX);
        let count = |rank| evidence.iter().filter(|one| one.rank() == rank).count();
        let certain = count(0);
        let more = unseen.as_ref().map_or(0, |(more, _)| usize::try_from(*more).unwrap_or(usize::MAX));
        let possible = (certain + count(1) + count(2)).saturating_add(more);
        let outcome = match needed {
            _ if certain >= needed => Outcome::Pass,
            _ if possible < needed => Outcome::Fail,
            _ => Outcome::Unknown,
        };
        let (mut facts, mut reasons) = (Vec::new(), Vec::new());
        for Evidence { standing, used } in evidence {
            let (listed, reason) = match (outcome, standing) {
                (_, EvidenceWeight::For) => (true, None),
                (Outcome::Unknown, EvidenceWeight::Doubtful(reason) | EvidenceWeight::Missing(reason))
                | (Outcome::Fail, EvidenceWeight::Against(reason)) => (true, Some(reason)),
                _ => (false, None),
            };
            facts.extend(used.filter(|_| listed));
            reasons.extend(reason);
        }
        reasons.extend(
            unseen.filter(|(more, _)| outcome == Outcome::Unknown && *more > 0).map(|(_, reason)| reason),
        );
        reasons.extend(shortfall.filter(|_| outcome == Outcome::Fail));
        Self::new(outcome, facts, reasons)
    }

    /// Whether at least one holds (Kleene).
    pub(super) fn any_of(findings: Vec<Self>) -> Self {
        Self::decided_by(findings, Outcome::Pass, Outcome::Fail)
    }

    /// Whether all hold (Kleene).
    pub(super) fn all_of(findings: Vec<Self>) -> Self {
        Self::decided_by(findings, Outcome::Fail, Outcome::Pass)
    }

    /// One `decisive` answer decides; without one, the answer is `otherwise` where all are, else unknown. What decides is
    /// what is shown.
    fn decided_by(findings: Vec<Self>, decisive: Outcome, otherwise: Outcome) -> Self {
        let outcome = [decisive, Outcome::Unknown]
            .into_iter()
            .find(|outcome| findings.iter().any(|finding| finding.outcome == *outcome))
            .unwrap_or(otherwise);
        let (mut facts, mut reasons) = (Vec::new(), Vec::new());
        for finding in findings {
            // What is met already is worth seeing beside what is not known.
            let passes_too = outcome == Outcome::Unknown && finding.outcome == Outcome::Pass;
            if finding.outcome == outcome {
                reasons.extend(finding.reasons);
                facts.extend(finding.facts);
            } else if passes_too {
                facts.extend(finding.facts);
            }
        }
        Self::new(outcome, facts, reasons)
    }

    /// The answer of all where they agree, else unknown.
    pub(super) fn where_all_agree(findings: Vec<Self>) -> Self {
        let mut outcomes = findings.iter().map(|finding| finding.outcome);
        let first = outcomes.next().unwrap_or(Outcome::Unknown);
        let outcome = if outcomes.all(|other| other == first) { first } else { Outcome::Unknown };
        let (facts, reasons): (Vec<_>, Vec<_>) =
            findings.into_iter().map(|finding| (finding.facts, finding.reasons)).unzip();
        Self::new(outcome, facts.concat(), reasons.concat())
    }

    /// The same answer, but not known where it would pass.
    pub(super) fn doubted(mut self, used: UsedFact, reason: Reason) -> Self {
        if self.outcome != Outcome::Pass {
            return self;
        }
        self.facts.push(used);
        self.reasons.push(reason);
        Self::new(Outcome::Unknown, self.facts, self.reasons)
    }
}
