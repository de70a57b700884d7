//! Who sees a document, and who may correct it.

use super::model::Document;
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows, allows_somewhere};
use crate::features::documents::rules::restricted_reader;

/// A draft's document is seen by who registered it and by readers of all drafts; every other one by everybody.
#[must_use]
pub fn is_visible(caller: &Caller, document: &Document) -> bool {
    let reader = restricted_reader(&caller.grants, caller.user_id);
    !document.is_draft || reader.is_none_or(|reader| reader == document.registered_by)
}

/// A document is corrected by the person who registered it, or by somebody whose role covers the whole province: campaigns
/// of other units may rest on it.
#[must_use]
pub fn may_change(caller: &Caller, document: &Document) -> bool {
    let is_own = document.registered_by == caller.user_id
        && allows_somewhere(&caller.grants, Permission::EditCampaigns);
    is_own || allows(&caller.grants, Permission::EditCampaigns, &[])
}
