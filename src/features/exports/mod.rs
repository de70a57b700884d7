//! Exports of lists that are too long for one request: a job reads the list page by page, as the person sees it who asks,
//! and makes a file of it.
//!
//! An export is MAKING until its file is MADE, or until it has FAILED. It is seen by who asked for it, and removed seven
//! days later.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::SignedIn;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Exports")
        .op(routes::start::start_export, SignedIn)
        .op(routes::read::list_exports, SignedIn)
        .op(routes::read::get_export, SignedIn)
        .op(routes::read::get_export_content, SignedIn)
}
