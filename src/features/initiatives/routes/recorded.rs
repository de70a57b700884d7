//! What is recorded of an initiative: nobody's name, authors by id.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::initiatives::store::{self, Authors, Initiative};
use crate::features::people::store::keep_before;
use crate::http::Problem;
use crate::record::{ChangeRecord, Occurrence, Recorded, Subject, SubjectType, record, record_change};

/// An initiative with the unit whose auditors may read of it.
struct RecordedInitiative<'a> {
    initiative: &'a Initiative,
    authors: &'a Authors,
    unit_id: Option<Uuid>,
}

impl Recorded for RecordedInitiative<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.initiative.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        self.initiative.version
    }

    fn audited(&self) -> Value {
        let Initiative {
            code,
            kind,
            level,
            decision_number,
            decided_on,
            document_id,
            applied_from,
            year,
            ..
        } = self.initiative;
        json!({"code": code, "kind": kind, "level": level, "decisionNumber": decision_number,
            "decidedOn": decided_on, "documentId": document_id, "appliedFrom": applied_from, "year": year,
            "authors": self.authors.authors, "uses": self.authors.uses,
            "confirmedBy": self.initiative.confirmed_by, "isVoided": self.initiative.void_reason.is_some()})
    }
}

/// Records new initiatives, each with the unit in whose reach its first author is.
pub(super) async fn record_created(
    tx: &mut Connection,
    context: &ChangeContext,
    new: &[((Initiative, Authors), Option<Uuid>)],
) -> Result<(), Problem> {
    let change = |((initiative, authors), unit_id): &((Initiative, Authors), Option<Uuid>)| {
        let recorded = RecordedInitiative { initiative, authors, unit_id: *unit_id };
        ChangeRecord::of(Occurrence::InitiativeCreated, None, &recorded)
    };
    Ok(record(tx, context, new.iter().map(change)).await?)
}

/// Writes what a locked initiative becomes, keeps what it was, and records both.
pub(super) async fn write_change(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Option<Uuid>,
    (before, after): (&(Initiative, Authors), &(Initiative, Authors)),
) -> Result<(), Problem> {
    let Initiative { id, code, title, kind, level, recognised_by, decision_number, decided_on, .. } =
        &before.0;
    let Initiative {
        document_id, applied_from, year, source, written_by, confirmed_by, confirmed_at, ..
    } = &before.0;
    let was = json!({"code": code, "title": title, "kind": kind, "level": level, "recognisedBy": recognised_by,
        "decisionNumber": decision_number, "decidedOn": decided_on, "documentId": document_id,
        "appliedFrom": applied_from, "year": year, "source": source, "writtenBy": written_by,
        "confirmedBy": confirmed_by, "confirmedAt": confirmed_at, "voidReason": before.0.void_reason,
        "authors": before.1.authors, "uses": before.1.uses});
    keep_before(tx, context, (SubjectType::Initiative, *id, before.0.version), was).await?;
    store::update(tx, &after.0).await?;
    if before.1 != after.1 {
        store::replace_authors(tx, *id, &after.1).await?;
    }
    let before = RecordedInitiative { initiative: &before.0, authors: &before.1, unit_id };
    let after = RecordedInitiative { initiative: &after.0, authors: &after.1, unit_id };
    Ok(record_change(tx, context, Occurrence::InitiativeChanged, Some(&before), &after).await?)
}
