//! What other systems call the things of this service: one form for units, campaigns, documents, people and items of pledges.
//!
//! ```text
//! none ──PUT──▶ given   within a system an id stands for one thing of a kind, and a thing has one id
//! given ──DELETE──▶ none
//! ```
//! Who keeps a thing keeps its ids, and finds it by them. The ids of units hold from day to day, with the unit's history.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::SignedIn;
use crate::auth::policy::ClientScope::{
    CampaignsWrite, DocumentsWrite, PeopleWrite, PledgesWrite, UnitsWrite,
};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    let scopes = &[UnitsWrite, CampaignsWrite, DocumentsWrite, PeopleWrite, PledgesWrite];
    Operations::tag("External ids")
        .for_clients(scopes, scopes)
        .op(routes::find::find_external_ids, SignedIn)
        .op(routes::put::put_external_id, SignedIn)
        .op(routes::end::end_external_id, SignedIn)
}
