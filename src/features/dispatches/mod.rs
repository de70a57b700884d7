//! Dispatches (văn bản đến): official documents that other systems push, each in one call with its file.
//!
//! ```text
//! pushed ──nobody registered it yet──▶ registered
//!        ──it says something else────▶ corrected
//!        ──it says the same──────────▶ as it was: no event, no new version
//!
//! and where the file launches a campaign that is not here yet ──▶ a DRAFT of it, once
//! ```
//! The file is read by the reader of imports, and the draft is made by the functions of imports.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::DocumentsWrite;
use crate::auth::policy::Permission::EditCampaigns;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Documents")
        .for_clients(&[], &[DocumentsWrite])
        .op(routes::push::put_document, Needs(EditCampaigns, Over::Somewhere))
}
