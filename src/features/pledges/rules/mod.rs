//! Rules of pledges: what a pledge says, what it may not say, its life, and which contents pledges answer.

mod content;
mod copy;
mod coverage;
mod faults;
mod life_cycle;

pub use content::{Aim, Initiative, Item, Measure, PledgeContent, Responsible};
pub use copy::{MOST_ITEMS, copy_content, propose_code};
pub use coverage::{Answers, ContentCoverage, coverage};
pub use faults::{Fault, HEAVIEST, faults};
pub use life_cycle::{PledgeAction, PledgeLife, PledgeState, PledgeStatus};

#[cfg(test)]
mod tests;
