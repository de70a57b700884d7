//! What the website sees: launched campaigns, awards by their verification codes, and exemplars, for everybody, from any site.
//!
//! ```text
//! not public ──launch──▶ UPCOMING ─▶ RUNNING ─▶ ENDED ─▶ IN_REVIEW ─▶ CLOSED, or CANCELLED
//! ```
//! After the launch a link never breaks. Answers about campaigns hold no personal data but the signatory of the public
//! document, and caches may keep them for a minute; what a code says of an award, what names people, and what the public
//! is asked about, are asked each time.

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
        .op(routes::awards::list_public_campaign_awards, Public)
        .op(routes::verify::verify_award, Public)
        .op(routes::exemplars::list_public_exemplars, Public)
        .op(routes::exemplars::get_public_exemplar, Public)
        .op(routes::exemplars::get_public_exemplar_picture, Public)
        .op(routes::consultations::list_public_consultations, Public)
}
