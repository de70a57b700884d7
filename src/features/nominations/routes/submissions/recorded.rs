//! What is recorded of a submission.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::nominations::store::Submission;
use crate::record::{Recorded, Subject};

impl Recorded for Submission {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { title, letter_file_id, letter_document_id, minutes_file_id, minutes_document_id, .. } =
            self;
        json!({"title": title, "letterFileId": letter_file_id, "letterDocumentId": letter_document_id,
            "minutesFileId": minutes_file_id, "minutesDocumentId": minutes_document_id, "vote": self.vote,
            "status": self.status, "sentOn": self.sent_on, "receivedOn": self.received_on})
    }
}
