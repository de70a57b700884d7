//! The life of a machine client.

use crate::auth::policy::Permission::ManageSettings;
use crate::features::identity::rules::UserStatus;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{ClientDisabled, ClientEnabled};
use crate::text_enum;

text_enum! {
    /// What an administrator can do to a machine client.
    pub enum ClientAction {
        /// Refuses its tokens, and gives no more.
        Disable = "DISABLE",
        /// Lets it take tokens again.
        Enable = "ENABLE",
    }
}

use ClientAction::{Disable, Enable};
use UserStatus::{Active, Disabled};

/// The life of a machine client.
#[derive(Debug)]
pub struct ClientLife {
    /// Where it is.
    pub status: UserStatus,
}

impl LifeCycle for ClientLife {
    type Status = UserStatus;
    type Action = ClientAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Active, Disable, Disabled, ManageSettings, ClientDisabled).needs_reason(),
        Step::new(Disabled, Enable, Active, ManageSettings, ClientEnabled),
    ];

    fn status(&self) -> UserStatus {
        self.status
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Code;
    use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

    #[test]
    fn each_state_has_its_one_step() {
        for (status, action, expected) in [
            (Active, Disable, Some(Disabled)),
            (Active, Enable, None),
            (Disabled, Enable, Some(Active)),
            (Disabled, Disable, None),
        ] {
            let step = next_step(&ClientLife { status }, action, Some("Ngừng kết nối"));
            assert_eq!(step.ok().map(|step| step.to), expected, "{status} {action}");
        }
        let refused = next_step(&ClientLife { status: Active }, Disable, None).err().unwrap();
        assert_eq!(refused.code, Code::invalid_request);
    }

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<ClientLife>());
    }
}
