//! What is recorded of a request for an opinion: who is asked by kind, days and papers by id, none of the free words.

use serde_json::{Value, json};

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::nominations::store::{Nomination, OpinionRequest};
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A request, and the nomination it is about.
struct RecordedRequest<'a> {
    request: &'a OpinionRequest,
    nomination: &'a Nomination,
}

impl Recorded for RecordedRequest<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.request.id, unit_id: Some(self.nomination.nominating_unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.request.version
    }

    fn audited(&self) -> Value {
        let OpinionRequest { nomination_id, stage_id, body, document_id, asked_on, due_on, .. } =
            self.request;
        let OpinionRequest { allows_silence, status, answer_document_id, answered_on, .. } = self.request;
        json!({"nominationId": nomination_id, "stageId": stage_id, "body": body, "documentId": document_id,
            "askedOn": asked_on, "dueOn": due_on, "allowsSilence": allows_silence, "status": status,
            "answerDocumentId": answer_document_id, "answeredOn": answered_on})
    }
}

/// Records a change of a request.
pub(super) async fn record_request(
    tx: &mut Connection,
    context: &ChangeContext,
    (occurrence, nomination): (Occurrence, &Nomination),
    (before, after): (Option<&OpinionRequest>, &OpinionRequest),
) -> Result<(), Problem> {
    let recorded = |request| RecordedRequest { request, nomination };
    let (before, after) = (before.map(recorded), recorded(after));
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
