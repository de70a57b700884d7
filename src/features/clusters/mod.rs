//! Clusters and blocs (cụm, khối thi đua): units that compete with each other, year by year, beside the tree of units; also
//! clusters outside the province of which one of its units is a member. Each is kept by the standing office of one unit and
//! read by everybody signed in. The leader is who was acclaimed, never who merely has the best rank.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{UnitsRead, UnitsWrite};
use crate::auth::policy::Permission::ConfirmFacts;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Clusters")
        .for_clients(&[UnitsRead, UnitsWrite], &[])
        .op(routes::list::list_clusters, SignedIn)
        .op(routes::create::create_cluster, Needs(ConfirmFacts, Over::Handler))
        .op(routes::read::get_cluster, SignedIn)
        .op(routes::change::change_cluster, Needs(ConfirmFacts, Over::Handler))
        .op(routes::years::put_cluster_year, Needs(ConfirmFacts, Over::Handler))
}
