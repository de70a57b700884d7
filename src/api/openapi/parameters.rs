//! Parameters that several operations share stand once, in the components: ids in paths, the page of a list, the trial.

use serde_json::{Map, Value, json};

/// Ids in paths: the path up to the id, the component, what it is, and the id that examples use.
#[rustfmt::skip]
const IDS: &[(&str, &str, &str, &str)] = &[
    ("/sessions/{id}", "SessionId", "The session's id.", "01980000-0000-7000-8000-0000000000d1"),
    ("/users/{id}", "UserId", "The user's id.", "01980000-0000-7000-8000-000000000302"),
    ("/users/{id}/role-assignments/{assignmentId}", "RoleAssignmentId", "The assignment's id.", "01980000-0000-7000-8000-000000000d02"),
    ("/documents/{id}", "DocumentId", "The document's id.", "01980000-0000-7000-8000-0000000003f0"),
    ("/units/{id}", "UnitId", "The unit's id.", "01980000-0000-7000-8000-000000000109"),
    ("/units/{id}/external-ids/{externalId}", "ExternalIdId", "The id of the outside id.", "01980000-0000-7000-8000-000000000801"),
    ("/external-ids/{externalSystem}/{thingType}/{thingId}", "ThingId", "The thing's id.", "01980000-0000-7000-8000-000000000300"),
    ("/files/{id}", "FileId", "The file's id.", "01980000-0000-7000-8000-000000002400"),
    ("/award-types/{id}", "AwardTypeId", "The award's id.", "01980000-0000-7000-8000-000000000e10"),
    ("/award-authorities/{id}", "AwardAuthorityId", "The row's id.", "01980000-0000-7000-8000-000000003a01"),
    ("/procedure-rules/{id}", "ProcedureRuleId", "The rule's id.", "01980000-0000-7000-8000-000000003b01"),
    ("/base-salaries/{id}", "BaseSalaryId", "The base salary's id.", "01980000-0000-7000-8000-000000003905"),
    ("/award-rules/{id}", "AwardRuleId", "The rule's id.", "01980000-0000-7000-8000-000000003801"),
    ("/campaigns/{id}", "CampaignId", "The campaign's id.", "01980000-0000-7000-8000-000000000300"),
    ("/campaigns/{id}/contents/{contentId}", "ContentId", "The content's id.", "01980000-0000-7000-8000-000000000401"),
    ("/readiness-rules/{id}", "ReadinessRuleId", "The readiness rule's id.", "01980000-0000-7000-8000-000000000611"),
    ("/holidays/{id}", "HolidayId", "The holiday's id.", "01980000-0000-7000-8000-000000100000"),
    ("/reporting-periods/{id}", "ReportingPeriodId", "The period's id.", "01980000-0000-7000-8000-000000002001"),
    ("/lock-exceptions/{id}", "LockExceptionId", "The exception's id.", "01980000-0000-7000-8000-000000002101"),
    ("/pledges/{id}", "PledgeId", "The pledge's id.", "01980000-0000-7000-8000-000000310200"),
    ("/progress-reports/{id}", "ReportId", "The report's id.", "01980000-0000-7000-8000-000000410201"),
    ("/progress-reports/{id}/files/{fileId}", "ReportFileId", "The file's id.", "01980000-0000-7000-8000-000000002400"),
    ("/reminders/{id}", "ReminderId", "The reminder's id.", "01980000-0000-7000-8000-000000002700"),
    ("/reminder-rules/{id}", "ReminderRuleId", "The reminder rule's id.", "01980000-0000-7000-8000-000000002604"),
    ("/reviews/{id}", "ReviewId", "The review's id.", "01980000-0000-7000-8000-000000002300"),
    ("/people/{id}", "PersonId", "The person's id.", "01980000-0000-7000-8000-000000350001"),
    ("/people/{id}/memberships/{membershipId}", "MembershipId", "The membership's id.", "01980000-0000-7000-8000-000000360001"),
    ("/households/{id}", "HouseholdId", "The household's id.", "01980000-0000-7000-8000-000000003301"),
    ("/reporting-classes/{id}", "ReportingClassId", "The class's id.", "01980000-0000-7000-8000-000000003003"),
    ("/personal-data-rules/{id}", "PersonalDataRuleId", "The rule's id.", "01980000-0000-7000-8000-000000003021"),
    ("/data-requests/{id}", "DataRequestId", "The request's id.", "01980000-0000-7000-8000-000000003c01"),
    ("/imports/{id}", "ImportId", "The import's id.", "01980000-0000-7000-8000-000000002800"),
    ("/exports/{id}", "ExportId", "The export's id.", "01980000-0000-7000-8000-000000002900"),
    ("/facts/{id}", "FactId", "The fact's id.", "01980000-0000-7000-8000-000000370001"),
    ("/initiatives/{id}", "InitiativeId", "The initiative's id.", "01980000-0000-7000-8000-000000380001"),
    ("/clusters/{id}", "ClusterId", "The cluster's id.", "01980000-0000-7000-8000-000000003601"),
    ("/awards/{id}", "AwardId", "The award's id in the register.", "01980000-0000-7000-8000-000000390001"),
    ("/eligibility-checks/{id}", "EligibilityCheckId", "The check's id.", "01980000-0000-7000-8000-000000003901"),
    ("/councils/{id}", "CouncilId", "The council's id.", "01980000-0000-7000-8000-0000003e0001"),
    ("/council-meetings/{id}/items/{itemId}", "AgendaItemId", "The item's id.", "01980000-0000-7000-8000-0000003e2002"),
    ("/council-meetings/{id}", "CouncilMeetingId", "The meeting's id.", "01980000-0000-7000-8000-0000003e1001"),
    ("/certificates/{id}", "CertificateId", "The certificate's id.", "01980000-0000-7000-8000-000000440001"),
    ("/decisions/{id}", "DecisionId", "The decision's id.", "01980000-0000-7000-8000-0000003f0001"),
    ("/statistics/form-versions/{id}", "FormVersionId", "The version's id.", "01980000-0000-7000-8000-000000003f01"),
    ("/statistics/snapshots/{id}", "StatisticalSnapshotId", "The snapshot's id.", "01980000-0000-7000-8000-000000400002"),
    ("/funds/{id}/entries/{entryId}", "FundEntryId", "The entry's id.", "01980000-0000-7000-8000-000000451003"),
    ("/funds/{id}", "FundId", "The fund's id.", "01980000-0000-7000-8000-000000450001"),
    ("/exemplars/{id}", "ExemplarId", "The exemplar's id.", "01980000-0000-7000-8000-000000460301"),
    ("/clients/{id}", "ClientId", "The client's id.", "01980000-0000-7000-8000-000000480001"),
    ("/clients/{id}/secrets/{itemId}", "ClientSecretId", "The secret's id.", "01980000-0000-7000-8000-000000480101"),
    ("/clients/{id}/keys/{keyId}", "ClientKeyId", "The key's id.", "01980000-0000-7000-8000-000000480201"),
    ("/webhook-endpoints/{id}", "WebhookEndpointId", "The endpoint's id.", "01980000-0000-7000-8000-000000490001"),
    ("/webhook-endpoints/{id}/deliveries/{itemId}", "WebhookDeliveryId", "The delivery's id.", "01980000-0000-7000-8000-000000490201"),
    ("/consultations/{id}", "ConsultationId", "The consultation's id.", "01980000-0000-7000-8000-000000400001"),
    ("/nominations/{id}/opinions/{opinionId}", "OpinionRequestId", "The request's id.", "01980000-0000-7000-8000-0000003d8201"),
    ("/nominations/{id}", "NominationId", "The nomination's id.", "01980000-0000-7000-8000-0000003d0001"),
    ("/submissions/{id}", "SubmissionId", "The submission's id.", "01980000-0000-7000-8000-0000003d8001"),
    ("/jobs/{id}", "JobId", "The job's id.", "01980000-0000-7000-8000-000000002500"),
];

