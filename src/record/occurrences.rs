//! Everything that can happen to a thing, one row each: what, to which kind of thing, and whether other systems are told.

use crate::text_enum;

text_enum! {
    /// What kind of thing a record, an event or a transition is about.
    pub enum SubjectType {
        /// A user.
        User = "USER",
        /// A session of a user.
        Session = "SESSION",
        /// A machine client.
        Client = "CLIENT",
        /// Where a machine client is told of events.
        WebhookEndpoint = "WEBHOOK_ENDPOINT",
        /// A unit.
        Unit = "UNIT",
        /// A document.
        Document = "DOCUMENT",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// The id of a thing in another system.
        ExternalId = "EXTERNAL_ID",
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
        /// An import of a table.
        Import = "IMPORT",
        /// An export of a list.
        Export = "EXPORT",
        /// A person who can be commended.
        Person = "PERSON",
        /// A household.
        Household = "HOUSEHOLD",
        /// A group of positions by which commendation is reported.
        ReportingClass = "REPORTING_CLASS",
        /// A rule of personal data.
        PersonalDataRule = "PERSONAL_DATA_RULE",
        /// A request of a person about their own data.
        DataRequest = "DATA_REQUEST",
        /// A fact about a person, a unit or a household.
        Fact = "FACT",
        /// An initiative.
        Initiative = "INITIATIVE",
        /// A cluster or a bloc.
        Cluster = "CLUSTER",
        /// A nomination.
        Nomination = "NOMINATION",
        /// A request for an opinion on a nomination.
        OpinionRequest = "OPINION_REQUEST",
        /// A public consultation on nominations.
        Consultation = "CONSULTATION",
        /// A submission of nominations.
        Submission = "SUBMISSION",
        /// A council.
        Council = "COUNCIL",
        /// A meeting of a council.
        CouncilMeeting = "COUNCIL_MEETING",
        /// An item of a meeting's agenda.
        AgendaItem = "AGENDA_ITEM",
        /// A decision that grants awards or takes one back.
        Decision = "DECISION",
        /// A fund for emulation and commendation.
        Fund = "FUND",
        /// What was paid from a fund, came back, or was allotted.
        FundEntry = "FUND_ENTRY",
        /// An exemplar that others are to follow.
        Exemplar = "EXEMPLAR",
        /// An award of the register.
        Award = "AWARD",
        /// A certificate of an award.
        Certificate = "CERTIFICATE",
        /// A statistical form as it is printed between two days.
        FormVersion = "FORM_VERSION",
        /// What a unit entered into a statistical form.
        StatisticalEntry = "STATISTICAL_ENTRY",
        /// A statistical form of a year as it was.
        StatisticalSnapshot = "STATISTICAL_SNAPSHOT",
        /// An answer of eligibility, or those of a batch.
        EligibilityCheck = "ELIGIBILITY_CHECK",
        /// A title or a form of commendation.
        AwardType = "AWARD_TYPE",
        /// Who decides on an award.
        AwardAuthority = "AWARD_AUTHORITY",
        /// A rule of the procedure of nominations.
        ProcedureRule = "PROCEDURE_RULE",
        /// A base salary.
        BaseSalary = "BASE_SALARY",
        /// A rule of who may be commended.
        AwardRule = "AWARD_RULE",
    }
}

/// Who is told of an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// It stands in the audit trail, and in the event feed of everybody who sees the thing.
    Everybody,
    /// It stands in the audit trail, and in the event feed of those who see the thing while it is being written.
    Insiders,
    /// It stands in the audit trail only.
    AuditOnly,
}

