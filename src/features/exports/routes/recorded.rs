//! What is recorded of an export.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::exports::store::Export;
use crate::record::{Recorded, Subject};

impl Recorded for Export {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { status, path, format, rows, .. } = self;
        json!({"status": status, "path": path, "format": format, "rows": rows})
    }
}
