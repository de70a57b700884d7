//! The life of a user account.

use crate::auth::policy::Permission::ManageUsers;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{UserDisabled, UserEnabled};
use crate::text_enum;

text_enum! {
    /// Whether a user may sign in.
    pub enum UserStatus {
        /// The user may sign in.
        Active = "ACTIVE",
        /// The user may not sign in and has no open session.
        Disabled = "DISABLED",
    }
}

text_enum! {
    /// What an administrator can do to a user.
    pub enum UserAction {
        /// Ends every session and refuses every sign-in.
        Disable = "DISABLE",
        /// Lets the user sign in again.
        Enable = "ENABLE",
    }
}

use UserAction::{Disable, Enable};
use UserStatus::{Active, Disabled};

/// The life of a user, as an administrator meets it.
#[derive(Debug)]
pub struct UserLife {
    /// Where the user is.
    pub status: UserStatus,
    /// Whether it is the administrator's own account.
    pub is_own: bool,
}

impl LifeCycle for UserLife {
    type Status = UserStatus;
    type Action = UserAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Active, Disable, Disabled, ManageUsers, UserDisabled)
            .needs_reason()
            .never(|life| life.is_own, Code::own_account),
        Step::new(Disabled, Enable, Active, ManageUsers, UserEnabled)
            .never(|life| life.is_own, Code::own_account),
    ];

    fn status(&self) -> UserStatus {
        self.status
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::life_cycle::{allowed_actions, drawing, drawn_steps, next_step};

    #[test]
    fn each_state_has_its_one_step() {
        for (status, action, expected) in [
            (Active, Disable, Some(Disabled)),
            (Active, Enable, None),
            (Disabled, Enable, Some(Active)),
            (Disabled, Disable, None),
        ] {
            let life = UserLife { status, is_own: false };
            let step = next_step(&life, action, Some("Chuyển công tác (mẫu)"));
            assert_eq!(step.ok().map(|step| step.to), expected, "{status} {action}");
            assert_eq!(allowed_actions(&life, |_| true).contains(&action), expected.is_some());
        }
    }

    #[test]
    fn nobody_disables_the_own_account_or_gives_no_reason() {
        let own = UserLife { status: Active, is_own: true };
        assert_eq!(next_step(&own, Disable, Some("X")).err().unwrap().code, Code::own_account);
        assert!(allowed_actions(&own, |_| true).is_empty());
        let other = UserLife { status: Active, is_own: false };
        assert_eq!(next_step(&other, Disable, None).err().unwrap().code, Code::invalid_request);
    }

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<UserLife>());
    }
}
