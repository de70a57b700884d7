//! Events: the feed from which other systems learn what happened, each thing once and nothing missing. `record` writes it.
//!
//! ```text
//! written with the change ──sequencer──▶ numbered ──▶ read by GET /events?after=
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::SignedIn;
use crate::auth::policy::ClientScope::EventsRead;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Events").for_clients(&[EventsRead], &[]).op(routes::list::list_events, SignedIn)
}
