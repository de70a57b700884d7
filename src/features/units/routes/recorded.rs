//! What is recorded of a unit.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::units::rules::{Days, UnitContent};
use crate::features::units::store::Unit;
use crate::features::units::store::external_ids::ExternalId;
use crate::record::{Recorded, Subject};

/// A unit with one of its versions.
pub(super) struct RecordedUnit<'a> {
    pub unit: &'a Unit,
    pub content: &'a UnitContent,
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

/// A unit with one of its external ids, or before it had that id.
pub(super) struct RecordedExternalId<'a> {
    pub unit: RecordedUnit<'a>,
    pub external_id: Option<&'a ExternalId>,
}

impl Recorded for RecordedExternalId<'_> {
    fn subject(&self) -> Subject {
        self.unit.subject()
    }

    fn version(&self) -> RowVersion {
        self.unit.version()
    }

    fn audited(&self) -> Value {
        let external_id = self.external_id.map(|row| {
            json!({
                "system": row.system,
                "value": row.value,
                "startsOn": row.starts_on,
                "endsOn": row.ends_before.and_then(|end| end.pred_opt()),
            })
        });
        let mut audited = self.unit.audited();
        if let Some(members) = audited.as_object_mut() {
            members.insert("externalId".to_owned(), json!(external_id));
        }
        audited
    }
}
