//! Rules of jobs as administrators see them: what can be done to one that waits or has failed.

use crate::auth::policy::Permission::ManageSettings;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{JobCancelled, JobRetried};
use crate::record::jobs::JobStatus::{self, Cancelled, Dead, Queued};
use crate::text_enum;

text_enum! {
    /// What an administrator can do to a job.
    pub enum JobAction {
        /// Queues a dead job again.
        Retry = "RETRY",
        /// Cancels a job that is not running.
        Cancel = "CANCEL",
    }
}

use JobAction::{Cancel, Retry};

/// The life of a job, as far as people decide on it.
#[derive(Debug)]
pub struct JobLife(pub JobStatus);

impl LifeCycle for JobLife {
    type Status = JobStatus;
    type Action = JobAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Queued, Cancel, Cancelled, ManageSettings, JobCancelled),
        Step::new(Dead, Retry, Queued, ManageSettings, JobRetried),
        Step::new(Dead, Cancel, Cancelled, ManageSettings, JobCancelled),
    ];

    fn status(&self) -> JobStatus {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::life_cycle::{drawing, drawn_steps};

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("mod.rs")), drawing::<JobLife>());
    }
}
