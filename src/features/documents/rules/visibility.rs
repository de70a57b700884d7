//! Who sees a document.

use uuid::Uuid;

use crate::auth::policy::{Grant, Permission, allows};

/// The caller, where drafts' documents of others are hidden from them; `None` for readers of all drafts.
#[must_use]
pub fn restricted_reader(grants: &[Grant], user_id: Uuid) -> Option<Uuid> {
    (!allows(grants, Permission::ReadDrafts, &[])).then_some(user_id)
}
