//! What is recorded of people and households: nothing personal, not even a name.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::people::store::{Household, Person, PersonalDataRule, ReportingClass};
use crate::record::{Recorded, Subject};

impl Recorded for Person {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { staff_code, unit_id, merged_into_id, restricted_on, .. } = self;
        json!({"staffCode": staff_code, "unitId": unit_id, "mergedIntoId": merged_into_id, "restrictedOn": restricted_on})
    }
}

impl Recorded for Household {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { code, unit_id, closed_on, .. } = self;
        json!({"code": code, "unitId": unit_id, "closedOn": closed_on})
    }
}

impl Recorded for ReportingClass {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { code, name, rank, basis, starts_on, ends_before, .. } = self;
        json!({"code": code, "name": name, "rank": rank, "basis": basis, "startsOn": starts_on, "endsBefore": ends_before})
    }
}

impl Recorded for PersonalDataRule {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { kind, code, name, basis, certainty, details, starts_on, ends_before, .. } = self;
        json!({"kind": kind, "code": code, "name": name, "basis": basis, "certainty": certainty, "details": details,
            "startsOn": starts_on, "endsBefore": ends_before})
    }
}
