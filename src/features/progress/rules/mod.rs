//! Rules of progress: from values to items, from items to units, from units to contents and campaigns.

mod arithmetic;
mod items;
mod sums;
mod units;
mod verdict;

pub use arithmetic::{mean, per_cent, plain, printed_share, rounded};
pub use items::{Item, ItemState, Reported, Scale, fulfilment};
pub use sums::{SumSteps, drop_empty, steps_between, sum_steps};
pub use units::{Share, UnitState, roll_up};
pub use verdict::{ElapsedShare, Thresholds, Verdict, verdict};

#[cfg(test)]
mod tests;
