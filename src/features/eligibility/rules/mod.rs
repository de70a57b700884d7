//! The answer to "may this one be commended?": pure, by facts and dated rows. A missing fact is never taken for one or the
//! other; what is not confirmed decides nothing.

mod check;
mod evidence;
mod facts;
mod judge;
mod judge_circumstances;
mod judge_members;
mod kept;
mod outlook;
mod question;
mod quota;
mod reasons;
mod rows;
mod scope;
#[cfg(test)]
mod tests;
mod words_of;

pub use check::{NamedRow, RowAnswer, RowRole, RuleVerdict, Verdict, check};
pub use evidence::{Finding, MOST_FACTS, MOST_REASONS, Outcome, UsedFact, UsedFactKind};
pub use facts::{
    AwardFact, AwardNames, CampaignFact, ClusterFact, Complete, FiguresFact, Hindrance, HoldFact,
    HoldOutcome, InitiativeFact, KnownFacts, Member, Origin, RatingFact, Record, StatementFact, UseFact,
};
pub use kept::{KeptVerdict, RuleSet};
pub use outlook::{Nearness, Prospect, prospect};
pub use question::Question;
pub use quota::{Listed, QuotaCount, count as count_quota};
pub use reasons::{Reason, Words};
pub use rows::{Chosen, RuleRow, choose};
pub use words_of::level_words;
