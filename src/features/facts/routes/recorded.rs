//! What is recorded of a fact: what it says, without texts in which somebody may be named.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::facts::store::{self, Fact};
use crate::features::people::store::keep_before;
use crate::http::Problem;
use crate::record::{ChangeRecord, Occurrence, Recorded, Subject, SubjectType, record, record_change};

/// Members of details that are texts.
const TEXTS: [&str; 2] = ["reference", "text"];

/// A fact with the unit whose auditors may read of it.
struct RecordedFact<'a> {
    fact: &'a Fact,
    unit_id: Option<Uuid>,
}

impl Recorded for RecordedFact<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.fact.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        self.fact.version
    }

    fn audited(&self) -> Value {
        let Fact { kind, year, starts_on, ends_before, document_id, confirmed_by, .. } = self.fact;
        let mut details = self.fact.details.clone();
        for text in TEXTS {
            details.as_object_mut().map(|members| members.shift_remove(text));
        }
        json!({"kind": kind, "about": self.fact.subject(), "year": year, "startsOn": starts_on,
            "endsBefore": ends_before, "details": details, "documentId": document_id,
            "confirmedBy": confirmed_by, "isVoided": self.fact.void_reason.is_some()})
    }
}

/// Records new facts, each with the unit in whose reach it is.
pub(super) async fn record_created(
    tx: &mut Connection,
    context: &ChangeContext,
    facts: &[(Fact, Option<Uuid>)],
) -> Result<(), Problem> {
    let change = |(fact, unit_id): &(Fact, Option<Uuid>)| {
        ChangeRecord::of(Occurrence::FactCreated, None, &RecordedFact { fact, unit_id: *unit_id })
    };
    Ok(record(tx, context, facts.iter().map(change)).await?)
}

/// Writes what a locked fact becomes, keeps what it was, and records both.
pub(super) async fn write_change(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Option<Uuid>,
    (before, after): (&Fact, &Fact),
) -> Result<(), Problem> {
    let Fact { details, year, starts_on, ends_before, source, document_id, written_by, .. } = before;
    let was = json!({"details": details, "year": year, "startsOn": starts_on, "endsBefore": ends_before,
        "source": source, "documentId": document_id, "writtenBy": written_by,
        "confirmedBy": before.confirmed_by, "confirmedAt": before.confirmed_at, "voidReason": before.void_reason});
    keep_before(tx, context, (SubjectType::Fact, before.id, before.version), was).await?;
    store::update(tx, after).await?;
    let recorded = |fact| RecordedFact { fact, unit_id };
    let (before, after) = (recorded(before), recorded(after));
    Ok(record_change(tx, context, Occurrence::FactChanged, Some(&before), &after).await?)
}
