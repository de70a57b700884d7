//! What is recorded of a document.

use serde_json::{Value, json};

use crate::features::documents::store::Document;
use crate::record::{Recorded, Subject};

impl Recorded for Document {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn audited(&self) -> Value {
        json!(self.content())
    }
}
