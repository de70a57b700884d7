//! What is recorded of a request: nothing of what the person says.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::data_requests::store::DataRequest;
use crate::record::{Recorded, Subject};

impl Recorded for DataRequest {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { person_id, kind, status, received_on, due_on, .. } = self;
        json!({"personId": person_id, "kind": kind, "status": status, "receivedOn": received_on, "dueOn": due_on})
    }
}
