//! What is recorded of statistics: numbers, never names.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::statistics::store::{Entry, FormVersion, Snapshot};
use crate::record::{Recorded, Subject};

impl Recorded for FormVersion {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { form, code, title, due_month, due_day, basis, certainty, starts_on, ends_before, .. } =
            self;
        json!({"form": form, "code": code, "title": title, "dueMonth": due_month, "dueDay": due_day, "basis": basis,
            "certainty": certainty, "startsOn": starts_on, "endsBefore": ends_before})
    }
}

impl Recorded for Entry {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"form": self.form, "year": self.year, "rows": self.rows})
    }
}

impl Recorded for Snapshot {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"form": self.form, "year": self.year, "status": self.status, "figures": self.figures})
    }
}
