//! Imports of tables: what they have in common over all features that take tables in.

pub mod routes;
pub mod rules;

use crate::auth::access::Access::SignedIn;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Imports").op(routes::get_import_template, SignedIn)
}
