//! Documents (văn bản): references to official documents, the ground of the register.
//!
//! ```text
//! registered, then corrected by the person who registered it or by an officer of the whole province
//! ```
//! A reference keeps what is known of a document: issuer, number and sign, date, abstract, signer. What is not known is
//! null. A document with a known issuer, year, number and sign is registered once.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{DocumentsRead, DocumentsWrite};
use crate::auth::policy::Permission::EditCampaigns;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Documents")
        .for_clients(&[DocumentsRead, DocumentsWrite], &[DocumentsWrite])
        .op(routes::list::list_documents, SignedIn)
        .op(routes::create::create_document, Needs(EditCampaigns, Over::Somewhere))
        .op(routes::read::get_document, SignedIn)
        .op(routes::change::change_document, Needs(EditCampaigns, Over::Handler))
}
