//! Progress: computed from accepted reports, never claimed.
//!
//! ```text
//! report accepted, corrected ─┐
//! pledge approved, amended ───┴─▶ items of the unit through each period ─▶ unit ─▶ sums of contents and of the campaign
//! ```
//! An item's progress is (value − baseline) ÷ (target − baseline), within 0 and 1, rounded half up to 6 decimals. A unit's is
//! Σ(weight × item) ÷ Σ weight, rounded once; a campaign's is the mean of its units'. Sums are updated in the transaction that
//! accepts a report, so that reading costs the same at ten reports and at ten million. All arithmetic is exact.
//!
//! The feature comes before pledges and reports, because both call it in their own transactions.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{CampaignsRead, CampaignsWrite};
use crate::auth::policy::Permission::ManageSettings;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Progress")
        .for_clients(&[CampaignsRead, CampaignsWrite], &[])
        .table_op(routes::campaign::get_campaign_progress, SignedIn, &routes::campaign::TABLE)
        .op(routes::settings::list_rating_levels, SignedIn)
        .then_tag("Settings")
        .op(routes::settings::list_verdict_rules, SignedIn)
        .op(routes::settings::get_verdict_rule, SignedIn)
        .op(routes::settings::change_verdict_rule, Needs(ManageSettings, Over::Province))
}
