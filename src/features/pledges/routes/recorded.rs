//! What is recorded of a pledge.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::pledges::store::Pledge;
use crate::record::{Recorded, Subject};

impl Recorded for Pledge {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"status": self.status, "content": self.content})
    }
}
