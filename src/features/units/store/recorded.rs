//! What is recorded of a unit.

use serde_json::{Value, json};

use super::model::Unit;
use crate::core::row_version::RowVersion;
use crate::features::units::rules::{Days, UnitContent};
use crate::record::{Recorded, Subject};

/// A unit with one of its versions.
pub struct RecordedUnit<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What the version says.
    pub content: &'a UnitContent,
    /// The days on which it holds.
    pub days: Days,
}

impl Recorded for RecordedUnit<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.unit.id, unit_id: Some(self.unit.id) }
    }

    fn version(&self) -> RowVersion {
        self.unit.version
    }

    fn audited(&self) -> Value {
        let Self { unit, content, days } = self;
        json!({
            "code": unit.code,
            "name": content.name,
            "kind": content.kind,
            "parentId": content.parent_id,
            "agencyCode": content.agency_code,
            "legacyAgencyCode": content.legacy_agency_code,
            "openedOn": unit.opened_on,
            "closedOn": unit.closed_on,
            "startsOn": days.starts_on,
            "endsOn": days.ends_before.and_then(|end| end.pred_opt()),
        })
    }
}
