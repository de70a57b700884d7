//! What is recorded of an award: no words in which somebody may be named.

use serde_json::{Value, json};
use uuid::Uuid;

use super::register::{Award, update};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{Connection, Error};
use crate::features::people::store::keep_before;
use crate::record::{ChangeRecord, Occurrence, Recorded, Subject, SubjectType, record, record_change};

/// An award with the unit whose auditors may read of it.
struct RecordedAward<'a> {
    award: &'a Award,
    unit_id: Option<Uuid>,
}

impl Recorded for RecordedAward<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.award.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        self.award.version
    }

    fn audited(&self) -> Value {
        let Award { origin, award_code, achievement_year, starts_on, ends_before, decided_on, .. } =
            self.award;
        let Award { decision_number, document_id, commendation_kind, campaign_id, confirmed_by, .. } =
            self.award;
        json!({"origin": origin, "about": self.award.subject(), "awardCode": award_code,
            "achievementYear": achievement_year, "startsOn": starts_on, "endsBefore": ends_before,
            "decidedOn": decided_on, "decisionNumber": decision_number, "documentId": document_id,
            "commendationKind": commendation_kind, "campaignId": campaign_id, "confirmedBy": confirmed_by,
            "isVoided": self.award.void_reason.is_some(), "decisionId": self.award.decision_id,
            "revokedOn": self.award.revoked_on})
    }
}

/// Records new awards, each with the unit in whose reach its recipient is.
pub async fn record_created(
    tx: &mut Connection,
    context: &ChangeContext,
    new: &[(Award, Option<Uuid>)],
) -> Result<(), Error> {
    let change = |(award, unit_id): &(Award, Option<Uuid>)| {
        ChangeRecord::of(Occurrence::AwardCreated, None, &RecordedAward { award, unit_id: *unit_id })
    };
    record(tx, context, new.iter().map(change)).await
}

/// Writes what a locked award becomes, keeps what it was, and records both.
pub async fn write_change(
    tx: &mut Connection,
    context: &ChangeContext,
    (occurrence, unit_id): (Occurrence, Option<Uuid>),
    (before, after): (&Award, &Award),
) -> Result<(), Error> {
    let recorded = |award| RecordedAward { award, unit_id };
    let mut was = recorded(before).audited();
    let texts = json!({"decidedBy": before.decided_by, "recipientName": before.recipient_name,
        "achievement": before.achievement, "source": before.source,
        "writtenBy": before.written_by, "confirmedAt": before.confirmed_at, "voidReason": before.void_reason});
    if let (Some(was), Value::Object(texts)) = (was.as_object_mut(), texts) {
        was.extend(texts);
    }
    keep_before(tx, context, (SubjectType::Award, before.id, before.version), was).await?;
    update(tx, after).await?;
    let (before, after) = (recorded(before), recorded(after));
    record_change(tx, context, occurrence, Some(&before), &after).await
}
