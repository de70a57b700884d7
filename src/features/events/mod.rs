//! Events: the feed by which other systems follow what happens, without losing or doubling anything.
//!
//! ```text
//! written with the change ──sequencer──▶ numbered ──▶ read by GET /events?after=
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::SignedIn;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Events").op(routes::list_events, SignedIn)
}
