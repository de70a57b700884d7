//! Files: what units upload to show what they did. The database knows what a file is; its bytes stand outside, under its id.
//!
//! ```text
//! received, hashed, examined ──▶ stored, without a reference ──a report refers to it──▶ in use, for good
//!          │                                └──after some days──▶ removed
//!          └──anything wrong, or incomplete──▶ nothing is left
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{PledgesWrite, ReportsWrite};
use crate::auth::policy::Permission::ActForUnit;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Files")
        .for_clients(&[PledgesWrite, ReportsWrite], &[PledgesWrite, ReportsWrite])
        .op(routes::upload::upload_file, Needs(ActForUnit, Over::Handler))
        .op(routes::read::get_file, SignedIn)
        .op(routes::read::get_file_content, SignedIn)
}
