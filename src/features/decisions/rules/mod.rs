//! Rules of decisions: their life, the prizes, what a decision looks like as a paper, and whom it honours.

mod document;
mod life_cycle;
mod prizes;
#[cfg(test)]
mod tests;
mod words;

pub use document::{AwardClause, DecisionPaper, GrantedLine, paper};
pub use life_cycle::DecisionLife;
pub use prizes::{AwardedTitle, Grant, Prize, PrizeFault, Worth, prizes, total};
pub use words::{DecisionAction, DecisionOrigin, DecisionPurpose, DecisionStatus, RevocationGround};
