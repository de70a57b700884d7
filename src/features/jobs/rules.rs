//! Rules of jobs as administrators see them: what can be done to one that waits or has failed.

use crate::record::jobs::JobStatus;
use crate::text_enum;

text_enum! {
    /// What an administrator can do to a job.
    pub enum JobAction {
        /// Lets workers try a dead job again.
        Retry = "RETRY",
        /// Gives a job up.
        Cancel = "CANCEL",
    }
}

/// The actions that are possible here, whoever asks.
#[must_use]
pub const fn allowed_actions(status: JobStatus) -> &'static [JobAction] {
    match status {
        JobStatus::Queued => &[JobAction::Cancel],
        JobStatus::Dead => &[JobAction::Retry, JobAction::Cancel],
        JobStatus::Running | JobStatus::Done | JobStatus::Cancelled => &[],
    }
}

/// The status after an action; `None` where it is not possible.
#[must_use]
pub const fn next_status(status: JobStatus, action: JobAction) -> Option<JobStatus> {
    match (status, action) {
        (JobStatus::Dead, JobAction::Retry) => Some(JobStatus::Queued),
        (JobStatus::Queued | JobStatus::Dead, JobAction::Cancel) => Some(JobStatus::Cancelled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_reads_as_designed() {
        let lines: Vec<String> = JobStatus::ALL
            .iter()
            .flat_map(|from| JobAction::ALL.iter().map(move |action| (from, action)))
            .filter_map(|(from, action)| Some(format!("{from} {action} {}", next_status(*from, *action)?)))
            .collect();
        assert_eq!(lines, ["QUEUED CANCEL CANCELLED", "DEAD RETRY QUEUED", "DEAD CANCEL CANCELLED"]);
        for status in JobStatus::ALL {
            let possible =
                JobAction::ALL.iter().copied().filter(|action| next_status(*status, *action).is_some());
            assert_eq!(possible.collect::<Vec<_>>(), allowed_actions(*status));
        }
    }
}
