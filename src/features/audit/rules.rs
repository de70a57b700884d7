//! The seal of an audit record: a hash over the record and the seal before it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::crypto;
use crate::text_enum;

text_enum! {
    /// What somebody did.
    pub enum AuditAction {
        /// A user was created.
        UserCreated = "USER_CREATED",
        /// A user's name or unit was changed.
        UserChanged = "USER_CHANGED",
        /// A user was kept out.
        UserDisabled = "USER_DISABLED",
        /// A user was let in again.
        UserEnabled = "USER_ENABLED",
        /// A user changed the own password.
        PasswordChanged = "PASSWORD_CHANGED",
        /// An administrator made a password for a user.
        PasswordReset = "PASSWORD_RESET",
        /// A role was given.
        RoleGranted = "ROLE_GRANTED",
        /// A role was withdrawn.
        RoleWithdrawn = "ROLE_WITHDRAWN",
        /// Somebody signed in.
        SessionBegun = "SESSION_BEGUN",
        /// Somebody signed out or was signed out, or a stolen refresh token came back.
        SessionEnded = "SESSION_ENDED",
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

text_enum! {
    /// What kind of thing a record, an event or a transition is about.
    pub enum SubjectType {
        /// A user.
        User = "USER",
        /// A session of a user.
        Session = "SESSION",
        /// A unit.
        Unit = "UNIT",
        /// A document.
        Document = "DOCUMENT",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// A readiness rule.
        ReadinessRule = "READINESS_RULE",
        /// A holiday.
        Holiday = "HOLIDAY",
        /// A reporting period.
        ReportingPeriod = "REPORTING_PERIOD",
        /// A pledge.
        Pledge = "PLEDGE",
        /// A progress report.
        ProgressReport = "PROGRESS_REPORT",
        /// A threshold of verdicts.
        VerdictRule = "VERDICT_RULE",
        /// A job.
        Job = "JOB",
        /// A file.
        File = "FILE",
        /// A reminder.
        Reminder = "REMINDER",
        /// A reminder rule.
        ReminderRule = "REMINDER_RULE",
        /// A review.
        Review = "REVIEW",
    }
}

/// What the seal covers: everything a record says.
#[derive(Debug, Clone, PartialEq)]
pub struct Content<'a> {
    /// The record's id.
    pub id: Uuid,
    /// Its number in the chain.
    pub position: i64,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// Who did it.
    pub actor_id: Option<Uuid>,
    /// What was done.
    pub action: &'a str,
    /// What kind of thing it was done to.
    pub subject_type: &'a str,
    /// Which one.
    pub subject_id: Uuid,
    /// Whose auditors may read it.
    pub unit_id: Option<Uuid>,
    /// The request it happened in.
    pub request_id: Option<Uuid>,
    /// The thing before.
    pub before: Option<&'a Value>,
    /// The thing after.
    pub after: Option<&'a Value>,
}

/// The record's seal, given the seal of the record before it.
#[must_use]
pub fn seal(previous: &[u8], content: &Content<'_>) -> Vec<u8> {
    let whole = json!({
        "id": content.id,
        "position": content.position,
        "occurredAt": content.occurred_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "actorId": content.actor_id,
        "action": content.action,
        "subjectType": content.subject_type,
        "subjectId": content.subject_id,
        "unitId": content.unit_id,
        "requestId": content.request_id,
        "before": content.before,
        "after": content.after,
    });
    crypto::sha256(&[previous, canonical(&whole).to_string().as_bytes()])
}

/// The value with the members of every object in alphabetical order: one text for one meaning.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_str());
            sorted.into_iter().map(|(name, member)| (name.clone(), canonical(member))).collect()
        }
        Value::Array(items) => items.iter().map(canonical).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(after: &Value) -> Content<'_> {
        Content {
            id: Uuid::from_u128(1),
            position: 1,
            occurred_at: "2026-11-22T00:00:00Z".parse().unwrap(),
            actor_id: None,
            action: "UNIT_CREATED",
            subject_type: "UNIT",
            subject_id: Uuid::from_u128(2),
            unit_id: None,
            request_id: None,
            before: None,
            after: Some(after),
        }
    }

    #[test]
    fn the_order_of_members_does_not_change_the_seal_and_anything_else_does() {
        let one: Value = serde_json::from_str(r#"{"a": 1, "b": {"c": 2, "d": 3}}"#).unwrap();
        let same: Value = serde_json::from_str(r#"{"b": {"d": 3, "c": 2}, "a": 1}"#).unwrap();
        let other = json!({"a": 1, "b": {"c": 2, "d": 4}});
        let sealed = seal(b"previous", &content(&one));
        assert_eq!(seal(b"previous", &content(&same)), sealed);
        assert_ne!(seal(b"previous", &content(&other)), sealed);
        assert_ne!(seal(b"another", &content(&one)), sealed);
        assert_ne!(seal(b"previous", &Content { position: 2, ..content(&one) }), sealed);
    }
}
