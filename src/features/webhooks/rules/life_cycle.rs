//! The life of an endpoint.

use super::words::EndpointStatus;
use crate::auth::policy::Permission::ManageWebhooks;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{WebhookEndpointDisabled, WebhookEndpointEnabled};
use crate::text_enum;

text_enum! {
    /// What can be done to an endpoint.
    pub enum EndpointAction {
        /// Sends again, beginning with what waits.
        Enable = "ENABLE",
        /// Sends nothing any more; what happens meanwhile waits.
        Disable = "DISABLE",
    }
}

use EndpointAction::{Disable, Enable};
use EndpointStatus::{Active, Disabled};

/// The life of an endpoint.
#[derive(Debug)]
pub struct EndpointLife {
    /// Where it is.
    pub status: EndpointStatus,
}

impl LifeCycle for EndpointLife {
    type Status = EndpointStatus;
    type Action = EndpointAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Active, Disable, Disabled, ManageWebhooks, WebhookEndpointDisabled).needs_reason(),
        Step::new(Disabled, Enable, Active, ManageWebhooks, WebhookEndpointEnabled),
    ];

    fn status(&self) -> EndpointStatus {
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
            (Active, Disable, Some(Disabled)),
            (Active, Enable, None),
            (Disabled, Enable, Some(Active)),
            (Disabled, Disable, None),
        ] {
            let step = next_step(&EndpointLife { status }, action, Some("Bảo trì"));
            assert_eq!(step.ok().map(|step| step.to), expected, "{status} {action}");
        }
    }

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<EndpointLife>());
    }
}
