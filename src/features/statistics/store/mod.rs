//! SQL of statistics: what is counted, what was entered, the versions of forms, snapshots and shares.

mod counted_awards;
mod counted_campaigns;
mod entries;
mod form_versions;
mod recipients;
mod shares;
mod snapshots;

pub use counted_awards::{CountedAward, count_awards, list_counted_awards, list_state_awards};
pub use counted_campaigns::{CountedCampaign, count_campaigns, list_counted_campaigns};
pub use entries::{Entry, find_entry, hold_entry, lock_entry, write_entry};
pub use form_versions::{
    FormVersion, create_form_version, find_form_version, find_overlapping_form_version, list_form_versions,
    lock_form_version, update_form_version,
};
pub use shares::{ShareFilter, ShareRow, list_shares};
pub use snapshots::{
    Snapshot, SnapshotFilter, advance_snapshot, create_snapshot, find_snapshot, list_snapshots, lock_snapshot,
};
