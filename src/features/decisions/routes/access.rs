//! Who may do what with a decision.

use crate::auth::policy::Permission;
use crate::features::decisions::store::DecisionAccess;
use crate::http::{Code, Problem};

impl DecisionAccess {
    /// Passes when the caller may do something with the decision.
    ///
    /// # Errors
    /// 403 otherwise.
    pub fn require(self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}
