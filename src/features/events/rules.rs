//! What the world is told: thin events that say what changed, not how.

use uuid::Uuid;

use crate::features::audit::rules::SubjectType;
use crate::text_enum;

text_enum! {
    /// What happened. The list grows with the service.
    pub enum EventType {
        /// A unit was created.
        UnitCreated = "UNIT_CREATED",
        /// A unit was changed from a date.
        UnitChanged = "UNIT_CHANGED",
        /// A unit was closed.
        UnitClosed = "UNIT_CLOSED",
        /// A unit's closing was taken back.
        UnitReopened = "UNIT_REOPENED",
        /// A unit was merged, split, renamed, moved or dissolved by a document.
        UnitSucceeded = "UNIT_SUCCEEDED",
        /// A document was registered.
        DocumentRegistered = "DOCUMENT_REGISTERED",
        /// A document was corrected.
        DocumentChanged = "DOCUMENT_CHANGED",
        /// A draft was created.
        CampaignCreated = "CAMPAIGN_CREATED",
        /// A draft was changed.
        CampaignChanged = "CAMPAIGN_CHANGED",
        /// A campaign was launched.
        CampaignLaunched = "CAMPAIGN_LAUNCHED",
        /// A launched campaign was amended.
        CampaignAmended = "CAMPAIGN_AMENDED",
        /// A campaign's final review began.
        CampaignReviewStarted = "CAMPAIGN_REVIEW_STARTED",
        /// A campaign was closed.
        CampaignClosed = "CAMPAIGN_CLOSED",
        /// A campaign was put away.
        CampaignArchived = "CAMPAIGN_ARCHIVED",
        /// A draft was given up.
        CampaignWithdrawn = "CAMPAIGN_WITHDRAWN",
        /// A campaign was called off.
        CampaignCancelled = "CAMPAIGN_CANCELLED",
        /// A readiness rule was created.
        ReadinessRuleCreated = "READINESS_RULE_CREATED",
        /// A readiness rule was changed.
        ReadinessRuleChanged = "READINESS_RULE_CHANGED",
        /// A holiday was added.
        HolidayCreated = "HOLIDAY_CREATED",
        /// A holiday was removed.
        HolidayRemoved = "HOLIDAY_REMOVED",
        /// A reporting period was made.
        ReportingPeriodCreated = "REPORTING_PERIOD_CREATED",
        /// A reporting period was changed.
        ReportingPeriodChanged = "REPORTING_PERIOD_CHANGED",
        /// A reporting period was opened.
        ReportingPeriodOpened = "REPORTING_PERIOD_OPENED",
        /// A reporting period was cancelled.
        ReportingPeriodCancelled = "REPORTING_PERIOD_CANCELLED",
        /// A unit was allowed to report after the last day.
        LockExceptionGranted = "LOCK_EXCEPTION_GRANTED",
        /// That leave was taken back.
        LockExceptionRevoked = "LOCK_EXCEPTION_REVOKED",
        /// A pledge was begun.
        PledgeCreated = "PLEDGE_CREATED",
        /// A pledge was changed.
        PledgeChanged = "PLEDGE_CHANGED",
        /// A pledge was submitted.
        PledgeSubmitted = "PLEDGE_SUBMITTED",
        /// A pledge was approved.
        PledgeApproved = "PLEDGE_APPROVED",
        /// A pledge was given back.
        PledgeReturned = "PLEDGE_RETURNED",
        /// A pledge, or an amendment of it, was given up.
        PledgeWithdrawn = "PLEDGE_WITHDRAWN",
        /// An amendment of a pledge was begun.
        PledgeAmendmentBegun = "PLEDGE_AMENDMENT_BEGUN",
        /// A progress report was begun.
        ReportCreated = "REPORT_CREATED",
        /// Entries of a progress report were saved.
        ReportChanged = "REPORT_CHANGED",
        /// A progress report was submitted.
        ReportSubmitted = "REPORT_SUBMITTED",
        /// A progress report was accepted: it counts.
        ReportAccepted = "REPORT_ACCEPTED",
        /// A progress report was given back.
        ReportReturned = "REPORT_RETURNED",
        /// A correction of an accepted report was begun.
        ReportCorrectionBegun = "REPORT_CORRECTION_BEGUN",
        /// A correction was taken back.
        ReportCorrectionWithdrawn = "REPORT_CORRECTION_WITHDRAWN",
        /// A threshold of verdicts was changed.
        VerdictRuleChanged = "VERDICT_RULE_CHANGED",
        /// A job was let be tried again.
        JobRetried = "JOB_RETRIED",
        /// A job was given up.
        JobCancelled = "JOB_CANCELLED",
        /// A file was uploaded.
        FileUploaded = "FILE_UPLOADED",
        /// Somebody was reminded of what is due.
        ReminderSent = "REMINDER_SENT",
        /// A reminder rule was created.
        ReminderRuleCreated = "REMINDER_RULE_CREATED",
        /// A reminder rule was changed.
        ReminderRuleChanged = "REMINDER_RULE_CHANGED",
        /// A review was begun.
        ReviewCreated = "REVIEW_CREATED",
        /// A review was written on.
        ReviewChanged = "REVIEW_CHANGED",
        /// The figures of a review were read again.
        ReviewRefreshed = "REVIEW_REFRESHED",
        /// A review was issued.
        ReviewIssued = "REVIEW_ISSUED",
        /// A review was given up.
        ReviewWithdrawn = "REVIEW_WITHDRAWN",
    }
}

/// Something that happened to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub event_type: EventType,
    /// What kind of thing it happened to.
    pub subject_type: SubjectType,
    /// Which one.
    pub subject_id: Uuid,
    /// The thing's version afterwards.
    pub subject_version: i32,
}
