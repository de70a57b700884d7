//! What is recorded of a submission: its papers and its list by ids, none of the free words.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::nominations::store::Submission;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A submission with the ids of what is in it.
struct RecordedSubmission<'a> {
    submission: &'a Submission,
    nomination_ids: &'a [Uuid],
}

impl Recorded for RecordedSubmission<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.submission.id, unit_id: Some(self.submission.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.submission.version
    }

    fn audited(&self) -> Value {
        let Submission { letter_file_id, letter_document_id, minutes_file_id, minutes_document_id, .. } =
            self.submission;
        let Submission { status, sent_on, received_on, .. } = self.submission;
        json!({"letterFileId": letter_file_id, "letterDocumentId": letter_document_id,
            "minutesFileId": minutes_file_id, "minutesDocumentId": minutes_document_id, "status": status,
            "sentOn": sent_on, "receivedOn": received_on, "nominationIds": self.nomination_ids})
    }
}

/// A submission, and the ids of the nominations in it.
type WithList<'a> = (&'a Submission, &'a [Uuid]);

/// Records a change of a submission.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn record_submission(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<WithList<'_>>, WithList<'_>),
) -> Result<(), Problem> {
    let recorded = |(submission, nomination_ids)| RecordedSubmission { submission, nomination_ids };
    let (before, after) = (before.map(recorded), recorded(after));
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
