//! SQL of pledges.

mod items;
mod list;
mod model;
mod owed;
mod read;
mod revisions;
mod write;

pub use items::{CampaignItem, list_items, unit_of_item};
pub use list::{
    PledgeFilter, PledgeRow, UnitPledgeRow, answers, count_late, list, list_contents, state_counts, states,
};
pub use model::Pledge;
pub use owed::{find_wrong_debt, set_owes_pledge};
pub use read::{find, find_id, lock_all, lock_exclusive, of_unit, takes_part};
pub use revisions::{
    LiveItem, NullableText, ReportedItem, Revision, RevisionRow, approve, live_items, live_items_of,
    reported_items, revision, revisions,
};
pub use write::{advance, create};