/// Operations whose example needs another thing: the operation, the component, the id.
#[rustfmt::skip]
const OTHER_EXAMPLES: &[(&str, &str, &str)] = &[
    ("getUnit", "UnitId", "01980000-0000-7000-8000-000000000101"),
    ("changeUnit", "UnitId", "01980000-0000-7000-8000-000000000102"),
    ("getUnitTree", "UnitId", "01980000-0000-7000-8000-000000000100"),
    ("removeExternalId", "UnitId", "01980000-0000-7000-8000-000000000107"),
    ("createSuccession", "UnitId", "01980000-0000-7000-8000-000000000106"),
    ("changeCampaign", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("getCampaignReadiness", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("transitionCampaign", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("addContent", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("getContent", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("removeContent", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("changeContent", "CampaignId", "01980000-0000-7000-8000-000000000400"),
    ("changeReportingPeriod", "ReportingPeriodId", "01980000-0000-7000-8000-000000002020"),
    ("transitionReportingPeriod", "ReportingPeriodId", "01980000-0000-7000-8000-000000002020"),
    ("createReport", "ReportingPeriodId", "01980000-0000-7000-8000-00000000200b"),
    ("changePledge", "PledgeId", "01980000-0000-7000-8000-000000310800"),
    ("getPledgeProgress", "PledgeId", "01980000-0000-7000-8000-000000310700"),
    ("transitionPledge", "PledgeId", "01980000-0000-7000-8000-000000310900"),
    ("changeReport", "ReportId", "01980000-0000-7000-8000-00000041030b"),
    ("transitionReport", "ReportId", "01980000-0000-7000-8000-00000041040b"),
    ("changeReview", "ReviewId", "01980000-0000-7000-8000-000000002301"),
    ("transitionReview", "ReviewId", "01980000-0000-7000-8000-000000002301"),
    ("changeSubmission", "SubmissionId", "01980000-0000-7000-8000-0000003d8101"),
    ("transitionSubmission", "SubmissionId", "01980000-0000-7000-8000-0000003d8101"),
    ("changeCouncilMeeting", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("transitionCouncilMeeting", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("addAgendaItems", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("transitionAgendaItem", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("listAgendaItemTransitions", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("recuseMember", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("castBallots", "CouncilMeetingId", "01980000-0000-7000-8000-0000003e2001"),
    ("changeDecision", "DecisionId", "01980000-0000-7000-8000-0000003f2001"),
    ("transitionDecision", "DecisionId", "01980000-0000-7000-8000-0000003f2001"),
    ("issueCertificates", "DecisionId", "01980000-0000-7000-8000-0000003f3001"),
    ("handOverCertificates", "DecisionId", "01980000-0000-7000-8000-0000003f3001"),
    ("getAwardBadge", "AwardId", "01980000-0000-7000-8000-0000003f0101"),
    ("createCorrection", "AwardId", "01980000-0000-7000-8000-0000003f0101"),
    ("listCorrections", "AwardId", "01980000-0000-7000-8000-0000003f0101"),
    ("transitionStatisticalSnapshot", "StatisticalSnapshotId", "01980000-0000-7000-8000-000000400302"),
    ("createRevocation", "AwardId", "01980000-0000-7000-8000-0000003f0101"),
    ("getDecisionFunding", "DecisionId", "01980000-0000-7000-8000-0000003f2001"),
    ("changeExemplar", "ExemplarId", "01980000-0000-7000-8000-000000460001"),
    ("transitionExemplar", "ExemplarId", "01980000-0000-7000-8000-000000460001"),
    ("recordConsent", "ExemplarId", "01980000-0000-7000-8000-000000460101"),
    ("withdrawConsent", "ExemplarId", "01980000-0000-7000-8000-000000460201"),
    ("transitionNomination", "NominationId", "01980000-0000-7000-8000-0000003d0201"),
    ("appraiseNomination", "NominationId", "01980000-0000-7000-8000-0000003d0101"),
    ("listNominationOpinions", "NominationId", "01980000-0000-7000-8000-0000003d0501"),
    ("askNominationOpinion", "NominationId", "01980000-0000-7000-8000-0000003d0101"),
    ("transitionNominationOpinion", "NominationId", "01980000-0000-7000-8000-0000003d0501"),
    ("listNominationOpinionTransitions", "NominationId", "01980000-0000-7000-8000-0000003d0501"),
    ("listNominationStages", "NominationId", "01980000-0000-7000-8000-0000003d0301"),
    ("listNominationTransitions", "NominationId", "01980000-0000-7000-8000-0000003d0301"),
    ("changeAwardRule", "AwardRuleId", "01980000-0000-7000-8000-000000003882"),
    ("transitionAwardRule", "AwardRuleId", "01980000-0000-7000-8000-000000003883"),
    ("listAwardRuleTransitions", "AwardRuleId", "01980000-0000-7000-8000-000000003883"),
];

/// Query parameters that are the same wherever they stand.
const SHARED: &[&str] = &["cursor", "limit", "dryRun", "updatedSince", "includeTotal"];

/// References to the ids that a path names.
pub fn ids_in(path: &str) -> Vec<Value> {
    let rows = IDS.iter().filter(|(prefix, ..)| {
        path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    rows.map(|(_, component, ..)| reference(component)).collect()
}

/// The ids as components.
pub fn id_components() -> Map<String, Value> {
    let component = |(prefix, name, description, example): &(&str, &str, &str, &str)| {
        let parameter = prefix.rsplit('{').next().unwrap_or_default().trim_end_matches('}');
        let schema = json!({"type": "string", "format": "uuid"});
        let content = json!({"name": parameter, "in": "path", "required": true, "description": description,
            "schema": schema, "example": example});
        ((*name).to_owned(), content)
    };
    IDS.iter().map(component).collect()
}

/// Moves parameters that are the same everywhere into the components, and leaves references.
pub fn share(parameters: &mut [Value], components: &mut Map<String, Value>) {
    for parameter in parameters {
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        if SHARED.contains(&name.as_str()) {
            let shared = components.entry(name.clone()).or_insert_with(|| parameter.clone());
            if shared == parameter {
                *parameter = reference(&name);
            }
        }
    }
}

/// Writes parameters out where an operation's example needs another thing than the component's.
pub fn write_other_examples(document: &mut Value) {
    let components = document.pointer("/components/parameters").cloned().unwrap_or(Value::Null);
    let items = document.get_mut("paths").and_then(Value::as_object_mut);
    for operation in
        items.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut).flat_map(Map::values_mut)
    {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        for (_, component, example) in OTHER_EXAMPLES.iter().filter(|(operation, ..)| *operation == id) {
            let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
            let own = parameters.into_iter().flatten().find(|parameter| **parameter == reference(component));
            if let (Some(own), Some(content)) = (own, components.get(component)) {
                own.clone_from(content);
                own["example"] = (*example).into();
            }
        }
    }
}

fn reference(component: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{component}")})
}
