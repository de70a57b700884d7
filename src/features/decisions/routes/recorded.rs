//! What is recorded of a decision: number, days and what it decides on by ids, none of the free words.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::decisions::store::Decision;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A decision with the ids of the nominations or of the award that it decides on.
struct RecordedDecision<'a> {
    decision: &'a Decision,
    about: &'a [Uuid],
}

impl Recorded for RecordedDecision<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.decision.id, unit_id: Some(self.decision.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.decision.version
    }

    fn audited(&self) -> Value {
        let Decision { purpose, origin, status, decided_on, document_id, base_salary, .. } = self.decision;
        json!({"purpose": purpose, "origin": origin, "status": status, "number": self.decision.printed_number(),
            "decidedOn": decided_on, "documentId": document_id, "baseSalary": base_salary, "about": self.about})
    }
}

/// A decision, and the ids of what it decides on.
pub(super) type WithLines<'a> = (&'a Decision, &'a [Uuid]);

/// Records a change of a decision.
pub(super) async fn record_decision(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<WithLines<'_>>, WithLines<'_>),
) -> Result<(), Problem> {
    let recorded = |(decision, about)| RecordedDecision { decision, about };
    let (before, after) = (before.map(recorded), recorded(after));
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
