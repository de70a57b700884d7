//! Who sees a document, and who may correct it.

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows, allows_somewhere};
use crate::features::documents::store::Document;

/// A document is corrected by the person who registered it, or by somebody whose role covers the whole province: campaigns
/// of other units may rest on it.
pub(super) fn may_change(caller: &Caller, document: &Document) -> bool {
    let is_own = document.registered_by == caller.user_id
        && allows_somewhere(&caller.grants, Permission::EditCampaigns);
    is_own || allows(&caller.grants, Permission::EditCampaigns, &[])
}