macro_rules! occurrences {
    ($($name:ident = $text:literal of $subject:ident, $audience:ident: $meaning:literal,)+) => {
        text_enum! {
            /// What happened. The list grows with the service.
            pub enum Occurrence { $(#[doc = concat!(" ", $meaning)] $name = $text,)+ }
        }

        impl Occurrence {
            /// The kind of thing it happens to.
            #[must_use]
            pub const fn subject_type(self) -> SubjectType {
                match self { $(Self::$name => SubjectType::$subject,)+ }
            }

            /// Who is told.
            #[must_use]
            pub const fn audience(self) -> Audience {
                match self { $(Self::$name => Audience::$audience,)+ }
            }

            /// What it is, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

#[rustfmt::skip]
occurrences! {
    ClientRegistered = "CLIENT_REGISTERED" of Client, AuditOnly: "A machine client was registered.",
    ClientChanged = "CLIENT_CHANGED" of Client, AuditOnly: "It was changed what a machine client may do.",
    ClientDisabled = "CLIENT_DISABLED" of Client, AuditOnly: "A machine client was disabled.",
    ClientEnabled = "CLIENT_ENABLED" of Client, AuditOnly: "A machine client was enabled again.",
    ClientSecretMade = "CLIENT_SECRET_MADE" of Client, AuditOnly: "A secret of a machine client was made.",
    ClientSecretEnded = "CLIENT_SECRET_ENDED" of Client, AuditOnly: "A secret of a machine client was ended.",
    ClientKeyAdded = "CLIENT_KEY_ADDED" of Client, AuditOnly: "A public key of a machine client was added.",
    ClientKeyEnded = "CLIENT_KEY_ENDED" of Client, AuditOnly: "A public key of a machine client was ended.",
    WebhookEndpointRegistered = "WEBHOOK_ENDPOINT_REGISTERED" of WebhookEndpoint, AuditOnly: "It was registered where a machine client is told of events.",
    WebhookEndpointChanged = "WEBHOOK_ENDPOINT_CHANGED" of WebhookEndpoint, AuditOnly: "An endpoint of webhooks was changed.",
    WebhookEndpointDisabled = "WEBHOOK_ENDPOINT_DISABLED" of WebhookEndpoint, Everybody: "Nothing is sent to an endpoint of webhooks any more: somebody said so, or it is gone, or it failed for too long.",
    WebhookEndpointEnabled = "WEBHOOK_ENDPOINT_ENABLED" of WebhookEndpoint, AuditOnly: "An endpoint of webhooks was enabled again.",
    WebhookSecretMade = "WEBHOOK_SECRET_MADE" of WebhookEndpoint, AuditOnly: "A secret of an endpoint of webhooks was made.",
    WebhookEndpointTested = "WEBHOOK_ENDPOINT_TESTED" of WebhookEndpoint, AuditOnly: "A test was sent to an endpoint of webhooks.",
    WebhookReplayRequested = "WEBHOOK_REPLAY_REQUESTED" of WebhookEndpoint, AuditOnly: "Events were asked to be sent to an endpoint of webhooks again.",
    UserCreated = "USER_CREATED" of User, AuditOnly: "A user was created.",
    UserChanged = "USER_CHANGED" of User, AuditOnly: "A user's name or unit was changed.",
    UserDisabled = "USER_DISABLED" of User, AuditOnly: "A user was disabled.",
    UserEnabled = "USER_ENABLED" of User, AuditOnly: "A user was enabled again.",
    PasswordChanged = "PASSWORD_CHANGED" of User, AuditOnly: "A user changed their own password.",
    PasswordReset = "PASSWORD_RESET" of User, AuditOnly: "An administrator reset a user's password.",
    RoleGranted = "ROLE_GRANTED" of User, AuditOnly: "A role was granted.",
    RoleWithdrawn = "ROLE_WITHDRAWN" of User, AuditOnly: "A role was withdrawn.",
    SessionBegun = "SESSION_BEGUN" of Session, AuditOnly: "A user signed in.",
    SessionEnded = "SESSION_ENDED" of Session, AuditOnly: "A session ended: signed out, ended by somebody, or closed because a refresh token was replayed.",
    UnitCreated = "UNIT_CREATED" of Unit, Everybody: "A unit was created.",
    UnitChanged = "UNIT_CHANGED" of Unit, Everybody: "A unit was changed from a given date.",
    UnitClosed = "UNIT_CLOSED" of Unit, Everybody: "A unit was closed.",
    UnitReopened = "UNIT_REOPENED" of Unit, Everybody: "The closure of a unit was reverted.",
    UnitSucceeded = "UNIT_SUCCEEDED" of Unit, Everybody: "A unit was merged, split, renamed, moved or dissolved by a document.",
    ExternalIdGiven = "EXTERNAL_ID_GIVEN" of ExternalId, AuditOnly: "It was said what another system calls a campaign, a document or an item.",
    ExternalIdEnded = "EXTERNAL_ID_ENDED" of ExternalId, AuditOnly: "Another system no longer calls a campaign, a document or an item so.",
    DocumentRegistered = "DOCUMENT_REGISTERED" of Document, Everybody: "A document was registered.",
    DocumentChanged = "DOCUMENT_CHANGED" of Document, Everybody: "A document was corrected.",
    DocumentPublished = "DOCUMENT_PUBLISHED" of Document, Everybody: "The document of a draft was shown to everybody.",
    CampaignCreated = "CAMPAIGN_CREATED" of Campaign, Insiders: "A draft was created.",
    CampaignChanged = "CAMPAIGN_CHANGED" of Campaign, Insiders: "A draft was changed.",
    CampaignLaunched = "CAMPAIGN_LAUNCHED" of Campaign, Everybody: "A campaign was launched.",
    CampaignAmended = "CAMPAIGN_AMENDED" of Campaign, Everybody: "A launched campaign was amended.",
    CampaignReviewStarted = "CAMPAIGN_REVIEW_STARTED" of Campaign, Everybody: "A campaign's final review began.",
    CampaignClosed = "CAMPAIGN_CLOSED" of Campaign, Everybody: "A campaign was closed.",
    CampaignArchived = "CAMPAIGN_ARCHIVED" of Campaign, Everybody: "A campaign was archived.",
    CampaignWithdrawn = "CAMPAIGN_WITHDRAWN" of Campaign, Insiders: "A draft was withdrawn.",
    CampaignCancelled = "CAMPAIGN_CANCELLED" of Campaign, Everybody: "A campaign was cancelled.",
    ReadinessRuleCreated = "READINESS_RULE_CREATED" of ReadinessRule, Everybody: "A readiness rule was created.",
    ReadinessRuleChanged = "READINESS_RULE_CHANGED" of ReadinessRule, Everybody: "A readiness rule was changed.",
    HolidayCreated = "HOLIDAY_CREATED" of Holiday, Everybody: "A holiday was added.",
    HolidayRemoved = "HOLIDAY_REMOVED" of Holiday, Everybody: "A holiday was removed.",
    ReportingPeriodCreated = "REPORTING_PERIOD_CREATED" of ReportingPeriod, Everybody: "A reporting period was created.",
    ReportingPeriodChanged = "REPORTING_PERIOD_CHANGED" of ReportingPeriod, Everybody: "A reporting period was changed.",
    ReportingPeriodOpened = "REPORTING_PERIOD_OPENED" of ReportingPeriod, Everybody: "A reporting period was opened.",
    ReportingPeriodCancelled = "REPORTING_PERIOD_CANCELLED" of ReportingPeriod, Everybody: "A reporting period was cancelled.",
    ReporterExpected = "REPORTER_EXPECTED" of ReportingPeriod, Everybody: "An excused unit is expected to report after all.",
    LockExceptionGranted = "LOCK_EXCEPTION_GRANTED" of ReportingPeriod, Everybody: "A unit was allowed to report after the due date.",
    LockExceptionRevoked = "LOCK_EXCEPTION_REVOKED" of ReportingPeriod, Everybody: "A permission to report late was revoked.",
    PledgeCreated = "PLEDGE_CREATED" of Pledge, Insiders: "A pledge was created.",
    PledgeChanged = "PLEDGE_CHANGED" of Pledge, Insiders: "A pledge was changed.",
    PledgeSubmitted = "PLEDGE_SUBMITTED" of Pledge, Insiders: "A pledge was submitted.",
    PledgeApproved = "PLEDGE_APPROVED" of Pledge, Everybody: "A pledge was approved.",
    PledgeReturned = "PLEDGE_RETURNED" of Pledge, Insiders: "A pledge was returned.",
    PledgeWithdrawn = "PLEDGE_WITHDRAWN" of Pledge, Insiders: "A pledge, or an amendment of it, was withdrawn.",
    PledgeAmendmentBegun = "PLEDGE_AMENDMENT_BEGUN" of Pledge, Insiders: "An amendment of a pledge was started.",
    ReportCreated = "REPORT_CREATED" of ProgressReport, Insiders: "A progress report was created.",
    ReportChanged = "REPORT_CHANGED" of ProgressReport, Insiders: "Entries of a progress report were saved.",
    ReportSubmitted = "REPORT_SUBMITTED" of ProgressReport, Insiders: "A progress report was submitted.",
    ReportAccepted = "REPORT_ACCEPTED" of ProgressReport, Everybody: "A progress report was accepted: it counts.",
    ReportReturned = "REPORT_RETURNED" of ProgressReport, Insiders: "A progress report was returned.",
    ReportCorrectionBegun = "REPORT_CORRECTION_BEGUN" of ProgressReport, Insiders: "A correction of an accepted report was started.",
    ReportCorrectionWithdrawn = "REPORT_CORRECTION_WITHDRAWN" of ProgressReport, Insiders: "A correction was withdrawn.",
    VerdictRuleChanged = "VERDICT_RULE_CHANGED" of VerdictRule, Everybody: "A threshold of verdicts was changed.",
    JobRetried = "JOB_RETRIED" of Job, Everybody: "A dead job was queued again.",
    JobCancelled = "JOB_CANCELLED" of Job, Everybody: "A job was cancelled.",
    FileUploaded = "FILE_UPLOADED" of File, Everybody: "A file was uploaded.",
    ReminderSent = "REMINDER_SENT" of Reminder, Everybody: "A reminder of something due was sent.",
    ReminderRuleCreated = "REMINDER_RULE_CREATED" of ReminderRule, Everybody: "A reminder rule was created.",
    ReminderRuleChanged = "REMINDER_RULE_CHANGED" of ReminderRule, Everybody: "A reminder rule was changed.",
    ReviewCreated = "REVIEW_CREATED" of Review, Insiders: "A review was created.",
    ReviewChanged = "REVIEW_CHANGED" of Review, Insiders: "A review was edited.",
    ReviewRefreshed = "REVIEW_REFRESHED" of Review, Insiders: "The figures of a review were refreshed.",
    ReviewIssued = "REVIEW_ISSUED" of Review, Everybody: "A review was issued.",
    ReviewWithdrawn = "REVIEW_WITHDRAWN" of Review, Insiders: "A review was withdrawn.",
    ImportStarted = "IMPORT_STARTED" of Import, AuditOnly: "A table was uploaded to be imported.",
    ImportChecked = "IMPORT_CHECKED" of Import, AuditOnly: "The rows of a table were read and checked.",
    ImportConfirmed = "IMPORT_CONFIRMED" of Import, AuditOnly: "Somebody confirmed that the rows of a table are to be written.",
    ImportFinished = "IMPORT_FINISHED" of Import, AuditOnly: "The rows of a table were written.",
    ImportCancelled = "IMPORT_CANCELLED" of Import, AuditOnly: "An import was given up.",
    ExportStarted = "EXPORT_STARTED" of Export, AuditOnly: "Somebody asked for a file of a list.",
    ExportFinished = "EXPORT_FINISHED" of Export, AuditOnly: "The file of a list was made, or could not be made.",
    PersonCreated = "PERSON_CREATED" of Person, AuditOnly: "A person was created.",
    PersonChanged = "PERSON_CHANGED" of Person, AuditOnly: "A person was corrected.",
    PersonPlaced = "PERSON_PLACED" of Person, AuditOnly: "A person's unit or position was written or corrected.",
    PersonMerged = "PERSON_MERGED" of Person, AuditOnly: "Two who turned out to be one person were merged.",
    PersonForgotten = "PERSON_FORGOTTEN" of Person, AuditOnly: "The personal fields of a person who left long ago were removed.",
    HouseholdCreated = "HOUSEHOLD_CREATED" of Household, AuditOnly: "A household was created.",
    HouseholdChanged = "HOUSEHOLD_CHANGED" of Household, AuditOnly: "A household was corrected.",
    ReportingClassCreated = "REPORTING_CLASS_CREATED" of ReportingClass, Everybody: "A group of positions was created.",
    ReportingClassChanged = "REPORTING_CLASS_CHANGED" of ReportingClass, Everybody: "A group of positions was changed.",
    DataRequestReceived = "DATA_REQUEST_RECEIVED" of DataRequest, AuditOnly: "A request about one's own data came.",
    DataRequestExtended = "DATA_REQUEST_EXTENDED" of DataRequest, AuditOnly: "A request got more time.",
    DataRequestGranted = "DATA_REQUEST_GRANTED" of DataRequest, AuditOnly: "A request was granted.",
    DataRequestRefused = "DATA_REQUEST_REFUSED" of DataRequest, AuditOnly: "A request was refused.",
    DataRequestLifted = "DATA_REQUEST_LIFTED" of DataRequest, AuditOnly: "The restriction of a request was lifted.",
    PersonalDataRuleCreated = "PERSONAL_DATA_RULE_CREATED" of PersonalDataRule, Everybody: "A rule of personal data was created.",
    PersonalDataRuleChanged = "PERSONAL_DATA_RULE_CHANGED" of PersonalDataRule, Everybody: "A rule of personal data was changed.",
    FactCreated = "FACT_CREATED" of Fact, AuditOnly: "A fact was written.",
    FactChanged = "FACT_CHANGED" of Fact, AuditOnly: "A fact was corrected or voided.",
    FactConfirmed = "FACT_CONFIRMED" of Fact, AuditOnly: "A fact was confirmed by a second person.",
    InitiativeCreated = "INITIATIVE_CREATED" of Initiative, AuditOnly: "An initiative was written.",
    InitiativeChanged = "INITIATIVE_CHANGED" of Initiative, AuditOnly: "An initiative was corrected or voided.",
    InitiativeConfirmed = "INITIATIVE_CONFIRMED" of Initiative, AuditOnly: "An initiative was confirmed by a second person.",
    ClusterCreated = "CLUSTER_CREATED" of Cluster, Everybody: "A cluster was created.",
    ClusterChanged = "CLUSTER_CHANGED" of Cluster, Everybody: "A cluster was changed.",
    ClusterYearWritten = "CLUSTER_YEAR_WRITTEN" of Cluster, Everybody: "Members, officers and results of a cluster's year were written.",
    AwardCreated = "AWARD_CREATED" of Award, AuditOnly: "An award was written into the register.",
    AwardChanged = "AWARD_CHANGED" of Award, AuditOnly: "An award of the register was corrected or voided.",
    AwardConfirmed = "AWARD_CONFIRMED" of Award, AuditOnly: "An award of the register was confirmed by a second person.",
    NominationCreated = "NOMINATION_CREATED" of Nomination, AuditOnly: "A nomination was created.",
    NominationChanged = "NOMINATION_CHANGED" of Nomination, AuditOnly: "A nomination was edited.",
    NominationSubmitted = "NOMINATION_SUBMITTED" of Nomination, AuditOnly: "A nomination was sent to its stage.",
    NominationAppraised = "NOMINATION_APPRAISED" of Nomination, AuditOnly: "A nomination was appraised by the rules.",
    NominationConfirmed = "NOMINATION_CONFIRMED" of Nomination, AuditOnly: "A second person confirmed an appraisal that departs from the rules.",
    NominationVoted = "NOMINATION_VOTED" of Nomination, AuditOnly: "A council voted on a nomination.",
    NominationProposed = "NOMINATION_PROPOSED" of Nomination, AuditOnly: "A nomination was proposed to who decides, or to the next stage.",
    NominationDecided = "NOMINATION_DECIDED" of Nomination, AuditOnly: "A decision granted a nomination.",
    NominationDeclined = "NOMINATION_DECLINED" of Nomination, AuditOnly: "A nomination was declined.",
    NominationReturned = "NOMINATION_RETURNED" of Nomination, AuditOnly: "A nomination was returned.",
    NominationReminded = "NOMINATION_REMINDED" of Nomination, AuditOnly: "Somebody was reminded of the day until which a nomination goes up.",
    NominationWithdrawn = "NOMINATION_WITHDRAWN" of Nomination, AuditOnly: "A nomination was withdrawn.",
    OpinionAsked = "OPINION_ASKED" of OpinionRequest, AuditOnly: "Others were asked for their opinion on a nomination.",
    OpinionAgreed = "OPINION_AGREED" of OpinionRequest, AuditOnly: "An opinion came that agrees.",
    OpinionDisagreed = "OPINION_DISAGREED" of OpinionRequest, AuditOnly: "An opinion came that disagrees.",
    OpinionPassedOver = "OPINION_PASSED_OVER" of OpinionRequest, AuditOnly: "No opinion came in time, and one went on without it.",
    OpinionCancelled = "OPINION_CANCELLED" of OpinionRequest, AuditOnly: "A request for an opinion was taken back.",
    ConsultationOpened = "CONSULTATION_OPENED" of Consultation, AuditOnly: "A public consultation was opened.",
    ConsultationOpinionReceived = "CONSULTATION_OPINION_RECEIVED" of Consultation, AuditOnly: "An opinion came to a public consultation; names and words stand nowhere else.",
    ConsultationEnded = "CONSULTATION_ENDED" of Consultation, AuditOnly: "A public consultation ended with its outcome.",
    ConsultationCancelled = "CONSULTATION_CANCELLED" of Consultation, AuditOnly: "A public consultation was taken back.",
    SubmissionCreated = "SUBMISSION_CREATED" of Submission, AuditOnly: "A submission of nominations was created.",
    SubmissionChanged = "SUBMISSION_CHANGED" of Submission, AuditOnly: "A submission of nominations was edited.",
    SubmissionSent = "SUBMISSION_SENT" of Submission, AuditOnly: "A submission was sent with its nominations.",
    SubmissionReceived = "SUBMISSION_RECEIVED" of Submission, AuditOnly: "A submission was received on a day.",
    SubmissionReturned = "SUBMISSION_RETURNED" of Submission, AuditOnly: "A submission was returned as a whole.",
    SubmissionWithdrawn = "SUBMISSION_WITHDRAWN" of Submission, AuditOnly: "A submission was given up.",
    CouncilCreated = "COUNCIL_CREATED" of Council, AuditOnly: "A council was created.",
    CouncilChanged = "COUNCIL_CHANGED" of Council, AuditOnly: "A council was edited.",
    CouncilComposed = "COUNCIL_COMPOSED" of Council, AuditOnly: "It was written down who sits in a council from a day on.",
    MeetingCreated = "MEETING_CREATED" of CouncilMeeting, AuditOnly: "A meeting of a council was planned.",
    MeetingChanged = "MEETING_CHANGED" of CouncilMeeting, AuditOnly: "A meeting was edited, or who is there.",
    MeetingOpened = "MEETING_OPENED" of CouncilMeeting, AuditOnly: "A meeting was opened.",
    MeetingClosed = "MEETING_CLOSED" of CouncilMeeting, AuditOnly: "A meeting was closed.",
    MeetingCancelled = "MEETING_CANCELLED" of CouncilMeeting, AuditOnly: "A meeting was cancelled.",
    BallotCast = "BALLOT_CAST" of CouncilMeeting, AuditOnly: "A member voted; what was voted is kept nowhere beside the member.",
    AgendaItemAdded = "AGENDA_ITEM_ADDED" of AgendaItem, AuditOnly: "A nomination was put on an agenda.",
    AgendaItemRemoved = "AGENDA_ITEM_REMOVED" of AgendaItem, AuditOnly: "An item was taken from an agenda.",
    VoteOpened = "VOTE_OPENED" of AgendaItem, AuditOnly: "The vote on an item was opened.",
    VoteClosed = "VOTE_CLOSED" of AgendaItem, AuditOnly: "The vote on an item was closed and counted.",
    VoteVoided = "VOTE_VOIDED" of AgendaItem, AuditOnly: "The vote on an item was ended without a result.",
    MemberRecused = "MEMBER_RECUSED" of AgendaItem, AuditOnly: "A member takes no part in a vote.",
    DecisionCreated = "DECISION_CREATED" of Decision, AuditOnly: "A decision was drafted.",
    DecisionChanged = "DECISION_CHANGED" of Decision, AuditOnly: "A draft of a decision was edited.",
    DecisionIssued = "DECISION_ISSUED" of Decision, AuditOnly: "A decision was issued: its awards are in the register, or one is revoked.",
    DecisionConfirmed = "DECISION_CONFIRMED" of Decision, AuditOnly: "A decision of an outside authority was confirmed by a second person.",
    DecisionWithdrawn = "DECISION_WITHDRAWN" of Decision, AuditOnly: "A draft of a decision was given up.",
    AwardNameCorrected = "AWARD_NAME_CORRECTED" of Award, AuditOnly: "The name of an award was corrected by a decision.",
    AwardRevoked = "AWARD_REVOKED" of Award, AuditOnly: "An award was revoked by a decision.",
    AwardPaymentChanged = "AWARD_PAYMENT_CHANGED" of Award, AuditOnly: "A title is paid no more because a higher one of its day and period was granted, or again because that was revoked.",
    CertificateIssued = "CERTIFICATE_ISSUED" of Certificate, AuditOnly: "A certificate got its number in the register.",
    CertificateHandedOver = "CERTIFICATE_HANDED_OVER" of Certificate, AuditOnly: "A certificate was handed over.",
    CertificateChanged = "CERTIFICATE_CHANGED" of Certificate, AuditOnly: "It was noted anew where a certificate is.",
    CertificateReplaced = "CERTIFICATE_REPLACED" of Certificate, AuditOnly: "Another certificate stands in the place of one.",
    FormVersionCreated = "FORM_VERSION_CREATED" of FormVersion, Everybody: "A version of a statistical form was created.",
    FormVersionChanged = "FORM_VERSION_CHANGED" of FormVersion, Everybody: "A version of a statistical form was changed.",
    StatisticsEntered = "STATISTICS_ENTERED" of StatisticalEntry, AuditOnly: "The numbers of a statistical form were entered.",
    SnapshotCreated = "SNAPSHOT_CREATED" of StatisticalSnapshot, AuditOnly: "A statistical form was kept as it is, to be signed.",
    SnapshotSigned = "SNAPSHOT_SIGNED" of StatisticalSnapshot, AuditOnly: "A statistical form was signed.",
    SnapshotWithdrawn = "SNAPSHOT_WITHDRAWN" of StatisticalSnapshot, AuditOnly: "A statistical form that was not signed was given up.",
    FundCreated = "FUND_CREATED" of Fund, AuditOnly: "A fund was created.",
    FundChanged = "FUND_CHANGED" of Fund, AuditOnly: "What is written of a fund was corrected.",
    FundEntryRecorded = "FUND_ENTRY_RECORDED" of FundEntry, AuditOnly: "A payment, a recovery, a change of the allotment, or the reversal of one was recorded.",
    ExemplarFound = "EXEMPLAR_FOUND" of Exemplar, AuditOnly: "A unit wrote an exemplar down.",
    ExemplarChanged = "EXEMPLAR_CHANGED" of Exemplar, AuditOnly: "An exemplar was edited.",
    ExemplarProposed = "EXEMPLAR_PROPOSED" of Exemplar, AuditOnly: "A unit proposed an exemplar.",
    ExemplarReturned = "EXEMPLAR_RETURNED" of Exemplar, AuditOnly: "An exemplar was returned to its unit.",
    ExemplarHonoured = "EXEMPLAR_HONOURED" of Exemplar, AuditOnly: "A leader honoured an exemplar.",
    ExemplarPublished = "EXEMPLAR_PUBLISHED" of Exemplar, AuditOnly: "An exemplar was published.",
    ExemplarWithdrawn = "EXEMPLAR_WITHDRAWN" of Exemplar, AuditOnly: "An exemplar was withdrawn.",
    ExemplarConsentRecorded = "EXEMPLAR_CONSENT_RECORDED" of Exemplar, AuditOnly: "It was recorded who agreed to what of an exemplar.",
    ExemplarConsentWithdrawn = "EXEMPLAR_CONSENT_WITHDRAWN" of Exemplar, AuditOnly: "A consent was withdrawn.",
    EligibilityChecked = "ELIGIBILITY_CHECKED" of EligibilityCheck, AuditOnly: "Somebody asked who may be commended; the answers are kept.",
    AwardTypeCreated = "AWARD_TYPE_CREATED" of AwardType, Everybody: "A title or a form of commendation was created.",
    AwardTypeChanged = "AWARD_TYPE_CHANGED" of AwardType, Everybody: "A title or a form of commendation was changed.",
    AwardAuthorityCreated = "AWARD_AUTHORITY_CREATED" of AwardAuthority, Everybody: "It was written down who decides on an award.",
    AwardAuthorityChanged = "AWARD_AUTHORITY_CHANGED" of AwardAuthority, Everybody: "It was changed who decides on an award.",
    ProcedureRuleCreated = "PROCEDURE_RULE_CREATED" of ProcedureRule, Everybody: "A rule of the procedure was created.",
    ProcedureRuleChanged = "PROCEDURE_RULE_CHANGED" of ProcedureRule, Everybody: "A rule of the procedure was changed.",
    BaseSalaryCreated = "BASE_SALARY_CREATED" of BaseSalary, Everybody: "A base salary was created.",
    BaseSalaryChanged = "BASE_SALARY_CHANGED" of BaseSalary, Everybody: "A base salary was changed.",
    AwardRuleCreated = "AWARD_RULE_CREATED" of AwardRule, Everybody: "A draft of an award rule was created.",
    AwardRuleChanged = "AWARD_RULE_CHANGED" of AwardRule, Everybody: "A draft of an award rule was changed.",
    AwardRulePutInForce = "AWARD_RULE_PUT_IN_FORCE" of AwardRule, Everybody: "An award rule was put in force.",
    AwardRuleEnded = "AWARD_RULE_ENDED" of AwardRule, Everybody: "An award rule ended because another took its place.",
    AwardRuleWithdrawn = "AWARD_RULE_WITHDRAWN" of AwardRule, Everybody: "An award rule was taken back.",
}
