//! What belongs to an award beside its name: the papers of a dossier, and how a council votes on it.

use std::collections::HashSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{Ballot, VotingBase};

/// A paper of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Paper {
    /// Its code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "ACHIEVEMENT_REPORT")]
    pub code: String,
    /// What it is called.
    #[schema(max_length = 200, format = "line", example = "Báo cáo thành tích")]
    pub name: String,
    /// Whether a dossier without it is incomplete.
    #[schema(example = true)]
    pub required: bool,
}

/// The papers of a dossier, in the order in which they are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Papers(pub Vec<Paper>);

impl Papers {
    /// The places of papers whose code stands there already.
    #[must_use]
    pub fn repeated(&self) -> Vec<usize> {
        let mut seen = HashSet::new();
        let codes = self.0.iter().map(|paper| paper.code.as_str()).enumerate();
        codes.filter(|(_, code)| !seen.insert(*code)).map(|(place, _)| place).collect()
    }
}

/// How a council votes on an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Voting {
    /// The share of votes that is needed, above 0 and at most 1.
    #[schema(value_type = String, format = "decimal", example = "0.9")]
    pub share: Decimal,
    /// Whose votes it is taken of.
    #[schema(example = "ALL_MEMBERS")]
    pub base: VotingBase,
    /// The share of members without whom the council does not decide; null where none is set.
    #[schema(required, value_type = Option<String>, format = "decimal", example = json!(null))]
    pub quorum: Option<Decimal>,
    /// How it votes.
    #[schema(example = "BALLOT")]
    pub ballot: Ballot,
    /// Whether absent members vote in writing; null where that is not set.
    #[schema(required, example = json!(null))]
    pub in_writing: Option<bool>,
}

/// A share of a vote that can't be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VotingFault(pub &'static str);

impl Voting {
    /// The shares that are not above 0 and at most 1.
    #[must_use]
    pub fn faults(&self) -> Vec<VotingFault> {
        let is_share = |share: Decimal| share > Decimal::ZERO && share <= Decimal::ONE;
        let shares = [("share", Some(self.share)), ("quorum", self.quorum)];
        let wrong = shares.into_iter().filter(|(_, share)| share.is_some_and(|share| !is_share(share)));
        wrong.map(|(name, _)| VotingFault(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_vote_are_above_nothing_and_at_most_all() {
        let voting = |share: &str, quorum: Option<&str>| Voting {
            share: share.parse().unwrap(),
            base: VotingBase::AllMembers,
            quorum: quorum.map(|share| share.parse().unwrap()),
            ballot: Ballot::Secret,
            in_writing: None,
        };
        assert_eq!(voting("0.9", Some("1")).faults(), []);
        assert_eq!(voting("0", Some("1.01")).faults(), [VotingFault("share"), VotingFault("quorum")]);
    }

    #[test]
    fn a_paper_is_asked_for_once() {
        let paper =
            |code: &str| Paper { code: code.to_owned(), name: "Tờ trình".to_owned(), required: true };
        assert_eq!(Papers(vec![paper("A"), paper("B"), paper("A")]).repeated(), [2]);
    }
}
