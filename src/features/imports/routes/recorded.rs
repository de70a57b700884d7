//! What is recorded of an import.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::imports::store::Import;
use crate::record::{Recorded, Subject};

impl Recorded for Import {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { kind, status, file_name, sha256, rows_read, faulty_rows, rows_written, .. } = self;
        json!({"kind": kind, "status": status, "fileName": file_name, "sha256": sha256,
            "rowsRead": rows_read, "faultyRows": faulty_rows, "rowsWritten": rows_written})
    }
}
