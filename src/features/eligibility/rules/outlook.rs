//! What somebody is near to, and what is missing.

use serde::{Deserialize, Serialize};

use super::check::{Verdict, check};
use super::evidence::Outcome;
use super::facts::{AwardNames, KnownFacts};
use super::question::Question;
use super::rows::RuleRow;
use crate::text_enum;

text_enum! {
    /// How near somebody is to an award.
    pub enum Nearness {
        /// Every rule is met for the year.
        Met = "MET",
        /// It can still be met for the year.
        ThisYear = "THIS_YEAR",
        /// It can be met for the year after.
        NextYear = "NEXT_YEAR",
        /// Not before the year after that.
        Later = "LATER",
    }
}

/// How near somebody is to one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prospect {
    /// How near.
    pub nearness: Nearness,
    /// The year that the verdict is about.
    pub year: i32,
    /// The verdict of that year; what is missing stands in it.
    pub verdict: Verdict,
}

/// How near somebody is to what is asked: in the year that is asked about, or in the year after, when a chain may complete.
#[must_use]
pub fn prospect(question: &Question, facts: &KnownFacts, rows: &[RuleRow], names: &AwardNames) -> Prospect {
    let now = check(question, facts, rows, names);
    let year = question.year;
    match now.outcome {
        // A hold can end tomorrow: it says nothing about how near somebody is.
        Outcome::Fail if now.outcome_but_for_holds() != Outcome::Fail => {
            Prospect { nearness: Nearness::ThisYear, year, verdict: now }
        }
        Outcome::Pass => Prospect { nearness: Nearness::Met, year, verdict: now },
        Outcome::Unknown => Prospect { nearness: Nearness::ThisYear, year, verdict: now },
        Outcome::Fail => {
            let later = Question { year: year + 1, ..question.clone() };
            let verdict = check(&later, facts, rows, names);
            if verdict.outcome == Outcome::Fail {
                return Prospect { nearness: Nearness::Later, year, verdict: now };
            }
            Prospect { nearness: Nearness::NextYear, year: year + 1, verdict }
        }
    }
}
