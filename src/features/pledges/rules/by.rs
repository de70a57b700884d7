//! TEMPORARY until progress reports have their life cycle in one table.

use crate::auth::policy::Permission;

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The officers of the unit.
    Unit,
    /// The standing office of the launching unit.
    Office,
}

impl By {
    /// What the caller must be allowed to do.
    #[must_use]
    pub const fn needs(self) -> Permission {
        match self {
            Self::Unit => Permission::ActForUnit,
            Self::Office => Permission::RunCampaigns,
        }
    }
}
