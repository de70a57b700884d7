//! The life of a user's account.

use crate::auth::policy::Permission::ManageUsers;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{UserDisabled, UserEnabled};
use crate::text_enum;

text_enum! {
    /// Whether a user may sign in.
    pub enum UserStatus {
        /// May sign in.
        Active = "ACTIVE",
        /// May not sign in; every session has ended.
        Disabled = "DISABLED",
    }
}

text_enum! {
    /// What can be done to a user.
    pub enum UserAction {
        /// Disables the account and ends every session.
        Disable = "DISABLE",
        /// Enables the account again.
        Enable = "ENABLE",
    }
}

use UserAction::{Disable, Enable};
use UserStatus::{Active, Disabled};

/// The life of an account, as somebody meets it.
#[derive(Debug)]
pub struct UserLife {
    /// Whether the user may sign in.
    pub status: UserStatus,
    /// Whether it is the person's own account.
    pub is_own: bool,
}

impl LifeCycle for UserLife {
    type Status = UserStatus;
    type Action = UserAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Active, Disable, Disabled, ManageUsers, UserDisabled)
            .never(|life: &UserLife| life.is_own, Code::own_account)
            .needs_reason(),
        Step::new(Disabled, Enable, Active, ManageUsers, UserEnabled)
            .never(|life: &UserLife| life.is_own, Code::own_account),
    ];

    fn status(&self) -> UserStatus {
        self.status
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

    #[test]
    fn each_state_has_its_one_step() {
        for (status, action, expected) in [
            (Active, Disable, Ok(Disabled)),
            (Active, Enable, Err(Code::invalid_transition)),
            (Disabled, Enable, Ok(Active)),
            (Disabled, Disable, Err(Code::invalid_transition)),
        ] {
            let next = next_step(&UserLife { status, is_own: false }, action, Some("Nghỉ hưu"));
            assert_eq!(
                next.map(|step| step.to).map_err(|problem| problem.code),
                expected,
                "{status} {action}"
            );
        }
    }

    #[test]
    fn nobody_disables_the_own_account() {
        let refused =
            next_step(&UserLife { status: Active, is_own: true }, Disable, None).map(|step| step.to);
        assert_eq!(refused.unwrap_err().code, Code::own_account);
    }

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<UserLife>());
    }
}
