//! What is recorded of a nomination: nobody's name and none of the free words; subjects, papers and initiatives by id.

use serde_json::{Value, json};

use super::heads::NominationHead;
use super::model::Nomination;
use super::papers::NominationPaper;
use super::stages::NominationStage;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{Connection, Error};
use crate::features::nominations::rules::RuleOpinion;
use crate::record::{ChangeRecord, Occurrence, Recorded, Subject, record};

/// A nomination with what a change says of its dossier or of its appraisal.
struct RecordedNomination<'a> {
    nomination: &'a NominationHead,
    details: Value,
}

impl Recorded for RecordedNomination<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.nomination.id, unit_id: Some(self.nomination.nominating_unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.nomination.version
    }

    fn audited(&self) -> Value {
        let NominationHead {
            award_code, commendation_kind, year, campaign_id, starts_on, ends_before, ..
        } = self.nomination;
        let NominationHead { status, stage, stage_unit_id, verdict, received_on, submission_id, .. } =
            self.nomination;
        json!({"subject": self.nomination.subject(), "awardCode": award_code, "commendationKind": commendation_kind,
            "year": year, "campaignId": campaign_id, "startsOn": starts_on, "endsBefore": ends_before,
            "status": status, "stage": stage, "stageUnitId": stage_unit_id, "verdict": verdict,
            "receivedOn": received_on, "submissionId": submission_id, "details": self.details})
    }
}

/// The papers and the initiatives of a dossier.
pub fn dossier_details(papers: &[NominationPaper], initiative_ids: &[uuid::Uuid]) -> Value {
    let paper = |paper: &NominationPaper| json!({"code": paper.code, "fileId": paper.file_id, "documentId": paper.document_id});
    json!({"papers": papers.iter().map(paper).collect::<Vec<_>>(), "initiativeIds": initiative_ids})
}

/// An appraisal, with what it holds of each rule.
pub fn appraisal_details(stage: &NominationStage, opinions: &[RuleOpinion]) -> Value {
    let NominationStage { position, verdict, check_id, is_override, appraised_by, confirmed_by, .. } = stage;
    let rule = |own: &RuleOpinion| json!({"code": own.code, "outcome": own.outcome, "opinion": own.opinion});
    json!({"position": position, "verdict": verdict, "checkId": check_id, "isOverride": is_override,
        "appraisedBy": appraised_by, "confirmedBy": confirmed_by, "rules": opinions.iter().map(rule).collect::<Vec<_>>()})
}

/// Records a change of a nomination.
pub async fn record_nomination(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<&Nomination>, &Nomination),
) -> Result<(), Error> {
    record_with(tx, context, occurrence, (before.map(|before| (before, Value::Null)), (after, Value::Null)))
        .await
}

/// A nomination with the details that a record tells.
type Detailed<'a, T> = (&'a T, Value);

/// Records a change of a nomination with details of before and after.
pub async fn record_with(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<Detailed<'_, Nomination>>, Detailed<'_, Nomination>),
) -> Result<(), Error> {
    let before = before.map(|(nomination, details)| (NominationHead::from(nomination), details));
    let (head, details) = (NominationHead::from(after.0), after.1);
    let before = before.as_ref().map(|(nomination, details)| (nomination, details.clone()));
    record(tx, context, [changes_of(occurrence, (before, (&head, details)))]).await
}

/// What the record tells of a change of a nomination.
pub(super) fn changes_of(
    occurrence: Occurrence,
    (before, after): (Option<Detailed<'_, NominationHead>>, Detailed<'_, NominationHead>),
) -> ChangeRecord {
    let recorded = |(nomination, details)| RecordedNomination { nomination, details };
    let (before, after) = (before.map(recorded), recorded(after));
    ChangeRecord::of(occurrence, before.as_ref(), &after)
}
