//! What is recorded of a document.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::documents::store::Document;
use crate::record::{Recorded, Subject};

impl Recorded for Document {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!(self.content())
    }
}
