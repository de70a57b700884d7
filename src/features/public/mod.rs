//! What the website sees: launched campaigns, for everybody, from any site.
//!
//! ```text
//! not public ──launch──▶ UPCOMING ─▶ RUNNING ─▶ ENDED ─▶ IN_REVIEW ─▶ CLOSED, or CANCELLED
//! ```
//! After the launch a link never breaks. The answers hold no personal data but the signatory of the public document, and
//! caches may keep them for a minute.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Public;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Public")
        .op(routes::list::list_public_campaigns, Public)
        .op(routes::read::get_public_campaign, Public)
        .op(routes::status::get_public_campaign_status, Public)
}
