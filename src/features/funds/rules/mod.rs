//! Rules of funds (Decree 152/2025/NĐ-CP, Articles 46 to 48 and 58).

mod money;
#[cfg(test)]
mod tests;

pub use money::{
    AwardMoney, AwardMoneyState, EntryFault, FundEntryKind, FundSums, MOST_ALLOTTED, ORGANISING_SHARE_SOURCE,
    check_allotment, organising_part, organising_share, shares_of,
};
