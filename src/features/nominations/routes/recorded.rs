//! What is recorded of a nomination: nobody's name, subjects by id.

use serde_json::{Value, json};

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::nominations::store::Nomination;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

impl Recorded for Nomination {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.nominating_unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { award_code, commendation_kind, year, campaign_id, starts_on, ends_before, .. } = self;
        json!({"subject": Self::subject(self), "awardCode": award_code, "commendationKind": commendation_kind,
            "year": year, "campaignId": campaign_id, "startsOn": starts_on, "endsBefore": ends_before,
            "status": self.status, "stage": self.stage, "stageUnitId": self.stage_unit_id,
            "verdict": self.verdict, "receivedOn": self.received_on})
    }
}

/// Records a change of a nomination.
pub(super) async fn record_nomination(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<&Nomination>, &Nomination),
) -> Result<(), Problem> {
    Ok(record_change(tx, context, occurrence, before, after).await?)
}
