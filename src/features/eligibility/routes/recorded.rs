//! What is recorded of answers: who asked about whom, and what came out.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::eligibility::store::CheckRow;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A check, or the checks of a batch.
struct RecordedChecks<'a> {
    id: Uuid,
    rows: &'a [CheckRow],
}

impl Recorded for RecordedChecks<'_> {
    fn subject(&self) -> Subject {
        let mut units = self.rows.iter().map(|row| row.unit_id);
        let first = units.next();
        // Checks of several units belong to none of them alone.
        Subject { id: self.id, unit_id: first.filter(|unit| units.all(|other| other == *unit)) }
    }

    fn version(&self) -> RowVersion {
        RowVersion::FIRST
    }

    fn audited(&self) -> Value {
        let [row] = self.rows else { return json!({"checks": self.rows.len()}) };
        let CheckRow { subject, award, kind, year, received_on, outcome, .. } = row;
        json!({"subject": subject, "award": award, "commendationKind": kind, "year": year, "receivedOn": received_on,
            "outcome": outcome})
    }
}

/// Records answers.
pub(super) async fn record_checks(
    tx: &mut Connection,
    context: &ChangeContext,
    (id, rows): (Uuid, &[CheckRow]),
) -> Result<(), Problem> {
    let recorded = RecordedChecks { id, rows };
    Ok(record_change(tx, context, Occurrence::EligibilityChecked, None, &recorded).await?)
}
